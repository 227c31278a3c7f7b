"""What happens to events by itself, once their day has come or their time is over."""

from __future__ import annotations

from datetime import datetime

from flask import current_app

from participation.base import database, last_times
from participation.boards.closing import archiving
from participation.boards.events import rehearsal


def tick(now: datetime) -> None:
    """Ends rehearsals on the day, archives what is kept no longer.

    Archiving cannot be undone, so it waits on a day on which the clock is in doubt; a rehearsal
    that would go on into the day costs more than one that ends too early.
    """
    today = now.astimezone(current_app.config["SETTINGS"].zone).date()
    rehearsal.end_due(today)
    if last_times.trusted(database.connection(), now):
        archiving.archive_due(today)
