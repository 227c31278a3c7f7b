"""Lights and notes: added with reason and day, never changed."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from participation.base import database
from participation.base.errors import Conflict, DomainError, NotFound
from participation.base.words.catalogues import gettext as _
from participation.concept import changes
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
    public: bool = False
    """The reason stands on the public page too."""


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
    _insert(_rows(measure_id, [(number, said, today)], role))


def report_past(measure_id: uuid.UUID, said: Sequence[ReportText], *, today: date) -> None:
    """The history of a measure that was kept elsewhere: each shown since the day it speaks of.

    Only of a measure that has no light yet: what was shown here stays as it was.

    Raises:
        DomainError: it has one, or a report is not sound.
    """
    seen = sa.select(Measure.reports).where(Measure.id == measure_id).with_for_update()
    if database.connection().execute(seen).scalar():
        raise DomainError(
            _("Diese Maßnahme hat schon einen Stand. Ihr Verlauf bleibt, wie er ist.")
        )
    must_be_sound(said, today)
    add_imported({measure_id: (0, [(item, item.as_of) for item in said])}, today=today)


def must_be_sound(said: Iterable[ReportText], today: date) -> None:
    """What a sheet tells may lack its reason.

    Raises:
        DomainError: a report speaks of a day to come.
    """
    for item in said:
        _must_be_sound(item, today, reason=False)


def add_imported(
    imported: Mapping[uuid.UUID, tuple[int, Sequence[tuple[ReportText, date]]]], *, today: date
) -> None:
    """Adds lights that were read from sheets, in two statements for any number of measures.

    Args:
        imported: by measure, how many lights it has, and the further ones with the day since which
            each is shown. Nobody else sets lights of these measures meanwhile.
        today: the day of the change.
    """
    rows: list[dict[str, object]] = []
    counted: list[dict[str, object]] = []
    for key, (seen, said) in imported.items():
        ordered = sorted(said, key=lambda pair: pair[0].as_of)
        rows += _rows(key, [(seen + at, *pair) for at, pair in enumerate(ordered, 1)], "")
        counted.append({"b_id": key, "reports": seen + len(said)})
    _insert(rows)
    if counted:
        counting = sa.update(Measure).where(Measure.id == sa.bindparam("b_id"))
        database.connection().execute(counting.values(touched_on=today), counted)


def withdraw(keep: Mapping[uuid.UUID, int]) -> None:
    """Takes back, by measure, the lights after the first so many: an import was a mistake.

    Only for those that sheets told; what a person set stays for ever.
    """
    if not keep:
        return
    connection = database.connection()
    rows = [{"b_id": key, "b_keep": number} for key, number in keep.items()]
    connection.execute(
        sa.delete(StatusReport).where(
            StatusReport.measure_id == sa.bindparam("b_id"),
            StatusReport.number > sa.bindparam("b_keep"),
            StatusReport.role == "",
        ),
        rows,
    )
    counting = sa.update(Measure).where(Measure.id == sa.bindparam("b_id"))
    connection.execute(counting.values(reports=sa.bindparam("b_keep")), rows)
    changes.record()


def withdraw_notes(measure_ids: Collection[uuid.UUID]) -> None:
    """Takes back the last note that a sheet told, with others of its day; older states stay."""
    last: dict[uuid.UUID, date] = {}
    found = _of_sheets(measure_ids)
    for row in found:
        last[row.measure_id] = row.as_of
    gone = [row.id for row in found if row.as_of == last[row.measure_id]]
    database.connection().execute(sa.delete(ProgressNote).where(ProgressNote.id.in_(gone)))


def _of_sheets(
    measure_ids: Collection[uuid.UUID],
) -> Sequence[sa.Row[uuid.UUID, uuid.UUID, date, str]]:
    """Notes that sheets told, those of a measure as they came."""
    notes = sa.select(
        ProgressNote.id, ProgressNote.measure_id, ProgressNote.as_of, ProgressNote.text
    ).where(ProgressNote.measure_id.in_(list(measure_ids)), ProgressNote.role == "")
    ordered = notes.order_by(ProgressNote.measure_id, ProgressNote.number)
    return database.connection().execute(ordered).all() if measure_ids else ()


def add_note(measure_id: uuid.UUID, text: str, as_of: date, *, role: str, today: date) -> None:
    """A dated sentence on how it goes; the light stays.

    Raises:
        NotFound: there is no such measure.
    """
    touched = database.connection().execute(
        sa.update(Measure).where(Measure.id == measure_id).values(touched_on=today)
    )
    if not touched.rowcount:
        raise NotFound
    add_notes({measure_id: [(text, as_of)]}, role=role)


def keep_notes(
    wanted: Mapping[uuid.UUID, Mapping[date, str]],
) -> dict[uuid.UUID, list[tuple[str, date]]]:
    """Of the notes that sheets told only these stay, and what was said before on a day of theirs.

    Two statements.

    Args:
        wanted: by measure and day, all that sheets tell of it.

    Returns:
        By measure those that are not there yet.
    """
    if not wanted:
        return {}
    missing = {key: dict(days) for key, days in wanted.items()}
    last: dict[tuple[uuid.UUID, date], sa.Row[uuid.UUID, uuid.UUID, date, str]] = {}
    for row in _of_sheets(wanted):
        last[row.measure_id, row.as_of] = row
        if wanted[row.measure_id].get(row.as_of) == row.text:
            missing[row.measure_id].pop(row.as_of, None)
    gone = [row.id for (key, on), row in last.items() if wanted[key].get(on) != row.text]
    database.connection().execute(sa.delete(ProgressNote).where(ProgressNote.id.in_(gone)))
    return {
        key: [(text, on) for on, text in sorted(days.items())]
        for key, days in missing.items()
        if days
    }


def add_notes(notes: Mapping[uuid.UUID, Sequence[tuple[str, date]]], *, role: str) -> None:
    """Dated sentences for each of these measures, in their order, in two statements."""
    if not notes:
        return
    connection = database.connection()
    wanted = ProgressNote.measure_id.in_(list(notes))
    known = sa.select(ProgressNote.measure_id, sa.func.count()).where(wanted)
    grouped = known.group_by(ProgressNote.measure_id)
    before = {row[0]: row[1] for row in connection.execute(grouped)}
    connection.execute(
        sa.insert(ProgressNote),
        [
            {
                "id": uuid.uuid4(),
                "measure_id": key,
                "number": before.get(key, 0) + at,
                "text": text,
                "as_of": as_of,
                "role": role,
            }
            for key, said in notes.items()
            for at, (text, as_of) in enumerate(said, 1)
        ],
    )


def history(measure_id: uuid.UUID) -> HistoryInfo:
    """All lights and notes of a measure, the newest first."""
    connection = database.connection()
    reports = histories([measure_id]).get(measure_id, [])
    notes = connection.execute(
        sa.select(*ProgressNote.__table__.c)
        .where(ProgressNote.measure_id == measure_id)
        .order_by(ProgressNote.as_of.desc(), ProgressNote.number.desc())
    )
    return HistoryInfo(
        tuple(reversed(reports)),
        tuple(NoteInfo(row.text, row.as_of, row.number, row.role) for row in notes),
    )


def histories(measure_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[ReportInfo]]:
    """All lights by measure, the oldest first; one statement."""
    found: dict[uuid.UUID, list[ReportInfo]] = {}
    for row in database.connection().execute(
        sa.select(*StatusReport.__table__.c)
        .where(StatusReport.measure_id.in_(measure_ids))
        .order_by(StatusReport.measure_id, StatusReport.number)
    ):
        listed = found.setdefault(row.measure_id, [])
        listed.append(info(row, listed[-1].light if listed else None))
    return found


def histories_until(until: date) -> Mapping[uuid.UUID, HistoryInfo]:
    """Reports and notes of each measure up to a day, the newest first; two statements for all."""
    connection = database.connection()
    reports: dict[uuid.UUID, list[ReportInfo]] = {}
    for row in connection.execute(
        sa.select(*StatusReport.__table__.c)
        .where(StatusReport.shown_from <= until)
        .order_by(StatusReport.measure_id, StatusReport.number)
    ):
        history = reports.setdefault(row.measure_id, [])
        history.append(info(row, history[-1].light if history else None))
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
        row.public,
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


def _rows(
    measure_id: uuid.UUID, said: Sequence[tuple[int, ReportText, date]], role: str
) -> list[dict[str, object]]:
    return [
        {
            "id": uuid.uuid4(),
            "measure_id": measure_id,
            "number": number,
            "light": item.light.value,
            "reason": item.reason.strip(),
            "as_of": item.as_of,
            "shown_from": shown_from,
            "year": item.year,
            "role": role,
            "public": item.public,
        }
        for number, item, shown_from in said
    ]


def _insert(rows: Sequence[Mapping[str, object]]) -> None:
    changes.record()
    if rows:
        database.connection().execute(sa.insert(StatusReport), rows)
