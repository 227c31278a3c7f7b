"""Fixtures for everybody: an application on an empty database, a client that checks its pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from participation import create_app
from participation.database import Base
from participation.settings import Settings
from tests.support.client import CheckedClient

PUBLIC_URL = "http://localhost"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(instance=tmp_path, public_url=PUBLIC_URL)


@pytest.fixture
def app(settings: Settings) -> Flask:
    made = create_app(settings)
    made.config.update(JOBS_INLINE=True)
    made.test_client_class = CheckedClient
    Base.metadata.create_all(made.extensions["database"])
    yield made
    made.extensions["database"].dispose()


@pytest.fixture
def client(app: Flask) -> CheckedClient:
    return app.test_client()
