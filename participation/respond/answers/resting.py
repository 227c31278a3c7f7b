"""Free texts rest until those of k answers can be shown at once.

A reviewer who empties the box at a chosen moment (by closing a wave that a person has just
answered, opening it again, closing again) must not find that person's texts among few. So texts
join a pool, and the pool is shown as a whole, only when at least k answers filled it. It is always
one emptying behind: the few answers of a close then come with the k before them.
``docs/decisions`` says what that costs.
"""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from participation.respond.models import FreeText, Resting, TextState


def join(connection: Connection, wave_id: uuid.UUID, answers: int, k: int) -> None:
    """Before the texts of ``answers`` more are written: shows the pool if it is full, counts anew.

    Fewer than ``k`` never begin a pool while an older one can take them in. The caller lets
    nobody else empty the wave's box meanwhile.
    """
    if answers >= k:
        wake(connection, wave_id, k)
    resting = answers + _number(connection, wave_id)
    connection.execute(sa.delete(Resting).where(Resting.wave_id == wave_id))
    connection.execute(sa.insert(Resting).values(wave_id=wave_id, answers=resting))


def wake(connection: Connection, wave_id: uuid.UUID, k: int) -> None:
    """Shows the texts that rest, if at least ``k`` answers brought them."""
    if _number(connection, wave_id) < k:
        return
    connection.execute(sa.delete(Resting).where(Resting.wave_id == wave_id))
    connection.execute(
        sa.update(FreeText)
        .where(FreeText.wave_id == wave_id, FreeText.state == TextState.RESTING.value)
        .values(state=TextState.WAITING.value)
    )


def _number(connection: Connection, wave_id: uuid.UUID) -> int:
    statement = sa.select(Resting.answers).where(Resting.wave_id == wave_id)
    return int(connection.execute(statement).scalar() or 0)
