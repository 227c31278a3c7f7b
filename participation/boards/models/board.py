"""Boards, their columns and prompts, and what facilitators make of the notes."""

from __future__ import annotations

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from participation.base.database import Base


class Board(Base):
    """One board of a workshop.

    ``seq`` numbers its changes: every write takes the next one in its own transaction and stamps
    the rows it touched with it. While it does, the row is locked, so numbers become visible in
    order.
    """

    __tablename__ = "board"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    workshop_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("workshop.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(default=0)
    template: Mapped[str] = mapped_column(sa.String(40))
    layout: Mapped[str] = mapped_column(sa.String(8))
    seq: Mapped[int] = mapped_column(default=0)
    epoch: Mapped[int] = mapped_column(default=0)
    """Grows when the rehearsal ends: whoever knows another one asks for everything anew."""
    layout_seq: Mapped[int] = mapped_column(default=0)
    """Number of the last change of columns or prompts."""
    phase: Mapped[str] = mapped_column(sa.String(8), default="collect")
    phase_ends_at: Mapped[datetime | None]
    minutes: Mapped[dict[str, int] | None] = mapped_column(sa.JSON)
    """By phase, how long it is planned to take; 0: without a clock. None: nobody has said."""
    frozen: Mapped[bool] = mapped_column(default=False)
    others_hidden: Mapped[bool] = mapped_column(default=False)
    """Whether phones keep the notes of others to themselves while all collect."""
    queue: Mapped[bool] = mapped_column(default=True)
    """Whether a note waits for moderation before others see it."""
    vote_kind: Mapped[str] = mapped_column(sa.String(12), default="dots")
    dots: Mapped[int] = mapped_column(default=3)
    """Dots of one person."""
    dark: Mapped[bool] = mapped_column(default=False)
    """Whether the wall is dark."""
    wall_turns: Mapped[int] = mapped_column(default=0)
    """How many pages who leads has turned the wall on, less those turned back."""
    wall_size: Mapped[int] = mapped_column(default=0)
    """Steps by which who leads wants the wall's type larger (or smaller) than it chose itself."""
    spotlight: Mapped[uuid.UUID | None]
    """The note or cluster that the wall shows alone."""
    people_told_at: Mapped[datetime | None]
    """When a number was last taken for somebody who joined; see ``participants``."""
    revision: Mapped[int] = mapped_column(default=1)


class BoardColumn(Base):
    """One column of a board."""

    __tablename__ = "board_column"
    __table_args__ = (sa.UniqueConstraint("board_id", "key"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    board_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("board.id", ondelete="CASCADE"))
    position: Mapped[int]
    key: Mapped[str] = mapped_column(sa.String(24))
    """By which phones name it."""
    colour: Mapped[int]
    """1 to 6."""


class Prompt(Base):
    """Title and question of a column in one language."""

    __tablename__ = "prompt"

    column_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("board_column.id", ondelete="CASCADE"), primary_key=True
    )
    language: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    title: Mapped[str] = mapped_column(sa.String(60))
    prompt: Mapped[str] = mapped_column(sa.String(160), default="")
    released_by: Mapped[str | None] = mapped_column(sa.String(120))
    """Who read it and found it right; None: a draft."""


class Cluster(Base):
    """Notes that belong together."""

    __tablename__ = "cluster"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    board_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("board.id", ondelete="CASCADE"))
    column_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("board_column.id", ondelete="SET NULL")
    )
    title: Mapped[str] = mapped_column(sa.String(120))
    field_of_action: Mapped[str | None] = mapped_column(sa.String(40))
    position: Mapped[int] = mapped_column(default=0)
    seq: Mapped[int]
    deleted: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (sa.Index(None, "board_id", "seq"),)


class Outcome(Base):
    """What the discussion came to: who does what until when."""

    __tablename__ = "outcome"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    board_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("board.id", ondelete="CASCADE"))
    cluster_id: Mapped[uuid.UUID | None] = mapped_column(
        sa.ForeignKey("cluster.id", ondelete="SET NULL")
    )
    who: Mapped[str] = mapped_column(sa.String(120), default="")
    what: Mapped[str] = mapped_column(sa.String(400))
    until_when: Mapped[str] = mapped_column(sa.String(80), default="")
    seq: Mapped[int]
    deleted: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (sa.Index(None, "board_id", "seq"),)
