"""Fixtures for everybody: an application on an empty database, a client that checks its pages.

A test that uses the application runs on SQLite and on PostgreSQL, unless a mark names one of them.
"""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from participation import create_app
from participation.base.database import Base, make_engine
from participation.base.settings import Settings
from tests.support.client import CheckedClient
from tests.support.once import TEMPLATES, compile_rules_once
from tests.support.postgres import fresh_database
from tests.support.quick import write_to_memory

hypothesis_settings.register_profile(
    "house",
    deadline=None,  # no test asserts on time: a busy machine is no fault
    suppress_health_check=[HealthCheck.too_slow],
)
hypothesis_settings.load_profile("house")
PUBLIC_URL = "http://localhost"
LONGEST = tuple(Path(__file__).parent / name for name in ("journeys", "faults"))

write_to_memory()
compile_rules_once()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests run on the databases of their nearest mark, and what takes longest starts first.

    At the end nobody waits for one long test.
    """
    items[:] = [item for item in items if on_its_database(item)]
    items.sort(key=lambda item: not any(map(item.path.is_relative_to, LONGEST)))


def on_its_database(item: pytest.Item) -> bool:
    mark, call = item.get_closest_marker("databases"), getattr(item, "callspec", None)
    chosen = call.params.get("database_url") if call else None
    return mark is None or chosen is None or chosen in mark.args


def pytest_collection_finish() -> None:
    """Modules and tests stay to the end: looking through them for garbage again and again is waste."""
    gc.collect()
    gc.freeze()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Empty for SQLite in the instance folder, else the address of a fresh PostgreSQL."""
    if request.param == "sqlite":
        yield ""
        return
    with fresh_database() as address:
        yield address


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings(instance=tmp_path, public_url=PUBLIC_URL, database_url=database_url)


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables, copied for each test."""
    settings = Settings(instance=tmp_path_factory.mktemp("tables"), public_url=PUBLIC_URL)
    engine = make_engine(settings)
    Base.metadata.create_all(engine)
    engine.dispose()
    return settings.instance / "vielstimmig.db"


@pytest.fixture
def app(settings: Settings, tables: Path) -> Iterator[Flask]:
    if not settings.database_url:
        shutil.copy(tables, settings.instance)
    made = create_app(settings)
    made.config.update(JOBS_INLINE=True)
    made.test_client_class = CheckedClient
    made.jinja_env.bytecode_cache = TEMPLATES
    yield made
    made.extensions["database"].dispose()


@pytest.fixture
def client(app: Flask) -> CheckedClient:
    return app.test_client()
