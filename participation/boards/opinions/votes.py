"""What people said to the statements of a whole event, and what is left of it afterwards."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from participation.base import database
from participation.boards.base.kinds import OPEN_RESULTS, NoteState, Opinion, VoteKind
from participation.boards.models import (
    Board,
    BoardTally,
    Cluster,
    Event,
    Note,
    NoteTranslation,
    Participant,
    Vote,
    Workshop,
)
from participation.boards.opinions.document import Statement
from participation.boards.voting import targets
from surveys.instrument.instrument import Text
from surveys.opinions.groups import AGREE, DISAGREE, PASS

VALUES = {Opinion.AGREE: AGREE, Opinion.PASS: PASS, Opinion.DISAGREE: DISAGREE}


@dataclass(frozen=True, slots=True)
class Votes:
    """Votes of an event; rows are people in no order that leads to them."""

    statements: tuple[Statement, ...]
    table: list[list[int | None]]
    totals: list[tuple[int, int]]
    """Who agrees and disagrees with each statement, as the boards show it."""
    running: bool
    """Whether a board with votes is still being voted on."""


def of_event(event_id: uuid.UUID) -> Votes | None:
    """All votes on statements that are to be seen; None: there are none, or it is a rehearsal.

    People whom moderation blocked count in the totals of the boards, but in no group. Hands that
    the facilitator counted are nobody's row.
    """
    statements = {each.key: each for each in _statements(event_id)}
    rows = database.connection().execute(_VOTES, {"event": event_id}).all()
    rows = [row for row in rows if str(row.target) in statements]
    if not rows:
        return None
    places = {key: place for place, key in enumerate(statements)}
    people: dict[uuid.UUID, list[int | None]] = defaultdict(lambda: [None] * len(places))
    totals = [[0, 0] for _ in places]
    for row in rows:
        at, value = places[str(row.target)], VALUES[Opinion(row.value)]
        if value:
            totals[at][value == DISAGREE] += 1
        if not row.blocked:
            people[row.participant_id][at] = value
    return Votes(
        tuple(statements.values()),
        sorted(people.values(), key=str),
        [(agree, disagree) for agree, disagree in totals],
        any(row.phase not in OPEN_RESULTS for row in rows),
    )


def _statements(event_id: uuid.UUID) -> list[Statement]:
    translated: dict[uuid.UUID, dict[str, str]] = defaultdict(dict)
    for row in _all(_READINGS, event_id):
        translated[row.note_id][row.language] = row.text
    themes = [Statement(str(row.id), Text({"de": row.title})) for row in _all(_CLUSTERS, event_id)]
    return themes + [
        Statement(str(row.id), Text(translated[row.id] | {row.language or "de": row.text}))
        for row in _all(_NOTES, event_id)
    ]


def seen(keys: Iterable[str]) -> frozenset[str]:
    """Those of the keys of statements that everybody may still see."""
    wanted = [uuid.UUID(key) for key in keys]
    notes = sa.select(Note.id).where(Note.id.in_(wanted), Note.state == NoteState.RELEASED)
    themes = sa.select(Cluster.id).where(Cluster.id.in_(wanted), targets.GROUPS)
    found = database.connection().execute(sa.union_all(notes, themes))
    return frozenset(str(key) for key in found.scalars())


def running(event_id: uuid.UUID) -> bool:
    """Whether people still vote on statements of an event, or could again."""
    return any(row.phase not in OPEN_RESULTS for row in _all(_PHASES, event_id))


def settle(event_id: uuid.UUID) -> None:
    """Replaces what single people said to the statements of an event by counts."""
    connection = database.connection()
    boards = (
        sa.select(Board.id)
        .join(Workshop, Workshop.id == Board.workshop_id)
        .where(Workshop.event_id == event_id)
    )
    counts = connection.execute(
        sa.select(Vote.board_id, Vote.target, Vote.value, sa.func.count().label("total"))
        .where(Vote.board_id.in_(boards))
        .group_by(Vote.board_id, Vote.target, Vote.value)
    ).all()
    if counts:
        connection.execute(sa.insert(BoardTally), [row._asdict() for row in counts])
    connection.execute(sa.delete(Vote).where(Vote.board_id.in_(boards)))


def _all(query: sa.Executable, event_id: uuid.UUID) -> Sequence[sa.Row[Any]]:
    return database.connection().execute(query, {"event": event_id}).all()


_HERE = sa.and_(
    Event.id == sa.bindparam("event"),
    Event.rehearsal.is_(False),
    Board.vote_kind == VoteKind.STATEMENTS,
)
_VOTES = (
    sa.select(Vote.target, Vote.participant_id, Vote.value, Participant.blocked, Board.phase)
    .join(Participant, Participant.id == Vote.participant_id)
    .join(Board, Board.id == Vote.board_id)
    .join(Workshop, Workshop.id == Board.workshop_id)
    .join(Event, Event.id == Workshop.event_id)
    .where(_HERE)
)
_PHASES = (
    sa.select(Board.phase)
    .join(Workshop, Workshop.id == Board.workshop_id)
    .join(Event, Event.id == Workshop.event_id)
    .where(_HERE, sa.exists().where(Vote.board_id == Board.id))
)
_CLUSTERS = (
    sa.select(Cluster.id, Cluster.title)
    .join(Board, Board.id == Cluster.board_id)
    .join(Workshop, Workshop.id == Board.workshop_id)
    .join(Event, Event.id == Workshop.event_id)
    .where(_HERE, targets.GROUPS)
    .order_by(Workshop.position, Board.position, Cluster.position, Cluster.id)
)
_NOTES = (
    sa.select(Note.id, Note.text, Note.language)
    .join(Board, Board.id == Note.board_id)
    .join(Workshop, Workshop.id == Board.workshop_id)
    .join(Event, Event.id == Workshop.event_id)
    .where(_HERE, targets.NOTES)
    .order_by(Workshop.position, Board.position, Note.position, Note.id)
)
_READINGS = (
    sa.select(NoteTranslation.note_id, NoteTranslation.language, NoteTranslation.text)
    .join(Note, Note.id == NoteTranslation.note_id)
    .join(Board, Board.id == Note.board_id)
    .join(Workshop, Workshop.id == Board.workshop_id)
    .join(Event, Event.id == Workshop.event_id)
    .where(
        _HERE,
        targets.NOTES,
        NoteTranslation.reviewed_by.is_not(None),
        NoteTranslation.version == Note.version,
    )
)
