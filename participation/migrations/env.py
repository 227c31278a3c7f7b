"""Alembic's entry: the engine comes from the application, the models from its slices."""

from __future__ import annotations

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.engine import Connection

from participation.database import Base, UTCDateTime


def render(kind: str, item: object, autogen: AutogenContext) -> str | Literal[False]:
    """A migration stays as it is when our own types move: it names what is stored."""
    del autogen
    return "sa.DateTime()" if kind == "type" and isinstance(item, UTCDateTime) else False


engine = context.config.attributes["engine"]
SQLITE = engine.dialect.name == "sqlite"


def keys(connection: Connection, state: str) -> None:
    """SQLite changes a column by making the table anew; with keys on, dropping the old one would
    take along every row that points at it."""
    if SQLITE:
        connection.connection.execute(f"PRAGMA foreign_keys={state}")  # type: ignore[attr-defined]  # of sqlite3


with engine.connect() as connection:
    keys(connection, "OFF")
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=render,
    )
    with context.begin_transaction():
        context.run_migrations()
        if SQLITE and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise RuntimeError("a migration left a row that points at nothing")
    connection.commit()
    keys(connection, "ON")
