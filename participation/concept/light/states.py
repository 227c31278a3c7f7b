"""The state of all measures on any day, as it was shown in its evening."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, timedelta

import sqlalchemy as sa

from participation.base import database
from participation.concept.light.info import ReportInfo, StateInfo
from participation.concept.light.kinds import TrafficLight
from participation.concept.light.reports import info
from participation.concept.light.shares import Tally, tally
from participation.concept.models import MeasureAssignment, StatusReport

MOST_DAYS = 12
"""Days that are drawn beside each other: the last of so many months."""


def states(on: date) -> tuple[StateInfo, ...]:
    """Measures that counted on a day, with the light that was shown; two statements.

    Rows are added only, so that the answer for a day that is over never changes.
    """
    reports = _reports(on)
    return tuple(
        StateInfo(row.measure_id, row.area, row.public, reports.get(row.measure_id))
        for row in _assignments(on)
        if row.counts
    )


def known(on: date) -> frozenset[uuid.UUID]:
    """Measures that stood in the concept by a day, whether they counted on it or not."""
    return frozenset(row.measure_id for row in _assignments(on))


def tallies(days: Iterable[date], *, public: bool = False) -> dict[date, Tally]:
    """How many measures showed which light on each of these days; two statements in all.

    Args:
        days: the days to tell of.
        public: only what was released then.
    """
    wanted = sorted(set(days))
    if not wanted:
        return {}
    events = _events(wanted[-1])
    counts: dict[uuid.UUID, bool] = {}
    lights: dict[uuid.UUID, TrafficLight] = {}
    found: dict[date, Tally] = {}
    at = 0
    for day in wanted:
        while at < len(events) and events[at][0] <= day:
            _day, key, value = events[at]
            if isinstance(value, TrafficLight):
                lights[key] = value
            else:
                counts[key] = value[0] and (value[1] or not public)
            at += 1
        found[day] = tally(lights.get(key) for key, counted in counts.items() if counted)
    return found


def turning_days() -> tuple[date, ...]:
    """Days on which any light came to be shown, the oldest first."""
    rows = database.connection().execute(
        sa.select(StatusReport.shown_from).distinct().order_by(StatusReport.shown_from)
    )
    return tuple(row.shown_from for row in rows)


def reporting_days(until: date) -> list[date]:
    """The ends of the last months in which any light was shown, and the day itself."""
    ends = {_month_end(day) for day in turning_days() if day <= until}
    return [*sorted(day for day in ends if day < until)[1 - MOST_DAYS :], until]


def _month_end(value: date) -> date:
    return (value.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _reports(on: date) -> dict[uuid.UUID, ReportInfo]:
    rows = database.connection().execute(
        sa.select(*StatusReport.__table__.c)
        .where(StatusReport.shown_from <= on)
        .order_by(StatusReport.measure_id, StatusReport.number)
    )
    return {row.measure_id: info(row) for row in rows}


def _assignments(on: date) -> Iterable[sa.Row[tuple[object, ...]]]:
    rows = database.connection().execute(
        sa.select(*MeasureAssignment.__table__.c)
        .where(MeasureAssignment.since <= on)
        .order_by(MeasureAssignment.measure_id, MeasureAssignment.since)
    )
    return {row.measure_id: row for row in rows}.values()


def _events(until: date) -> list[tuple[date, uuid.UUID, TrafficLight | tuple[bool, bool]]]:
    connection = database.connection()
    found: list[tuple[date, uuid.UUID, TrafficLight | tuple[bool, bool]]] = [
        (row.since, row.measure_id, (row.counts, row.public))
        for row in connection.execute(
            sa.select(*MeasureAssignment.__table__.c).where(MeasureAssignment.since <= until)
        )
    ]
    found += [
        (row.shown_from, row.measure_id, TrafficLight(row.light))
        for row in connection.execute(
            sa.select(StatusReport.shown_from, StatusReport.measure_id, StatusReport.light)
            .where(StatusReport.shown_from <= until)
            .order_by(StatusReport.number)
        )
    ]
    return sorted(found, key=lambda event: event[0])  # stable: reports of one day in their order
