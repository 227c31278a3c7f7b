"""Counts of what people voted, for all who may know them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from typing import Any

import sqlalchemy as sa

from participation.base import database
from participation.boards.base.kinds import Opinion
from participation.boards.models import BoardTally, Dot, HandCount, Rating, Vote

OPINIONS = frozenset(Opinion)


def tallies(board_id: uuid.UUID) -> dict[uuid.UUID, dict[str, Any]]:
    """By note or cluster, what is told of it.

    ``dots`` (of phones), ``voters`` (persons who gave them), ``opinions`` (agree, disagree, pass),
    ``ratings`` (number of persons by stars "1" to "5"), and ``hands``: what the facilitator
    counted in the room, by the same words, never added to the others.
    """
    found: dict[uuid.UUID, dict[str, Any]] = defaultdict(dict)
    for target, value, number in phone_rows(board_id):
        if value in ("dots", "voters"):
            found[target][value] = number
        else:
            found[target].setdefault(_kind(value), {})[value] = number
    for target, value, number in _hands(board_id):
        found[target].setdefault("hands", {})[value] = number
    return dict(found)


def phone_rows(board_id: uuid.UUID) -> list[tuple[uuid.UUID, str, int]]:
    """Target, value (as in :class:`HandCount`, or ``voters``) and count of what phones voted."""
    everybody = sa.func.count()
    persons = sa.func.count(sa.distinct(Dot.participant_id))
    stars = sa.cast(Rating.value, sa.String)
    whole: sa.CompoundSelect[Any] = sa.union_all(
        sa.select(Dot.target, sa.literal("dots"), everybody)
        .where(Dot.board_id == board_id)
        .group_by(Dot.target),
        sa.select(Dot.target, sa.literal("voters"), persons)
        .where(Dot.board_id == board_id)
        .group_by(Dot.target),
        sa.select(Vote.target, Vote.value, everybody)
        .where(Vote.board_id == board_id)
        .group_by(Vote.target, Vote.value),
        sa.select(Rating.target, stars, everybody)
        .where(Rating.board_id == board_id)
        .group_by(Rating.target, Rating.value),
        sa.select(BoardTally.target, BoardTally.value, BoardTally.total).where(
            BoardTally.board_id == board_id
        ),
    )
    return [(row[0], row[1], row[2]) for row in database.connection().execute(whole)]


def _hands(board_id: uuid.UUID) -> list[tuple[uuid.UUID, str, int]]:
    query = sa.select(HandCount.target, HandCount.value, HandCount.hands).where(
        HandCount.board_id == board_id
    )
    return [(row[0], row[1], row[2]) for row in database.connection().execute(query)]


def _kind(value: str) -> str:
    if value.isdigit():
        return "ratings"
    return "opinions" if value in OPINIONS else "reactions"
