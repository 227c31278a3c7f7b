"""Votes that came on no phone: hands counted in the room, dots on paper cards."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from participation.base import database
from participation.boards.base import audit
from participation.boards.base.audit import Acting
from participation.boards.base.errors import BadChoice, Refusal
from participation.boards.base.kinds import Act, Opinion
from participation.boards.base.sequence import step
from participation.boards.models import Cluster, HandCount, Note
from participation.boards.voting import votes

MOST_HANDS = 2000
VALUES = frozenset({"dots", *Opinion, *(str(n) for n in range(1, votes.MOST_STARS + 1))})


def count_hands(by: Acting, target: uuid.UUID, value: str, hands: int) -> int:
    """Writes down what the facilitator counted in the room; shown apart from phones, everywhere.

    Args:
        by: who acts where.
        target: a note or cluster.
        value: ``dots``, an opinion, or a number of stars as text.
        hands: how many; 0 takes the count away.

    Raises:
        BadChoice: there is no such target or value, or the number is out of bounds.
    """
    if value not in VALUES or not 0 <= hands <= MOST_HANDS:
        raise BadChoice(Refusal.HANDS, most=MOST_HANDS)
    board = step(by.board_id)
    votes.must_be_targets(by.board_id, [target])
    connection = database.connection()
    same = sa.and_(
        HandCount.board_id == by.board_id, HandCount.target == target, HandCount.value == value
    )
    connection.execute(sa.delete(HandCount).where(same))
    if hands:
        connection.execute(
            sa.insert(HandCount).values(
                board_id=by.board_id, target=target, value=value, hands=hands
            )
        )
    for model in (Note, Cluster):
        connection.execute(sa.update(model).where(model.id == target).values(seq=board.seq))
    audit.line(by, Act.TYPED, reason=f"{value}: {hands}")
    return board.seq
