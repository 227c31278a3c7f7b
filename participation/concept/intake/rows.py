"""Measures as rows of a sheet: the same values that a cell of them would be read as."""

from __future__ import annotations

import uuid
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

import sqlalchemy as sa

from participation.base import database
from participation.concept.intake import fields as sheet
from participation.concept.intake.titles import FOCUS, QUICK_WIN
from participation.concept.models import MeasureMetric, ProgressNote, StatusReport
from participation.concept.tree import reading
from participation.concept.tree.info import GoalInfo, MeasureInfo, MeasureText
from participation.organisations import service as organisations
from participation.sheets.meaning.titles import normal
from participation.sheets.meaning.values import Unreadable, value_of
from participation.sheets.reading.taking import plain
from participation.sheets.target import Dated, Existing, Field, Kind, Value, Values

Key = TypeVar("Key", bound=Hashable)
PLAIN = Field("plain", Kind.TEXT, "", longest=100_000)


@dataclass(frozen=True, slots=True)
class Around:
    """What rows name beside themselves."""

    goals: Mapping[uuid.UUID, GoalInfo]
    names: Mapping[uuid.UUID, str]
    """Of organisations, by every id that measures hold."""
    places: Mapping[str, str]
    groups: Mapping[str, str]
    days: Mapping[uuid.UUID, tuple[Dated, ...]]
    said: Mapping[uuid.UUID, tuple[Dated, ...]]
    """What sheets said of days: reasons of lights, and notes."""
    notes: Mapping[uuid.UUID, str]
    """The last note of each measure that a sheet told."""
    hangs: Mapping[uuid.UUID, str]
    """How much hangs on each that its own revision does not tell."""


def existing(only: Sequence[uuid.UUID] | None = None, *, counted: bool = False) -> list[Existing]:
    """Measures in the concept's order, in a constant number of statements.

    Args:
        only: the ids that are wanted; None: all.
        counted: without those that are part of another one or struck out.
    """
    goals = reading.goals()
    found = [item for item in reading.measures(goals, only) if item.counts or not counted]
    around = _around(goals, found, only)
    return [
        Existing(str(item.id), values(item, around), f"{item.revision} {around.hangs[item.id]}")
        for item in found
    ]


def values(item: MeasureInfo, around: Around) -> Values:
    """One measure as cells tell it."""
    said, status = item.said, item.status
    main, sub = _goals(said, around.goals)
    return {
        "number": tidy(said.number),
        "area": item.area,
        "main_goal": tidy(main),
        "sub_goal": tidy(sub),
        "title": tidy(said.title),
        "text": tidy(said.text),
        "origin": said.origin.value,
        "responsible": _names(said.responsible, around),
        "partners": _names(said.partners, around),
        "part_of": str(said.part_of) if said.part_of else None,
        "deadline": sheet.ONGOING if said.ongoing else said.deadline,
        "places": _called(said.places, around.places),
        "target_groups": _called(said.target_groups, around.groups),
        "hours": _number(said.hours),
        "euro": _number(said.euro),
        "first_year": _number(said.first_year),
        "last_year": _number(said.last_year),
        "funding_ends_on": said.funding_ends_on,
        "financing": tuple(w for w, kind in sheet.FINANCING.items() if kind in said.financing),
        "account": tidy(said.account),
        "tags": _tags(said),
        "light": status.light.value if status else None,
        "as_of": status.as_of if status else None,
        "reason": tidy(status.reason if status else around.notes.get(item.id)),
        "history": around.days.get(item.id, ()),
        "notes": around.said.get(item.id, ()),
    }


def tidy(text: str | None) -> Value:
    """A text as a cell with it would be read."""
    try:
        return value_of(PLAIN, plain(text), {})
    except Unreadable:
        return text


def _goals(said: MeasureText, goals: Mapping[uuid.UUID, GoalInfo]) -> tuple[str | None, str | None]:
    found = goals.get(said.goal_id) if said.goal_id else None
    if found is None:
        return None, None
    above = goals.get(found.said.parent_id) if found.said.parent_id else None
    return (above.said.title, found.said.title) if above else (found.said.title, None)


def _names(ids: Sequence[uuid.UUID], around: Around) -> tuple[str, ...]:
    return _called(ids, around.names)


def _called(keys: Sequence[Key], names: Mapping[Key, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names[key] for key in keys if key in names))


def _tags(said: MeasureText) -> tuple[str, ...]:
    held = ((QUICK_WIN, said.quick_win), (FOCUS, said.focus))
    return tuple(word for word, holds in held if holds)


def _number(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _around(
    goals: Sequence[GoalInfo], found: Sequence[MeasureInfo], only: Sequence[uuid.UUID] | None
) -> Around:
    bodies = organisations.resolve(
        key for item in found for key in (*item.said.responsible, *item.said.partners)
    )
    held = sheet.lists()
    named = sheet.by_name(held.bodies)
    names = {key: named[normal(body.name)].name for key, body in bodies.items()}
    days, reasons = _days(only)
    notes, said, noted = _notes(only, reasons)
    metrics = _metrics(only)
    hangs = {
        item.id: f"{item.status.number if item.status else 0}"
        f" {noted.get(item.id, 0)} {metrics.get(item.id, 0)}"
        for item in found
    }
    return Around(
        {goal.id: goal for goal in goals}, names, held.places, held.groups, days, said, notes, hangs
    )


Days = dict[uuid.UUID, dict[date, Dated]]


def _days(
    only: Sequence[uuid.UUID] | None,
) -> tuple[dict[uuid.UUID, tuple[Dated, ...]], Days]:
    """Lights by measure and day, of several of one day the last; reasons that sheets told."""
    query = sa.select(
        StatusReport.measure_id,
        StatusReport.as_of,
        StatusReport.light,
        StatusReport.reason,
        StatusReport.role,
    ).order_by(StatusReport.measure_id, StatusReport.number)
    if only is not None:
        query = query.where(StatusReport.measure_id.in_(only))
    found: Days = {}
    reasons: Days = {}
    for key, on, light, reason, role in database.connection().execute(query):
        found.setdefault(key, {})[on] = Dated(on, light)
        if reason and not role:
            reasons.setdefault(key, {})[on] = Dated(on, str(tidy(reason)))
    return {key: by_day(each) for key, each in found.items()}, reasons


def by_day(days: Mapping[date, Dated]) -> tuple[Dated, ...]:
    """The oldest first."""
    return tuple(days[on] for on in sorted(days))


def _notes(
    only: Sequence[uuid.UUID] | None, reasons: Days
) -> tuple[dict[uuid.UUID, str], dict[uuid.UUID, tuple[Dated, ...]], dict[uuid.UUID, int]]:
    """The last note that a sheet told; all that sheets said of days; how many notes of whomever."""
    query = sa.select(
        ProgressNote.measure_id,
        ProgressNote.text,
        ProgressNote.number,
        ProgressNote.role,
        ProgressNote.as_of,
    ).order_by(ProgressNote.measure_id, ProgressNote.number)
    if only is not None:
        query = query.where(ProgressNote.measure_id.in_(only))
    rows = database.connection().execute(query).all()
    items = [row for row in rows if not row.role]
    said = {key: dict(days) for key, days in reasons.items()}
    for row in items:
        said.setdefault(row.measure_id, {})[row.as_of] = Dated(row.as_of, str(tidy(row.text)))
    return (
        {row.measure_id: row.text for row in items},
        {key: by_day(days) for key, days in said.items()},
        {row.measure_id: row.number for row in rows},
    )


def _metrics(only: Sequence[uuid.UUID] | None) -> dict[uuid.UUID, int]:
    query = sa.select(MeasureMetric.measure_id, sa.func.count()).group_by(MeasureMetric.measure_id)
    if only is not None:
        query = query.where(MeasureMetric.measure_id.in_(only))
    return {row[0]: row[1] for row in database.connection().execute(query)}
