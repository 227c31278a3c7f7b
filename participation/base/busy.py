"""A database that is locked by another transaction: not a fault, the request can be repeated.

SQLite lets one writer in and gives up after ten seconds ("database is locked"); PostgreSQL breaks a
circle of waiting, and a crowd finds no free connection. Trying again is right for all of them.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from typing import TypeVar

import sqlalchemy as sa

Done = TypeVar("Done")
WAITS = (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
"""Seconds between two tries of a job, beside what the database itself waits."""
STATES = frozenset({"40001", "40P01", "53300", "55P03"})
"""PostgreSQL: not serializable, deadlock, too many connections, lock not available."""


def is_busy(error: BaseException) -> bool:
    """Whether the same work may succeed a moment later."""
    cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
    if isinstance(cause, sqlite3.OperationalError):
        return "locked" in str(cause) or "busy" in str(cause)
    return isinstance(error, sa.exc.TimeoutError) or getattr(cause, "sqlstate", None) in STATES


def patiently(act: Callable[[], Done], between: Callable[[], object] = lambda: None) -> Done:
    """Does ``act``, and again as long as the database is busy; ``between`` two tries tidies up.

    Raises:
        Exception: what ``act`` raised, if it was something else or the last try.
    """
    for seconds in WAITS:
        try:
            return act()
        except Exception as error:
            if not is_busy(error):
                raise
        between()
        time.sleep(seconds)
    return act()
