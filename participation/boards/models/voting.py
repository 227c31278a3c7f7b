"""What people voted. Rows are replaced by counts when the event is archived."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from participation.base.database import Base

MOST_DOTS = 10


class Dot(Base):
    """One dot of one person; the slots are the limit."""

    __tablename__ = "dot"
    __table_args__ = (sa.CheckConstraint(f"slot BETWEEN 1 AND {MOST_DOTS}", name="slot"),)

    board_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("board.id", ondelete="CASCADE"), primary_key=True
    )
    participant_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    target: Mapped[uuid.UUID]
    """A note or a cluster of the board."""


class Vote(Base):
    """What one person says to one statement."""

    __tablename__ = "vote"

    target: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    participant_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    board_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("board.id", ondelete="CASCADE"), index=True
    )
    value: Mapped[str] = mapped_column(sa.String(8))
    """An :class:`~participation.boards.base.kinds.Opinion`."""


class Rating(Base):
    """How important one note or cluster is to one person, 1 to 5."""

    __tablename__ = "rating"
    __table_args__ = (sa.CheckConstraint("value BETWEEN 1 AND 5", name="value"),)

    target: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    participant_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("participant.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    board_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("board.id", ondelete="CASCADE"), index=True
    )
    value: Mapped[int]


class HandCount(Base):
    """What the facilitator counted in the room ("12 hands") or from paper; marked everywhere."""

    __tablename__ = "proxy_count"

    board_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("board.id", ondelete="CASCADE"), primary_key=True
    )
    target: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(sa.String(8), primary_key=True)
    """``dots``, an opinion, or a number of stars."""
    hands: Mapped[int]


class BoardTally(Base):
    """What is left of votes when the event is archived: counts of phones, no persons."""

    __tablename__ = "board_tally"

    board_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("board.id", ondelete="CASCADE"), primary_key=True
    )
    target: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    """As in :class:`HandCount`; ``voters``: how many persons gave dots here."""
    total: Mapped[int]
