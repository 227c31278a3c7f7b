"""Effort against capacity, by organisation and never by person."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from participation.base import database
from participation.concept.light.kinds import TrafficLight
from participation.concept.models import OrganisationBudget, OrganisationCapacity
from participation.concept.money.budget import runs_in
from participation.concept.tree.info import MeasureInfo
from participation.organisations import service as organisations
from participation.organisations.service import OrganisationInfo


@dataclass(frozen=True, slots=True)
class Capacity:
    """What an organisation has in a year; None: nobody said."""

    hours: int | None = None
    euro: int | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """Hours and euros a year that an organisation's measures need, and how many it has."""

    organisation: OrganisationInfo
    needed: int
    """Hours."""
    capacity: int | None
    """Hours; None: nobody entered them."""
    euro_needed: int = 0
    euro: int | None = None
    """None: nobody entered them."""

    @property
    def has(self) -> Capacity:
        """What the organisation has."""
        return Capacity(self.capacity, self.euro)

    @property
    def is_over(self) -> bool:
        """More is needed than there is."""
        return self.hours_are_over or self.euro_is_over

    @property
    def hours_are_over(self) -> bool:
        """More hours are needed than there are."""
        return self.capacity is not None and self.needed > self.capacity

    @property
    def euro_is_over(self) -> bool:
        """More money is needed than there is."""
        return self.euro is not None and self.euro_needed > self.euro


def loads(measures: Iterable[MeasureInfo], year: int) -> tuple[Load, ...]:
    """By responsible organisation: what measures that still ask for work need in a year.

    Of several responsible organisations each bears an equal part.
    """
    hours: dict[uuid.UUID, float] = {}
    euro: dict[uuid.UUID, float] = {}
    for measure in measures:
        said = measure.said
        for body in said.responsible if _asks_for_work(measure, year) else ():
            hours[body] = hours.get(body, 0) + (said.hours or 0) / len(said.responsible)
            euro[body] = euro.get(body, 0) + (said.euro or 0) / len(said.responsible)
    entered = capacities()
    found = organisations.resolve([*hours, *entered])
    return tuple(
        Load(
            body,
            round(_sum(hours, same)),
            _known(entered[key].hours for key in same if key in entered),
            round(_sum(euro, same)),
            _known(entered[key].euro for key in same if key in entered),
        )
        for body, same in _grouped(found)
    )


def capacities() -> Mapping[uuid.UUID, Capacity]:
    """Hours and euros a year as they were entered, by id of organisation (merged ones too)."""
    connection = database.connection()
    hours = dict(_entered(connection, OrganisationCapacity.hours))
    euro = dict(_entered(connection, OrganisationBudget.euro))
    return {key: Capacity(hours.get(key), euro.get(key)) for key in {*hours, *euro}}


def capacity_of(organisation_id: uuid.UUID) -> Capacity:
    """What stands at an organisation, with that of all that was merged into it."""
    entered = capacities()
    found = [entered[key] for key in organisations.stands_for(organisation_id) if key in entered]
    return Capacity(_known(each.hours for each in found), _known(each.euro for each in found))


def set_capacity(organisation_id: uuid.UUID, hours: int | None, euro: int | None = None) -> None:
    """Enters what an organisation has in a year; None: nothing is known.

    It stands for all that was merged into it.
    """
    same = organisations.stands_for(organisation_id)
    connection = database.connection()
    for table, values in (
        (OrganisationCapacity, {"hours": hours}),
        (OrganisationBudget, {"euro": euro}),
    ):
        connection.execute(sa.delete(table).where(table.organisation_id.in_(same)))
        if None not in values.values():
            connection.execute(sa.insert(table).values(organisation_id=organisation_id, **values))


def _entered(
    connection: sa.Connection, amount: InstrumentedAttribute[int]
) -> list[tuple[uuid.UUID, int]]:
    rows = connection.execute(sa.select(amount.class_.organisation_id, amount))
    return [(row[0], row[1]) for row in rows]


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


def _known(entered: Iterable[int | None]) -> int | None:
    known = [number for number in entered if number is not None]
    return sum(known) if known else None
