"""Entries: what an organisation is asked for, what it typed so far, whether it was sent."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from participation.base import database
from participation.base.errors import Conflict
from participation.base.words.catalogues import gettext as _
from participation.organisations.links.models import OrganisationEntry, OrganisationLink


@dataclass(frozen=True, slots=True)
class EntryInfo:
    """An entry as the desk lists it."""

    id: uuid.UUID
    organisation_id: uuid.UUID
    part: str
    sent_on: date | None
    begun: bool
    """Something lies in its draft."""
    links: int
    """How many links open it today."""
    ends_on: date | None
    """The last day on which one of them does."""


def ask(
    purpose: str, subject_id: uuid.UUID, organisation_ids: Iterable[uuid.UUID], part: str = ""
) -> list[uuid.UUID]:
    """An entry for each organisation; one that is there stays as it is. Their ids, in order."""
    connection = database.connection()
    wanted = list(dict.fromkeys(organisation_ids))
    same = sa.and_(
        OrganisationEntry.purpose == purpose,
        OrganisationEntry.subject_id == subject_id,
        OrganisationEntry.part == part,
    )
    query = sa.select(OrganisationEntry.organisation_id, OrganisationEntry.id)
    rows = connection.execute(query.where(same, OrganisationEntry.organisation_id.in_(wanted)))
    known = {row.organisation_id: row.id for row in rows}
    fresh = {key: uuid.uuid4() for key in wanted if key not in known}
    if fresh:
        connection.execute(
            sa.insert(OrganisationEntry),
            [
                {
                    "id": entry_id,
                    "organisation_id": key,
                    "purpose": purpose,
                    "subject_id": subject_id,
                    "part": part,
                    "draft": {},
                    "revision": 1,
                }
                for key, entry_id in fresh.items()
            ],
        )
    return [(known | fresh)[key] for key in wanted]


def entries(purpose: str, subject_id: uuid.UUID, on: date) -> tuple[EntryInfo, ...]:
    """All entries of a subject, in one statement; sort them by what their organisations are."""
    valid = sa.and_(
        OrganisationLink.entry_id == OrganisationEntry.id,
        OrganisationLink.revoked.is_(False),
        OrganisationLink.ends_on >= on,
    )
    rows = database.connection().execute(
        sa.select(
            OrganisationEntry.id,
            OrganisationEntry.organisation_id,
            OrganisationEntry.part,
            OrganisationEntry.sent_on,
            OrganisationEntry.revision,
            sa.func.count(OrganisationLink.id).label("links"),
            sa.func.max(OrganisationLink.ends_on).label("ends_on"),
        )
        .outerjoin(OrganisationLink, valid)
        .where(OrganisationEntry.purpose == purpose, OrganisationEntry.subject_id == subject_id)
        .group_by(
            OrganisationEntry.id,
            OrganisationEntry.organisation_id,
            OrganisationEntry.part,
            OrganisationEntry.sent_on,
            OrganisationEntry.revision,
        )
    )
    return tuple(
        EntryInfo(
            row.id,
            row.organisation_id,
            row.part,
            row.sent_on,
            row.revision > 1 and row.sent_on is None,
            row.links,
            row.ends_on,
        )
        for row in rows
    )


def save_draft(entry_id: uuid.UUID, revision: int, draft: dict[str, Any]) -> None:
    """Keeps what was typed; the page opens with it next time, on any device.

    Raises:
        Conflict: somebody else who has the link saved since ``revision``.
    """
    _renew(entry_id, revision, draft=draft)


def mark_sent(entry_id: uuid.UUID, revision: int, on: date) -> None:
    """What was typed is sent; the draft is empty again.

    Raises:
        Conflict: somebody else who has the link saved since ``revision``.
    """
    _renew(entry_id, revision, draft={}, sent_on=on)


def drop(purpose: str, subject_id: uuid.UUID) -> None:
    """Takes all entries of a subject away with their links and drafts: the subject goes."""
    database.connection().execute(
        sa.delete(OrganisationEntry).where(
            OrganisationEntry.purpose == purpose, OrganisationEntry.subject_id == subject_id
        )
    )


def _renew(entry_id: uuid.UUID, revision: int, **values: object) -> None:
    changed = database.connection().execute(
        sa.update(OrganisationEntry)
        .where(OrganisationEntry.id == entry_id, OrganisationEntry.revision == revision)
        .values(revision=revision + 1, **values)
    )
    if not changed.rowcount:
        raise Conflict(
            _("Jemand anderes hat mit diesem Link inzwischen gespeichert. Laden Sie die Seite neu.")
        )
