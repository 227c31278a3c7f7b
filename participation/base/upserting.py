"""INSERT … ON CONFLICT as the database speaks it; PostgreSQL's dialect is loaded only for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

    from participation.base.database import Base


def insert(dialect: str, table: type[Base]) -> sqlite.Insert | postgresql.Insert:
    """A statement that can say what happens to a row that is there already.

    Args:
        dialect: name of the connection's dialect.
        table: where rows go.
    """
    if dialect != "postgresql":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415  a tenth of a start without it

    return postgresql.insert(table)
