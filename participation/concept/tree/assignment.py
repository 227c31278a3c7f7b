"""In which area a measure counts from which day: written with every change that moves it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

import sqlalchemy as sa

from participation.base import database
from participation.concept import changes
from participation.concept.models import Goal, Measure, MeasureAssignment
from participation.concept.tree.kinds import Stage


def settle(measure_ids: Sequence[uuid.UUID], on: date) -> None:
    """Writes in which area these measures count since ``on``; the last change of a day stays."""
    changes.record()
    if not measure_ids:
        return
    now, before = _now(measure_ids), _before(measure_ids, on)
    fresh = [values for values in now if before.get(values["measure_id"]) != _key(values)]
    if not fresh:
        return
    connection = database.connection()
    connection.execute(
        sa.delete(MeasureAssignment).where(
            MeasureAssignment.since == on,
            MeasureAssignment.measure_id.in_([values["measure_id"] for values in fresh]),
        )
    )
    connection.execute(sa.insert(MeasureAssignment), [values | {"since": on} for values in fresh])


def begin(since: Mapping[uuid.UUID, date]) -> None:
    """Lets fresh measures count from a day on: an imported one was shown in its sheet before."""
    changes.record()
    rows = [
        values | {"since": since[key]}
        for values in _now(list(since))
        if isinstance(key := values["measure_id"], uuid.UUID)
    ]
    if rows:
        database.connection().execute(sa.insert(MeasureAssignment), rows)


def _now(measure_ids: Sequence[uuid.UUID]) -> list[dict[str, object]]:
    area = sa.func.coalesce(Goal.area, Measure.area)
    rows = database.connection().execute(
        sa.select(Measure.id, area, Measure.merged_into, Measure.removed_on, Measure.stage)
        .outerjoin(Goal, Goal.id == Measure.goal_id)
        .where(Measure.id.in_(measure_ids))
    )
    return [
        {
            "measure_id": key,
            "area": found,
            "counts": merged is None and removed is None,
            "public": stage == Stage.RELEASED.value,
        }
        for key, found, merged, removed, stage in rows
    ]


def _before(measure_ids: Sequence[uuid.UUID], on: date) -> dict[object, tuple[object, ...]]:
    rows = database.connection().execute(
        sa.select(*MeasureAssignment.__table__.c)
        .where(MeasureAssignment.measure_id.in_(measure_ids), MeasureAssignment.since <= on)
        .order_by(MeasureAssignment.since)
    )
    return {row.measure_id: (row.area, row.counts, row.public) for row in rows}


def _key(values: dict[str, object]) -> tuple[object, ...]:
    return values["area"], values["counts"], values["public"]
