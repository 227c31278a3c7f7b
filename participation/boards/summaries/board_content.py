"""A whole board as plain values without keys, to take along."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from participation.base import database
from participation.boards.base.errors import UnknownBoard
from participation.boards.base.kinds import NoteState, Source
from participation.boards.models import (
    Board,
    BoardColumn,
    Cluster,
    Note,
    NoteTranslation,
    Outcome,
    Prompt,
)
from participation.boards.voting.tallies import tallies

HANDS = "hands:"
"""Before the value of a tally that was counted in the room."""


@dataclass(frozen=True, slots=True)
class PromptContent:
    """A column's title and question in one language."""

    language: str
    title: str
    prompt: str
    released_by: str | None


@dataclass(frozen=True, slots=True)
class ColumnContent:
    """A column."""

    key: str
    colour: int
    prompts: tuple[PromptContent, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes of one kind, by word: ``dots``, ``voters``, an opinion, a number of stars.

    ``hands:`` in front of the word: counted in the room.
    """

    value: str
    total: int


@dataclass(frozen=True, slots=True)
class ThemeContent:
    """A theme; its number is its place in the list, from 1."""

    title: str
    column: str | None
    field: str | None
    votes: tuple[Tally, ...] = ()


@dataclass(frozen=True, slots=True)
class Translated:
    """A note in another language."""

    language: str
    text: str
    reviewed_by: str | None


@dataclass(frozen=True, slots=True)
class NoteContent:
    """A released note; its number is its place in the list, from 1."""

    column: str
    text: str
    language: str | None = None
    theme: int | None = None
    place: str | None = None
    tag: str | None = None
    source: str = Source.PHONE.value
    reply_to: int | None = None
    merged_into: int | None = None
    translations: tuple[Translated, ...] = ()
    votes: tuple[Tally, ...] = ()


@dataclass(frozen=True, slots=True)
class OutcomeContent:
    """Who does what until when."""

    who: str
    what: str
    until: str
    theme: int | None = None


@dataclass(frozen=True, slots=True)
class BoardContent:
    """A board with all that everybody may see; nobody's key, time or secret."""

    template: str
    layout: str
    vote_kind: str
    dots: int
    columns: tuple[ColumnContent, ...]
    themes: tuple[ThemeContent, ...] = ()
    notes: tuple[NoteContent, ...] = ()
    outcomes: tuple[OutcomeContent, ...] = ()


def boards_of(workshop_id: uuid.UUID) -> list[uuid.UUID]:
    """The boards of a workshop, in order."""
    chosen = sa.select(Board.id).where(Board.workshop_id == workshop_id)
    return list(database.connection().execute(chosen.order_by(Board.position, Board.id)).scalars())


def seen(workshop_id: uuid.UUID) -> list[int]:
    """The numbers of the last changes of a workshop's boards: others after any change."""
    chosen = sa.select(Board.seq).where(Board.workshop_id == workshop_id)
    return list(database.connection().execute(chosen.order_by(Board.position, Board.id)).scalars())


def content(board_id: uuid.UUID) -> BoardContent:
    """What is on a board.

    Raises:
        UnknownBoard: there is no such board.
    """
    connection = database.connection()
    board = connection.execute(sa.select(*Board.__table__.c).where(Board.id == board_id)).first()
    if board is None:
        raise UnknownBoard
    columns = _of(BoardColumn, board_id, BoardColumn.position, BoardColumn.id)
    keys = {row.id: row.key for row in columns}
    votes = {key: _tallies(totals) for key, totals in tallies(board_id).items()}
    themes = [
        row for row in _of(Cluster, board_id, Cluster.position, Cluster.id) if not row.deleted
    ]
    number = {row.id: at for at, row in enumerate(themes, start=1)}
    outcomes = [row for row in _of(Outcome, board_id, Outcome.seq, Outcome.id) if not row.deleted]
    return BoardContent(
        board.template,
        board.layout,
        board.vote_kind,
        board.dots,
        tuple(_column(row) for row in columns),
        tuple(
            ThemeContent(
                row.title, keys.get(row.column_id), row.field_of_action, votes.get(row.id, ())
            )
            for row in themes
        ),
        _notes(board_id, keys, number, votes),
        tuple(
            OutcomeContent(row.who, row.what, row.until_when, number.get(row.cluster_id))
            for row in outcomes
        ),
    )


def _column(row: Any) -> ColumnContent:  # noqa: ANN401 - a row of any shape
    chosen = sa.select(*Prompt.__table__.c).where(Prompt.column_id == row.id)
    prompts = database.connection().execute(chosen.order_by(Prompt.language))
    return ColumnContent(
        row.key,
        row.colour,
        tuple(PromptContent(p.language, p.title, p.prompt, p.released_by) for p in prompts),
    )


def _notes(
    board_id: uuid.UUID,
    columns: Mapping[uuid.UUID, str],
    themes: Mapping[uuid.UUID, int],
    votes: Mapping[uuid.UUID, tuple[Tally, ...]],
) -> tuple[NoteContent, ...]:
    rows = [
        row
        for row in _of(Note, board_id, Note.position, Note.seq, Note.id)
        if row.state == NoteState.RELEASED
    ]
    number = {row.id: at for at, row in enumerate(rows, start=1)}
    said: dict[uuid.UUID, list[Translated]] = {}
    chosen = sa.select(*NoteTranslation.__table__.c).join(Note, Note.id == NoteTranslation.note_id)
    ordered = chosen.where(
        Note.board_id == board_id, NoteTranslation.version == Note.version
    ).order_by(NoteTranslation.language)
    for line in database.connection().execute(ordered):
        text = Translated(line.language, line.text, line.reviewed_by)
        said.setdefault(line.note_id, []).append(text)
    return tuple(
        NoteContent(
            columns[row.column_id],
            row.text,
            row.language,
            themes.get(row.cluster_id),
            row.place,
            row.tag,
            row.source,
            number.get(row.parent_id),
            number.get(row.merged_into),
            tuple(said.get(row.id, ())),
            votes.get(row.id, ()),
        )
        for row in rows
    )


def _tallies(totals: Mapping[str, Any]) -> tuple[Tally, ...]:
    found = {key: totals[key] for key in ("dots", "voters") if key in totals}
    found |= totals.get("opinions", {}) | totals.get("ratings", {})
    found |= {f"{HANDS}{key}": number for key, number in totals.get("hands", {}).items()}
    return tuple(Tally(key, found[key]) for key in sorted(found))


def _of(table: Any, board_id: uuid.UUID, *order: Any) -> list[Any]:  # noqa: ANN401 - any table
    chosen = sa.select(*table.__table__.c).where(table.board_id == board_id)
    return list(database.connection().execute(chosen.order_by(*order)))
