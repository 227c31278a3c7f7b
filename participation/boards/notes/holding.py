"""Whether a note must wait for a person of the moderation."""

from __future__ import annotations

import re

import sqlalchemy as sa

from participation.base import database
from participation.boards.models import HoldWord
from surveys.texts import flags

WORD = re.compile(r"\w+")


def reasons(text: str) -> str | None:
    """Why ``text`` waits: ``word``, ``telephone``, ``mail``, ``link`` with commas; else None."""
    found = ["word"] if _listed(text) else []
    found += [flag.value for flag in flags.contact(text)]
    return ",".join(found) or None


def _listed(text: str) -> bool:
    words = {word.lower() for word in WORD.findall(text)}
    if not words:
        return False
    query = sa.select(HoldWord.word).where(HoldWord.word.in_(words)).limit(1)
    return database.connection().execute(query).first() is not None
