"""The stored object of an import: begun, read, changed by one step at a time."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from participation.base import database, jobs
from participation.base.errors import Conflict, NotFound
from participation.base.words.lazy import lazy_gettext
from participation.sheets import registry
from participation.sheets.models import (
    SheetColumns,
    SheetImport,
    SheetImportRow,
    SheetWord,
    State,
)

KEPT = timedelta(days=1)
"""How long an import can be gone on with, and an applied one taken back."""
REMEMBERED = timedelta(days=730)
"""How long a mapping is remembered that nobody uses."""
_COLUMNS = [
    SheetImport.id,
    SheetImport.target,
    SheetImport.state,
    SheetImport.name,
    SheetImport.outline,
    SheetImport.chosen,
    SheetImport.words,
    SheetImport.report,
    SheetImport.job_id,
    SheetImport.changed_at,
    SheetImport.applied_at,
]


class Moved(Conflict):
    """The import is not where the page thought it was."""

    title = lazy_gettext("Der Import ist schon weiter")
    remedy = lazy_gettext("Gehen Sie zurück und laden Sie die Seite neu.")


@dataclass(frozen=True, slots=True)
class ImportInfo:
    """An import as pages and jobs read it."""

    id: uuid.UUID
    target: str
    state: State
    name: str
    outline: dict[str, Any] | None
    chosen: dict[str, Any]
    words: dict[str, dict[str, str]]
    report: dict[str, Any]
    job_id: uuid.UUID | None
    changed_at: datetime
    applied_at: datetime | None

    @property
    def until(self) -> datetime:
        """When it goes by itself."""
        return (self.applied_at or self.changed_at) + KEPT


def begin(target: str, name: str, content: bytes) -> uuid.UUID:
    """Keeps a file; returns the import."""
    import_id = uuid.uuid4()
    database.connection().execute(
        sa.insert(SheetImport).values(
            id=import_id,
            target=target,
            state=State.UPLOADED,
            name=name.replace("\0", "")[:120],
            content=content,
            account_id=registry.who(),
            changed_at=_now(),
        )
    )
    return import_id


def find(import_id: uuid.UUID, target: str | None = None, *, lock: bool = False) -> ImportInfo:
    """One import.

    Raises:
        NotFound: there is none (any more), or it is another target's.
    """
    statement = sa.select(*_COLUMNS).where(SheetImport.id == import_id)
    asked = statement.with_for_update() if lock else statement
    row = database.connection().execute(asked).mappings().first()
    if row is None or (target is not None and row["target"] != target):
        raise NotFound(lazy_gettext("Importe bleiben einen Tag. Laden Sie das Blatt neu hoch."))
    return _info(row)


def listed(target: str) -> list[ImportInfo]:
    """All imports of a target, the newest first."""
    statement = (
        sa.select(*_COLUMNS)
        .where(SheetImport.target == target)
        .order_by(SheetImport.changed_at.desc(), SheetImport.id)
    )
    return [_info(row) for row in database.connection().execute(statement).mappings()]


def step(import_id: uuid.UUID, target: str, *allowed: State) -> ImportInfo:
    """The import, locked for one step.

    Raises:
        NotFound: there is none (any more), or it is another target's.
        Moved: it is in another state, or a job is at it.
    """
    found = find(import_id, target, lock=True)
    job = jobs.state(found.job_id) if found.job_id else None
    if found.state not in allowed or (job is not None and not job.finished):
        raise Moved
    return found


def save(import_id: uuid.UUID, **values: object) -> None:
    """Changes an import."""
    database.connection().execute(
        sa.update(SheetImport)
        .where(SheetImport.id == import_id)
        .values(changed_at=_now(), **values)
    )


def work(import_id: uuid.UUID, kind: str) -> None:
    """Has a job do the next step; remembers who asked."""
    job_id = jobs.enqueue(kind, {"import": str(import_id)})
    save(import_id, job_id=job_id, account_id=registry.who())


def blob(import_id: uuid.UUID, column: str) -> bytes | None:
    """The file (``content``) or what was read of it (``book``)."""
    chosen = SheetImport.content if column == "content" else SheetImport.book
    return (
        database.connection().execute(sa.select(chosen).where(SheetImport.id == import_id)).scalar()
    )


def account_of(import_id: uuid.UUID) -> uuid.UUID | None:
    """Who pressed the last button."""
    return (
        database.connection()
        .execute(sa.select(SheetImport.account_id).where(SheetImport.id == import_id))
        .scalar()
    )


def put_rows(import_id: uuid.UUID, rows: Sequence[dict[str, Any]]) -> None:
    """Takes the place of all rows of an import."""
    connection = database.connection()
    connection.execute(sa.delete(SheetImportRow).where(SheetImportRow.import_id == import_id))
    if rows:
        connection.execute(
            sa.insert(SheetImportRow), [{"import_id": import_id, **row} for row in rows]
        )


def rows(
    import_id: uuid.UUID, *where: sa.ColumnElement[bool], most: int | None = None, after: int = 0
) -> Sequence[sa.Row[Any]]:
    """Rows of the preview in their order."""
    table = SheetImportRow.__table__
    statement = sa.select(table).where(SheetImportRow.import_id == import_id, *where)
    statement = statement.order_by(SheetImportRow.place).offset(after).limit(most)
    return database.connection().execute(statement).all()


def counts(import_id: uuid.UUID, column: str = "sort") -> dict[str, int]:
    """How many rows there are of each sort (or decision by sort, or outcome)."""
    chosen = SheetImportRow.outcome if column == "outcome" else SheetImportRow.sort
    statement = (
        sa.select(chosen, sa.func.count())
        .where(SheetImportRow.import_id == import_id)
        .group_by(chosen)
    )
    return {str(key): number for key, number in database.connection().execute(statement)}


def decided(import_id: uuid.UUID) -> dict[tuple[str, str], int]:
    """How many rows of each sort have which decision."""
    statement = (
        sa.select(SheetImportRow.sort, SheetImportRow.decision, sa.func.count())
        .where(SheetImportRow.import_id == import_id)
        .group_by(SheetImportRow.sort, SheetImportRow.decision)
    )
    return {(str(s), str(d)): n for s, d, n in database.connection().execute(statement)}


def decide(import_id: uuid.UUID, decisions: dict[int, str]) -> None:
    """Writes what was ticked; one statement for each decision."""
    for decision in set(decisions.values()):
        places = [place for place, said in decisions.items() if said == decision]
        database.connection().execute(
            sa.update(SheetImportRow)
            .where(SheetImportRow.import_id == import_id, SheetImportRow.place.in_(places))
            .values(decision=decision)
        )
    save(import_id)


def put_undo(import_id: uuid.UUID, outcomes: Iterable[dict[str, Any]]) -> None:
    """Writes what became of rows: ``b_place``, ``key``, ``undo``, ``outcome``."""
    values = list(outcomes)
    if not values:
        return
    database.connection().execute(
        sa.update(SheetImportRow)
        .where(
            SheetImportRow.import_id == import_id, SheetImportRow.place == sa.bindparam("b_place")
        )
        .values(
            key=sa.bindparam("b_key"),
            undo=sa.bindparam("b_undo", type_=sa.JSON),
            outcome=sa.bindparam("b_outcome"),
        ),
        values,
    )


def discard(import_id: uuid.UUID) -> None:
    """Forgets an import with all its rows."""
    database.connection().execute(sa.delete(SheetImport).where(SheetImport.id == import_id))


def applied_today(target: str) -> Sequence[sa.Row[Any]]:
    """``key`` and ``undo`` of all rows that imports of the last day took in, and not back."""
    statement = (
        sa.select(SheetImportRow.key, SheetImportRow.undo)
        .join(SheetImport, SheetImport.id == SheetImportRow.import_id)
        .where(
            SheetImport.target == target,
            SheetImport.state == State.APPLIED,
            SheetImportRow.outcome != "",
        )
    )
    return [row for row in database.connection().execute(statement) if row.undo]


def lock_target(target: str) -> None:
    """Of two imports into one target one applies after the other."""
    database.connection().execute(
        sa.select(SheetImport.id)
        .where(SheetImport.target == target)
        .order_by(SheetImport.id)
        .with_for_update()
    ).all()


def tick(now: datetime) -> None:
    """Imports go a day after their last step, mappings that nobody uses after two years."""
    connection, old = database.connection(), now - KEPT
    last = sa.func.coalesce(SheetImport.applied_at, SheetImport.changed_at)
    connection.execute(sa.delete(SheetImport).where(last < old))
    for table in (SheetColumns, SheetWord):
        connection.execute(sa.delete(table).where(table.used_at < now - REMEMBERED))


def _info(row: Mapping[Any, Any]) -> ImportInfo:
    values = {
        **row,
        "state": State(row["state"]),
        "chosen": row["chosen"] or {},
        "words": row["words"] or {},
        "report": row["report"] or {},
    }
    return ImportInfo(**values)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
