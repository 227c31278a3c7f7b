"""Events, their workshops, the links into them, and who takes part."""

from __future__ import annotations

import uuid
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from participation.base.database import Base


class Event(Base):
    """A day on which people come together."""

    __tablename__ = "event"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    title: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    """By language; German always."""
    kind: Mapped[str] = mapped_column(sa.String(20))
    """An :class:`~participation.boards.base.kinds.EventKind`."""
    day: Mapped[date] = mapped_column(sa.Date)
    place_name: Mapped[str] = mapped_column(sa.String(200), default="")
    code: Mapped[str] = mapped_column(sa.String(6), unique=True)
    """Opens the list of its workshops; without 0, o, 1, l, i."""
    languages: Mapped[list[str]]
    """Tags in the order in which they are offered; German among them."""
    open_unchecked: Mapped[list[str]]
    """Languages whose prompts are shown though nobody released them; people are told."""
    rehearsal: Mapped[bool] = mapped_column(default=True)
    """Whether it is still being tried out: all that people write is wiped before the day."""
    archived_on: Mapped[date | None] = mapped_column(sa.Date)
    """Since when participants' secrets, times and votes are gone."""
    retention_until: Mapped[date] = mapped_column(sa.Date)
    """The last day before it is archived by itself."""
    feedback_wave: Mapped[uuid.UUID | None]
    """Key of the wave that asks how the day was; one that is gone leads nowhere."""
    revision: Mapped[int] = mapped_column(default=1)
    """Grows with every saved change, so that two editors notice."""


class Workshop(Base):
    """One table or room of an event."""

    __tablename__ = "workshop"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    event_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("event.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int]
    title: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    room: Mapped[str] = mapped_column(sa.String(120), default="")
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    languages: Mapped[list[str]]
    """Tags offered in this workshop; empty: those of the event."""
    code: Mapped[str] = mapped_column(sa.String(6), unique=True)
    active_board: Mapped[uuid.UUID | None]
    """The board on which people write now."""


class Link(Base):
    """A way in by a secret token; at most one of each role for the event or a workshop."""

    __tablename__ = "board_link"
    __table_args__ = (sa.UniqueConstraint("event_id", "workshop_id", "role"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    event_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    workshop_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("workshop.id", ondelete="CASCADE")
    )
    role: Mapped[str] = mapped_column(sa.String(12))
    """A :class:`~participation.boards.base.kinds.BoardRole`."""
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    withdrawn: Mapped[bool] = mapped_column(default=False)


class Participant(Base):
    """Who takes part: a secret's hash in one event. No name, role, place, time, address."""

    __tablename__ = "participant"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    event_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"))
    secret_hash: Mapped[bytes | None] = mapped_column(sa.LargeBinary(32), unique=True)
    """SHA-256 of the secret in the person's own cookie; gone when the event is archived."""
    workshop_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("workshop.id", ondelete="SET NULL"), index=True
    )
    """Where the person is now."""
    blocked: Mapped[bool] = mapped_column(default=False)
