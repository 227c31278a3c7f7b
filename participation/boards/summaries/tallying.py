"""The boards of a workshop → the facts of its summary: long work, done by a job."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Row

from participation.base import database
from participation.boards.base.errors import UnknownBoard
from participation.boards.base.kinds import NoteState, Opinion, VoteKind
from participation.boards.models import (
    Board,
    BoardColumn,
    Cluster,
    Dot,
    Event,
    Note,
    NoteTranslation,
    Outcome,
    Rating,
    Vote,
    Workshop,
)
from participation.boards.setup import columns
from participation.boards.summaries.document import (
    REST,
    BoardFacts,
    ColumnFacts,
    Count,
    Decision,
    Facts,
    NoteFacts,
    Reading,
    ThemeFacts,
    Votes,
    WordLine,
    Words,
)
from participation.boards.voting import ranking, tallies, targets
from surveys import texts
from surveys.instrument.instrument import Text
from surveys.texts import Post

Line = Row[*tuple[Any, ...]]
PROPOSED = 2
"""Quotes proposed for a theme."""
NO_VOTES = Votes()


def facts(workshop_id: uuid.UUID) -> Facts:
    """All that is counted for a summary. Reads; the transaction is ended before it computes.

    Raises:
        UnknownBoard: there is no such workshop.
    """
    database.reads()
    head = _head(workshop_id)
    found = [_Raw(board) for board in _boards(workshop_id)]
    database.commit()
    posts = [post for raw in found for post in raw.posts]
    return Facts(
        event=Text(head.event),
        workshop=Text(head.workshop),
        day=head.day,
        place=head.place_name,
        room=head.room,
        people=len(set().union(*(raw.people for raw in found))),
        boards=tuple(raw.facts() for raw in found),
        words=_words(posts),
    )


class _Raw:
    """What one board holds, as read."""

    def __init__(self, board: Line) -> None:
        self.board = board
        self.columns = columns.shown(board.id)
        self.votes = _ranked(board)
        self.clusters = list(_all(_CLUSTERS, board.id))
        self.rows = list(_all(_NOTES, board.id))
        self.readings: dict[str, list[Reading]] = defaultdict(list)
        for row in _all(_READINGS, board.id):
            self.readings[str(row.note_id)].append(Reading(row.language, row.text))
        self.outcomes = list(_all(_OUTCOMES, board.id))
        self.people = {row[0] for row in _all(_PEOPLE, board.id)}
        self.replies = Counter(str(row.parent_id) for row in self.rows if row.parent_id)

        self.posts = [
            Post(
                str(row.id),
                row.text,
                row.language,
                str(row.participant_id) if row.participant_id else None,
                tuple(reading.text for reading in self.readings[str(row.id)]),
            )
            for row in self.rows
            if row.parent_id is None
        ]

    def facts(self) -> BoardFacts:
        notes = tuple(self._note(row) for row in self.rows if row.parent_id is None)
        return BoardFacts(
            key=str(self.board.id),
            template=self.board.template,
            vote_kind=self.board.vote_kind,
            dots=self.board.dots,
            columns=tuple(_column(column) for column in self.columns),
            themes=tuple(self._themes(notes)),
            notes=notes,
            decisions=tuple(self._decision(row) for row in self.outcomes),
        )

    def _note(self, row: Line) -> NoteFacts:
        key = str(row.id)
        return NoteFacts(
            id=key,
            text=row.text,
            language=row.language,
            readings=tuple(self.readings[key]),
            column=row.column,
            theme=self._theme_of(row.cluster_id),
            source=row.source,
            votes=self.votes.get(key, NO_VOTES),
            replies=self.replies[key],
        )

    def _theme_of(self, cluster: uuid.UUID | None) -> str:
        known = {row.id for row in self.clusters}
        return str(cluster) if cluster in known else REST

    def _themes(self, notes: Sequence[NoteFacts]) -> Iterable[ThemeFacts]:
        by_theme = defaultdict(list)
        for note in notes:
            by_theme[note.theme].append(note)
        discussed = {row.cluster_id for row in self.outcomes}
        for row in self.clusters:
            key = str(row.id)
            if by_theme[key] or key in self.votes or row.id in discussed:
                yield self._theme(key, row.title, row.field_of_action, by_theme[key])
        if by_theme[REST]:
            yield self._theme(REST, "", None, by_theme[REST])

    def _theme(
        self, key: str, title: str, field: str | None, notes: Sequence[NoteFacts]
    ) -> ThemeFacts:
        ids = {note.id for note in notes}
        posts = [post for post in self.posts if post.id in ids]
        given = {note.id: note.votes.phones.dots for note in notes}
        proposed = texts.quotes(posts, given, PROPOSED)
        votes = self.votes.get(key, NO_VOTES)
        return ThemeFacts(key, title, field, votes, tuple(quote.id for quote in proposed))

    def _decision(self, row: Line) -> Decision:
        theme = None if row.cluster_id is None else self._theme_of(row.cluster_id)
        return Decision(None if theme == REST else theme, row.who, row.what, row.until_when)


def _ranked(board: Line) -> dict[str, Votes]:
    """All votes of a board, with the place of each thing among all that was voted for."""
    found = tallies.tallies(board.id)
    things = targets.counted(board.id)
    places = {
        each.target: each for each in ranking.ranking(VoteKind(board.vote_kind), things, found)
    }
    return {str(key): _placed(votes(totals), places.get(key)) for key, totals in found.items()}


def _placed(found: Votes, place: ranking.Ranked[uuid.UUID] | None) -> Votes:
    return found if place is None else replace(found, rank=place.rank, weight=place.weight)


def votes(totals: Mapping[str, Any]) -> Votes:
    """The votes of one note or theme, from what :func:`results.tallies` tells of it."""
    hands = totals.get("hands", {})
    opinions = {value.value: hands.get(value.value, 0) for value in Opinion}
    stars = {value: number for value, number in hands.items() if value.isdigit()}
    return Votes(
        phones=_count(totals.get("dots", 0), totals.get("opinions", {}), totals.get("ratings", {})),
        voters=totals.get("voters", 0),
        hands=_count(hands.get("dots", 0), opinions, stars),
    )


def _count(dots: int, opinions: Mapping[str, int], ratings: Mapping[str, int]) -> Count:
    stars = tuple(ratings.get(str(star), 0) for star in range(1, 6))
    return Count(
        dots,
        opinions.get(Opinion.AGREE, 0),
        opinions.get(Opinion.DISAGREE, 0),
        opinions.get(Opinion.PASS, 0),
        stars if any(stars) else (),
    )


def _column(shown: Mapping[str, Any]) -> ColumnFacts:
    released = {
        tag: text for tag, text in shown["texts"].items() if tag == "de" or "unchecked" not in text
    }
    return ColumnFacts(
        shown["key"],
        shown["colour"],
        Text({tag: text["title"] for tag, text in released.items()}),
        Text({tag: text["prompt"] for tag, text in released.items() if text["prompt"]}),
    )


def _words(posts: Iterable[Post]) -> tuple[Words, ...]:
    lists = texts.word_lists(posts)
    return tuple(
        Words(found.language, tuple(WordLine(w.word, w.notes) for w in found.words))
        for found in lists
        if found.words
    )


def _head(workshop_id: uuid.UUID) -> Line:
    row = (
        database.connection()
        .execute(
            sa.select(
                Event.title.label("event"),
                Workshop.title.label("workshop"),
                Event.day,
                Event.place_name,
                Workshop.room,
            )
            .join(Event, Event.id == Workshop.event_id)
            .where(Workshop.id == workshop_id)
        )
        .first()
    )
    if row is None:
        raise UnknownBoard
    return row


def _boards(workshop_id: uuid.UUID) -> list[Line]:
    chosen = sa.select(Board.id, Board.template, Board.vote_kind, Board.dots).where(
        Board.workshop_id == workshop_id
    )
    return list(database.connection().execute(chosen.order_by(Board.position, Board.id)))


def _all(statement: sa.Executable, board_id: uuid.UUID) -> Sequence[Line]:
    found: Sequence[Line] = database.connection().execute(statement, {"board": board_id}).all()
    return found


_OF_BOARD = Note.board_id == sa.bindparam("board")
_RELEASED = Note.state == NoteState.RELEASED
_NOTES = (
    sa.select(
        Note.id,
        Note.text,
        Note.language,
        Note.participant_id,
        Note.parent_id,
        Note.cluster_id,
        Note.source,
        BoardColumn.key.label("column"),
    )
    .join(BoardColumn, BoardColumn.id == Note.column_id)
    .where(_OF_BOARD, _RELEASED)
    .order_by(BoardColumn.position, Note.position, Note.id)
)
_READINGS = (
    sa.select(NoteTranslation.note_id, NoteTranslation.language, NoteTranslation.text)
    .join(Note, Note.id == NoteTranslation.note_id)
    .where(
        _OF_BOARD, NoteTranslation.reviewed_by.is_not(None), NoteTranslation.version == Note.version
    )
    .order_by(NoteTranslation.language)
)
_CLUSTERS = (
    sa.select(Cluster.id, Cluster.title, Cluster.field_of_action)
    .where(Cluster.board_id == sa.bindparam("board"), Cluster.deleted.is_(False))
    .order_by(Cluster.position, Cluster.id)
)
_OUTCOMES = (
    sa.select(Outcome.cluster_id, Outcome.who, Outcome.what, Outcome.until_when)
    .where(Outcome.board_id == sa.bindparam("board"), Outcome.deleted.is_(False))
    .order_by(Outcome.seq, Outcome.id)
)
_PEOPLE: sa.CompoundSelect[Any] = sa.union(
    sa.select(Note.participant_id).where(_OF_BOARD, _RELEASED, Note.participant_id.is_not(None)),
    *(
        sa.select(table.participant_id).where(table.board_id == sa.bindparam("board"))
        for table in (Dot, Vote, Rating)
    ),
)
