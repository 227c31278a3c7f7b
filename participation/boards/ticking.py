"""What happens to events by itself, once their day has come or their time is over."""

from __future__ import annotations

from datetime import datetime

from flask import current_app

from participation.boards import archiving, rehearsal


def tick(now: datetime) -> None:
    """Ends rehearsals on the day, archives what is kept no longer."""
    today = now.astimezone(current_app.config["SETTINGS"].zone).date()
    rehearsal.end_due(today)
    archiving.archive_due(today)
