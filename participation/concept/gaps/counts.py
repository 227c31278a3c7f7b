"""How many measures are late and how many lose their money: for the home, kept for seconds."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.base.app_state import AppState
from participation.concept import changes
from participation.concept.light.kinds import TrafficLight
from participation.concept.models import Measure, StatusReport
from participation.concept.money.budget import AHEAD

GREEN, YELLOW = TrafficLight.GREEN.value, TrafficLight.YELLOW.value
KEEP_SECONDS = 10
"""How long another process may go on showing what was changed in this one."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What waits in the concept on a day, as it was read at ``read_at`` (monotonic seconds)."""

    day: date
    changes: int
    """How much this process had changed before it was read."""
    read_at: float
    overdue: int
    ending: int


@dataclass(slots=True)
class Kept:
    """What this process remembers."""

    counts: Counts | None = None


KEPT = AppState[Kept]("concept_counts")


def init_app(app: Flask) -> None:
    """Remembers nothing yet."""
    KEPT.put(app, Kept())


def counts(today: date) -> Counts:
    """The counts, one statement; others may have changed them :data:`KEEP_SECONDS` ago."""
    kept, now, changed = KEPT.current(), time.monotonic(), changes.number()
    known = kept.counts
    if known is None or (known.day, known.changes) != (today, changed) or _is_old(known, now):
        row = database.connection().execute(_query(today)).one()
        known = kept.counts = Counts(today, changed, now, row.overdue, row.ending)
    return known


def _is_old(known: Counts, now: float) -> bool:
    return now - known.read_at > KEEP_SECONDS


def _query(today: date) -> sa.Select[int, int]:
    light = StatusReport.light
    late = sa.and_(
        Measure.ongoing.is_(False),
        Measure.deadline < today,
        sa.or_(light.is_(None), light == YELLOW),
    )
    named = sa.func.coalesce(StatusReport.year, sa.extract("year", StatusReport.as_of))
    again = sa.and_(Measure.ongoing.is_(True), light == GREEN, named < today.year)
    goes_on = sa.or_(
        Measure.ongoing.is_(True),
        sa.and_(
            sa.or_(light.is_(None), light == YELLOW),
            sa.or_(Measure.deadline.is_(None), Measure.deadline >= Measure.funding_ends_on),
        ),
    )
    ending = sa.and_(Measure.funding_ends_on <= today + AHEAD, goes_on)
    return (
        sa.select(_count(sa.or_(late, again)).label("overdue"), _count(ending).label("ending"))
        .select_from(Measure)
        .outerjoin(
            StatusReport,
            sa.and_(StatusReport.measure_id == Measure.id, StatusReport.number == Measure.reports),
        )
        .where(Measure.merged_into.is_(None), Measure.removed_on.is_(None))
    )


def _count(which: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.count(sa.case((which, 1)))
