"""What waits in the concept: measures that are overdue, money that runs out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import sqlalchemy as sa

from participation import database
from participation.access.service import desk_link
from participation.catalogues import ngettext
from participation.concept.light.kinds import TrafficLight
from participation.concept.models import Measure, StatusReport
from participation.concept.money.budget import AHEAD
from participation.tasks import Task, Urgency
from participation.templating import local_day

GREEN, YELLOW = TrafficLight.GREEN.value, TrafficLight.YELLOW.value


def open_tasks(now: datetime) -> Iterator[Task]:
    """One statement, however many measures there are."""
    if desk_link("concept_desk.release_all") is None:
        return
    today = local_day(now)
    row = database.connection().execute(_counts(today)).one()
    if row.overdue:
        sentence = ngettext(
            "Bei %(num)d Maßnahme ist die Frist vorbei oder das Jahr um",
            "Bei %(num)d Maßnahmen ist die Frist vorbei oder das Jahr um",
            row.overdue,
        )
        yield Task(
            sentence % {"num": row.overdue},
            desk_link("concept_desk.overview", late=1),
            ngettext("Maßnahme ansehen", "Maßnahmen ansehen", row.overdue),
            Urgency.LATER,
        )
    if row.ending:
        sentence = ngettext(
            "Mittel laufen aus bei %(num)d Maßnahme",
            "Mittel laufen aus bei %(num)d Maßnahmen",
            row.ending,
        )
        yield Task(
            sentence % {"num": row.ending},
            desk_link("concept_desk.money", _anchor="ending"),
            urgency=Urgency.LATER,
        )


def _counts(today: date) -> sa.Select[int, int]:
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
