"""A whole board as plain values without keys: to take along, and to put down again."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from participation import database
from participation.boards.faults import UnknownBoard
from participation.boards.kinds import NoteState, Source
from participation.boards.models import (
    Board,
    BoardColumn,
    BoardTally,
    Cluster,
    Event,
    Note,
    NoteTranslation,
    Outcome,
    Prompt,
    ProxyCount,
    Workshop,
)
from participation.boards.results import tallies
from participation.errors import Conflict


class Archived(Conflict):
    """The event takes no board any more; the desk, which alone can ask, says it in words."""


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
    votes = {key: _told(told) for key, told in tallies(board_id).items()}
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


def put_down(workshop_id: uuid.UUID, found: BoardContent) -> uuid.UUID:
    """A new board of a workshop with this content, closed; returns its key.

    Raises:
        UnknownBoard: there is no such workshop.
        Archived: its event is over for good.
    """
    connection = database.connection()
    known = sa.select(Event.archived_on).join(Workshop, Workshop.event_id == Event.id)
    event = connection.execute(known.where(Workshop.id == workshop_id)).first()
    if event is None:
        raise UnknownBoard
    if event.archived_on:
        raise Archived
    board_id = uuid.uuid4()
    _insert(
        Board,
        [
            {
                "id": board_id,
                "workshop_id": workshop_id,
                "position": len(boards_of(workshop_id)),
                "template": found.template,
                "layout": found.layout,
                "vote_kind": found.vote_kind,
                "dots": found.dots,
                "phase": "closed",
                "seq": 1,
                "layout_seq": 1,
            }
        ],
    )
    columns = {column.key: uuid.uuid4() for column in found.columns}
    themes = {at: uuid.uuid4() for at in range(1, len(found.themes) + 1)}
    notes = {at: uuid.uuid4() for at in range(1, len(found.notes) + 1)}
    _put_columns(board_id, found, columns)
    _put_themes(board_id, found, columns, themes)
    _put_notes(board_id, found, (columns, themes, notes))
    _insert(
        Outcome,
        [
            {
                "id": uuid.uuid4(),
                "board_id": board_id,
                "cluster_id": themes.get(item.theme or 0),
                "who": item.who,
                "what": item.what,
                "until_when": item.until,
                "seq": at,
            }
            for at, item in enumerate(found.outcomes, start=1)
        ],
    )
    _put_votes(board_id, [(themes[at], t.votes) for at, t in enumerate(found.themes, start=1)])
    _put_votes(board_id, [(notes[at], n.votes) for at, n in enumerate(found.notes, start=1)])
    return board_id


Keys = Mapping[int, uuid.UUID]
Named = Mapping[str, uuid.UUID]


def _put_columns(board_id: uuid.UUID, found: BoardContent, keys: Named) -> None:
    _insert(
        BoardColumn,
        [
            {
                "id": keys[column.key],
                "board_id": board_id,
                "position": at,
                "key": column.key,
                "colour": column.colour,
            }
            for at, column in enumerate(found.columns)
        ],
    )
    _insert(
        Prompt,
        [
            {
                "column_id": keys[column.key],
                "language": prompt.language,
                "title": prompt.title,
                "prompt": prompt.prompt,
                "released_by": prompt.released_by,
            }
            for column in found.columns
            for prompt in column.prompts
        ],
    )


def _put_themes(board_id: uuid.UUID, found: BoardContent, columns: Named, keys: Keys) -> None:
    _insert(
        Cluster,
        [
            {
                "id": keys[at],
                "board_id": board_id,
                "column_id": columns.get(theme.column or ""),
                "title": theme.title,
                "field_of_action": theme.field,
                "position": at,
                "seq": 1,
            }
            for at, theme in enumerate(found.themes, start=1)
        ],
    )


def _put_notes(board_id: uuid.UUID, found: BoardContent, keys: tuple[Named, Keys, Keys]) -> None:
    columns, themes, notes = keys
    now = datetime.now(UTC)
    numbered = list(enumerate(found.notes, start=1))
    rows = [
        {
            "id": notes[at],
            "board_id": board_id,
            "column_id": columns[note.column],
            "text": note.text,
            "language": note.language,
            "place": note.place,
            "tag": note.tag,
            "state": NoteState.RELEASED.value,
            "source": note.source,
            "seq": 1,
            "position": at,
            "cluster_id": themes.get(note.theme or 0),
            "written_at": now,
            "moderated": True,
        }
        for at, note in numbered
    ]
    _insert(Note, rows)
    for at, note in numbered:
        links = {
            "parent_id": notes.get(note.reply_to or 0),
            "merged_into": notes.get(note.merged_into or 0),
        }
        if any(links.values()):  # only now do all the notes exist
            database.connection().execute(
                sa.update(Note).where(Note.id == notes[at]).values(**links)
            )
    _insert(
        NoteTranslation,
        [
            {
                "note_id": notes[at],
                "language": said.language,
                "text": said.text,
                "reviewed_by": said.reviewed_by,
            }
            for at, note in numbered
            for said in note.translations
        ],
    )


HANDS = "hands:"


def _put_votes(board_id: uuid.UUID, votes: list[tuple[uuid.UUID, tuple[Tally, ...]]]) -> None:
    counts = [(target, tally) for target, found in votes for tally in found]
    _insert(
        ProxyCount,
        [
            {
                "board_id": board_id,
                "target": target,
                "value": tally.value.removeprefix(HANDS),
                "hands": tally.total,
            }
            for target, tally in counts
            if tally.value.startswith(HANDS)
        ],
    )
    _insert(
        BoardTally,
        [
            {"board_id": board_id, "target": target, "value": tally.value, "total": tally.total}
            for target, tally in counts
            if not tally.value.startswith(HANDS)
        ],
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


def _told(told: Mapping[str, Any]) -> tuple[Tally, ...]:
    found = {key: told[key] for key in ("dots", "voters") if key in told}
    found |= told.get("opinions", {}) | told.get("ratings", {})
    found |= {f"{HANDS}{key}": number for key, number in told.get("hands", {}).items()}
    return tuple(Tally(key, found[key]) for key in sorted(found))


def _of(table: Any, board_id: uuid.UUID, *order: Any) -> list[Any]:  # noqa: ANN401 - any table
    chosen = sa.select(*table.__table__.c).where(table.board_id == board_id)
    return list(database.connection().execute(chosen.order_by(*order)))


def _insert(table: type[Any], rows: list[dict[str, Any]]) -> None:
    if rows:
        database.connection().execute(sa.insert(table), rows)
