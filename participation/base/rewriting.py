"""Rewrites tables in the order of their random keys, so that row order says nothing about time.

PostgreSQL stamps rows with the number of their transaction and keeps what was deleted until a table
is rewritten; SQLite keeps cells of a page where they first found room. Both would tell what came
together, or what came when.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

CHUNK = 250
"""Rows that SQLite writes in one transaction; between two, everybody else may write."""
NAP = 0.11
"""Seconds; a little more than SQLite lets who waits for its lock sleep between two looks at it."""


def only_one(connection: Connection, wave_id: uuid.UUID) -> None:
    """Makes all others who ask for the same wave wait until this transaction ends."""
    # SQLite's BEGIN IMMEDIATE lets only one writer in anyway.
    if connection.dialect.name == "postgresql":
        key = int.from_bytes(wave_id.bytes[:8], "big", signed=True)
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


def make_way(engine: Engine, began: float) -> None:
    """Lets others write between two transactions of ours, as long as the first took or longer.

    On SQLite who waits for the lock looks again after a tenth of a second at most: a shorter gap
    could be missed again and again.

    Args:
        engine: the database's.
        began: when the transaction began, by ``time.monotonic()``.
    """
    if engine.dialect.name == "sqlite":
        time.sleep(max(time.monotonic() - began, NAP))


def outside_transaction(engine: Engine, *statements: str) -> None:
    """Runs what no transaction may hold."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)
        return
    raw = engine.raw_connection()  # SQLAlchemy's begin event would open a transaction
    try:
        for statement in statements:
            raw.driver_connection.execute(statement).fetchall()  # type: ignore[union-attr]  # sqlite3's
    finally:
        raw.close()


def in_key_order(engine: Engine, tables: Sequence[sa.Table], wave_id: uuid.UUID) -> None:
    """Writes what a wave has in each table anew, in the order of the key's last column.

    Raises:
        RuntimeError: the rows lie in another order afterwards.
    """
    if engine.dialect.name != "postgresql":
        for table in tables:
            _by_chunks(engine, table, wave_id)
        return
    with engine.begin() as connection:
        only_one(connection, wave_id)
        for table in tables:
            connection.execute(_again(table, wave_id))
    for table in tables:
        outside_transaction(engine, f"CLUSTER {table.name} USING {table.primary_key.name}")
        if _strays(engine, table, wave_id):
            raise RuntimeError(f"rows of {table.name} do not lie in the order of their keys")


def _key(table: sa.Table) -> sa.Column[object]:
    return list(table.primary_key.columns)[-1]


def _again(table: sa.Table, wave_id: uuid.UUID) -> sa.Insert | sa.Update:
    """All within the database, in one statement and so under one transaction number."""
    here = table.c.wave_id == wave_id
    if not any(isinstance(column.type, (sa.JSON, sa.Text)) for column in table.c):
        return sa.update(table).where(here).values(wave_id=wave_id)  # half the work
    # Long values lie in a table beside, numbered as they came: only written again they forget it.
    gone = sa.delete(table).where(here).returning(*table.c).cte("gone")
    rows = sa.select(gone).order_by(gone.c[_key(table).name])
    return sa.insert(table).from_select([column.name for column in table.c], rows)


def _strays(engine: Engine, table: sa.Table, wave_id: uuid.UUID) -> int:
    key = _key(table)
    before = sa.func.lag(key).over(order_by=sa.text("ctid"))
    lying = sa.select((key < before).label("stray")).where(table.c.wave_id == wave_id).subquery()
    strays = sa.select(sa.func.count()).select_from(lying).where(lying.c.stray)
    with engine.connect() as connection:
        return int(connection.execute(strays).scalar_one())


def _by_chunks(engine: Engine, table: sa.Table, wave_id: uuid.UUID) -> None:
    # Without types: values go back as they came. VACUUM would lock all out until it is through.
    plain = sa.table(
        table.name,
        *(sa.column(c.name, sa.Uuid() if c.name == "wave_id" else None) for c in table.c),
    )
    key, here = plain.c[_key(table).name], plain.c.wave_id == wave_id
    last: object = None
    while True:
        began = time.monotonic()
        with engine.begin() as connection:
            on = here if last is None else sa.and_(here, key > last)
            rows = connection.execute(sa.select(plain).where(on).order_by(key).limit(CHUNK)).all()
            if not rows:
                return
            last = rows[-1]._mapping[key]  # noqa: SLF001 - SQLAlchemy's public name
            connection.execute(sa.delete(plain).where(on, key <= last))
            connection.execute(sa.insert(plain), [dict(row._mapping) for row in rows])  # noqa: SLF001
        if len(rows) == CHUNK:
            make_way(engine, began)
