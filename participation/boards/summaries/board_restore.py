"""Restores a closed board from the plain values that :mod:`.board_content` exported."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from participation.base import database
from participation.base.errors import Conflict
from participation.boards.base.errors import UnknownBoard
from participation.boards.base.kinds import NoteState
from participation.boards.models import (
    Board,
    BoardColumn,
    BoardTally,
    Cluster,
    Event,
    HandCount,
    Note,
    NoteTranslation,
    Outcome,
    Prompt,
    Workshop,
)
from participation.boards.summaries.board_content import HANDS, BoardContent, Tally, boards_of

Keys = Mapping[int, uuid.UUID]
Named = Mapping[str, uuid.UUID]


class Archived(Conflict):
    """The event takes no board any more; the desk, which alone can ask, says it in words."""


def restore_board(workshop_id: uuid.UUID, found: BoardContent) -> uuid.UUID:
    """A new board of a workshop with this content, closed; returns its key.

    Raises:
        UnknownBoard: there is no such workshop.
        Archived: its event is over for good.
    """
    must_take_boards(workshop_id)
    board_id = uuid.uuid4()
    _put_board(board_id, workshop_id, found)
    columns = {column.key: uuid.uuid4() for column in found.columns}
    themes = {at: uuid.uuid4() for at in range(1, len(found.themes) + 1)}
    notes = {at: uuid.uuid4() for at in range(1, len(found.notes) + 1)}
    _put_columns(board_id, found, columns)
    _put_themes(board_id, found, columns, themes)
    _put_notes(board_id, found, (columns, themes, notes))
    _put_outcomes(board_id, found, themes)
    _put_votes(board_id, [(themes[at], t.votes) for at, t in enumerate(found.themes, start=1)])
    _put_votes(board_id, [(notes[at], n.votes) for at, n in enumerate(found.notes, start=1)])
    return board_id


def must_take_boards(workshop_id: uuid.UUID) -> None:
    """A workshop takes a further board; what is put down at the same time waits here.

    Raises:
        UnknownBoard: there is no such workshop.
        Archived: its event is over for good.
    """
    connection = database.connection()
    same = sa.update(Workshop).where(Workshop.id == workshop_id)
    known = sa.select(Event.archived_on).join(Workshop, Workshop.event_id == Event.id)
    connection.execute(same.values(position=Workshop.position))
    event = connection.execute(known.where(Workshop.id == workshop_id)).first()
    if event is None:
        raise UnknownBoard
    if event.archived_on:
        raise Archived


def _put_board(board_id: uuid.UUID, workshop_id: uuid.UUID, found: BoardContent) -> None:
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


def _put_outcomes(board_id: uuid.UUID, found: BoardContent, themes: Keys) -> None:
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
    _insert(
        Note,
        [
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
            for at, note in enumerate(found.notes, start=1)
        ],
    )
    _tie_notes(found, notes)
    _put_translations(found, notes)


def _tie_notes(found: BoardContent, notes: Keys) -> None:
    """Answers and merged notes: written once all the notes exist, for they point at each other."""
    for at, note in enumerate(found.notes, start=1):
        links = {
            "parent_id": notes.get(note.reply_to or 0),
            "merged_into": notes.get(note.merged_into or 0),
        }
        if any(links.values()):
            database.connection().execute(
                sa.update(Note).where(Note.id == notes[at]).values(**links)
            )


def _put_translations(found: BoardContent, notes: Keys) -> None:
    _insert(
        NoteTranslation,
        [
            {
                "note_id": notes[at],
                "language": said.language,
                "text": said.text,
                "reviewed_by": said.reviewed_by,
            }
            for at, note in enumerate(found.notes, start=1)
            for said in note.translations
        ],
    )


def _put_votes(board_id: uuid.UUID, votes: list[tuple[uuid.UUID, tuple[Tally, ...]]]) -> None:
    counts = [(target, tally) for target, found in votes for tally in found]
    _insert(
        HandCount,
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


def _insert(table: type[Any], rows: list[dict[str, Any]]) -> None:
    if rows:
        database.connection().execute(sa.insert(table), rows)
