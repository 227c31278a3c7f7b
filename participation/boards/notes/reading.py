"""Small questions of one phone: what the wall puts before all, which reactions are one's own."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from participation.base import database
from participation.boards.base.kinds import NoteState
from participation.boards.models import (
    BoardColumn,
    Cluster,
    Note,
    NoteTranslation,
    Outcome,
    Reaction,
)

MOST = 12
"""Notes of a group that a phone shows."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What the wall shows alone: a note, or a group by its title with its notes."""

    title: str | None
    notes: tuple[dict[str, Any], ...]
    """As in the changes of a board."""


_NOTES = (
    sa.select(Note.id, BoardColumn.key.label("column"), Note.text, Note.language, Note.version)
    .join(BoardColumn, BoardColumn.id == Note.column_id)
    .where(
        Note.board_id == sa.bindparam("board"),
        Note.state == NoteState.RELEASED,
        sa.or_(Note.id == sa.bindparam("target"), Note.cluster_id == sa.bindparam("target")),
    )
    .order_by(Note.position, Note.seq)
    .limit(MOST)
)


def spot(board_id: uuid.UUID, target: uuid.UUID | None) -> Spot | None:
    """What ``target`` is, if everybody may see it."""
    if target is None:
        return None
    connection = database.connection()
    title = connection.execute(
        sa.select(Cluster.title).where(
            Cluster.id == target, Cluster.board_id == board_id, Cluster.deleted.is_(False)
        )
    ).scalar()
    rows = connection.execute(_NOTES, {"board": board_id, "target": target}).all()
    if title is None and not rows:
        return None
    translated = _translations([row.id for row in rows])
    return Spot(title, tuple(_note(row, translated.get(row.id, [])) for row in rows))


def _note(row: sa.Row[*tuple[Any, ...]], translations: list[dict[str, str]]) -> dict[str, Any]:
    note = {"id": str(row.id), "column": row.column, "text": row.text, "v": row.version}
    return note | {"lang": row.language, "translations": translations}


def _translations(notes: list[uuid.UUID]) -> dict[uuid.UUID, list[dict[str, str]]]:
    query = (
        sa.select(NoteTranslation.note_id, NoteTranslation.language, NoteTranslation.text)
        .join(Note, Note.id == NoteTranslation.note_id)
        .where(
            NoteTranslation.note_id.in_(notes),
            NoteTranslation.reviewed_by.is_not(None),
            NoteTranslation.version == Note.version,
        )
    )
    found: dict[uuid.UUID, list[dict[str, str]]] = {}
    for row in database.connection().execute(query):
        found.setdefault(row.note_id, []).append({"lang": row.language, "text": row.text})
    return found


def outcomes(board_id: uuid.UUID) -> list[dict[str, str]]:
    """What was agreed so far, in the order in which it was written."""
    query = (
        sa.select(Outcome.who, Outcome.what, Outcome.until_when)
        .where(Outcome.board_id == board_id, Outcome.deleted.is_(False))
        .order_by(Outcome.seq)
    )
    return [dict(row._mapping) for row in database.connection().execute(query)]  # noqa: SLF001  SQLAlchemy's public name


def reactions(board_id: uuid.UUID, person: uuid.UUID) -> dict[str, set[str]]:
    """The reactions of one person, by note."""
    query = (
        sa.select(Reaction.note_id, Reaction.kind)
        .join(Note, Note.id == Reaction.note_id)
        .where(Note.board_id == board_id, Reaction.participant_id == person)
    )
    found: dict[str, set[str]] = {}
    for row in database.connection().execute(query):
        found.setdefault(str(row.note_id), set()).add(row.kind)
    return found
