"""How long each phase of a board is planned to take; the facilitator may always decide anew."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping

import sqlalchemy as sa

from participation.base import database
from participation.boards.base.errors import BadChoice, Refusal
from participation.boards.base.kinds import Phase
from participation.boards.base.sequence import step
from participation.boards.leading.phases import LONGEST_MINUTES
from participation.boards.models import Board, Note

TIMED = (Phase.COLLECT, Phase.CLUSTER, Phase.DISCUSS, Phase.VOTE)
"""Phases that take a time of their own."""
USUAL = {Phase.COLLECT: 15, Phase.CLUSTER: 10, Phase.DISCUSS: 20, Phase.VOTE: 5}
"""Minutes that are offered first."""
OFFERED = (3, 5, 8, 10, 15, 20, 30, 45, 60, 90)
"""Minutes to choose from."""


def minutes(board_id: uuid.UUID) -> dict[Phase, int]:
    """Minutes of each phase, 0 for one without a clock; the usual ones until somebody says."""
    query = sa.select(Board.minutes).where(Board.id == board_id)
    planned = database.connection().execute(query).scalar()
    free = dict.fromkeys(Phase, 0)
    return free | (USUAL if planned is None else {Phase(key): n for key, n in planned.items()})


def choices(planned: Mapping[Phase, int]) -> Callable[[Phase], list[int]]:
    """Minutes to choose from for a phase, those planned among them."""
    return lambda phase: sorted({*OFFERED, planned[phase]} - {0})


def begun(board_id: uuid.UUID) -> bool:
    """Whether a board is under way: a clock, a note or a later phase."""
    note = sa.select(Note.id).where(Note.board_id == board_id).limit(1)
    query = sa.select(Board.phase, Board.phase_ends_at, note.exists().label("notes"))
    row = database.connection().execute(query.where(Board.id == board_id)).one()
    return row.phase != Phase.COLLECT or row.phase_ends_at is not None or bool(row.notes)


def plan(board_id: uuid.UUID, planned: Mapping[Phase, int]) -> None:
    """Keeps the minutes of the timed phases; one that is left out has no clock.

    Raises:
        BadChoice: minutes are not from 0 to
            :data:`~participation.boards.leading.phases.LONGEST_MINUTES`.
    """
    kept = {phase.value: planned.get(phase, 0) for phase in TIMED}
    if not all(0 <= number <= LONGEST_MINUTES for number in kept.values()):
        raise BadChoice(Refusal.MINUTES, most=LONGEST_MINUTES)
    step(board_id)
    database.connection().execute(sa.update(Board).where(Board.id == board_id).values(minutes=kept))
