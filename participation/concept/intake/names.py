"""Organisations and target groups that a sheet names: found, made, and gone again."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from participation.areas import service as areas
from participation.areas.service import AreaKind, AreaText
from participation.base import database
from participation.concept.intake.fields import Lists, by_name
from participation.concept.models import (
    Goal,
    Measure,
    MeasureOrganisation,
    OrganisationBudget,
    OrganisationCapacity,
)
from participation.concept.tree.info import MeasureText
from participation.organisations import service as organisations
from participation.organisations.service import OrganisationText
from participation.sheets.meaning.titles import normal
from participation.sheets.meaning.values import MAKE
from participation.target_groups import service as target_groups

MADE = uuid.UUID("6d1e9f52-6a0b-5c0e-8f0a-2f6f7c9be3d4")
"""Ids of what a sheet made come from its name: so it is known which ones they are."""
GROUP = "sheet_"
"""How keys of target groups begin that a sheet made."""


class Names:
    """What the lists hold by its name; what is missing is made by one :meth:`make`."""

    def __init__(self, held: Lists, *, asks: bool = False) -> None:
        self.held, self.asks = held, asks
        self.areas: dict[str, str] = {}
        self.bodies = {name: body.id for name, body in by_name(held.bodies).items()}
        self.groups = {normal(name): key for key, name in held.groups.items()}
        self.new_bodies: dict[uuid.UUID, OrganisationText] = {}
        self.new_groups: dict[str, dict[str, str]] = {}

    def area(self, said: str) -> str:
        """Key of an area; a word behind a "+" is a new one, made at once unless it is only asked.

        Of two spellings of one title there is one area.
        """
        if not said.startswith(MAKE):
            return said
        title = said.removeprefix(MAKE)
        if normal(title) not in self.areas:
            text = AreaText(AreaKind.FIELD, {"de": title})
            self.areas[normal(title)] = said if self.asks else areas.add(text)
        return self.areas[normal(title)]

    def body(self, name: str) -> uuid.UUID:
        """The organisation of that name, or what a sheet's earlier one was merged into."""
        said = normal(name)
        if said not in self.bodies:
            key = uuid.uuid5(MADE, said)
            made = organisations.resolve([key]).get(key)
            if made is not None and made.id != key:
                self.bodies[said] = made.id
            else:
                # the one of that name may have been renamed meanwhile
                self.bodies[said] = key if made is None else uuid.uuid4()
                self.new_bodies[self.bodies[said]] = OrganisationText(name)
        return self.bodies[said]

    def group(self, title: str) -> str:
        """Key of the target group of that title."""
        said = normal(title)
        if said not in self.groups:
            key = f"{GROUP}{uuid.uuid5(MADE, said).hex}"
            if key in self.held.groups:
                key = f"{GROUP}{uuid.uuid4().hex}"
            self.groups[said] = key
            self.new_groups[key] = {"de": title}
        return self.groups[said]

    def places(self, names: Sequence[str], before: Sequence[str]) -> tuple[str, ...]:
        """Keys of places; of several with one name those that the measure has already."""
        by_title: dict[str, str] = {}
        for key, name in self.held.places.items():
            if key in before or normal(name) not in by_title:
                by_title[normal(name)] = key
        return tuple(by_title[normal(name)] for name in names)

    def make(self) -> None:
        """Makes what was missing."""
        organisations.add_all(list(self.new_bodies.values()), list(self.new_bodies))
        target_groups.add_all(self.new_groups)
        self.new_bodies, self.new_groups = {}, {}


def end_unused(areas_before: Iterable[str | None]) -> None:
    """Ends areas that the county added, that nobody changed and of which nothing is left."""
    connection = database.connection()
    held = {
        key
        for each in (Goal.area, Measure.area)
        for key in connection.execute(sa.select(each)).scalars()
    }
    for key in set(areas_before) - held:
        area = areas.by_key(key)
        if key and area and key not in areas.SHIPPED and area.revision == 1:
            areas.end(key)


def drop_unused(before: Iterable[MeasureText]) -> None:
    """Forgets what a sheet made for these measures, if nothing names it any more."""
    bodies: set[uuid.UUID] = set()
    groups: set[str] = set()
    for said in before:
        bodies |= {*said.responsible, *said.partners}
        groups |= {key for key in said.target_groups if key.startswith(GROUP)}
    _drop_bodies(bodies)
    target_groups.forget(groups)


def _drop_bodies(keys: set[uuid.UUID]) -> None:
    made = {
        body.id
        for body in organisations.every()
        if body.id in keys and body.id == uuid.uuid5(MADE, normal(body.name)) and body.revision == 1
    }
    if made:
        held = sa.union(
            sa.select(MeasureOrganisation.organisation_id),
            sa.select(OrganisationCapacity.organisation_id),
            sa.select(OrganisationBudget.organisation_id),
        )
        organisations.forget(made - set(database.connection().execute(held).scalars()))
