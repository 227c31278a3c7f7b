"""How long answers are kept: until the day that the county's notice names, or an earlier one.

On that day answers and texts go, whether they were published or not; released figures stay.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask, current_app

from participation.base import database, hooks, jobs, last_times, rewriting
from participation.base.errors import Conflict, DomainError
from participation.base.web.templating import local_day
from participation.places import service as places
from participation.respond.answers import letterbox, upkeep
from participation.respond.errors import Refusal
from participation.respond.models import Answer, Letter, Retention
from participation.studies import service as studies
from participation.studies.service import WaveInfo, WaveState

ANNOUNCED = timedelta(days=30)
"""How long before the day the home speaks of it."""
JOB = "forget_answers"
PROMISED = "answers_kept_until"
OVER = (WaveState.CLOSED, WaveState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Keeping:
    """Until when the answers of a wave are kept."""

    ends_on: date | None
    """None: the county has named no day yet."""
    gone_on: date | None = None
    """When they were deleted."""


def init_app(app: Flask) -> None:
    """Takes part in the tick; deletes in a job what a person deletes at once."""
    hooks.TICK.register(app, tick)
    jobs.register(app, JOB, _work)


def promised() -> date | None:
    """The day that the county's notice names for all answers."""
    try:
        return date.fromisoformat(places.written(PROMISED, ""))
    except ValueError:
        return None


def keeping(wave_id: uuid.UUID) -> Keeping:
    """Until when the answers of one wave are kept."""
    return _keeping(_stored(wave_id).get(wave_id))


def shorten(wave_id: uuid.UUID, ends_on: date, today: date) -> None:
    """Lets the answers of a wave go on an earlier day than the notice says.

    Raises:
        DomainError: the day is past, or later than people were promised.
        Conflict: they are gone.
    """
    latest = promised()
    if ends_on <= today:
        raise DomainError(Refusal.DAY_PAST)
    if latest is not None and ends_on > latest:
        raise DomainError(Refusal.DAY_AFTER_PROMISE, day=latest)
    if keeping(wave_id).gone_on is not None:
        raise Conflict(Refusal.ANSWERS_GONE)
    _write(wave_id, ends_on=ends_on)


def forget_soon(wave_id: uuid.UUID) -> None:
    """Deletes the answers of a wave that is over, in a job; twice is once.

    Raises:
        Conflict: people still answer.
    """
    if studies.wave(wave_id).state not in OVER:
        raise Conflict(Refusal.STILL_RUNNING)
    jobs.enqueue(JOB, {"wave": str(wave_id)})


def forget(wave_id: uuid.UUID, now: datetime) -> None:
    """Deletes what was said in a wave, and writes the tables anew once that is committed."""
    rewriting.only_one(database.connection(), wave_id)
    upkeep.delete_wave(wave_id)
    _write(wave_id, gone_on=local_day(now))
    engine = database.engine()
    database.after_commit(lambda: letterbox.shrink(engine))


def tick(now: datetime) -> None:
    """Deletes what was kept long enough; nothing on a day on which the clock is in doubt."""
    today = local_day(now)
    stored = _stored()
    days = [day for day in (promised(), *(row[0] for row in stored.values())) if day]
    if not any(day <= today for day in days) or not last_times.trusted(database.connection(), now):
        return
    for wave in studies.waves(now):
        kept = _keeping(stored.get(wave.id))
        due = kept.ends_on is not None and kept.ends_on <= today and wave.state in OVER
        if due and (kept.gone_on is None or _lies(wave.id)):
            forget(wave.id, now)


def ending(now: datetime) -> Iterator[tuple[WaveInfo, date]]:
    """Waves whose answers go within a month, and when; one statement while none is near."""
    today = local_day(now)
    stored = _stored()
    days = [day for day in (promised(), *(row[0] for row in stored.values())) if day]
    if not any(day - ANNOUNCED <= today for day in days):
        return
    for wave in studies.waves(now):
        kept = _keeping(stored.get(wave.id))
        lies = wave.schedule.opened_at is not None and kept.gone_on is None
        if lies and kept.ends_on is not None and kept.ends_on - ANNOUNCED <= today:
            yield wave, kept.ends_on


def _work(arguments: dict[str, Any], report: jobs.Report) -> dict[str, Any]:
    del report
    wave_id = uuid.UUID(arguments["wave"])
    if studies.wave(wave_id).state in OVER:  # else it was opened again meanwhile
        forget(wave_id, datetime.now(tz=current_app.config["SETTINGS"].zone))
    return {}


def _lies(wave_id: uuid.UUID) -> bool:
    """Whether anything was said since an early deletion: the survey was opened again."""
    said = (sa.select(model.id).where(model.wave_id == wave_id) for model in (Answer, Letter))
    return database.connection().execute(sa.union_all(*said).limit(1)).first() is not None


def _stored(wave_id: uuid.UUID | None = None) -> dict[uuid.UUID, tuple[date | None, date | None]]:
    statement = sa.select(Retention.wave_id, Retention.ends_on, Retention.gone_on)
    if wave_id is not None:
        statement = statement.where(Retention.wave_id == wave_id)
    return {row[0]: (row[1], row[2]) for row in database.connection().execute(statement)}


def _keeping(row: tuple[date | None, date | None] | None) -> Keeping:
    own, gone = row or (None, None)
    days = [day for day in (own, promised()) if day is not None]
    return Keeping(min(days, default=None), gone)


def _write(wave_id: uuid.UUID, **values: date) -> None:
    connection, here = database.connection(), Retention.wave_id == wave_id
    if not connection.execute(sa.update(Retention).where(here).values(**values)).rowcount:
        connection.execute(sa.insert(Retention).values(wave_id=wave_id, **values))
