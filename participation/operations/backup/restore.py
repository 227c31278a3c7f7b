"""A backup becomes a database again: all of it or nothing.

The whole file is read and proved before anything is touched. Then the tables are made as they
were, filled, and migrated to this version: on SQLite in a file beside, which at the end is copied
over in one transaction; on PostgreSQL in one transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from participation.base.database import Base
from participation.base.keys import Keys
from participation.operations import schema
from participation.operations.backup import backup, files, kinds, sealed_file
from participation.operations.backup.kinds import Kind
from participation.operations.backup.sealed_file import DAMAGED, Head, Seal, Unproven
from participation.operations.refused import Refused

BATCH = 500
"""Rows inserted at a time."""
FOREIGN = (
    "Diese Sicherung stammt von einer anderen Installation: Der Schlüsselbund keys.json im Ordner"
    " der Instanz passt nicht dazu. Nichts wurde angefasst. Legen Sie die keys.json dieser"
    " Installation dorthin. Ist sie verloren, hilft --lost-keys: Dann gehen Antworten im"
    " Briefkasten und ausgegebene Codes verloren."
)
NOT_EMPTY = (
    "Hier liegen schon Daten. Nichts wurde angefasst. Mit --replace werden sie zuerst gesichert,"
    " dann ersetzt."
)
NEEDS_KEY = "Diese Sicherung ist verschlüsselt. Nennen Sie den Schlüssel mit --key-file."
NO_FILE = "{path} lässt sich nicht lesen. Prüfen Sie den Namen der Datei."
UNFIT = (
    "Die Sicherung passt nicht zu den Tabellen ihrer Fassung ({table}). Nichts wurde angefasst."
    " Stellen Sie sie mit dem Programm wieder her, das sie gemacht hat ({app})."
)


@dataclass(frozen=True, slots=True)
class Proved:
    """A backup that was read to its end."""

    head: Head
    rows: int
    tables: int


@dataclass(frozen=True, slots=True)
class Source:
    """A backup and what opens it."""

    path: Path
    keys: Keys
    secret: bytes | None = None
    lost_keys: bool = False
    """Takes a backup whose installation's keys are gone: forgery is not found then."""

    def prove(self) -> Proved:
        """Reads all of it.

        Raises:
            Refused: foreign, newer, changed, cut off, or the key is missing or wrong.
        """
        with self._opened() as file:
            head, seal = self._begin(file)
            last: dict[str, Any] = {}
            for line in sealed_file.lines(file, seal):
                if line.startswith(b"{"):
                    last = _object(line)
        if "tables" not in last or not schema.known(head["revision"]):
            raise Refused(DAMAGED if "tables" not in last else _newer(head))
        return Proved(head, last["rows"], last["tables"])

    def parts(self) -> Iterator[tuple[str, list[Any], Iterator[bytes]]]:
        """Each table's name, its columns with their kinds, and its rows as lines."""
        with self._opened() as file:
            _head, seal = self._begin(file)
            lines = sealed_file.lines(file, seal)
            for line in lines:
                found = _object(line)
                if "table" in found:
                    yield found["table"], found["columns"], _until_end(lines)

    def _opened(self) -> IO[bytes]:
        try:
            return self.path.open("rb")
        except OSError as error:
            raise Refused(NO_FILE.format(path=self.path)) from error

    def _begin(self, file: IO[bytes]) -> tuple[Head, Seal]:
        head, raw = sealed_file.head_of(file)
        try:
            return head, self._seal(head, raw)
        except (KeyError, ValueError, TypeError) as error:
            raise Refused(DAMAGED) from error

    def _seal(self, head: Head, raw: bytes) -> Seal:
        prints = {backup.fingerprint(key) for key in self.keys.derive_all(backup.PURPOSE)}
        ours = head["installation"] in prints
        if not ours and not self.lost_keys:
            raise Refused(FOREIGN)
        if head["encrypted"] and self.secret is None:
            raise Refused(NEEDS_KEY)
        if not ours and not head["encrypted"]:
            return Unproven()
        return backup.seal_of(head, raw, self.keys, self.secret)


After = Callable[[Connection], None]
"""What a slice does to restored tables before anybody uses them (ending sessions, say)."""


def put_back(engine: Engine, source: Source, scratch: Path, after: Sequence[After] = ()) -> Proved:
    """Makes the database what the backup says; until the end everything stays as it was.

    Args:
        engine: of the database; what lies in it is replaced, see :func:`holds_data`.
        source: the backup.
        scratch: folder with room for a second database (SQLite).
        after: done in the restored tables before they count.

    Raises:
        Refused: the backup is not fit; nothing was touched.
    """
    proved = source.prove()
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            _clear(connection)
            _build(connection, source, proved.head, after)
    else:
        _through_a_file(engine, source, proved.head, scratch, after)
    return proved


def holds_data(connection: Connection) -> bool:
    """Whether there is anything that a restore would replace."""
    return any(
        connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first()
        for table in schema.own_tables(connection)
        if backup.saved(table.name)
    )


def _newer(head: Head) -> str:
    return sealed_file.NEWER.format(app=head.get("app", "?"))


def _object(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError as error:
        raise Refused(DAMAGED) from error
    if not isinstance(found, dict):
        raise Refused(DAMAGED)
    return found


def _until_end(lines: Iterator[bytes]) -> Iterator[bytes]:
    for line in lines:
        if line.startswith(b"{"):
            return
        yield line


def _through_a_file(
    engine: Engine, source: Source, head: Head, folder: Path, after: Sequence[After]
) -> None:
    made = folder / ".restored.db"
    beside = _plain_engine(made)
    try:
        made.unlink(missing_ok=True)
        made.touch(0o600)
        with beside.begin() as connection:
            _build(connection, source, head, after)
        beside.dispose()
        _copy_over(engine, made)
    except sa.exc.OperationalError as error:
        raise Refused(files.FULL.format(path=made)) from error
    finally:
        beside.dispose()
        for path in folder.glob(".restored.db*"):
            path.unlink()


def _plain_engine(path: Path) -> Engine:
    """For a file that is thrown away when anything fails: no keys watched, no waiting for disks."""
    engine = sa.create_engine(f"sqlite:///{path}", isolation_level=None)

    def prepare(connection: sqlite3.Connection, record: object) -> None:
        del record
        connection.isolation_level = None
        connection.execute("PRAGMA synchronous=OFF")

    sa.event.listen(engine, "connect", prepare)
    sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def _copy_over(engine: Engine, made: Path) -> None:
    """Puts one SQLite file in the place of another, for all who have it open, in one step."""
    raw = engine.raw_connection()
    try:
        target = raw.driver_connection
        assert isinstance(target, sqlite3.Connection)  # noqa: S101 - tells the type
        with closing(sqlite3.connect(made)) as found:
            found.backup(target)
        for pragma in ("journal_mode=WAL", "wal_checkpoint(TRUNCATE)"):
            target.execute(f"PRAGMA {pragma}").fetchall()
    finally:
        raw.close()


def _clear(connection: Connection) -> None:
    """Drops our tables, and none that is not ours."""
    stored = schema.stored_tables(connection)
    for table in reversed(stored.sorted_tables):
        if table.name in Base.metadata.tables:
            connection.execute(sa.schema.DropTable(table))
    connection.execute(sa.text(f"DROP TABLE IF EXISTS {schema.VERSION_TABLE}"))


def _build(connection: Connection, source: Source, head: Head, after: Sequence[After]) -> None:
    schema.migrate(connection, head["revision"])
    stored = schema.stored_tables(connection).tables
    for name, columns, rows in source.parts():
        if name not in stored:
            for _unused in rows:  # a stranger's table that lay in the same database
                pass
        else:
            _fill(connection, stored[name], _fit(stored[name], columns, head), rows)
    schema.migrate(connection)
    if broken := schema.faults(connection):
        raise Refused(f"{DAMAGED} ({broken[0]})")
    for act in after:
        act(connection)


def _fit(table: sa.Table, columns: list[Any], head: Head) -> list[tuple[str, Kind]]:
    try:
        found = [(str(name), Kind(kind)) for name, kind in columns]
    except (TypeError, ValueError) as error:
        raise Refused(DAMAGED) from error
    if {name for name, _kind in found} != set(table.columns.keys()):
        raise Refused(UNFIT.format(table=table.name, app=head.get("app", "?")))
    return found


def _fill(
    connection: Connection, table: sa.Table, columns: list[tuple[str, Kind]], rows: Iterator[bytes]
) -> None:
    """Inserts rows in the order of the file, which is that of their keys."""
    bound: dict[str, Any] = {}
    for name, _kind in columns:
        kind = kinds.kind_of(table.columns[name])
        value: Any = sa.bindparam(name, type_=kinds.TYPES[kind])
        bound[name] = sa.cast(value, sa.JSON) if _needs_cast(connection, kind) else value
    statement = sa.insert(table).values(bound)
    conversions = [_conversion(kind, kinds.kind_of(table.columns[name])) for name, kind in columns]
    names = [name for name, _kind in columns]
    own = _pointing_at_itself(table)
    later: list[dict[str, Any]] = []
    for batch in _batches(rows):
        values = [_values(line, names, conversions) for line in batch]
        for row in values if own else ():
            later.append(
                {f"key_{c.name}": row[c.name] for c in table.primary_key}
                | {f"own_{name}": row[name] for name in own}
            )
            row.update(dict.fromkeys(own))
        connection.execute(statement, values)
    if later:
        connection.execute(_pointing(table, own), later)


def _needs_cast(connection: Connection, kind: Kind) -> bool:
    return kind is Kind.JSON and connection.dialect.name == "postgresql"


def _conversion(written: Kind, lies: Kind) -> kinds.Conversion | None:
    # An older SQLite column that the models no longer know was written as the text it lies as.
    return kinds.READ.get(lies if written is Kind.TEXT else written)


def _values(
    line: bytes, names: list[str], conversions: list[kinds.Conversion | None]
) -> dict[str, Any]:
    try:
        found = json.loads(line)
        return {
            name: value if convert is None or value is None else convert(value)
            for name, convert, value in zip(names, conversions, found, strict=True)
        }
    except (ValueError, TypeError) as error:
        raise Refused(DAMAGED) from error


def _batches(rows: Iterator[bytes]) -> Iterator[list[bytes]]:
    batch: list[bytes] = []
    for line in rows:
        batch.append(line)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _pointing_at_itself(table: sa.Table) -> list[str]:
    """Columns that name another row of the same table, which may come later in the file."""
    return [c.name for c in table.columns for key in c.foreign_keys if key.column.table is table]


def _pointing(table: sa.Table, own: list[str]) -> sa.Update:
    here = (column == _bound("key", column) for column in table.primary_key)
    there = {name: _bound("own", table.columns[name]) for name in own}
    return sa.update(table).where(*here).values(there)


def _bound(prefix: str, column: sa.Column[Any]) -> sa.BindParameter[Any]:
    # The column as it lies does not know a UUID where it is kept as characters.
    return sa.bindparam(f"{prefix}_{column.name}", type_=kinds.TYPES[kinds.kind_of(column)])
