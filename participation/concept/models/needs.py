"""Needs and their sources."""

from __future__ import annotations

import uuid
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from participation.base.database import Base


class Need(Base):
    """What people need, in the county's words."""

    __tablename__ = "need"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    title: Mapped[str] = mapped_column(sa.String(160))
    text: Mapped[str] = mapped_column(sa.Text, default="")
    field_of_action: Mapped[str | None] = mapped_column(sa.String(40))
    """Key of an area."""
    place: Mapped[str | None] = mapped_column(sa.String(60))
    """Key of the place it is about; None: the whole county."""
    written_on: Mapped[date] = mapped_column(sa.Date)
    revision: Mapped[int] = mapped_column(default=1)
    """Grows with every saved change, so that two editors notice."""


class NeedSource(Base):
    """One voice behind a need: a theme or note of a board; later surveys and others too."""

    __tablename__ = "need_source"
    __table_args__ = (sa.UniqueConstraint("need_id", "kind", "key"), sa.Index(None, "key"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    need_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("need.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(sa.String(12))
    """``theme`` or ``note``."""
    key: Mapped[str] = mapped_column(sa.String(64))
    """What names it where it lives."""
    workshop_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("workshop.id", ondelete="SET NULL")
    )
    words: Mapped[str] = mapped_column(sa.Text)
    """Word for word, as it was when the need was made."""
    language: Mapped[str] = mapped_column(sa.String(12))
    origin: Mapped[str] = mapped_column(sa.String(400))
    """Event, workshop and day in words: stays when the event is deleted."""
