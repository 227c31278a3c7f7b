"""An installation of version 0.1, upgraded by the shipped command."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from participation import create_app
from participation.base.settings import Settings
from tests.conftest import PUBLIC_URL
from tests.participation.upgrade import loading
from tests.support.client import CheckedClient
from tests.support.once import TEMPLATES
from tests.support.postgres import fresh_database


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """As everywhere, but the PostgreSQL is one of 0.1."""
    if request.param == "sqlite":
        yield ""
        return
    with fresh_database(like=request.getfixturevalue("landed_postgres")) as address:
        yield address


@pytest.fixture(scope="session")
def landed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The instance folder of 0.1 with its SQLite database, upgraded, copied for each test."""
    settings = Settings(instance=tmp_path_factory.mktemp("landed"), public_url=PUBLIC_URL)
    _upgraded(settings)
    return settings.instance


@pytest.fixture(scope="session")
def landed_postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL of 0.1, upgraded, copied for each test."""
    with fresh_database(empty=True) as address:
        instance = tmp_path_factory.mktemp("landed")
        _upgraded(Settings(instance=instance, public_url=PUBLIC_URL, database_url=address))
        yield address


def _upgraded(settings: Settings) -> None:
    """Whatever migrations came since have run, by the shipped command."""
    loading.load(settings)
    made = create_app(settings)
    answer = made.test_cli_runner().invoke(args=["upgrade", "--without-backup"])
    assert answer.exit_code == 0, answer.output
    made.extensions["database"].dispose()


@pytest.fixture
def app(settings: Settings, landed: Path) -> Iterator[Flask]:
    shutil.copytree(landed, settings.instance, dirs_exist_ok=True)
    made = create_app(settings)
    made.test_client_class = CheckedClient
    made.jinja_env.bytecode_cache = TEMPLATES
    yield made
    made.extensions["database"].dispose()


@pytest.fixture
def memory() -> dict[str, Any]:
    """What browsers and people of then hold."""
    return loading.memory()
