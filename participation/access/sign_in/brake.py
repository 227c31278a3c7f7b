"""The brake of the sign-in: it slows one name down and never locks it.

The first tries are free, then the wait doubles up to a minute. A try is counted before its
password is looked at, so that many at once gain nothing. A browser that signed in before has a
count of its own: whoever guesses at an account cannot keep its owner out.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.exc import IntegrityError

from participation.access.models import SignInBrake
from participation.base import database

FREE_TRIES = 3
LONGEST = 60
"""Seconds."""
FORGOTTEN = timedelta(hours=1)


def wait_after(tries: int) -> int:
    """Seconds until the next try is looked at, after ``tries`` without success."""
    return min(2 ** (tries - FREE_TRIES), LONGEST) if tries > FREE_TRIES else 0


def key_of(*parts: str) -> bytes:
    """What a name (and the browser it is typed in) is counted under."""
    secret = current_app.config["SETTINGS"].keys.derive("brake")
    return hmac.new(secret, "\0".join(parts).encode(), hashlib.sha256).digest()


def press(key: bytes, now: datetime) -> int:
    """Counts one try under ``key``; returns the seconds to wait, 0 when it may be looked at."""
    row = (
        database.connection()
        .execute(sa.select(SignInBrake).where(SignInBrake.key == key).with_for_update())
        .first()
    )
    if row is None:
        return _first(key, now)
    if now < row.free_at:
        return int((row.free_at - now).total_seconds()) + 1
    tries = 1 if now - row.free_at > FORGOTTEN else row.tries + 1
    _write(key, tries, now)
    return 0


def release(key: bytes) -> None:
    """Forgets the tries under ``key`` after a success."""
    database.connection().execute(sa.delete(SignInBrake).where(SignInBrake.key == key))


def drop_old(now: datetime) -> None:
    """Forgets what was tried long ago."""
    old = SignInBrake.free_at < now - FORGOTTEN
    database.connection().execute(sa.delete(SignInBrake).where(old))


def _first(key: bytes, now: datetime) -> int:
    try:
        with database.connection().begin_nested():
            database.connection().execute(
                sa.insert(SignInBrake).values(key=key, tries=1, free_at=now)
            )
    except IntegrityError:
        return 1  # another process counted the same name in this moment
    return 0


def _write(key: bytes, tries: int, now: datetime) -> None:
    free_at = now + timedelta(seconds=wait_after(tries))
    database.connection().execute(
        sa.update(SignInBrake).where(SignInBrake.key == key).values(tries=tries, free_at=free_at)
    )
