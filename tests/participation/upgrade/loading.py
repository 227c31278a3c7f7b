"""The database of version 0.1 as it landed, put into an empty one of today by today's migrations.

Rows lie in the file by table, as JSON; its tables are made by the migrations up to that version's.
"""

from __future__ import annotations

import base64
import gzip
import json
import shutil
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from participation.base.database import Base, make_engine
from participation.base.settings import Settings
from participation.operations import schema

HERE = Path(__file__).parent
ROWS = HERE / "landed_0_1.json.gz"
HEAD = "0019"
"""The last migration of that version."""
MEMORY = HERE / "memory.json"
"""What browsers and people of then hold: cookies, links, codes, keys of rows."""
Turn = Callable[[Any], Any]
READ: tuple[tuple[type, Turn], ...] = (
    (sa.Uuid, UUID),
    (sa.LargeBinary, base64.b64decode),
    (sa.DateTime, datetime.fromisoformat),
    (sa.Date, date.fromisoformat),
    (sa.Time, time.fromisoformat),
)
WRITE: dict[type, Turn] = {
    UUID: lambda value: value.hex,
    bytes: lambda value: base64.b64encode(value).decode(),
    datetime: lambda value: value.replace(tzinfo=None).isoformat(),
    date: date.isoformat,
    time: time.isoformat,
}


def memory() -> dict[str, Any]:
    """What browsers and people of then hold."""
    found: dict[str, Any] = json.loads(MEMORY.read_text(encoding="utf-8"))
    return found


def rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of then, by table."""
    found: dict[str, list[dict[str, Any]]] = json.loads(gzip.decompress(ROWS.read_bytes()))
    return found


def load(settings: Settings) -> None:
    """Fills the empty database and the instance folder of ``settings`` as 0.1 left them."""
    shutil.copy(HERE / "keys.json", settings.instance)
    engine = make_engine(settings)
    schema.migrate(engine, HEAD)
    with engine.connect() as connection:
        there = schema.stored_tables(connection)
    raw = engine.connect()
    try:
        _unwatched(raw)
        with raw.begin():
            for name, filled in rows().items():
                for row in filled:
                    raw.execute(
                        sa.insert(there.tables[name]).values(_values(there.tables[name], row))
                    )
    finally:
        raw.close()
        engine.dispose()


def _unwatched(connection: sa.Connection) -> None:
    """Rows come table by table: what they point at may come later."""
    if connection.dialect.name == "sqlite":
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]  # sqlite3's
    else:
        connection.exec_driver_sql("SET session_replication_role = replica")
        connection.commit()


def _values(table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    given = {name: value for name, value in row.items() if value is not None}
    return {name: _value(table.columns[name].type, value) for name, value in given.items()}


def _value(kind: sa.types.TypeEngine[Any], value: Any) -> Any:
    return next((turn(value) for each, turn in READ if isinstance(kind, each)), value)


def save(engine: sa.Engine) -> None:
    """Writes the rows of a database of today into the file."""
    found: dict[str, list[dict[str, Any]]] = {}
    with engine.connect() as connection:
        assert schema.revision(connection) == HEAD, "only the version itself writes this file"
        for table in Base.metadata.sorted_tables:
            rows = connection.execute(sa.select(table).order_by(*table.primary_key)).mappings()
            if kept := [{name: _written(value) for name, value in row.items()} for row in rows]:
                found[table.name] = kept
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
    ROWS.write_bytes(gzip.compress(text, mtime=0))


def _written(value: Any) -> Any:
    return WRITE.get(type(value), lambda same: same)(value)
