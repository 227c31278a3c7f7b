"""Free texts rest until those of k people or more can be shown at once.

Two ways would tie a text to its answer or its person: where it lies in the database, and who else's
texts become readable with it. So each emptying of the letterbox mixes its texts among those that
rest and writes all of them anew under fresh keys; and reviewers get them by portions: at most one
a week while people answer, never all, so that the close shows k or more together.
``docs/anonymity.md`` says what that holds and what it costs.
"""

from __future__ import annotations

import random
import time
import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from participation.base.rewriting import make_way, only_one
from participation.respond.models import FreeText, Resting, RestingText, TextState

MIXED = 500
"""So many texts are written anew by each emptying; a fuller pool goes on as a block of its own."""
PAUSE = timedelta(days=7)
"""Between two portions while people answer."""
MOST = 5_000
"""Texts of one portion: nobody reads more in a week, and nobody waits longer for the writing."""
AT_ONCE = 500
_random = random.SystemRandom()


def mix(
    connection: Connection, wave_id: uuid.UUID, texts: Sequence[dict[str, Any]], people: int
) -> None:
    """Lets fresh texts of ``people`` rest among those that rest already.

    The caller lets nobody else empty the wave's box meanwhile.
    """
    if not texts:
        return
    _write_anew(connection, wave_id, texts)
    _raise(connection, wave_id, people)


def show_all(engine: Engine, wave_id: uuid.UUID, k: int, today: date) -> None:
    """At the close: all texts that rest become readable, if at least ``k`` people wrote them.

    Its own transactions, so that others may write between them.
    """
    with engine.begin() as connection:
        only_one(connection, wave_id)
        if _people(connection, wave_id) < k:
            return
        _write_anew(connection, wave_id, (), onwards=True)
    _wake(engine, wave_id, _resting(engine, wave_id))
    with engine.begin() as connection:
        _note(connection, wave_id, answers=0, portion_on=today)


def show_portion(engine: Engine, wave_id: uuid.UUID, k: int, today: date) -> int:
    """While people answer: shows all texts but ``k`` drawn at random, at most once a week.

    Its own transactions: what is drawn is read while others write.

    Returns:
        How many texts became readable.
    """
    with engine.begin() as connection:
        only_one(connection, wave_id)
        if not due(connection, wave_id, k, today):
            return 0
        _write_anew(connection, wave_id, (), onwards=True)
    resting = _resting(engine, wave_id)
    drawn = resting[: min(max(0, len(resting) - k), MOST)]
    with engine.begin() as connection:
        only_one(connection, wave_id)
        if len(drawn) < k or not due(connection, wave_id, k, today):
            return 0
        # Each text that goes takes at most one person along.
        left = max(k, _people(connection, wave_id) - len(drawn))
        _note(connection, wave_id, answers=left, portion_on=today)
    _wake(engine, wave_id, drawn)
    return len(drawn)


def due(connection: Connection, wave_id: uuid.UUID, k: int, today: date) -> bool:
    """Whether a portion may be shown: enough people wrote some, and the last is a week old."""
    row = connection.execute(
        sa.select(Resting.answers, Resting.portion_on).where(Resting.wave_id == wave_id)
    ).first()
    if row is None or row.answers < 2 * k:
        return False
    return row.portion_on is None or row.portion_on + PAUSE <= today


def unread(connection: Connection, wave_id: uuid.UUID) -> bool:
    """Whether texts rest: of a wave that is over, they stay unread."""
    found = (
        sa.select(sa.literal(1)).where(RestingText.wave_id == wave_id),
        sa.select(sa.literal(1)).where(*_rests(wave_id)),
    )
    return connection.execute(sa.union_all(*found).limit(1)).first() is not None


def _write_anew(
    connection: Connection,
    wave_id: uuid.UUID,
    fresh: Sequence[dict[str, Any]],
    *,
    onwards: bool = False,
) -> None:
    pool = RestingText.__table__.c
    columns = (pool.question, pool.language, pool.text, pool.urgency)
    rows = connection.execute(sa.select(*columns).where(pool.wave_id == wave_id)).mappings()
    texts = [dict(row) for row in rows] + [dict(text) for text in fresh]
    connection.execute(sa.delete(RestingText).where(RestingText.wave_id == wave_id))
    for text in texts:
        text.update(id=uuid.uuid4(), wave_id=wave_id)
    texts.sort(key=lambda text: text["id"].bytes)
    if not texts:
        return
    if onwards or len(texts) >= MIXED:
        connection.execute(sa.insert(FreeText), [text | _RESTS for text in texts])
    else:
        connection.execute(sa.insert(RestingText), texts)


_RESTS = {"state": TextState.RESTING.value}


def _rests(wave_id: uuid.UUID) -> tuple[sa.ColumnElement[bool], ...]:
    return FreeText.wave_id == wave_id, FreeText.state == TextState.RESTING.value


def _resting(engine: Engine, wave_id: uuid.UUID) -> list[uuid.UUID]:
    """Read beside those who write; in an order drawn at random."""
    with engine.connect().execution_options(reading=True) as connection:
        found = connection.execute(sa.select(FreeText.id).where(*_rests(wave_id))).scalars().all()
    return _random.sample(found, len(found))


def _wake(engine: Engine, wave_id: uuid.UUID, drawn: Sequence[uuid.UUID]) -> None:
    steps = max(1, len(drawn) // AT_ONCE)  # of equal size: never few at the end
    for step in range(steps):
        began = time.monotonic()
        with engine.begin() as connection:
            connection.execute(
                sa.update(FreeText)
                .where(*_rests(wave_id), FreeText.id.in_(drawn[step::steps]))
                .values(state=TextState.WAITING.value)
            )
        if step + 1 < steps:
            make_way(engine, began)


def _people(connection: Connection, wave_id: uuid.UUID) -> int:
    statement = sa.select(Resting.answers).where(Resting.wave_id == wave_id)
    return int(connection.execute(statement).scalar() or 0)


def _raise(connection: Connection, wave_id: uuid.UUID, people: int) -> None:
    here = sa.update(Resting).where(Resting.wave_id == wave_id)
    if not connection.execute(here.values(answers=Resting.answers + people)).rowcount:
        connection.execute(sa.insert(Resting).values(wave_id=wave_id, answers=people))


def _note(connection: Connection, wave_id: uuid.UUID, **values: object) -> None:
    connection.execute(sa.update(Resting).where(Resting.wave_id == wave_id).values(**values))
