"""Notes, what people make of them, and the audit lines of moderation."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from participation.base.database import Base


class Note(Base):
    """One note. Its key is made by the phone, so that sending it twice stores it once."""

    __tablename__ = "note"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    board_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("board.id", ondelete="CASCADE"))
    column_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("board_column.id", ondelete="CASCADE")
    )
    participant_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("participant.id", ondelete="SET NULL"), index=True
    )
    parent_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("note.id", ondelete="CASCADE")
    )
    """The note it answers."""
    text: Mapped[str] = mapped_column(sa.String(280))
    language: Mapped[str | None] = mapped_column(sa.String(12))
    place: Mapped[str | None] = mapped_column(sa.String(60))
    """Key of a place."""
    tag: Mapped[str | None] = mapped_column(sa.String(40))
    state: Mapped[str] = mapped_column(sa.String(8))
    """A :class:`~participation.boards.base.kinds.NoteState`."""
    hidden_reason: Mapped[str | None] = mapped_column(sa.String(200))
    held: Mapped[str | None] = mapped_column(sa.String(80))
    """Why it waits though the board has no queue: keys with commas, as ``holding.reasons`` says."""
    source: Mapped[str] = mapped_column(sa.String(8))
    card: Mapped[int | None]
    """Number that somebody wrote on the paper card it was typed in from."""
    version: Mapped[int] = mapped_column(default=1)
    """Grows with every edit of the text."""
    seq: Mapped[int]
    cluster_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("cluster.id", ondelete="SET NULL")
    )
    merged_into: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("note.id", ondelete="SET NULL")
    )
    position: Mapped[int] = mapped_column(default=0)
    written_at: Mapped[datetime | None]
    """Tells the moderation what waits longest; gone when the event is archived."""
    moderated: Mapped[bool] = mapped_column(default=False)
    """Whether moderation has ever decided on it."""

    __table_args__ = (sa.Index(None, "board_id", "seq"),)


class NoteTranslation(Base):
    """A note in another language, by a person."""

    __tablename__ = "note_translation"

    note_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("note.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    text: Mapped[str] = mapped_column(sa.String(600))
    reviewed_by: Mapped[str | None] = mapped_column(sa.String(120))
    """Who found it right; None: not shown yet."""
    version: Mapped[int] = mapped_column(default=1)
    """Version of the note that it translates; an older one is not shown."""


class Reaction(Base):
    """The reaction of one person to one note."""

    __tablename__ = "reaction"

    note_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("note.id", ondelete="CASCADE"), primary_key=True
    )
    participant_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    kind: Mapped[str] = mapped_column(sa.String(12), primary_key=True)


class NoteWish(Base):
    """Where the author of a note would rather have it."""

    __tablename__ = "note_wish"

    note_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("note.id", ondelete="CASCADE"), primary_key=True
    )
    cluster_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("cluster.id", ondelete="CASCADE"), index=True
    )


class ModerationEntry(Base):
    """One act of a facilitator (or of an author who deletes); never removed before the event is."""

    __tablename__ = "moderation_entry"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    board_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("board.id", ondelete="CASCADE"), index=True
    )
    note_id: Mapped[uuid.UUID | None]
    act: Mapped[str] = mapped_column(sa.String(12))
    """An :class:`~participation.boards.base.kinds.Act`."""
    role: Mapped[str] = mapped_column(sa.String(12))
    reason: Mapped[str | None] = mapped_column(sa.String(200))
    at: Mapped[datetime]
    before: Mapped[dict[str, Any] | None]
    """What a grouping act can be undone with: the rows it touched, as they were."""
    undone: Mapped[bool] = mapped_column(default=False)


class HoldWord(Base):
    """A word that makes a note wait for moderation."""

    __tablename__ = "hold_word"

    word: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    """In small letters."""
