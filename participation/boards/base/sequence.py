"""The number of a change, taken in the writing transaction."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from participation.base import database
from participation.boards.base import notify
from participation.boards.base.errors import UnknownBoard
from participation.boards.base.kinds import Phase, VoteKind
from participation.boards.models import Board


@dataclass(frozen=True, slots=True)
class Locked:
    """A board whose row this transaction holds, with its new number."""

    id: uuid.UUID
    seq: int
    workshop_id: uuid.UUID
    phase: Phase
    phase_ends_at: datetime | None
    frozen: bool
    others_hidden: bool
    queue: bool
    vote_kind: VoteKind
    dots: int
    dark: bool
    spotlight: uuid.UUID | None


_COLUMNS = (
    Board.id,
    Board.seq,
    Board.workshop_id,
    Board.phase,
    Board.phase_ends_at,
    Board.frozen,
    Board.others_hidden,
    Board.queue,
    Board.vote_kind,
    Board.dots,
    Board.dark,
    Board.spotlight,
)
_STEP = (
    sa.update(Board)
    .where(Board.id == sa.bindparam("board"))
    .values(seq=Board.seq + 1)
    .returning(*_COLUMNS)
)


def step(board_id: uuid.UUID) -> Locked:
    """Takes the next number; the board's row stays locked until this transaction ends.

    Raises:
        UnknownBoard: there is no such board.
    """
    row = database.connection().execute(_STEP, {"board": board_id}).first()
    if row is None:
        raise UnknownBoard
    notify.changed(board_id, row.seq)
    values = row._asdict()
    values["phase"] = Phase(row.phase)
    values["vote_kind"] = VoteKind(row.vote_kind)
    return Locked(**values)
