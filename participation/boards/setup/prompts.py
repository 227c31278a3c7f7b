"""Which questions people will read in German because nobody has released them yet."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping

import sqlalchemy as sa

from participation.base import database
from participation.base.words import languages
from participation.boards.models import Board, BoardColumn, Event, Prompt, Workshop

GERMAN = "de"
Drafts = Mapping[str, int]
"""By language, how many questions nobody released; languages with none are left out."""


def drafts(event_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Drafts]:
    """The drafts of all boards of each event, in one statement.

    Languages that staff opened unchecked do not count: people read those, and are told.
    """
    released = sa.and_(Prompt.column_id == BoardColumn.id, Prompt.released_by.is_not(None))
    query = (
        sa.select(
            Event.id.label("event"),
            Event.open_unchecked,
            Event.languages.label("event_languages"),
            Workshop.languages,
            BoardColumn.id,
            Prompt.language,
        )
        .join(Workshop, Workshop.event_id == Event.id)
        .join(Board, Board.workshop_id == Workshop.id)
        .join(BoardColumn, BoardColumn.board_id == Board.id)
        .join(Prompt, released, isouter=True)
        .where(Event.id.in_(list(event_ids)))
    )
    wanted: set[tuple[uuid.UUID, uuid.UUID, str]] = set()
    known: set[tuple[uuid.UUID, uuid.UUID, str]] = set()
    for row in database.connection().execute(query):
        offered = {*(row.languages or row.event_languages)} - {GERMAN, *row.open_unchecked}
        wanted |= {(row.event, row.id, tag) for tag in offered}
        known.add((row.event, row.id, row.language))
    found: dict[uuid.UUID, Counter[str]] = {}
    for event, _column, tag in wanted - known:
        found.setdefault(event, Counter())[tag] += 1
    return {event: _ordered(counted) for event, counted in found.items()}


def _ordered(counted: Drafts) -> Drafts:
    return {tag: counted[tag] for tag in languages.LANGUAGES if tag in counted}
