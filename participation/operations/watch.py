"""Health checks behind the health page, ``flask doctor``, the metrics and the desk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from flask import current_app

from participation.base import database, jobs
from participation.base.last_times import BACKWARDS, Event, times
from participation.base.settings import Settings
from participation.operations import maintenance

LATE_TICK = timedelta(minutes=15)
LATE_JOB = timedelta(minutes=30)
LATE_BACKUP = timedelta(hours=36)
LEAST_FREE = 500_000_000
"""Bytes."""


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
    """The machine as it is; two statements, none when the gate is shut."""
    settings: Settings = current_app.config["SETTINGS"]
    free = shutil.disk_usage(settings.instance).free
    shut = maintenance.gate().look()
    if shut is not None:
        return Facts(now, shut, {}, None, 0, free)
    connection = database.connection()
    oldest, waiting = jobs.waiting(connection)
    return Facts(now, None, times(connection), oldest, waiting, free)
