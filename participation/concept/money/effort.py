"""Effort against capacity, by organisation and never by person."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from participation.base import database
from participation.concept.light.kinds import TrafficLight
from participation.concept.models import OrganisationCapacity
from participation.concept.money.budget import runs_in
from participation.concept.tree.info import MeasureInfo
from participation.organisations import service as organisations
from participation.organisations.service import OrganisationInfo


@dataclass(frozen=True, slots=True)
class Load:
    """Hours a year that an organisation's measures need, and how many it has."""

    organisation: OrganisationInfo
    needed: int
    capacity: int | None
    """None: nobody entered it."""

    @property
    def is_over(self) -> bool:
        """More is needed than there is."""
        return self.capacity is not None and self.needed > self.capacity


def loads(measures: Iterable[MeasureInfo], year: int) -> tuple[Load, ...]:
    """By responsible organisation: the hours of measures that still ask for work in a year.

    Of several responsible organisations each bears an equal part.
    """
    needed: dict[uuid.UUID, float] = {}
    for measure in measures:
        for body in measure.said.responsible if _asks_for_work(measure, year) else ():
            part = (measure.said.hours or 0) / len(measure.said.responsible)
            needed[body] = needed.get(body, 0) + part
    entered = capacities()
    found = organisations.resolve([*needed, *entered])
    return tuple(
        Load(body, round(_sum(needed, same)), _capacity(entered, same))
        for body, same in _grouped(found)
    )


def capacities() -> Mapping[uuid.UUID, int]:
    """Hours a year as they were entered, by id of organisation (merged ones too)."""
    rows = database.connection().execute(sa.select(*OrganisationCapacity.__table__.c))
    return {row.organisation_id: row.hours for row in rows}


def capacity_of(organisation_id: uuid.UUID) -> int | None:
    """Hours a year that stand at an organisation, with those of all that was merged into it."""
    return _capacity(capacities(), organisations.stands_for(organisation_id))


def set_capacity(organisation_id: uuid.UUID, hours: int | None) -> None:
    """Enters the hours that an organisation has in a year; None: nothing is known.

    The one number stands for all that was merged into it.
    """
    same = organisations.stands_for(organisation_id)
    connection = database.connection()
    connection.execute(
        sa.delete(OrganisationCapacity).where(OrganisationCapacity.organisation_id.in_(same))
    )
    if hours is not None:
        connection.execute(
            sa.insert(OrganisationCapacity).values(organisation_id=organisation_id, hours=hours)
        )


def _asks_for_work(measure: MeasureInfo, year: int) -> bool:
    light = measure.status.light if measure.status else None
    over = light is TrafficLight.RED or (light is TrafficLight.GREEN and not measure.said.ongoing)
    return measure.counts and not over and runs_in(measure, year)


def _grouped(
    found: Mapping[uuid.UUID, OrganisationInfo],
) -> list[tuple[OrganisationInfo, list[uuid.UUID]]]:
    same: dict[uuid.UUID, list[uuid.UUID]] = {}
    for key, body in found.items():
        same.setdefault(body.id, []).append(key)
    bodies = {body.id: body for body in found.values()}
    return sorted(
        ((bodies[key], keys) for key, keys in same.items()),
        key=lambda pair: pair[0].name.casefold(),
    )


def _sum(needed: Mapping[uuid.UUID, float], keys: Iterable[uuid.UUID]) -> float:
    return sum(needed.get(key, 0) for key in keys)


def _capacity(entered: Mapping[uuid.UUID, int], keys: Iterable[uuid.UUID]) -> int | None:
    known = [entered[key] for key in keys if key in entered]
    return sum(known) if known else None
