"""The county's one list of bodies ("Stellen"): no persons."""

from __future__ import annotations

import uuid
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from participation.base.database import Base


class Organisation(Base):
    """One office, provider, association, school, body; others keep its id for ever."""

    __tablename__ = "organisation"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    name: Mapped[str] = mapped_column(sa.String(200))
    short: Mapped[str] = mapped_column(sa.String(40), default="")
    """Short form, as staff say it; may be empty."""
    kind: Mapped[str] = mapped_column(sa.String(16))
    """An :class:`~participation.organisations.kinds.OrganisationKind`."""
    mailbox: Mapped[str] = mapped_column(sa.String(254), default="")
    """A function's address, never a person's own."""
    merged_into: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("organisation.id"), index=True
    )
    """The row that stands for this one since they were merged; itself never a merged one."""
    ended_on: Mapped[date | None] = mapped_column(sa.Date)
    """Since when it is no more; its name stays."""
    revision: Mapped[int] = mapped_column(default=1)
    """Grows with every saved change, so that two editors notice."""


class OrganisationPlace(Base):
    """A place that an organisation works for; none: the whole county."""

    __tablename__ = "organisation_place"

    organisation_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True
    )
    place: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    """Key of a place; one that went from the tree is not shown."""
