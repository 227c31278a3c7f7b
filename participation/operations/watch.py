"""Whether all is well: what the health page, ``flask doctor``, the metrics and the desk ask."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.engine import Connection

from participation.base import database, jobs
from participation.base.settings import Settings
from participation.operations import maintenance
from participation.operations.models import LastTime

LATE_TICK = timedelta(minutes=15)
LATE_JOB = timedelta(minutes=30)
LATE_BACKUP = timedelta(hours=36)
GAP = timedelta(hours=2)
"""After ticks have failed to come for so long, or the clock went back, trust begins anew."""
TRUST = timedelta(days=1)
"""How long ticks must have come before anything is deleted by the calendar: a clock that is set
to another year deletes nothing that day."""
BACKWARDS = timedelta(minutes=5)
LEAST_FREE = 500_000_000
"""Bytes."""


class Event(StrEnum):
    """What is noted."""

    FIRST = "first"
    """The first tick ever."""
    TICK = "tick"
    STEADY = "steady"
    """Since when ticks have come without a gap and the clock ran forward."""
    BACKUP = "backup"


class Trouble(StrEnum):
    """What can be wrong."""

    SHUT = "shut"
    DATABASE = "database"
    TICK = "tick"
    CLOCK = "clock"
    JOBS = "jobs"
    BACKUP = "backup"
    DISK = "disk"


GRAVE = frozenset(Trouble) - {Trouble.BACKUP}
"""What makes the health page say no; a missing backup is told elsewhere."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The machine at one moment."""

    now: datetime
    shut: str | None
    """Why nobody may enter, for IT."""
    times: dict[str, datetime]
    oldest_job: datetime | None
    """When the longest waiting job was asked for."""
    waiting_jobs: int
    free: int
    """Bytes left where the instance lies."""

    def time(self, event: Event) -> datetime | None:
        """When something was last."""
        return self.times.get(event)

    def troubles(self) -> Iterator[Trouble]:
        """What is wrong."""
        if self.shut is not None:
            yield Trouble.SHUT
        tick = self.time(Event.TICK)
        if self.shut is None and (tick is None or self.now - tick > LATE_TICK):
            yield Trouble.TICK
        if tick is not None and tick - self.now > BACKWARDS:
            yield Trouble.CLOCK
        if self.oldest_job is not None and self.now - self.oldest_job > LATE_JOB:
            yield Trouble.JOBS
        if self.free < LEAST_FREE:
            yield Trouble.DISK
        since = self.time(Event.BACKUP) or self.time(Event.FIRST)
        if since is not None and self.now - since > LATE_BACKUP:
            yield Trouble.BACKUP


def facts(now: datetime) -> Facts:
    """The machine as it is; two statements, none when the door is shut."""
    settings: Settings = current_app.config["SETTINGS"]
    free = shutil.disk_usage(settings.instance).free
    shut = maintenance.door().look()
    if shut is not None:
        return Facts(now, shut, {}, None, 0, free)
    connection = database.connection()
    oldest, waiting = jobs.waiting(connection)
    return Facts(now, None, times(connection), oldest, waiting, free)


def times(connection: Connection) -> dict[str, datetime]:
    """When each thing was last."""
    rows = connection.execute(sa.select(LastTime.name, LastTime.at))
    return {name: at for name, at in rows}  # noqa: C416 - rows are no pairs to the type checker


def note(connection: Connection, event: Event, at: datetime) -> None:
    """Writes down that something happened."""
    at = at.replace(second=0, microsecond=0)
    here = LastTime.name == event.value
    if not connection.execute(sa.update(LastTime).where(here).values(at=at)).rowcount:
        connection.execute(_FIRST_TIME, {"name": event.value, "at": at})


_FIRST_TIME = sa.text(
    "INSERT INTO last_time (name, at) VALUES (:name, :at) ON CONFLICT DO NOTHING"
).bindparams(sa.bindparam("at", type_=database.UTCDateTime()))


def note_tick(connection: Connection, now: datetime) -> bool:
    """Writes down a tick; False when the clock went back since the last one."""
    known = times(connection)
    last = known.get(Event.TICK)
    backwards = last is not None and last - now > BACKWARDS
    if Event.FIRST not in known:
        note(connection, Event.FIRST, now)
    if last is None or backwards or now - last > GAP:
        note(connection, Event.STEADY, now)
    note(connection, Event.TICK, now)
    return not backwards


def trusted(connection: Connection, now: datetime) -> bool:
    """Whether the calendar may delete: ticks have come for a day and the clock ran forward."""
    steady = times(connection).get(Event.STEADY)
    return steady is not None and now - steady >= TRUST
