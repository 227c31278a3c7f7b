"""What happens by itself: old drafts go, counters are renewed once a night, closed waves settle."""

from __future__ import annotations

import uuid
from collections import Counter as Tally
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from flask import Flask, current_app
from sqlalchemy.engine import Connection

from participation.base import database, hooks, jobs
from participation.respond.answers import letterbox, resting
from participation.respond.drafts import drafts
from participation.respond.models import (
    Answer,
    Counter,
    DayCount,
    Draft,
    FreeText,
    Letter,
    Receipt,
    Resting,
    Settlement,
)
from participation.studies import service as studies

FORGOTTEN = hooks.Every[Callable[[uuid.UUID], None]]("respond.forgotten")
"""A wave's answers are deleted: what higher slices know of single ones goes with them."""
JOB = "settle"
STEP = 10
"""Counters are rounded down to a multiple of this; below it, and below k, nothing is stored."""
PLACE_QUESTION = "s_municipality"
PLACE, LANGUAGE, CHANNEL, RENEWED = "place", "language", "channel", "renewed"
_OVER = (studies.WaveState.CLOSED, studies.WaveState.WITHDRAWN)
_RUNNING = (studies.WaveState.OPEN, studies.WaveState.TAKING, studies.WaveState.CLOSED)


def init_app(app: Flask) -> None:
    """Takes part in the regular tick, and settles a wave that a person closes."""
    hooks.TICK.register(app, tick)
    jobs.register(app, JOB, _work)
    studies.on_close(app, _closed)


def tick(now: datetime) -> None:
    """Does what is due; safe to repeat at any time."""
    drop_old_drafts(now)
    renew_counters(now)
    for wave_id in _unsettled(now):
        database.after_commit(lambda wave_id=wave_id: settle(wave_id, now))  # type: ignore[misc]  # binds the loop's wave


def drop_old_drafts(now: datetime) -> int:
    """Forgets drafts older than a day; returns how many."""
    return drafts.drop_old(database.connection(), now)


def settle(wave_id: uuid.UUID, now: datetime | None = None) -> None:
    """Empties the box of a wave that is over and writes its tables anew.

    Transactions of its own: call it outside any other.
    """
    engine = database.engine()
    with database.transaction():
        k = studies.wave(wave_id).k
    letterbox.empty(engine, wave_id, k, today(now or datetime.now(UTC)), closing=True)
    with engine.begin() as connection:
        letterbox.only_one(connection, wave_id)
        resting.wake(connection, wave_id, k)
    letterbox.rewrite(engine, wave_id)
    with engine.begin() as connection:
        letterbox.only_one(connection, wave_id)  # tick, close and release may settle at once
        connection.execute(sa.delete(Settlement).where(Settlement.wave_id == wave_id))
        connection.execute(sa.insert(Settlement).values(wave_id=wave_id))


def renew_counters(now: datetime) -> None:
    """Counts anew by place, language and channel, each alone, once a day of the county."""
    connection, day = database.connection(), today(now)
    for wave in studies.waves(now):
        if wave.state in _RUNNING and not _renewed(connection, wave.id, day):
            letterbox.only_one(connection, wave.id)
            if not _renewed(connection, wave.id, day):  # another tick was faster
                _renew(connection, wave.id, wave.k, day)


def delete_wave(wave_id: uuid.UUID) -> None:
    """Forgets everything that was said in a wave; released figures stay where they are."""
    connection = database.connection()
    for model in (Draft, Letter, Receipt, Answer, FreeText, Resting, DayCount, Counter, Settlement):
        connection.execute(sa.delete(model).where(model.wave_id == wave_id))
    engine = database.engine()
    database.after_commit(lambda: letterbox.wipe(engine))
    for forget in FORGOTTEN.registered():
        forget(wave_id)


def today(now: datetime) -> date:
    """The day in the county's calendar."""
    zone = current_app.config["SETTINGS"].zone
    found: date = now.astimezone(zone).date()
    return found


def _closed(wave_id: uuid.UUID) -> None:
    # Writing whole tables anew takes longer than a request may.
    with database.transaction():
        jobs.enqueue(JOB, {"wave": str(wave_id)})


def _work(arguments: dict[str, Any], report: jobs.Report) -> dict[str, Any]:
    del report
    database.commit()  # the job's own transaction would lock ours out
    settle(uuid.UUID(arguments["wave"]))
    return {}


def _unsettled(now: datetime) -> Iterator[uuid.UUID]:
    connection = database.connection()
    settled = set(connection.execute(sa.select(Settlement.wave_id)).scalars())
    waiting = set(connection.execute(sa.select(Letter.wave_id).distinct()).scalars())
    for wave in studies.waves(now):
        if wave.state in _OVER and (wave.id not in settled or wave.id in waiting):
            yield wave.id


def _renewed(connection: Connection, wave_id: uuid.UUID, day: date) -> bool:
    mark = sa.select(sa.literal(1)).where(
        Counter.wave_id == wave_id, Counter.dimension == RENEWED, Counter.key == day.isoformat()
    )
    return connection.execute(mark).first() is not None


def _renew(connection: Connection, wave_id: uuid.UUID, k: int, day: date) -> None:
    enough = max(STEP, k)
    counts: Tally[tuple[str, str]] = Tally()
    rows = connection.execute(
        sa.select(Answer.language, Answer.channel, Answer.answers).where(Answer.wave_id == wave_id)
    )
    for language, channel, answers in rows.yield_per(1000):
        place = answers.get(PLACE_QUESTION)
        counts.update([(LANGUAGE, language), (CHANNEL, channel)])
        counts.update([(PLACE, place)] if isinstance(place, str) else [])
    connection.execute(sa.delete(Counter).where(Counter.wave_id == wave_id))
    shown = ((key, value) for key, value in sorted(counts.items()) if value >= enough)
    kept = [(*key, value // STEP * STEP) for key, value in shown]
    connection.execute(
        sa.insert(Counter),
        [
            {"wave_id": wave_id, "dimension": dimension, "key": key, "value": value}
            for dimension, key, value in [*kept, (RENEWED, day.isoformat(), 0)]
        ],
    )
