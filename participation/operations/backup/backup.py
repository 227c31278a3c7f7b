"""The whole installation in one file, taken while it runs.

What is left out says so itself, in ``__table_args__``: ``{"info": {"backup": False}}``. Any other
table is in. Rows are written in the order of their keys, one transaction sees all of them, and the
file knows the day of its making only: it tells of no answer when it came.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from participation.base.database import Base
from participation.base.keys import Keys
from participation.base.settings import CHECKOUT
from participation.operations import schema
from participation.operations.backup import files, kinds, sealed_file
from participation.operations.backup.kinds import Kind
from participation.operations.backup.sealed_file import Encrypted, Head, Seal, Signed, Writer
from participation.operations.refused import Refused

ROWS = 200
"""Rows fetched at a time: some hold a whole workbook."""
PURPOSE = "backup"
NO_TABLES = "Hier gibt es noch nichts zu sichern: Die Datenbank hat keine Tabellen."
NO_BACKUP_THERE = (
    "{path} ist keine Sicherung und wird nicht überschrieben. Wählen Sie einen anderen Namen."
)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a backup holds."""

    path: Path
    tables: int
    rows: int
    size: int
    """Bytes of the file."""
    encrypted: bool


def take(engine: Engine, keys: Keys, path: Path, secret: bytes | None, today: date) -> Taken:
    """Writes a backup to ``path``, in the place of an older one; people go on answering meanwhile.

    Args:
        engine: of the database to save.
        keys: the installation's; they sign the file and are not in it.
        path: of the file; until the new one is whole the old one stays.
        secret: encrypts the file; ``None``: anybody who has the file can read it.
        today: the day of its making.

    Raises:
        Refused: there is nothing to save, no room, or ``path`` is something else.
    """
    _must_be_free(path)
    with reading(engine) as connection:
        tables = [table for table in schema.own_tables(connection) if saved(table.name)]
        if not tables:
            raise Refused(NO_TABLES)
        head = _head(connection, keys, secret, today)
        raw = sealed_file.written(head)
        with files.whole_file(path) as file:
            writer = Writer(file, raw, seal_of(head, raw, keys, secret))
            rows = sum(_write(connection, table, writer) for table in tables)
            writer.line(json.dumps({"tables": len(tables), "rows": rows}))
            writer.finish()
    return Taken(path, len(tables), rows, path.stat().st_size, secret is not None)


def reading(engine: Engine) -> Connection:
    """A connection that sees one moment of the database and keeps nobody from writing."""
    if engine.dialect.name == "postgresql":
        return engine.connect().execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    return engine.connect().execution_options(reading=True)


def saved(table: str) -> bool:
    """Whether a table is part of backups; one that the program no longer knows is."""
    model = Base.metadata.tables.get(table)
    return model is None or bool(model.info.get("backup", True))


def fingerprint(secret: bytes) -> str:
    """By what a file names the installation that made it; says nothing of the secret."""
    return Signed(secret, b"installation").close(0, False, b"").hex()[:16]  # noqa: FBT003 - no piece at all


def seal_of(head: Head, raw: bytes, keys: Keys, secret: bytes | None) -> Seal:
    """The seal of a file of ours with this head.

    Raises:
        LookupError: another installation made it.
    """
    if head["encrypted"]:
        return Encrypted(secret or b"", raw, bytes.fromhex(head["salt"]))
    found = {fingerprint(master): master for master in keys.derive_all(PURPOSE)}
    return Signed(found[head["installation"]], raw)


def _must_be_free(path: Path) -> None:
    try:
        if path.is_dir():
            raise Refused(f"{path} ist ein Ordner. Schreiben Sie einen Dateinamen dahinter.")
        if path.exists():
            with path.open("rb") as file:
                if file.read(len(sealed_file.MAGIC)) != sealed_file.MAGIC:
                    raise Refused(NO_BACKUP_THERE.format(path=path))
    except OSError as error:
        raise files.refused(error, path) from error


def _head(connection: Connection, keys: Keys, secret: bytes | None, today: date) -> Head:
    return {
        "format": sealed_file.FORMAT,
        "app": version(),
        "revision": schema.revision(connection) or schema.head(),
        "county": _county(connection),
        "day": today.isoformat(),
        "database": connection.dialect.name,
        "installation": fingerprint(keys.derive(PURPOSE)),
        "encrypted": secret is not None,
        "salt": sealed_file.fresh_salt().hex(),
    }


def version() -> str:
    """Of this program, as its checkout says."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def _county(connection: Connection) -> str:
    if not sa.inspect(connection).has_table("county"):
        return ""
    return str(connection.execute(sa.text("SELECT name FROM county")).scalar() or "")


def _write(connection: Connection, table: sa.Table, writer: Writer) -> int:
    columns = [(column.name, kinds.kind_of(column)) for column in table.columns]
    writer.line(json.dumps({"table": table.name, "columns": columns}))
    rows = 0
    for line in _lines(connection, table, [kind for _name, kind in columns]):
        writer.line(line)
        rows += 1
    writer.line(json.dumps({"end": table.name, "rows": rows}))
    return rows


def _lines(connection: Connection, table: sa.Table, found: list[Kind]) -> Iterator[str]:
    fetched = [
        sa.cast(column, sa.Text) if kind is Kind.JSON else sa.type_coerce(column, kinds.TYPES[kind])
        for column, kind in zip(table.columns, found, strict=True)
    ]
    statement = sa.select(*fetched).order_by(*table.primary_key.columns)
    conversions = [(at, kinds.WRITE[kind]) for at, kind in enumerate(found) if kind in kinds.WRITE]
    write = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    for row in connection.execute(statement.execution_options(yield_per=ROWS)):
        values: list[Any] = list(row)
        for at, convert in conversions:
            if values[at] is not None:
                values[at] = convert(values[at])
        yield write(values)
