"""Lights and notes: added with reason and day, never changed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from participation.base import database
from participation.base.errors import Conflict, DomainError, NotFound
from participation.base.words.catalogues import gettext as _
from participation.concept.gaps import counts
from participation.concept.light.info import HistoryInfo, NoteInfo, ReportInfo
from participation.concept.light.kinds import TrafficLight
from participation.concept.models import Measure, ProgressNote, StatusReport


@dataclass(frozen=True, slots=True)
class ReportText:
    """A light as somebody sets it."""

    light: TrafficLight
    reason: str
    as_of: date
    year: int | None = None
    """The year that a permanent task's green holds for."""


def report(measure_id: uuid.UUID, seen: int, said: ReportText, *, role: str, today: date) -> None:
    """Sets a light; the older ones stay in the history.

    Args:
        measure_id: whose.
        seen: number of the report that was shown to who sets it; 0: none was.
        said: light, reason, day.
        role: of who sets it.
        today: since when it is shown.

    Raises:
        DomainError: it has no reason, or speaks of a day to come.
        NotFound: there is no such measure.
        Conflict: somebody else set another one meanwhile.
    """
    _must_be_sound(said, today)
    number = _next(measure_id, seen, today)
    _insert(measure_id, [(number, said, today)], role)


def report_past(measure_id: uuid.UUID, said: Sequence[ReportText], *, today: date) -> None:
    """The history of a measure that was kept elsewhere: each shown since the day it speaks of.

    Only of a measure that has no light yet: what was shown here stays as it was.

    Raises:
        DomainError: it has one, or a report is not sound.
    """
    for item in said:
        _must_be_sound(item, today, reason=False)
    changed = database.connection().execute(
        sa.update(Measure)
        .where(Measure.id == measure_id, Measure.reports == 0)
        .values(reports=len(said), touched_on=today)
    )
    if not changed.rowcount:
        raise DomainError(
            _("Diese Maßnahme hat schon einen Stand. Ihr Verlauf bleibt, wie er ist.")
        )
    ordered = sorted(said, key=lambda item: item.as_of)
    _insert(measure_id, [(at, item, item.as_of) for at, item in enumerate(ordered, 1)], "")


def report_sheet(
    measure_id: uuid.UUID, seen: int, said: Sequence[ReportText], *, today: date
) -> None:
    """Further lights that a sheet tells, the oldest first; shown since today.

    Raises:
        DomainError: one speaks of a day to come.
        Conflict: somebody else set another one meanwhile.
    """
    rows = []
    for at, item in enumerate(said):
        _must_be_sound(item, today, reason=False)
        rows.append((_next(measure_id, seen + at, today), item, today))
    _insert(measure_id, rows, "")


def withdraw(measure_id: uuid.UUID, keep: int) -> None:
    """Takes back the lights after the first ``keep``: an import of today was a mistake.

    Only for those that sheets told; what a person set stays for ever.
    """
    connection = database.connection()
    connection.execute(
        sa.delete(StatusReport).where(
            StatusReport.measure_id == measure_id,
            StatusReport.number > keep,
            StatusReport.role == "",
        )
    )
    connection.execute(sa.update(Measure).where(Measure.id == measure_id).values(reports=keep))
    counts.forget()


def withdraw_notes(measure_id: uuid.UUID) -> None:
    """Takes back the notes that sheets told."""
    database.connection().execute(
        sa.delete(ProgressNote).where(
            ProgressNote.measure_id == measure_id, ProgressNote.role == ""
        )
    )


def add_note(measure_id: uuid.UUID, text: str, as_of: date, *, role: str, today: date) -> None:
    """A dated sentence on how it goes; the light stays.

    Raises:
        NotFound: there is no such measure.
    """
    connection = database.connection()
    touched = connection.execute(
        sa.update(Measure).where(Measure.id == measure_id).values(touched_on=today)
    )
    if not touched.rowcount:
        raise NotFound
    last = sa.select(sa.func.count()).where(ProgressNote.measure_id == measure_id)
    number = connection.execute(last).scalar_one() + 1
    connection.execute(
        sa.insert(ProgressNote).values(
            id=uuid.uuid4(),
            measure_id=measure_id,
            number=number,
            text=text,
            as_of=as_of,
            role=role,
        )
    )


def history(measure_id: uuid.UUID) -> HistoryInfo:
    """All lights and notes of a measure, the newest first."""
    connection = database.connection()
    reports: list[ReportInfo] = []
    for row in connection.execute(
        sa.select(*StatusReport.__table__.c)
        .where(StatusReport.measure_id == measure_id)
        .order_by(StatusReport.number)
    ):
        before = reports[-1].light if reports else None
        reports.append(info(row, before))
    notes = connection.execute(
        sa.select(*ProgressNote.__table__.c)
        .where(ProgressNote.measure_id == measure_id)
        .order_by(ProgressNote.as_of.desc(), ProgressNote.number.desc())
    )
    return HistoryInfo(
        tuple(reversed(reports)),
        tuple(NoteInfo(row.text, row.as_of, row.number, row.role) for row in notes),
    )


def histories(until: date) -> Mapping[uuid.UUID, HistoryInfo]:
    """What was told of each measure up to a day, the newest first; two statements for all."""
    connection = database.connection()
    reports: dict[uuid.UUID, list[ReportInfo]] = {}
    for row in connection.execute(
        sa.select(*StatusReport.__table__.c)
        .where(StatusReport.shown_from <= until)
        .order_by(StatusReport.measure_id, StatusReport.number)
    ):
        told = reports.setdefault(row.measure_id, [])
        told.append(info(row, told[-1].light if told else None))
    notes: dict[uuid.UUID, list[NoteInfo]] = {}
    for row in connection.execute(
        sa.select(*ProgressNote.__table__.c)
        .where(ProgressNote.as_of <= until)
        .order_by(ProgressNote.as_of.desc(), ProgressNote.number.desc())
    ):
        note = NoteInfo(row.text, row.as_of, row.number, row.role)
        notes.setdefault(row.measure_id, []).append(note)
    return {
        key: HistoryInfo(tuple(reversed(reports.get(key, ()))), tuple(notes.get(key, ())))
        for key in {*reports, *notes}
    }


def info(row: sa.Row[tuple[object, ...]], before: TrafficLight | None = None) -> ReportInfo:
    """A stored report."""
    return ReportInfo(
        TrafficLight(row.light),
        row.reason,
        row.as_of,
        row.shown_from,
        row.number,
        row.year,
        row.role,
        before,
    )


def _must_be_sound(said: ReportText, today: date, *, reason: bool = True) -> None:
    if reason and not said.reason.strip():
        raise DomainError(_("Schreiben Sie einen Grund in einem Satz. Er steht neben der Ampel."))
    if said.as_of > today:
        raise DomainError(_("Wählen Sie einen Tag bis heute. Eine Ampel sagt, was ist."))


def _next(measure_id: uuid.UUID, seen: int, today: date) -> int:
    connection = database.connection()
    changed = connection.execute(
        sa.update(Measure)
        .where(Measure.id == measure_id, Measure.reports == seen)
        .values(reports=seen + 1, touched_on=today)
    )
    if changed.rowcount:
        return seen + 1
    if connection.execute(sa.select(Measure.id).where(Measure.id == measure_id)).first() is None:
        raise NotFound
    raise Conflict(_("Jemand hat die Ampel inzwischen geändert. Beide Fassungen stehen da."))


def _insert(measure_id: uuid.UUID, rows: Sequence[tuple[int, ReportText, date]], role: str) -> None:
    counts.forget()
    if not rows:
        return
    database.connection().execute(
        sa.insert(StatusReport),
        [
            {
                "id": uuid.uuid4(),
                "measure_id": measure_id,
                "number": number,
                "light": said.light.value,
                "reason": said.reason.strip(),
                "as_of": said.as_of,
                "shown_from": shown_from,
                "year": said.year,
                "role": role,
            }
            for number, said, shown_from in rows
        ],
    )
