"""A theme or note of a board as the source of something made later: its words and where it hung."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from participation.areas import service as areas
from participation.base import database
from participation.boards.base.kinds import NoteState
from participation.boards.models import Board, Cluster, Note, NoteTranslation
from participation.boards.summaries.summaries import Place, place
from surveys.texts import FieldSuggestion, Post, suggest_field, suggest_fields


class SourceKind(StrEnum):
    """What on a board something was made from."""

    THEME = "theme"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class BoardSource:
    """A theme or a released note."""

    kind: SourceKind
    key: uuid.UUID
    words: str
    """The theme's title, or the note word for word."""
    language: str
    place: Place
    field: str | None
    """The field that the facilitator chose."""
    suggested: tuple[FieldSuggestion, ...]
    """Fields that words of the note (of the theme's notes) speak for, best first."""
    notes: int


def source(kind: SourceKind, key: uuid.UUID) -> BoardSource | None:
    """What is known of a theme or note, or None: gone, hidden, never there."""
    return _theme(key) if kind is SourceKind.THEME else _note(key)


def _theme(key: uuid.UUID) -> BoardSource | None:
    chosen = sa.select(Cluster.title, Cluster.field_of_action, Board.workshop_id).join(
        Board, Board.id == Cluster.board_id
    )
    found = chosen.where(Cluster.id == key, Cluster.deleted.is_(False))
    row = database.connection().execute(found).first()
    if row is None:
        return None
    posts = _posts(Note.cluster_id == key)
    suggested = suggest_fields(
        [Post("", row.title, "de"), *posts], areas.offered_keys(), areas.own_words()
    )
    where = place(row.workshop_id)
    return BoardSource(
        SourceKind.THEME,
        key,
        row.title,
        "de",
        where,
        row.field_of_action,
        suggested,
        len(posts),
    )


def _note(key: uuid.UUID) -> BoardSource | None:
    chosen = sa.select(Board.workshop_id).join(Note, Note.board_id == Board.id)
    workshop = database.connection().execute(chosen.where(Note.id == key)).scalar()
    posts = _posts(Note.id == key)
    if workshop is None or not posts:
        return None
    (post,) = posts
    return BoardSource(
        SourceKind.NOTE,
        key,
        post.text,
        post.language or "de",
        place(workshop),
        None,
        suggest_field(post),
        1,
    )


def _posts(condition: sa.ColumnElement[bool]) -> list[Post]:
    connection = database.connection()
    released = sa.and_(condition, Note.state == NoteState.RELEASED)
    readings: dict[uuid.UUID, list[str]] = {}
    reviewed = (
        sa.select(NoteTranslation.note_id, NoteTranslation.text)
        .join(Note, Note.id == NoteTranslation.note_id)
        .where(released, NoteTranslation.reviewed_by.is_not(None))
        .order_by(NoteTranslation.language)
    )
    for row in connection.execute(reviewed):
        readings.setdefault(row.note_id, []).append(row.text)
    rows = connection.execute(
        sa.select(Note.id, Note.text, Note.language).where(released).order_by(Note.id)
    )
    return [
        Post(str(row.id), row.text, row.language, None, tuple(readings.get(row.id, ())))
        for row in rows
    ]
