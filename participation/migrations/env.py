"""Alembic's entry: the engine comes from the application, the models from its slices.

All migrations of one run are one transaction, on SQLite too: a run that is killed leaves the
database as it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.engine import Connection

from participation.base.database import Base, UTCDateTime


def render(kind: str, item: object, autogen: AutogenContext) -> str | Literal[False]:
    """A migration stays as it is when our own types move: it names what is stored."""
    del autogen
    return "sa.DateTime()" if kind == "type" and isinstance(item, UTCDateTime) else False


@contextmanager
def given() -> Iterator[Connection]:
    """The caller's connection in the caller's transaction, else one of our own."""
    if (connection := context.config.attributes.get("connection")) is not None:
        yield connection
        return
    with context.config.attributes["engine"].connect() as connection:
        # SQLite changes a table by writing it anew and dropping the old one, and dropping
        # "wave" with its keys watched would take every answer along.
        watch(connection, "OFF")
        connection.begin()
        try:
            yield connection
            refuse_orphans(connection)
            connection.commit()
        finally:
            connection.rollback()
            watch(connection, "ON")


def watch(connection: Connection, value: str) -> None:
    """Switches SQLite's foreign keys, which works outside a transaction only."""
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection.execute(f"PRAGMA foreign_keys={value}")  # type: ignore[union-attr]  # sqlite3's


def refuse_orphans(connection: Connection) -> None:
    """Takes everything back when a migration left rows that point at nothing."""
    if connection.dialect.name == "sqlite":
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if orphans:
            raise RuntimeError(f"rows of {orphans[0][0]} point at nothing in {orphans[0][2]}")


with given() as connection:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=render,
    )
    with context.begin_transaction():
        context.run_migrations()
