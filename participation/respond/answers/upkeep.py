"""What happens by itself: old drafts go, counters are renewed once a night, closed waves settle."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Connection, Engine

from participation.base import database, hooks, jobs, rewriting
from participation.base.web.templating import local_day
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
    RestingText,
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
_ASKING = (studies.WaveState.OPEN, studies.WaveState.TAKING)
_ALL = (
    Draft,
    Letter,
    Receipt,
    Answer,
    FreeText,
    RestingText,
    Resting,
    DayCount,
    Counter,
    Settlement,
)
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
    engine = database.engine()
    for wave_id in _unsettled(now):
        database.after_commit(partial(settle, wave_id, now))
    show_portions(now)
    if engine.dialect.name == "sqlite":
        letterbox.wipe_after_commit()  # a backup may have held up the last try


def show_portions(now: datetime) -> None:
    """Gives reviewers the texts of this week, where enough people wrote some."""
    connection, engine, day = database.connection(), database.engine(), local_day(now)

    def show(wave_id: uuid.UUID, k: int) -> None:
        resting.show_portion(engine, wave_id, k, day)

    for wave in studies.waves(now):
        if wave.state in _ASKING and resting.due(connection, wave.id, wave.k, day):
            database.after_commit(partial(show, wave.id, wave.k))


def drop_old_drafts(now: datetime) -> int:
    """Forgets drafts older than a day; returns how many."""
    return drafts.drop_old(database.connection(), now)


def settle(wave_id: uuid.UUID, now: datetime | None = None) -> None:
    """Empties the box of a wave that is over and writes its tables anew, once.

    Transactions of its own: call it outside any other.
    """
    engine, day = database.engine(), local_day(now or datetime.now(UTC))
    with database.transaction():
        k, settled = studies.wave(wave_id).k, _settled(wave_id)
    moved = letterbox.empty(engine, wave_id, k, day, closing=True)
    if settled and not moved:
        return
    resting.show_all(engine, wave_id, k, day)
    letterbox.rewrite(engine, wave_id)
    with engine.begin() as connection:
        rewriting.only_one(connection, wave_id)  # tick, close and release may settle at once
        connection.execute(sa.delete(Settlement).where(Settlement.wave_id == wave_id))
        connection.execute(sa.insert(Settlement).values(wave_id=wave_id))


def renew_counters(now: datetime) -> None:
    """Counts anew by place, language and channel, each alone, once a day of the county.

    It counts once this transaction is committed: reading a hundred thousand answers takes longer
    than anybody may wait for the lock.
    """
    connection, day = database.connection(), local_day(now)
    for wave in studies.waves(now):
        if wave.state in _RUNNING and not _renewed(connection, wave.id, day):
            database.after_commit(partial(_renew, database.engine(), wave.id, wave.k, day))


def unread_texts(wave_id: uuid.UUID) -> bool:
    """Whether texts of the wave rest; of one that is over, nobody will read them."""
    return resting.unread(database.connection(), wave_id)


def delete_wave(wave_id: uuid.UUID) -> None:
    """Forgets everything that was said in a wave; released figures stay where they are."""
    connection = database.connection()
    for model in _ALL:
        connection.execute(sa.delete(model).where(model.wave_id == wave_id))
    engine = database.engine()
    database.after_commit(lambda: letterbox.wipe(engine))
    for forget in FORGOTTEN.registered():
        forget(wave_id)


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


def _settled(wave_id: uuid.UUID) -> bool:
    mark = sa.select(sa.literal(1)).where(Settlement.wave_id == wave_id)
    return database.connection().execute(mark).first() is not None


def _renew(engine: Engine, wave_id: uuid.UUID, k: int, day: date) -> None:
    with engine.connect().execution_options(reading=True) as connection, connection.begin():
        counts = list(_counted(connection, wave_id, max(STEP, k)))
    with engine.begin() as connection:
        rewriting.only_one(connection, wave_id)
        if _renewed(connection, wave_id, day):  # another tick was faster
            return
        connection.execute(sa.delete(Counter).where(Counter.wave_id == wave_id))
        connection.execute(
            sa.insert(Counter),
            [
                {"wave_id": wave_id, "dimension": dimension, "key": key, "value": value}
                for dimension, key, value in [*counts, (RENEWED, day.isoformat(), 0)]
            ],
        )


def _counted(
    connection: Connection, wave_id: uuid.UUID, enough: int
) -> Iterator[tuple[str, str, int]]:
    place = Answer.answers[PLACE_QUESTION].as_string()
    for dimension, key in ((PLACE, place), (LANGUAGE, Answer.language), (CHANNEL, Answer.channel)):
        number = sa.func.count()
        rows = connection.execute(
            sa.select(key.label("member"), number)
            .where(Answer.wave_id == wave_id, key.is_not(None))
            .group_by("member")
            .having(number >= enough)
        )
        for name, value in rows:
            yield dimension, name, value // STEP * STEP
