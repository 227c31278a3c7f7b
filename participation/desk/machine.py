"""What the home says when something that runs by itself does not run."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from flask import Flask, current_app

from participation.access.service import desk_link
from participation.base import database, last_times, tasks
from participation.base.app_state import AppState
from participation.base.last_times import Event
from participation.base.tasks import Task, Urgency
from participation.base.words.catalogues import gettext as _
from participation.operations import watch

KEEP_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Known:
    """When each thing was last, as it was read at ``read_at`` (monotonic seconds)."""

    read_at: float = 0.0
    times: Mapping[str, datetime] = field(default_factory=dict)


KNOWN = AppState[Known]("desk.machine")


def init_app(app: Flask) -> None:
    """Tells the home; knows nothing yet."""
    KNOWN.put(app, Known())
    tasks.offered_by(app, open_tasks)


def open_tasks(now: datetime) -> Iterator[Task]:
    """Ticks that stopped and a backup that is old, once there was a first tick; one statement."""
    if current_app.config["SETTINGS"].demo:
        return
    known = _times()
    tick, backup = known.get(Event.TICK), known.get(Event.BACKUP) or known.get(Event.FIRST)
    if tick is not None and now - tick > watch.LATE_TICK:
        yield _task(_("Seit einer Weile läuft nichts mehr von selbst. Sagen Sie es der IT (tick)."))
    if backup is not None and now - backup > watch.LATE_BACKUP:
        yield _task(_("Die letzte Sicherung ist alt oder fehlt. Sagen Sie es der IT (backup)."))


def _times() -> dict[str, datetime]:
    """When each thing was last, as of a minute ago at most: the home asks the database little."""
    known = KNOWN.current()
    if not known.times or time.monotonic() - known.read_at > KEEP_SECONDS:
        never = {"never": datetime.max.replace(tzinfo=UTC)}
        known = Known(time.monotonic(), last_times.times(database.connection()) or never)
        KNOWN.put(current_app, known)
    return dict(known.times)


def _task(sentence: str) -> Task:
    return Task(sentence, desk_link("places.promises"), _("Zusagen ansehen"), Urgency.BROKEN)
