"""Rate limit on wrong codes for the whole process; it knows no address and no device.

A hall is one address, so nothing can be counted by address; and a right code leads in at once, so
who guesses cannot be told from a hall by being made slow. What is taken from guessing is what there
is to find: while it goes on, codes of events that are over lead nowhere for browsers that have no
right there by now, for they are most of all codes (``docs/decisions/0026-wrong-codes.md``).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from flask import Flask, current_app

from participation.base.settings import Settings

MOST = 200.0
"""Wrong codes at once: more than a hall of 2,500 mistypes in its first minutes."""
A_SECOND = 0.2
"""Wrong codes that are forgiven a second."""
AFTER = timedelta(days=1)
"""So long after its day an event is not over; until then its codes lead in whatever is typed."""
KEY = "BOARD_GUESSES"
"""Where Flask keeps the bucket of a process."""
log = logging.getLogger(__name__)


@dataclass
class Bucket:
    """How many wrong codes are still forgiven."""

    clock: Callable[[], float] = time.monotonic
    left: float = MOST
    at: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self.at = self.clock()

    def wrong(self) -> None:
        """A code led nowhere."""
        before = self._filled()
        self.left = max(0.0, before - 1)
        if before >= 1 > self.left:
            log.warning("many wrong codes of boards: codes of past events wait")

    def empty(self) -> bool:
        """Whether somebody guesses."""
        return self._filled() < 1

    def _filled(self) -> float:
        now = self.clock()
        self.left = min(MOST, self.left + (now - self.at) * A_SECOND)
        self.at = now
        return self.left


def bucket() -> Bucket:
    """That of this process; two threads at once may forgive one code twice, which does no harm."""
    found: Bucket = current_app.config[KEY]
    return found


def over(day: date) -> bool:
    """Whether an event's codes wait while somebody guesses."""
    settings: Settings = current_app.config["SETTINGS"]
    return day + AFTER < datetime.now(settings.zone).date()


def init_app(app: Flask) -> None:
    """Begins to count."""
    app.config[KEY] = Bucket()
