"""What was said of something goes with it: reasons of gaps, translations that wait to be read."""

from __future__ import annotations

import uuid
from collections.abc import Collection

import sqlalchemy as sa

from participation.base import database
from participation.concept.models import IntendedGap, ProposedWording

_AT_ONCE = 500
"""Names in one statement."""


def forget(kind: str, ids: Collection[uuid.UUID]) -> None:
    """Deletes what names deleted rows without hanging on them; two statements for hundreds.

    Args:
        kind: "measure", "goal" or "statement": how wordings name it.
        ids: of what was deleted.
    """
    connection, names = database.connection(), [str(each) for each in ids]
    for first in range(0, len(names), _AT_ONCE):
        some = names[first : first + _AT_ONCE]
        connection.execute(sa.delete(IntendedGap).where(IntendedGap.subject.in_(some)))
        keys = [f"{kind}:{name}" for name in some]
        connection.execute(sa.delete(ProposedWording).where(ProposedWording.key.in_(keys)))
