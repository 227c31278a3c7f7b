"""What a discussion came to: who does what until when."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from participation.base import database
from participation.boards.base.errors import BadChoice, Refusal, UnknownBoard
from participation.boards.base.sequence import step
from participation.boards.models import Cluster, Outcome
from surveys.texts import clean


@dataclass(frozen=True, slots=True)
class OutcomeDraft:
    """One result; ``id`` is made where it is typed."""

    id: uuid.UUID
    what: str
    who: str = ""
    until_when: str = ""
    cluster: uuid.UUID | None = None


def save(board_id: uuid.UUID, draft: OutcomeDraft) -> int:
    """Writes a result down, or changes it; returns the board's number.

    Raises:
        BadChoice: it says nothing, or is too long.
        UnknownBoard: it belongs to another board, or its cluster does.
    """
    values = {
        "who": _fit(draft.who, Outcome.who.type.length),
        "what": _fit(draft.what, Outcome.what.type.length),
        "until_when": _fit(draft.until_when, Outcome.until_when.type.length),
        "cluster_id": draft.cluster,
    }
    if not values["what"]:
        raise BadChoice(Refusal.OUTCOME_EMPTY)
    if draft.cluster:
        _expect(Cluster, draft.cluster, board_id)
    board = step(board_id)
    connection = database.connection()
    if _board_of(Outcome, draft.id) is None:
        made = {"id": draft.id, "board_id": board_id, "seq": board.seq, "deleted": False}
        connection.execute(sa.insert(Outcome).values(**made, **values))
        return board.seq
    _expect(Outcome, draft.id, board_id)
    connection.execute(
        sa.update(Outcome).where(Outcome.id == draft.id).values(seq=board.seq, **values)
    )
    return board.seq


def _board_of(kind: type[Outcome | Cluster], key: uuid.UUID) -> uuid.UUID | None:
    found: uuid.UUID | None = (
        database.connection().execute(sa.select(kind.board_id).where(kind.id == key)).scalar()
    )
    return found


def _expect(kind: type[Outcome | Cluster], key: uuid.UUID, board_id: uuid.UUID) -> None:
    if _board_of(kind, key) != board_id:
        raise UnknownBoard


def delete(board_id: uuid.UUID, outcome_id: uuid.UUID) -> int:
    """Takes a result away.

    Raises:
        UnknownBoard: there is no such result.
    """
    board = step(board_id)
    done = database.connection().execute(
        sa.update(Outcome)
        .where(Outcome.id == outcome_id, Outcome.board_id == board_id)
        .values(deleted=True, seq=board.seq)
    )
    if not done.rowcount:
        raise UnknownBoard
    return board.seq


def _fit(text: str, most: int | None) -> str:
    said = clean.clean(text)
    if most is not None and len(said) > most:
        raise BadChoice(Refusal.OUTCOME_TOO_LONG, most=most)
    return said
