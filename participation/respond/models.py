"""Drafts, the letterbox, receipts, and answers that nothing ties to a person.

No table here has a time of an answer. On SQLite none has a row number either: rows lie in the
order of their random keys, never in the order in which they came.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from participation.base.database import NOT_SAVED, Base
from participation.base.words.tags import LONGEST

UNORDERED = {"sqlite_with_rowid": False}
PASSING = {**UNORDERED, **NOT_SAVED}
HASH_BYTES = 32


def _wave() -> sa.ForeignKey:
    return sa.ForeignKey("wave.id", ondelete="CASCADE")


class TextState(StrEnum):
    """Where a free text stands in its review."""

    RESTING = "resting"
    """Nobody may read it yet: it waits for a portion (``respond.answers.resting``)."""
    WAITING = "waiting"
    RELEASED = "released"
    HELD = "held"


class Draft(Base):
    """Answers not yet sent, readable only with the cookie of the person who writes them."""

    __tablename__ = "draft"
    __table_args__ = PASSING

    id: Mapped[bytes] = mapped_column(sa.LargeBinary(HASH_BYTES), primary_key=True)
    wave_id: Mapped[uuid.UUID] = mapped_column(_wave(), index=True)
    ciphertext: Mapped[bytes] = mapped_column(sa.LargeBinary)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    """Rounded up to the hour."""


class Letter(Base):
    """A sent answer in the letterbox, for as long as fewer than k lie there."""

    __tablename__ = "letter"
    __table_args__ = UNORDERED

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    wave_id: Mapped[uuid.UUID] = mapped_column(_wave(), index=True)
    payload: Mapped[dict[str, Any]]
    """Sealed under a key that lies outside the database."""


class Receipt(Base):
    """That somebody has sent, so that a replay is known; leads to no answer."""

    __tablename__ = "receipt"
    __table_args__ = UNORDERED

    wave_id: Mapped[uuid.UUID] = mapped_column(_wave(), primary_key=True)
    hash: Mapped[bytes] = mapped_column(sa.LargeBinary(HASH_BYTES), primary_key=True)


class Answer(Base):
    """One answer: a random key and what was said, nothing about when, where or by whom."""

    __tablename__ = "answer"
    __table_args__ = (sa.Index("ix_answer_wave_id", "wave_id"), UNORDERED)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    wave_id: Mapped[uuid.UUID] = mapped_column(_wave())
    language: Mapped[str] = mapped_column(sa.String(LONGEST))
    channel: Mapped[str] = mapped_column(sa.String(24))
    """Key of the link it came by; empty: none."""
    mode: Mapped[str] = mapped_column(sa.String(12))
    too_fast: Mapped[bool]
    hidden_filled: Mapped[bool]
    answers: Mapped[dict[str, Any]]
    """As ``surveys.instrument.answers.dump`` writes them, without free texts."""


class FreeText(Base):
    """One text in somebody's own words, apart from everything else they said."""

    __tablename__ = "free_text"
    __table_args__ = (
        sa.Index("ix_free_text_wave_id", "wave_id"),
        # As the queue is read, from its end: a page of a million costs what one of twenty costs.
        sa.Index("ix_free_text_queue", "wave_id", "state", "urgency", "question", "id"),
        UNORDERED,
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    wave_id: Mapped[uuid.UUID] = mapped_column(_wave())
    question: Mapped[str] = mapped_column(sa.String(120))
    language: Mapped[str] = mapped_column(sa.String(LONGEST))
    text: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.String(10), default=TextState.RESTING)
    urgency: Mapped[int] = mapped_column(default=0)
    """What in it may name somebody, as ``review.urgency`` counts; highest is read first."""
    fields: Mapped[list[str]] = mapped_column(default=list)
    """Keys of the fields of action it speaks of, given by a person."""
    translation: Mapped[str] = mapped_column(sa.Text, default="")
    """What it says in German, written by a person; empty: nobody has yet."""


class RestingText(Base):
    """Texts that came lately: each emptying of the letterbox writes all of a wave anew."""

    __tablename__ = "resting_text"
    __table_args__ = UNORDERED

    wave_id: Mapped[uuid.UUID] = mapped_column(_wave(), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    question: Mapped[str] = mapped_column(sa.String(120))
    language: Mapped[str] = mapped_column(sa.String(LONGEST))
    text: Mapped[str] = mapped_column(sa.Text)
    urgency: Mapped[int] = mapped_column(default=0)


class Resting(Base):
    """How many people wrote the texts of a wave that rest, and when some were last shown."""

    __tablename__ = "resting"

    wave_id: Mapped[uuid.UUID] = mapped_column(_wave(), primary_key=True)
    answers: Mapped[int]
    """Answers with at least one text; at least so many texts rest."""
    portion_on: Mapped[date | None] = mapped_column(sa.Date)
    """Day of the last portion."""


class DayCount(Base):
    """How many answers the letterbox gave out on a day of the county's calendar."""

    __tablename__ = "day_count"

    wave_id: Mapped[uuid.UUID] = mapped_column(_wave(), primary_key=True)
    day: Mapped[date] = mapped_column(sa.Date, primary_key=True)
    total: Mapped[int]


class Counter(Base):
    """Answers by one thing alone, renewed once a night, rounded down to 10."""

    __tablename__ = "counter"

    wave_id: Mapped[uuid.UUID] = mapped_column(_wave(), primary_key=True)
    dimension: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(120), primary_key=True)
    value: Mapped[int]


class Retention(Base):
    """Until when the answers and texts of a wave are kept, where it has a day of its own."""

    __tablename__ = "retention"

    wave_id: Mapped[uuid.UUID] = mapped_column(_wave(), primary_key=True)
    ends_on: Mapped[date | None] = mapped_column(sa.Date)
    """None: as the county's notice says."""
    gone_on: Mapped[date | None] = mapped_column(sa.Date)
    """When they were deleted."""


class Settlement(Base):
    """That a closed wave's box is empty and its tables were written anew."""

    __tablename__ = "settlement"

    wave_id: Mapped[uuid.UUID] = mapped_column(_wave(), primary_key=True)
