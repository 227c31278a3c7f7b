"""Changes of organisations: each made once, and seen wherever the id is kept."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from participation.base import database
from participation.base.errors import Conflict, DomainError, NotFound
from participation.base.words.catalogues import gettext as _
from participation.organisations.kinds import OrganisationKind
from participation.organisations.models import Organisation, OrganisationPlace


@dataclass(frozen=True, slots=True)
class OrganisationText:
    """What staff say of an organisation."""

    name: str
    short: str = ""
    kind: OrganisationKind = OrganisationKind.OTHER
    mailbox: str = ""
    places: tuple[str, ...] = ()


def add(said: OrganisationText) -> uuid.UUID:
    """A further organisation; its id."""
    return add_all([said])[0]


def add_all(said: Sequence[OrganisationText], ids: Sequence[uuid.UUID] = ()) -> list[uuid.UUID]:
    """Further organisations, in two statements; their ids, which may be given."""
    ids = list(ids) or [uuid.uuid4() for _each in said]
    rows = [
        {"id": key, "revision": 1, **_values(item)} for key, item in zip(ids, said, strict=True)
    ]
    if rows:
        database.connection().execute(sa.insert(Organisation), rows)
    _add_places([(key, item.places) for key, item in zip(ids, said, strict=True)])
    return ids


def edit(organisation_id: uuid.UUID, revision: int, said: OrganisationText) -> None:
    """Changes an organisation.

    Raises:
        NotFound: there is none.
        Conflict: somebody else saved, merged or ended it since ``revision``.
    """
    _renew(organisation_id, revision, **_values(said))
    database.connection().execute(
        sa.delete(OrganisationPlace).where(OrganisationPlace.organisation_id == organisation_id)
    )
    _add_places([(organisation_id, said.places)])


def end(organisation_id: uuid.UUID, revision: int, on: date | None) -> None:
    """An organisation is no more since that day, or (None) is there again.

    Raises:
        NotFound: there is none.
        Conflict: somebody else saved since ``revision``.
    """
    _renew(organisation_id, revision, ended_on=on)


def merge(gone_id: uuid.UUID, revision: int, into_id: uuid.UUID) -> None:
    """From now on ``into_id`` stands for ``gone_id`` and for all that went into it before.

    Raises:
        DomainError: both are the same.
        NotFound: one of them is none.
        Conflict: somebody else saved or merged one of them meanwhile.
    """
    if gone_id == into_id:
        raise DomainError(_("Wählen Sie zwei verschiedene Stellen."))
    connection = database.connection()
    rows = connection.execute(
        sa.select(Organisation.id, Organisation.merged_into)
        .where(Organisation.id.in_([gone_id, into_id]))
        .order_by(Organisation.id)
        .with_for_update()  # two merges at once must not lead in a circle
    ).all()
    if {row.id for row in rows} != {gone_id, into_id}:
        raise NotFound
    if any(row.merged_into for row in rows):
        raise _second()
    _renew(gone_id, revision, merged_into=into_id)
    connection.execute(
        sa.update(Organisation)
        .where(Organisation.merged_into == gone_id)
        .values(merged_into=into_id)
    )


def forget(ids: Collection[uuid.UUID]) -> None:
    """Deletes those of them that nothing else names: made by mistake, seen by nobody."""
    for key in ids:
        database.try_delete(sa.delete(Organisation).where(Organisation.id == key))


def _values(said: OrganisationText) -> dict[str, object]:
    return {
        "name": said.name,
        "short": said.short,
        "kind": said.kind.value,
        "mailbox": said.mailbox,
    }


def _add_places(wanted: Sequence[tuple[uuid.UUID, tuple[str, ...]]]) -> None:
    rows = [
        {"organisation_id": key, "place": place}
        for key, places in wanted
        for place in dict.fromkeys(places)
    ]
    if rows:
        database.connection().execute(sa.insert(OrganisationPlace), rows)


def _renew(organisation_id: uuid.UUID, revision: int, **values: object) -> None:
    changed = database.connection().execute(
        sa.update(Organisation)
        .where(
            Organisation.id == organisation_id,
            Organisation.revision == revision,
            Organisation.merged_into.is_(None),
        )
        .values(revision=revision + 1, **values)
    )
    if changed.rowcount:
        return
    known = sa.select(Organisation.id).where(Organisation.id == organisation_id)
    if database.connection().execute(known).first() is None:
        raise NotFound
    raise _second()


def _second() -> Conflict:
    return Conflict(_("Jemand hat diese Stelle inzwischen geändert. Beide Fassungen stehen da."))
