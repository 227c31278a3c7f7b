"""Metrics of measures with their values: a row of numbers, never mixed with indicators."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import sqlalchemy as sa

from participation.base import database
from participation.base.errors import Conflict, NotFound
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import Lazy, lazy_gettext
from participation.concept.models import Measure, MeasureMetric, MetricValue


class MetricKind(StrEnum):
    """What a metric counts."""

    OUTPUT = "output"
    """What was done."""
    OUTCOME = "outcome"
    """What it changed for people."""


METRIC_NAMES: dict[MetricKind, Lazy] = {
    MetricKind.OUTPUT: lazy_gettext("was getan wird"),
    MetricKind.OUTCOME: lazy_gettext("was es bewirkt"),
}


@dataclass(frozen=True, slots=True)
class MetricText:
    """What staff say of a metric."""

    name: str
    kind: MetricKind = MetricKind.OUTPUT
    unit: str = ""
    target: float | None = None
    target_on: date | None = None


@dataclass(frozen=True, slots=True)
class ValueInfo:
    """One value, of which day and from where."""

    day: date
    value: float
    source: str = ""


@dataclass(frozen=True, slots=True)
class MetricInfo:
    """A metric with its values, the oldest first."""

    id: uuid.UUID
    measure_id: uuid.UUID
    said: MetricText
    revision: int
    values: tuple[ValueInfo, ...]


def metrics(measure_ids: Sequence[uuid.UUID] | None = None) -> tuple[MetricInfo, ...]:
    """Metrics of these measures (None: of all) in order, in two statements."""
    wanted = sa.true() if measure_ids is None else MeasureMetric.measure_id.in_(measure_ids)
    connection = database.connection()
    values: dict[uuid.UUID, list[ValueInfo]] = defaultdict(list)
    for row in connection.execute(
        sa.select(*MetricValue.__table__.c)
        .join(MeasureMetric, MeasureMetric.id == MetricValue.metric_id)
        .where(wanted)
        .order_by(MetricValue.day)
    ):
        values[row.metric_id].append(ValueInfo(row.day, row.value, row.source))
    rows = connection.execute(
        sa.select(*MeasureMetric.__table__.c)
        .where(wanted)
        .order_by(MeasureMetric.position, MeasureMetric.id)
    )
    return tuple(
        MetricInfo(
            row.id,
            row.measure_id,
            MetricText(row.name, MetricKind(row.kind), row.unit, row.target, row.target_on),
            row.revision,
            tuple(values[row.id]),
        )
        for row in rows
    )


def metric(metric_id: uuid.UUID) -> MetricInfo:
    """One metric.

    Raises:
        NotFound: there is none.
    """
    row = (
        database.connection()
        .execute(sa.select(MeasureMetric.measure_id).where(MeasureMetric.id == metric_id))
        .first()
    )
    found = metrics([row.measure_id]) if row else ()
    for item in found:
        if item.id == metric_id:
            return item
    raise NotFound


def add_metric(measure_id: uuid.UUID, said: MetricText, *, today: date) -> uuid.UUID:
    """A further metric of a measure, after its others; its id."""
    _touch(measure_id, today)
    connection = database.connection()
    last = sa.select(sa.func.max(MeasureMetric.position)).where(
        MeasureMetric.measure_id == measure_id
    )
    key = uuid.uuid4()
    connection.execute(
        sa.insert(MeasureMetric).values(
            id=key,
            measure_id=measure_id,
            position=(connection.execute(last).scalar() or 0) + 1,
            revision=1,
            **_values(said),
        )
    )
    return key


def edit_metric(metric_id: uuid.UUID, revision: int, said: MetricText, *, today: date) -> None:
    """Changes what a metric says of itself; its values stay.

    Raises:
        NotFound: there is none.
        Conflict: somebody else saved since ``revision``.
    """
    known = metric(metric_id)
    changed = database.connection().execute(
        sa.update(MeasureMetric)
        .where(MeasureMetric.id == metric_id, MeasureMetric.revision == revision)
        .values(revision=revision + 1, **_values(said))
    )
    if not changed.rowcount:
        raise Conflict(
            _("Jemand hat diese Kennzahl inzwischen geändert. Beide Fassungen stehen da.")
        )
    _touch(known.measure_id, today)


def delete_metric(metric_id: uuid.UUID, *, today: date) -> None:
    """Deletes a metric with its values."""
    _touch(metric(metric_id).measure_id, today)
    database.connection().execute(sa.delete(MeasureMetric).where(MeasureMetric.id == metric_id))


def set_value(metric_id: uuid.UUID, said: ValueInfo, *, today: date) -> None:
    """Enters a value; one of the same day is corrected by it.

    Raises:
        NotFound: there is no such metric.
    """
    _touch(metric(metric_id).measure_id, today)
    drop_value(metric_id, said.day)
    database.connection().execute(
        sa.insert(MetricValue).values(
            metric_id=metric_id, day=said.day, value=said.value, source=said.source
        )
    )


def drop_value(metric_id: uuid.UUID, day: date) -> None:
    """Takes the value of a day away."""
    database.connection().execute(
        sa.delete(MetricValue).where(MetricValue.metric_id == metric_id, MetricValue.day == day)
    )


def _touch(measure_id: uuid.UUID, today: date) -> None:
    touched = database.connection().execute(
        sa.update(Measure).where(Measure.id == measure_id).values(touched_on=today)
    )
    if not touched.rowcount:
        raise NotFound


def _values(said: MetricText) -> dict[str, object]:
    return {
        "name": said.name,
        "kind": said.kind.value,
        "unit": said.unit,
        "target": said.target,
        "target_on": said.target_on,
    }
