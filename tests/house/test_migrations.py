"""The database that migrations make is the one that the models describe."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask

from participation import create_app
from participation.base.commands import alembic_config
from participation.base.database import Base
from participation.base.settings import Settings
from participation.operations import schema
from tests.support.postgres import fresh_database

ACCOUNT = "0" * 32


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    if request.param == "sqlite":
        yield create_app(Settings(instance=tmp_path))
        return
    with fresh_database(empty=True) as address:
        app = create_app(Settings(instance=tmp_path, database_url=address))
        yield app
        app.extensions["database"].dispose()


def test_up_from_empty_equals_the_models(empty_app: Flask):
    with empty_app.app_context():
        command.upgrade(alembic_config(), "head")
    with empty_app.extensions["database"].connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_there_is_one_head_and_the_files_are_named_for_it(empty_app: Flask):
    with empty_app.app_context():
        assert ScriptDirectory.from_config(alembic_config()).get_heads() == [schema.head()]


def test_down_to_empty_leaves_no_table(empty_app: Flask):
    with empty_app.app_context():
        command.upgrade(alembic_config(), "head")
        command.downgrade(alembic_config(), "base")
    with empty_app.extensions["database"].connect() as connection:
        assert set(MigrationContext.configure(connection).get_current_heads()) == set()


def test_a_column_that_goes_takes_no_row_of_another_table_along(empty_app: Flask):
    with empty_app.app_context():
        command.upgrade(alembic_config(), "0002")
    engine = empty_app.extensions["database"]
    with engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO account (id, email, name, role, language, active, fs_uniquifier)"
            f" VALUES ('{ACCOUNT}', 'a@b', 'A', 'admin', 'de', true, 'x')"
        )
        connection.execute(
            sa.text("INSERT INTO setup_link VALUES (:hash, :account, :day)"),
            {"hash": b"h" * 32, "account": ACCOUNT, "day": "2026-01-01 00:00:00"},
        )
    with empty_app.app_context():
        command.downgrade(alembic_config(), "0001")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM setup_link").scalar() == 1
