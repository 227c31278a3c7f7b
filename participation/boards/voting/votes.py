"""Voting: dots in slots that the database limits, stars, and what people say to statements.

A vote takes no number of the board: nobody sees it before the results are opened, and then all
notes are told anew. It holds the board's row shared, so that none slips in behind a closing.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from participation.base import database, upserting
from participation.base.words.catalogues import gettext as _
from participation.boards.base.errors import (
    BadChoice,
    Blocked,
    Frozen,
    PhaseOver,
    TooMany,
    UnknownBoard,
)
from participation.boards.base.kinds import Opinion, Phase, VoteKind
from participation.boards.events import participants
from participation.boards.models import Board, Cluster, Dot, Note, Participant, Rating, Vote
from participation.boards.models.voting import MOST_DOTS
from participation.boards.voting import targets as votable

MOST_STARS = 5


@dataclass(frozen=True, slots=True)
class Mine:
    """What one person has voted."""

    dots: dict[int, uuid.UUID]
    """Target by slot."""
    opinions: dict[uuid.UUID, Opinion]
    ratings: dict[uuid.UUID, int]
    gone: frozenset[uuid.UUID] = frozenset()
    """What was voted for and cannot be any more: hidden, merged, grouped, dissolved. It stands in
    none of the others, so its dots are free again."""


def set_dot(
    board_id: uuid.UUID, person: uuid.UUID, slot: int, target: uuid.UUID | None, now: datetime
) -> None:
    """Gives the dot of one slot to a note or cluster, or takes it back.

    Raises:
        TooMany: the person has no such slot.
        PhaseOver, Frozen, Blocked: nobody, or this person, may vote now.
        BadChoice: there is no such note or cluster to be seen.
    """
    most = _begin(board_id, person, VoteKind.DOTS, now)
    if not 1 <= slot <= most:
        raise TooMany
    if target is None:
        database.connection().execute(sa.delete(Dot).where(_my_slot(board_id, person, slot)))
        return
    must_be_targets(board_id, [target])
    _give(board_id, person, slot, target)


def set_dots(
    board_id: uuid.UUID, person: uuid.UUID, targets: Sequence[uuid.UUID], now: datetime
) -> frozenset[uuid.UUID]:
    """Gives all dots of a person at once: the first slots get ``targets``, the rest is free.

    What the person had given a dot and cannot any more is left out: a phone may not have heard of
    it yet, and its other dots are meant all the same.

    Returns:
        What was left out.

    Raises:
        TooMany: there are more than the person has.
        PhaseOver, Frozen, Blocked, BadChoice: as :func:`set_dot`.
    """
    most = _begin(board_id, person, VoteKind.DOTS, now)
    gone = set(targets) - votable.among(board_id, targets)
    if gone - _of_board(board_id, gone):
        raise BadChoice(_("Dieser Zettel ist nicht mehr zu sehen."))
    left = [target for target in targets if target not in gone]
    if len(left) > most:
        raise TooMany
    mine = sa.and_(Dot.board_id == board_id, Dot.participant_id == person)
    database.connection().execute(sa.delete(Dot).where(mine, Dot.slot > len(left)))
    for slot, target in enumerate(left, 1):
        _give(board_id, person, slot, target)
    return frozenset(gone)


def say(
    board_id: uuid.UUID,
    person: uuid.UUID,
    target: uuid.UUID,
    opinion: Opinion | None,
    now: datetime,
) -> None:
    """Says something to a statement, or takes it back.

    Raises:
        PhaseOver, Frozen, Blocked, BadChoice: as :func:`set_dot`.
    """
    _begin(board_id, person, VoteKind.STATEMENTS, now)
    must_be_targets(board_id, [target])
    _keep(Vote, board_id, person, target, opinion)


def rate(
    board_id: uuid.UUID, person: uuid.UUID, target: uuid.UUID, stars: int | None, now: datetime
) -> None:
    """Says how important something is, 1 to 5, or takes it back.

    Raises:
        PhaseOver, Frozen, Blocked, BadChoice: as :func:`set_dot`.
    """
    _begin(board_id, person, VoteKind.RATING, now)
    if stars is not None and not 1 <= stars <= MOST_STARS:
        raise BadChoice(_("Wählen Sie 1 bis 5."))
    must_be_targets(board_id, [target])
    _keep(Rating, board_id, person, target, stars)


def say_all(
    board_id: uuid.UUID, person: uuid.UUID, opinions: Mapping[uuid.UUID, Opinion], now: datetime
) -> None:
    """Says something to many statements; those that are not to be seen any more are left out.

    Raises:
        PhaseOver, Frozen, Blocked: as :func:`set_dot`.
    """
    _begin(board_id, person, VoteKind.STATEMENTS, now)
    _keep_all(Vote, board_id, person, opinions)


def rate_all(
    board_id: uuid.UUID, person: uuid.UUID, stars: Mapping[uuid.UUID, int], now: datetime
) -> None:
    """Says of many things how important they are; what is no 1 to 5 or not to be seen is left out.

    Raises:
        PhaseOver, Frozen, Blocked: as :func:`set_dot`.
    """
    _begin(board_id, person, VoteKind.RATING, now)
    fit = {target: value for target, value in stars.items() if 1 <= value <= MOST_STARS}
    _keep_all(Rating, board_id, person, fit)


def mine(board_id: uuid.UUID, person: uuid.UUID, most: int = MOST_DOTS) -> Mine:
    """What a person has voted so far, as far as it counts.

    Args:
        board_id: where.
        person: who.
        most: how many dots a person has by now.
    """
    connection = database.connection()

    def own(model: type[Dot | Vote | Rating], *fields: InstrumentedAttribute[Any]) -> list[Any]:
        query = sa.select(*fields).where(model.board_id == board_id, model.participant_id == person)
        return list(connection.execute(query))

    dots = [row for row in own(Dot, Dot.slot, Dot.target) if row[0] <= most]
    opinions = own(Vote, Vote.target, Vote.value)
    ratings = own(Rating, Rating.target, Rating.value)
    voted_for = {row[1] for row in dots} | {row[0] for row in (*opinions, *ratings)}
    known = votable.among(board_id, voted_for) if voted_for else set()
    return Mine(
        dots={slot: target for slot, target in dots if target in known},
        opinions={target: Opinion(said) for target, said in opinions if target in known},
        ratings={target: stars for target, stars in ratings if target in known},
        gone=frozenset(voted_for - known),
    )


def voted(board_id: uuid.UUID) -> int:
    """How many persons have voted at all."""
    persons = sa.union(
        *(
            sa.select(model.participant_id).where(model.board_id == board_id)
            for model in (Dot, Vote, Rating)
        )
    ).subquery()
    query = sa.select(sa.func.count()).select_from(persons)
    return database.connection().execute(query).scalar_one()


def must_be_targets(board_id: uuid.UUID, targets: Sequence[uuid.UUID]) -> None:
    """All of ``targets`` can be voted on (:mod:`participation.boards.voting.targets`).

    Raises:
        BadChoice: one is not.
    """
    wanted = set(targets)
    if len(votable.among(board_id, wanted)) != len(wanted):
        raise BadChoice(_("Dieser Zettel ist nicht mehr zu sehen."))


def _of_board(board_id: uuid.UUID, keys: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of ``keys`` that are notes or clusters of the board, to be seen or not."""
    if not keys:
        return set()
    found = sa.union_all(
        *(
            sa.select(model.id).where(model.board_id == board_id, model.id.in_(keys))
            for model in (Note, Cluster)
        )
    )
    return set(database.connection().execute(found).scalars())


def _begin(board_id: uuid.UUID, person: uuid.UUID, kind: VoteKind, now: datetime) -> int:
    """Holds the board shared; how many dots a person has."""
    connection = database.connection()
    # before the shared lock: two holders could not both raise it
    participants.announce(board_id, now)
    board = connection.execute(
        sa.select(Board.phase, Board.frozen, Board.vote_kind, Board.dots)
        .where(Board.id == board_id)
        .with_for_update(read=True)
    ).first()
    if board is None:
        raise UnknownBoard
    if board.phase != Phase.VOTE or board.vote_kind != kind:
        raise PhaseOver
    if board.frozen:
        raise Frozen
    blocked = sa.select(Participant.blocked).where(Participant.id == person)
    if connection.execute(blocked).scalar():
        raise Blocked
    return int(board.dots)


def _give(board_id: uuid.UUID, person: uuid.UUID, slot: int, target: uuid.UUID) -> None:
    values = {"board_id": board_id, "participant_id": person, "slot": slot, "target": target}
    _upsert(Dot, values, ["board_id", "participant_id", "slot"], "target")


def _keep(
    model: type[Vote | Rating],
    board_id: uuid.UUID,
    person: uuid.UUID,
    target: uuid.UUID,
    value: Opinion | int | None,
) -> None:
    if value is None:
        same = sa.and_(model.target == target, model.participant_id == person)
        database.connection().execute(sa.delete(model).where(same))
        return
    values = {"board_id": board_id, "participant_id": person, "target": target, "value": value}
    _upsert(model, values, ["target", "participant_id"], "value")


def _keep_all(
    model: type[Vote | Rating],
    board_id: uuid.UUID,
    person: uuid.UUID,
    values: Mapping[uuid.UUID, Opinion | int],
) -> None:
    # What is sent may be long: the board's own list decides, and it is read once.
    known = votable.among(board_id)
    rows = [
        {"board_id": board_id, "participant_id": person, "target": target, "value": value}
        for target, value in values.items()
        if target in known
    ]
    if rows:
        _upsert(model, rows, ["target", "participant_id"], "value")


def _upsert(
    model: type[Dot | Vote | Rating],
    values: dict[str, Any] | list[dict[str, Any]],
    unique: list[str],
    changed: str,
) -> None:
    connection = database.connection()
    statement = upserting.insert(connection.dialect.name, model)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=unique, set_={changed: statement.excluded[changed]}
        ),
        values,
    )


def _my_slot(board_id: uuid.UUID, person: uuid.UUID, slot: int) -> sa.ColumnElement[bool]:
    return sa.and_(Dot.board_id == board_id, Dot.participant_id == person, Dot.slot == slot)
