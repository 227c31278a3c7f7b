"""What organisations are asked for by link: one entry for each, and the links that open it."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from participation.base.database import Base


class OrganisationEntry(Base):
    """What one organisation is asked for once: a purpose, its subject, and what it typed so far."""

    __tablename__ = "organisation_entry"
    __table_args__ = (sa.UniqueConstraint("purpose", "subject_id", "organisation_id", "part"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    purpose: Mapped[str] = mapped_column(sa.String(40))
    """Key of a registered :class:`~participation.organisations.links.purposes.Purpose`."""
    subject_id: Mapped[uuid.UUID]
    """The round, outline, wave: a row of the slice that registered the purpose."""
    part: Mapped[str] = mapped_column(sa.String(60), default="")
    """Tells several entries of one organisation apart: a place's key, say."""
    draft: Mapped[dict[str, Any]] = mapped_column(sa.JSON, default=dict)
    """What was typed and not sent; empty again once it was sent."""
    revision: Mapped[int] = mapped_column(default=1)
    """Grows with every saved draft, so that two who write at once notice."""
    sent_on: Mapped[date | None] = mapped_column(sa.Date)
    """Day of the last sending; None: it still waits."""


class OrganisationLink(Base):
    """One secret address of an entry; several may be valid at once (a reminder)."""

    __tablename__ = "organisation_link"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    entry_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("organisation_entry.id", ondelete="CASCADE"), index=True
    )
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    made_on: Mapped[date] = mapped_column(sa.Date)
    ends_on: Mapped[date] = mapped_column(sa.Date, index=True)
    """The last day on which it opens."""
    revoked: Mapped[bool] = mapped_column(default=False)
