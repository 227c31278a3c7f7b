"""What the home says when something that runs by itself does not run."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

from flask import current_app

from participation.access.service import desk_link
from participation.base import database
from participation.base.tasks import Task, Urgency
from participation.base.words.catalogues import gettext as _
from participation.operations import watch
from participation.operations.watch import Event

KEEP_SECONDS = 60


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
    read_at, known = current_app.extensions.get("desk.machine", (0.0, {}))
    if not known or time.monotonic() - read_at > KEEP_SECONDS:
        known = watch.times(database.connection()) or {"never": datetime.max.replace(tzinfo=UTC)}
        current_app.extensions["desk.machine"] = (time.monotonic(), known)
    return dict(known)


def _task(sentence: str) -> Task:
    return Task(sentence, desk_link("places.promises"), _("Zusagen ansehen"), Urgency.BROKEN)
