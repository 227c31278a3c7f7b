"""What the discussion came to: what shall happen, who does it, until when."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from participation import database
from participation.boards.faults import BadNote, UnknownBoard
from participation.boards.models import Cluster, Outcome
from participation.boards.numbering import step
from participation.catalogues import gettext as _

WHAT, WHO, UNTIL = 400, 120, 80
"""Characters of each part."""


def add(
    board_id: uuid.UUID, what: str, who: str, until_when: str, cluster_id: uuid.UUID | None
) -> uuid.UUID:
    """Writes an outcome down.

    Raises:
        BadNote: it does not say what shall happen.
        UnknownBoard: there is no such board or cluster.
    """
    told = _tidy(what, WHAT)
    if not told:
        raise BadNote(_("Schreiben Sie auf, was geschehen soll."))
    board = step(board_id)
    if cluster_id is not None:
        known = sa.select(Cluster.id).where(Cluster.id == cluster_id, Cluster.board_id == board_id)
        if database.connection().execute(known).first() is None:
            raise UnknownBoard
    found = uuid.uuid4()
    database.connection().execute(
        sa.insert(Outcome).values(
            id=found,
            board_id=board_id,
            cluster_id=cluster_id,
            what=told,
            who=_tidy(who, WHO),
            until_when=_tidy(until_when, UNTIL),
            seq=board.seq,
            deleted=False,
        )
    )
    return found


def drop(board_id: uuid.UUID, outcome_id: uuid.UUID) -> None:
    """Takes an outcome away.

    Raises:
        UnknownBoard: there is none.
    """
    board = step(board_id)
    dropped = database.connection().execute(
        sa.update(Outcome)
        .where(Outcome.id == outcome_id, Outcome.board_id == board_id)
        .values(deleted=True, seq=board.seq)
    )
    if dropped.rowcount != 1:
        raise UnknownBoard


def _tidy(text: str, most: int) -> str:
    return text.replace("\0", "").strip()[:most]
