"""Whether a note must wait for a person of the moderation."""

from __future__ import annotations

import sqlalchemy as sa

from participation.base import database
from participation.boards.models import HoldWord
from surveys.texts import flags, word_list


def reasons(text: str) -> str | None:
    """Why ``text`` waits: ``word``, ``telephone``, ``mail``, ``link`` with commas; else None."""
    found = ["word"] if _listed(text) else []
    found += [flag.value for flag in flags.contact(text)]
    return ",".join(found) or None


def _listed(text: str) -> bool:
    own = database.connection().execute(sa.select(HoldWord.word).order_by(HoldWord.word))
    return word_list.holds(text, own.scalars())
