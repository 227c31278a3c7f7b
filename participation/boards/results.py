"""Counts of what people voted, for all who may know them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from typing import Any

import sqlalchemy as sa

from participation import database
from participation.boards.models import BoardTally, Dot, ProxyCount, Rating, Vote


def tallies(board_id: uuid.UUID) -> dict[uuid.UUID, dict[str, Any]]:
    """By note or cluster, what is told of it.

    ``dots`` (of phones), ``voters`` (persons who gave them), ``opinions`` (agree, disagree, pass),
    ``ratings`` (number of persons by stars "1" to "5"), and ``hands``: what the facilitator
    counted in the room, by the same words, never added to the others.
    """
    found: dict[uuid.UUID, dict[str, Any]] = defaultdict(dict)
    for kind, target, value, number in _rows(board_id):
        if kind == "hands":
            found[target].setdefault("hands", {})[value] = number
        elif value in ("dots", "voters"):
            found[target][value] = number
        elif value.isdigit():
            found[target].setdefault("ratings", {})[value] = number
        else:
            found[target].setdefault("opinions", {})[value] = number
    return dict(found)


def _rows(board_id: uuid.UUID) -> list[tuple[str, uuid.UUID, str, int]]:
    everybody = sa.func.count()
    phones = sa.literal("phones").label("kind")
    dots, voters = sa.literal("dots"), sa.literal("voters")
    persons = sa.func.count(sa.distinct(Dot.participant_id))
    stars = sa.cast(Rating.value, sa.String)
    whole: sa.CompoundSelect[Any] = sa.union_all(
        sa.select(phones, Dot.target, dots, everybody)
        .where(Dot.board_id == board_id)
        .group_by(Dot.target),
        sa.select(phones, Dot.target, voters, persons)
        .where(Dot.board_id == board_id)
        .group_by(Dot.target),
        sa.select(phones, Vote.target, Vote.value, everybody)
        .where(Vote.board_id == board_id)
        .group_by(Vote.target, Vote.value),
        sa.select(phones, Rating.target, stars, everybody)
        .where(Rating.board_id == board_id)
        .group_by(Rating.target, Rating.value),
        sa.select(sa.literal("hands"), ProxyCount.target, ProxyCount.value, ProxyCount.hands).where(
            ProxyCount.board_id == board_id
        ),
        sa.select(phones, BoardTally.target, BoardTally.value, BoardTally.total).where(
            BoardTally.board_id == board_id
        ),
    )
    return [(row[0], row[1], row[2], row[3]) for row in database.connection().execute(whole)]
