"""Short codes that people type: one per event, one per workshop."""

from __future__ import annotations

import secrets
import unicodedata

import sqlalchemy as sa

from participation.base import database
from participation.boards.models import Event, Workshop

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""31 characters without 0, o, 1, l, i."""
LENGTH = 6


def fresh() -> str:
    """A code that no event and no workshop has; 900 million are free."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _unused in range(LENGTH))
        taken = sa.union_all(
            sa.select(Event.code).where(Event.code == code),
            sa.select(Workshop.code).where(Workshop.code == code),
        )
        if database.connection().execute(taken).first() is None:
            return code


def tidy(written: str) -> str:
    """A code as written by a person, in its bare form: any case, any digits, any gaps."""
    plain = (
        str(digit) if (digit := unicodedata.digit(char, None)) is not None else char
        for char in unicodedata.normalize("NFKC", written)
    )
    return "".join(char for char in "".join(plain).lower() if char in ALPHABET)[: LENGTH + 1]
