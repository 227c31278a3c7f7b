"""Links of entries: made, added as a reminder, renewed, revoked; shown once, stored as a hash."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from participation.base import database
from participation.organisations.links import tokens
from participation.organisations.links.models import OrganisationEntry, OrganisationLink
from participation.organisations.links.purposes import OpenEntry

KEPT = timedelta(days=365)
"""How long after its end a link's hash is kept."""


def make(entry_ids: Sequence[uuid.UUID], on: date, ends_on: date) -> dict[uuid.UUID, str]:
    """One more link for each entry; earlier ones stay valid (a reminder is just this).

    Returns:
        The token of each; nothing can show it again.
    """
    made = {entry_id: tokens.fresh() for entry_id in entry_ids}
    rows = [
        {
            "id": uuid.uuid4(),
            "entry_id": entry_id,
            "token_hash": tokens.link_hashes(token)[0],
            "made_on": on,
            "ends_on": ends_on,
            "revoked": False,
        }
        for entry_id, token in made.items()
    ]
    if rows:
        database.connection().execute(sa.insert(OrganisationLink), rows)
    return made


def revoke(entry_ids: Sequence[uuid.UUID]) -> None:
    """Ends every link of these entries at once; what was typed stays."""
    database.connection().execute(
        sa.update(OrganisationLink)
        .where(OrganisationLink.entry_id.in_(list(entry_ids)))
        .values(revoked=True)
    )


def opened(token: str, on: date) -> tuple[str, OpenEntry] | None:
    """Purpose and entry that a token opens on that day; None: it opens nothing."""
    hashes = tokens.link_hashes(token)
    if not hashes:
        return None
    row = (
        database.connection()
        .execute(
            sa.select(*OrganisationEntry.__table__.c)
            .join(OrganisationLink, OrganisationLink.entry_id == OrganisationEntry.id)
            .where(
                OrganisationLink.token_hash.in_(hashes),
                OrganisationLink.revoked.is_(False),
                OrganisationLink.ends_on >= on,
            )
        )
        .first()
    )
    if row is None:
        return None
    entry = OpenEntry(
        row.id,
        row.organisation_id,
        row.subject_id,
        row.part,
        row.draft,
        row.revision,
        row.sent_on is not None,
    )
    return row.purpose, entry


def forget_old(now: datetime) -> None:
    """Forgets links a year after their end, and what was typed behind them and never sent."""
    connection = database.connection()
    over = OrganisationLink.ends_on < now.date() - KEPT
    entries = sa.select(OrganisationLink.entry_id).where(over)
    left = list(connection.execute(entries).scalars())
    if not left:
        return
    connection.execute(sa.delete(OrganisationLink).where(over))
    still = sa.select(OrganisationLink.entry_id)
    connection.execute(
        sa.update(OrganisationEntry)
        .where(OrganisationEntry.id.in_(left), OrganisationEntry.id.not_in(still))
        .values(draft={})
    )


def settle(connection: Connection) -> None:
    """Ends every link after a restore: one revoked since the backup would open again."""
    connection.execute(sa.update(OrganisationLink).values(revoked=True))
