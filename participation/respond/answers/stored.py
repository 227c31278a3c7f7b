"""What lies in the tables of a wave, for figures and for staff."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa

from participation.base import database
from participation.respond.answers import upkeep
from participation.respond.models import Answer, Counter, DayCount, FreeText, TextState

ROWS = 1000
"""How many rows are fetched at a time."""


class StoredAnswer(NamedTuple):
    """One row of a wave, in no order that means anything."""

    key: bytes
    """16 random bytes."""
    answers: str
    """JSON, as ``surveys.instrument.answers.dump`` wrote it, without free texts."""
    language: str
    channel: str
    mode: str
    too_fast: bool
    hidden_filled: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """How many have answered, as staff may see it while a wave runs."""

    total: int
    """Rounded down to 10; answers still in the letterbox are not counted."""
    days: tuple[tuple[date, int], ...]
    """Answers that left the letterbox, by day of the county's calendar; rounded down to 10, a day
    with fewer is absent. Exact ones would add up to how many answered."""
    places: Mapping[str, int]
    """By key; rounded down to 10, from last night; who has fewer is absent."""
    languages: Mapping[str, int]
    channels: Mapping[str, int]
    """The empty key stands for the plain link."""
    counted_on: date | None
    """Day of the last nightly count."""


def answers(wave_id: uuid.UUID) -> Iterator[StoredAnswer]:
    """All stored answers of a wave, streamed."""
    statement = sa.select(
        Answer.id,
        sa.cast(Answer.answers, sa.Text),
        Answer.language,
        Answer.channel,
        Answer.mode,
        Answer.too_fast,
        Answer.hidden_filled,
    ).where(Answer.wave_id == wave_id)
    rows = database.connection().execution_options(yield_per=ROWS).execute(statement)
    for key, text, language, channel, mode, too_fast, hidden_filled in rows:
        yield StoredAnswer(key.bytes, text, language, channel, mode, too_fast, hidden_filled)


def has_answers(wave_id: uuid.UUID) -> bool:
    """Whether any answer of a wave is stored."""
    one = sa.select(Answer.id).where(Answer.wave_id == wave_id).limit(1)
    return database.connection().execute(one).first() is not None


def texts(wave_id: uuid.UUID) -> Iterator[tuple[str, str, str]]:
    """``(question, language, text)`` of the free texts that a person has released."""
    statement = sa.select(FreeText.question, FreeText.language, FreeText.text).where(
        FreeText.wave_id == wave_id, FreeText.state == TextState.RELEASED.value
    )
    for row in database.connection().execute(statement):
        yield row.question, row.language, row.text


def totals(wave_id: uuid.UUID) -> Totals:
    """How many have answered."""
    connection = database.connection()
    days = connection.execute(
        sa.select(DayCount.day, DayCount.total)
        .where(DayCount.wave_id == wave_id)
        .order_by(DayCount.day)
    ).all()
    counters: dict[str, dict[str, int]] = {}
    for dimension, key, value in connection.execute(
        sa.select(Counter.dimension, Counter.key, Counter.value).where(Counter.wave_id == wave_id)
    ):
        counters.setdefault(dimension, {})[key] = value
    marks = counters.get(upkeep.RENEWED, {})
    return Totals(
        total=sum(count for _, count in days) // upkeep.STEP * upkeep.STEP,
        days=tuple((day, n) for day, count in days if (n := count // upkeep.STEP * upkeep.STEP)),
        places=counters.get(upkeep.PLACE, {}),
        languages=counters.get(upkeep.LANGUAGE, {}),
        channels=counters.get(upkeep.CHANNEL, {}),
        counted_on=date.fromisoformat(max(marks)) if marks else None,
    )
