"""Remote control of the wall: the facilitator turns its pages and changes the size of its type."""

from __future__ import annotations

import sqlalchemy as sa

from participation.base import database
from participation.boards.base.audit import Acting
from participation.boards.base.sequence import step
from participation.boards.models import Board

STEPS = 4
"""Larger types than the smallest, which the last row of a hall can still read (``wall.js``)."""


def turn_page(by: Acting, pages: int) -> int:
    """Turns the wall one page on (or back, below 0); returns the board's number."""
    board = step(by.board_id)
    forward = 1 if pages > 0 else -1
    _set(by, wall_turns=Board.wall_turns + forward)
    return board.seq


def resize(by: Acting, steps: int) -> int:
    """Makes the wall's type a step larger (or smaller, below 0); returns the board's number.

    The wall chooses its type by how much hangs on it; this is what is added to that. Nothing makes
    it smaller than what the last row can read.
    """
    board = step(by.board_id)
    known = sa.select(Board.wall_size).where(Board.id == by.board_id)
    size = database.connection().execute(known).scalar_one()
    wanted = size + (1 if steps > 0 else -1)
    _set(by, wall_size=max(-STEPS, min(STEPS, wanted)))
    return board.seq


def _set(by: Acting, **values: object) -> None:
    wanted = sa.update(Board).where(Board.id == by.board_id).values(**values)
    database.connection().execute(wanted)
