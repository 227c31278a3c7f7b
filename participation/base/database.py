"""One database, one transaction a request, one place that commits.

A view gets the request's :func:`connection` (Core) or :func:`session` (ORM); both are the same
transaction. It is committed after the view returned and before the answer leaves, or taken back
when an error became the answer. Nothing is acknowledged before its commit.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from sqlite3 import Connection as SQLiteConnection
from typing import Any

import sqlalchemy as sa
from flask import Flask, Response, g, request
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry

from participation.base.app_state import AppState
from participation.base.settings import Settings

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
READS = frozenset({"GET", "HEAD", "OPTIONS"})
ENGINE = AppState[Engine]("database")


class UTCDateTime(sa.TypeDecorator[datetime]):
    """An aware moment, stored in UTC on every database."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware → naive UTC; a naive moment is a mistake of the program."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Naive UTC → aware."""
        del dialect
        return value.replace(tzinfo=UTC) if value else None


NOT_SAVED = {"info": {"backup": False}}
"""In ``__table_args__`` of what no backup keeps: drafts, one-time links, work under way."""


class Base(DeclarativeBase):
    """All tables of all slices."""

    metadata = sa.MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads a plain dict here
        datetime: UTCDateTime,
        dict[str, Any]: sa.JSON,
        list[str]: sa.JSON,
        uuid.UUID: sa.Uuid,
    }


def make_engine(settings: Settings) -> Engine:
    """The engine of one installation; parameters of statements never reach a log."""
    url = sa.make_url(settings.database)
    if url.get_backend_name() == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
        return sa.create_engine(url, hide_parameters=True, pool_size=12, max_overflow=4)
    engine = sa.create_engine(
        url,
        hide_parameters=True,
        pool_size=12,
        max_overflow=4,
        isolation_level=None,
        connect_args={"check_same_thread": False},
    )
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: SQLiteConnection, record: ConnectionPoolEntry) -> None:
    del record
    connection.isolation_level = None  # SQLAlchemy's begin event says which transaction starts
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "busy_timeout=10000",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # WAL with deferred writers loses updates silently; only reading may begin deferred.
    reading = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN DEFERRED" if reading else "BEGIN IMMEDIATE")


def init_app(app: Flask, settings: Settings) -> None:
    """Gives the application its engine and the one commit point of its requests."""
    ENGINE.put(app, make_engine(settings))
    app.after_request(_commit)
    app.teardown_appcontext(_close)


def engine() -> Engine:
    """The engine of the application that runs."""
    return ENGINE.current()


def engine_of(app: Flask) -> Engine:
    """The engine of an application."""
    return ENGINE.of(app)


def connection() -> Connection:
    """The transaction of this request (or command), begun on first use."""
    if "connection" not in g:
        reading = bool(request) and request.method in READS
        opened = engine().connect()
        if reading:
            opened = opened.execution_options(reading=True)
        opened.begin()
        g.connection = opened
    found: Connection = g.connection
    return found


def session() -> Session:
    """The ORM's view of this request's transaction."""
    if "orm_session" not in g:
        g.orm_session = Session(
            connection(), join_transaction_mode="control_fully", expire_on_commit=False
        )
    found: Session = g.orm_session
    return found


def only_reads() -> bool:
    """Whether nothing can change within this transaction."""
    return bool(connection().get_execution_options().get("reading", False))


def writes() -> None:
    """Declares that a GET writes after all (sign-in by link, say): call before any query."""
    if "connection" not in g:
        g.connection = engine().connect()
        g.connection.begin()


def reads() -> None:
    """Declares that a job or command only reads until its next commit: nobody waits for it."""
    if "connection" not in g:
        g.connection = engine().connect().execution_options(reading=True)
        g.connection.begin()


def try_delete(statement: sa.Delete) -> None:
    """Deletes, unless something else still needs a row: then nothing happens."""
    try:
        with connection().begin_nested():
            connection().execute(statement)
    except sa.exc.IntegrityError:
        return


def after_commit(act: Callable[[], None]) -> None:
    """Runs ``act`` once this transaction is committed; forgotten when it is taken back."""
    g.setdefault("after_commit", []).append(act)


def commit() -> None:
    """Commits this request's transaction and runs what waits for it."""
    if "orm_session" in g:
        g.orm_session.flush()
    if "connection" in g:
        g.connection.commit()
    _release()
    for act in g.pop("after_commit", []):
        act()


def rollback() -> None:
    """Takes back what this request wrote."""
    g.pop("after_commit", None)
    if "connection" in g:
        g.connection.rollback()
    _release()


@contextmanager
def transaction() -> Iterator[Connection]:
    """A committed transaction for commands and jobs, outside any request."""
    try:
        yield connection()
        commit()
    except BaseException:
        rollback()
        raise


def _release() -> None:
    if orm := g.pop("orm_session", None):
        orm.close()
    if opened := g.pop("connection", None):
        opened.close()


def _commit(response: Response) -> Response:
    commit()
    return response


def _close(error: BaseException | None) -> None:
    del error
    rollback()
