"""Organisations as they are now; an id that was merged leads to the row that stands for it."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from participation.base import database
from participation.base.errors import NotFound
from participation.organisations.kinds import OrganisationKind
from participation.organisations.models import Organisation, OrganisationPlace


@dataclass(frozen=True, slots=True)
class OrganisationInfo:
    """One organisation as pages and documents name it."""

    id: uuid.UUID
    name: str
    short: str
    kind: OrganisationKind
    mailbox: str
    places: tuple[str, ...]
    """Keys of places; empty: the whole county."""
    ended_on: date | None
    revision: int

    @property
    def label(self) -> str:
        """Name with its short form: "Jobcenter Uckermark (JC)"."""
        return f"{self.name} ({self.short})" if self.short else self.name


def every() -> tuple[OrganisationInfo, ...]:
    """All organisations by name, ended ones too; merged ones are the ones they went into."""
    return tuple(_read(Organisation.merged_into.is_(None)))


def organisations(
    kinds: Collection[OrganisationKind] = tuple(OrganisationKind),
) -> tuple[OrganisationInfo, ...]:
    """The organisations that are there now, by name."""
    return tuple(item for item in every() if item.ended_on is None and item.kind in kinds)


def resolve(ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, OrganisationInfo]:
    """What stands for each id today, in two statements for any number of them.

    An ended organisation still answers; an id that never was one is missing.
    """
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    rows = database.connection().execute(
        sa.select(Organisation.id, Organisation.merged_into).where(Organisation.id.in_(wanted))
    )
    leads = {row.id: row.merged_into or row.id for row in rows}
    found = {item.id: item for item in _read(Organisation.id.in_(set(leads.values())))}
    return {key: found[leads[key]] for key in wanted if key in leads}


def organisation(organisation_id: uuid.UUID) -> OrganisationInfo:
    """What stands for this id today.

    Raises:
        NotFound: it never was one.
    """
    found = resolve([organisation_id])
    if organisation_id not in found:
        raise NotFound
    return found[organisation_id]


def stands_for(organisation_id: uuid.UUID) -> tuple[uuid.UUID, ...]:
    """This id and those that were merged into it: what rows of others may hold for it."""
    rows = database.connection().execute(
        sa.select(Organisation.id).where(
            sa.or_(Organisation.id == organisation_id, Organisation.merged_into == organisation_id)
        )
    )
    return tuple(row.id for row in rows)


def choices(
    keep: Collection[uuid.UUID] = (),
    kinds: Collection[OrganisationKind] = tuple(OrganisationKind),
) -> list[tuple[str, str]]:
    """Id (as text) and label of what a form offers.

    Args:
        keep: ids that the form already holds: offered though they ended; merged ones are offered
            as what stands for them, so resolve what a form holds before filling it.
        kinds: which kinds are offered.
    """
    return [
        (str(item.id), item.label)
        for item in every()
        if item.id in keep or (item.ended_on is None and item.kind in kinds)
    ]


def _read(condition: sa.ColumnElement[bool]) -> list[OrganisationInfo]:
    # One statement: an organisation has few places, and most have none.
    rows = database.connection().execute(
        sa.select(*Organisation.__table__.c, OrganisationPlace.__table__.c.place)
        .outerjoin(OrganisationPlace, OrganisationPlace.organisation_id == Organisation.id)
        .where(condition)
        .order_by(Organisation.id, OrganisationPlace.place)
    )
    found: dict[uuid.UUID, OrganisationInfo] = {}
    for row in rows.mappings():
        key = row["id"]
        before = found[key].places if key in found else ()
        found[key] = _info(row, (*before, row["place"]) if row["place"] else before)
    return sorted(found.values(), key=lambda item: (item.name.casefold(), item.id))


def _info(row: sa.RowMapping, places: tuple[str, ...]) -> OrganisationInfo:
    return OrganisationInfo(
        row["id"],
        row["name"],
        row["short"],
        OrganisationKind(row["kind"]),
        row["mailbox"],
        places,
        row["ended_on"],
        row["revision"],
    )
