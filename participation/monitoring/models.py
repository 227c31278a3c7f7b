"""Frozen releases, and the work that leads to them."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from participation.base.database import NOT_SAVED, Base
from participation.base.releases import Released


class Release(Released, Base):
    """The figures of a closed wave as they left, for ever; one row a wave and version."""

    __tablename__ = "release"
    __table_args__ = (sa.UniqueConstraint("wave_id", "version"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    wave_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("wave.id"))
    version: Mapped[int] = mapped_column(default=1)
    slug: Mapped[str] = mapped_column(sa.String(40), index=True)
    """Address of the wave when it was released."""
    title: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    closed_on: Mapped[date] = mapped_column(sa.Date)
    responses: Mapped[int]
    """Rounded, as the document says."""
    content: Mapped[bytes] = mapped_column("document", sa.LargeBinary)
    """What ``Released.to_bytes`` gave."""
    sealed: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    """Who was counted where, for a correction; goes with the answers."""
    notes: Mapped[list[dict[str, str]] | None] = mapped_column(sa.JSON(none_as_null=True))
    """Corrections after it that changed no number: day and reason of each, as printed."""


class ReleaseWork(Base):
    """The job that makes the plan or the release of a wave, so that two clicks start one."""

    __tablename__ = "release_work"
    __table_args__ = NOT_SAVED

    wave_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(sa.String(10), primary_key=True)
    job_id: Mapped[uuid.UUID]
    closed_at: Mapped[datetime]
    """Which closing it belongs to; a wave that was reopened needs a new plan."""
    answers: Mapped[int | None]
    """How many answers the last plan that was computed is made of."""
    plan: Mapped[dict[str, Any] | None]
    """That plan: it is shown again until k answers more are there."""
