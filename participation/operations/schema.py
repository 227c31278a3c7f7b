"""The tables that the database has, and the migrations that lead to those of this program."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from participation.base.database import Base

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"
VERSION_TABLE = "alembic_version"


class State(StrEnum):
    """How a database stands to this version of the program."""

    EMPTY = "empty"
    """It has no tables yet."""
    READY = "ready"
    BEHIND = "behind"
    """Migrations are missing: ``flask upgrade``."""
    AHEAD = "ahead"
    """It was migrated by a newer version of the program."""


def alembic_config(bind: Engine | Connection) -> Config:
    """Alembic's view of the migrations; on a connection they run in its transaction."""
    # Alembic is a quarter of what the program loads, and only migrating needs it.
    from alembic.config import Config  # noqa: PLC0415  as said

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection" if isinstance(bind, Connection) else "engine"] = bind
    return config


@lru_cache(maxsize=1)
def numbers() -> tuple[str, ...]:
    """The migrations of this program, by their files' names, in order."""
    return tuple(sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")))


def head() -> str:
    """Number of the newest migration of this program."""
    return numbers()[-1]


def known(revision: str) -> bool:
    """Whether this program has the migration of that number."""
    return revision in numbers()


def revision(connection: Connection) -> str | None:
    """Number of the migration that the database stands at; None: none ran here."""
    if not sa.inspect(connection).has_table(VERSION_TABLE):
        return None
    found: str | None = connection.execute(
        sa.text(f"SELECT version_num FROM {VERSION_TABLE}")  # noqa: S608 - a constant
    ).scalar()
    return found


def state(connection: Connection) -> State:
    """How the database stands to this program."""
    found = revision(connection)
    if found is None:
        # Tests and developers make all tables at once, without migrations.
        made = sa.inspect(connection).has_table("wave")
        return State.READY if made else State.EMPTY
    if found == head():
        return State.READY
    return State.BEHIND if known(found) else State.AHEAD


def migrate(bind: Engine | Connection, target: str = "head") -> None:
    """Runs the migrations up to ``target``: all of them or, when one fails, none."""
    from alembic import command  # noqa: PLC0415  as above

    command.upgrade(alembic_config(bind), target)


def stored_tables(connection: Connection) -> sa.MetaData:
    """All tables that the database has, Alembic's own left out."""
    found = sa.MetaData()
    names = [name for name in sa.inspect(connection).get_table_names() if name != VERSION_TABLE]
    found.reflect(connection, only=names)
    return found


def own_tables(connection: Connection) -> list[sa.Table]:
    """The tables that belong to the platform, those that others point at first.

    At the present state these are the models' own; of an older one all that lie there.
    """
    tables = stored_tables(connection).sorted_tables
    if revision(connection) in (None, head()):
        return [table for table in tables if table.name in Base.metadata.tables]
    return tables


def faults(connection: Connection) -> list[str]:
    """What is broken in the database file or between its rows; empty: nothing is (SQLite only)."""
    if connection.dialect.name != "sqlite":
        return []  # PostgreSQL checks keys at every write
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA quick_check")]
    broken = [
        f"{row[0]} → {row[2]}" for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
    ]
    return [line for line in found if line != "ok"] + broken
