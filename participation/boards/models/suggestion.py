"""Groups of similar notes that a job suggests, kept until the event is archived."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from participation.base.database import Base


class BoardSuggestions(Base):
    """Groups of notes that a facilitator is offered."""

    __tablename__ = "board_suggestions"

    board_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("board.id", ondelete="CASCADE"), primary_key=True
    )
    groups: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    """Each ``key``, ``notes`` (their keys), ``words`` and ``by_meaning``; the best first."""
    declined: Mapped[list[list[str]]] = mapped_column(sa.JSON)
    """Keys of the notes of each group that somebody turned down."""
    job_id: Mapped[uuid.UUID | None]
    """The last job that looked."""
    made_at: Mapped[datetime | None]
    """When it had looked; None: not yet."""


class Likeness(Base):
    """Two notes that mean nearly the same in other words; only where there is an encoder."""

    __tablename__ = "note_likeness"

    note_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("note.id", ondelete="CASCADE"), primary_key=True
    )
    other_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("note.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    board_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("board.id", ondelete="CASCADE"), index=True
    )
    cosine: Mapped[float]
