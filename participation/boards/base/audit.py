"""The audit lines of boards: what was done, as which role, when; never by which device."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from participation.base import database
from participation.boards.base.kinds import Act, Phase
from participation.boards.models import ModerationEntry, Note


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts, on which board, when."""

    board_id: uuid.UUID
    role: str
    """A :class:`~participation.boards.base.kinds.BoardRole`, or ``staff``."""
    at: datetime


def line(
    by: Acting,
    act: Act,
    *,
    note_id: uuid.UUID | None = None,
    reason: str | None = None,
    before: dict[str, Any] | None = None,
) -> None:
    """Writes one act down, in this transaction.

    Args:
        by: who acts.
        act: what was done.
        note_id: to which note.
        reason: in words, if there is one.
        before: with what it can be undone.
    """
    database.connection().execute(
        sa.insert(ModerationEntry).values(
            id=uuid.uuid4(),
            board_id=by.board_id,
            note_id=note_id,
            act=act,
            role=by.role,
            reason=reason,
            at=by.at,
            before=before,
            undone=False,
        )
    )


def last(board_id: uuid.UUID, role: str) -> datetime | None:
    """When somebody in that role last did something on a board."""
    query = sa.select(sa.func.max(ModerationEntry.at)).where(
        ModerationEntry.board_id == board_id, ModerationEntry.role == role
    )
    return database.connection().execute(query).scalar()


def collecting_ended(board_id: uuid.UUID) -> datetime | None:
    """When a board last went on from collecting; None: it never did."""
    entry = ModerationEntry
    phases = (entry.board_id == board_id) & (entry.act == Act.PHASE)
    begun = sa.select(sa.func.max(entry.at)).where(phases, entry.reason == Phase.COLLECT)
    connection = database.connection()
    again = connection.execute(begun).scalar()
    left = sa.select(sa.func.min(entry.at)).where(phases, entry.reason != Phase.COLLECT)
    return connection.execute(left.where(entry.at > again) if again else left).scalar()


@dataclass(frozen=True, slots=True)
class Line:
    """One act, for people to read."""

    act: Act
    role: str
    reason: str | None
    at: datetime
    note_id: uuid.UUID | None
    text: str | None
    """Of the note as it is now; None when there is none, or its author deleted it."""


def lines(board_id: uuid.UUID, most: int = 200) -> tuple[Line, ...]:
    """The latest acts on a board, newest first."""
    entry = ModerationEntry
    query = (
        sa.select(entry.act, entry.role, entry.reason, entry.at, entry.note_id, Note.text)
        .join(Note, Note.id == entry.note_id, isouter=True)
        .where(entry.board_id == board_id)
        .order_by(entry.at.desc(), entry.id)
        .limit(most)
    )
    return tuple(
        Line(Act(row.act), row.role, row.reason, row.at, row.note_id, row.text or None)
        for row in database.connection().execute(query)
    )
