"""The summary of one workshop, and its releases."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from participation.base.database import Base
from participation.base.releases import Released


class WorkshopSummary(Base):
    """What a workshop came to, as staff edit it; what was released stands apart, unchanged."""

    __tablename__ = "workshop_summary"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    workshop_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("workshop.id", ondelete="CASCADE"), unique=True
    )
    facts: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON)
    """Counted by the job; None while it runs for the first time."""
    edits: Mapped[dict[str, Any]]
    """What staff wrote and chose."""
    revision: Mapped[int] = mapped_column(default=1)
    """Grows with every saved change and every count, so that two editors notice."""
    job_id: Mapped[uuid.UUID | None]
    """The last job that counted."""
    counted_at: Mapped[datetime | None]


class SummaryRelease(Released, Base):
    """A release of a summary."""

    __tablename__ = "summary_release"

    workshop_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("workshop.id", ondelete="CASCADE"), primary_key=True
    )
