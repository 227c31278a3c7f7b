"""What a client missed since a number: for an audience, never for one person.

There is no table of changes. What changed since N are the rows with a larger number, and the
board's own state. Whoever may not see a row any more gets its key with ``"gone": True``.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Row

from participation.base import database
from participation.base.words import languages
from participation.boards.base.errors import UnknownBoard
from participation.boards.base.kinds import OPEN_RESULTS, Audience, NoteState, Phase, VoteKind
from participation.boards.models import (
    Board,
    BoardColumn,
    Cluster,
    Note,
    NoteTranslation,
    Outcome,
    Participant,
    Reaction,
    SummaryRelease,
)
from participation.boards.setup import columns
from participation.boards.voting import ranking, targets, votes
from participation.boards.voting import tallies as results

Document = dict[str, Any]
Line = Row[*tuple[Any, ...]]
VOTED = OPEN_RESULTS | {Phase.VOTE}
"""Phases in which it is told how many persons have voted."""
BUSY_AFTER = 180
"""Seconds after which an author is told that the moderation is busy."""

_NOTE = (
    Note.id,
    BoardColumn.key.label("column"),
    Note.parent_id,
    Note.text,
    Note.language,
    Note.place,
    Note.tag,
    Note.state,
    Note.hidden_reason,
    Note.held,
    Note.source,
    Note.card,
    Note.version,
    Note.cluster_id,
    Note.merged_into,
    Note.position,
    Note.written_at,
    Note.moderated,
)


def _count(what: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count()).where(what).scalar_subquery()


_BOARD = sa.select(
    *Board.__table__.c,
    _count(Participant.workshop_id == Board.workshop_id).label("people"),
    _count(sa.and_(Note.board_id == Board.id, Note.state == NoteState.RELEASED)).label("notes"),
    _count(sa.and_(Note.board_id == Board.id, Note.state == NoteState.WAITING)).label("waiting"),
    sa.select(sa.func.max(SummaryRelease.version))
    .where(SummaryRelease.workshop_id == Board.workshop_id)
    .scalar_subquery()
    .label("released"),
).where(Board.id == sa.bindparam("board"))
_NOTES = (
    sa.select(*_NOTE)
    .join(BoardColumn, BoardColumn.id == Note.column_id)
    .where(Note.board_id == sa.bindparam("board"), Note.seq > sa.bindparam("since"))
    .order_by(Note.position, Note.seq, Note.id)
)
_TRANSLATIONS = (
    sa.select(NoteTranslation.note_id, NoteTranslation.language, NoteTranslation.text)
    .join(Note, Note.id == NoteTranslation.note_id)
    .where(
        Note.board_id == sa.bindparam("board"),
        Note.seq > sa.bindparam("since"),
        NoteTranslation.reviewed_by.is_not(None),
        NoteTranslation.version == Note.version,
    )
    .order_by(NoteTranslation.language)
)
_REACTIONS = (
    sa.select(Reaction.note_id, Reaction.kind, sa.func.count().label("number"))
    .join(Note, Note.id == Reaction.note_id)
    .where(Note.board_id == sa.bindparam("board"), Note.seq > sa.bindparam("since"))
    .group_by(Reaction.note_id, Reaction.kind)
)
_CLUSTERS = (
    sa.select(
        Cluster.id,
        Cluster.title,
        BoardColumn.key.label("column"),
        Cluster.field_of_action,
        Cluster.position,
        Cluster.deleted,
    )
    .join(BoardColumn, BoardColumn.id == Cluster.column_id, isouter=True)
    .where(Cluster.board_id == sa.bindparam("board"), Cluster.seq > sa.bindparam("since"))
    .order_by(Cluster.position, Cluster.seq)
)
_OUTCOMES = (
    sa.select(
        Outcome.id,
        Outcome.cluster_id,
        Outcome.who,
        Outcome.what,
        Outcome.until_when,
        Outcome.deleted,
    )
    .where(Outcome.board_id == sa.bindparam("board"), Outcome.seq > sa.bindparam("since"))
    .order_by(Outcome.seq)
)
_OWN = (
    sa.select(*_NOTE)
    .join(BoardColumn, BoardColumn.id == Note.column_id)
    .where(
        Note.board_id == sa.bindparam("board"),
        Note.participant_id == sa.bindparam("participant"),
        Note.state != NoteState.DELETED,
    )
    .order_by(Note.written_at, Note.id)
)


def changes(board_id: uuid.UUID, since: int, audience: Audience, now: datetime) -> Document:
    """What ``audience`` missed since number ``since`` (0: all), ready for JSON.

    Raises:
        UnknownBoard: there is no such board.
    """
    connection = database.connection()
    asked = {"board": board_id, "since": since}
    board = connection.execute(_BOARD, {"board": board_id}).first()
    if board is None:
        raise UnknownBoard
    document: Document = {
        "seq": board.seq,
        "now": milliseconds(now),
        "board": _state(board, audience),
    }
    if since == 0 or board.layout_seq > since:
        document["columns"] = columns.shown(board_id)
    if board.seq > since:
        tallies = results.tallies(board_id) if _counted(board, audience) else {}
        document["notes"] = _notes(board, asked, audience, tallies)
        document["clusters"] = _clusters(asked, tallies)
        document["outcomes"] = _outcomes(asked)
        if _counted(board, audience):
            things = _counted_things(board, since, document)
            document["ranking"] = _ranking(board, things, tallies)
    return document


def own(board_id: uuid.UUID, participant: uuid.UUID, now: datetime) -> list[Document]:
    """All notes of one person, with the state of each and, if hidden, the reason."""
    rows = database.connection().execute(_OWN, {"board": board_id, "participant": participant})
    return [_own_note(row, now) for row in rows]


def milliseconds(moment: datetime | None) -> int | None:
    """Since 1970, as scripts count."""
    return round(moment.timestamp() * 1000) if moment else None


def _counted(board: Line, audience: Audience) -> bool:
    """Whether results are told: to nobody before they are opened."""
    del audience
    return Phase(board.phase) in OPEN_RESULTS


def _counted_things(board: Line, since: int, document: Document) -> list[uuid.UUID]:
    """All whose votes count; who asks for the whole board has them in hand."""
    if since:
        return targets.counted(board.id)
    return [uuid.UUID(thing["id"]) for thing in targets.counted_in(document)]


def _ranking(
    board: Line, things: list[uuid.UUID], tallies: Mapping[uuid.UUID, Document]
) -> list[Document]:
    """All that was voted for, in the order in which everybody draws it."""
    return [
        {"id": str(each.target), "rank": each.rank, "weight": each.weight}
        for each in ranking.ranking(VoteKind(board.vote_kind), things, tallies)
    ]


def _state(board: Line, audience: Audience) -> Document:
    counts = {"people": board.people, "notes": board.notes, "waiting": board.waiting}
    if Phase(board.phase) in VOTED:
        counts["voted"] = votes.voted(board.id)
    state = {
        "epoch": board.epoch,
        "phase": board.phase,
        "ends": milliseconds(board.phase_ends_at),
        "frozen": board.frozen,
        "others_hidden": board.others_hidden,
        "dark": board.dark,
        "spotlight": str(board.spotlight) if board.spotlight else None,
        "vote_kind": board.vote_kind,
        "dots": board.dots,
        "layout": board.layout,
        "counts": counts,
    }
    if board.released and _counted(board, audience):
        state["released"] = board.released
    if audience is Audience.MODERATOR:
        state["queue"] = board.queue
    if audience is not Audience.PARTICIPANT:
        state["wall"] = {"turns": board.wall_turns, "size": board.wall_size}
    return state


def _notes(
    board: Line,
    asked: dict[str, Any],
    audience: Audience,
    tallies: Mapping[uuid.UUID, Document],
) -> list[Document]:
    connection = database.connection()
    translated = _by_note(
        (row.note_id, {"lang": row.language, "text": row.text})
        for row in connection.execute(_TRANSLATIONS, asked)
    )
    reactions = _by_note(
        (row.note_id, (row.kind, row.number)) for row in connection.execute(_REACTIONS, asked)
    )
    hidden = _others_hidden(board, audience)
    found = []
    for row in connection.execute(_NOTES, asked):
        if not _visible(row, audience, hidden=hidden):
            if asked["since"] and _was_seen(row):
                found.append({"id": str(row.id), "gone": True})
            continue
        note = _note(row)
        if extra := translated.get(row.id):
            note["translations"] = extra
        if counts := reactions.get(row.id):
            note["reactions"] = dict(counts)
        if audience is Audience.MODERATOR:
            note |= _moderation(row)
        found.append(note | tallies.get(row.id, {}))
    return found


def _others_hidden(board: Line, audience: Audience) -> bool:
    return audience is Audience.PARTICIPANT and board.others_hidden and board.phase == Phase.COLLECT


def _visible(row: Line, audience: Audience, *, hidden: bool) -> bool:
    if audience is Audience.MODERATOR:
        return bool(row.state != NoteState.DELETED)
    return row.state == NoteState.RELEASED and not hidden


def _was_seen(row: Line) -> bool:
    """Whether somebody may have it: moderation let it through, or it was changed after it hung."""
    return bool(row.moderated or row.state != NoteState.WAITING or row.version > 1)


def _note(row: Line) -> Document:
    """Only what says something: a key that is missing is empty."""
    note: Document = {"id": str(row.id), "column": row.column, "text": row.text, "v": row.version}
    if row.language:
        note["lang"] = row.language
        note["dir"] = languages.direction(row.language)
    optional = {
        "parent": row.parent_id,
        "cluster": row.cluster_id,
        "merged": row.merged_into,
        "place": row.place,
        "tag": row.tag,
        "position": row.position,
    }
    note |= {
        key: str(value) if isinstance(value, uuid.UUID) else value
        for key, value in optional.items()
        if value
    }
    return note


def _moderation(row: Line) -> Document:
    return {
        "state": row.state,
        "reason": row.hidden_reason,
        "held": row.held.split(",") if row.held else [],
        "source": row.source,
        **({"card": row.card} if row.card else {}),
        "at": milliseconds(row.written_at),
    }


def _own_note(row: Line, now: datetime) -> Document:
    note = _note(row) | {"state": row.state}
    if row.state == NoteState.HIDDEN:
        note["reason"] = row.hidden_reason or ""
    waits = row.state == NoteState.WAITING and row.written_at is not None
    if waits and (now - row.written_at).total_seconds() > BUSY_AFTER:
        note["busy"] = True
    return note


def _clusters(asked: dict[str, Any], tallies: Mapping[uuid.UUID, Document]) -> list[Document]:
    found = []
    for row in database.connection().execute(_CLUSTERS, asked):
        if row.deleted:
            if asked["since"]:
                found.append({"id": str(row.id), "gone": True})
            continue
        cluster: Document = {
            "id": str(row.id),
            "title": row.title,
            "column": row.column,
            "position": row.position,
            "field": row.field_of_action,
        }
        found.append(cluster | tallies.get(row.id, {}))
    return found


def _outcomes(asked: dict[str, Any]) -> list[Document]:
    found: list[Document] = []
    for row in database.connection().execute(_OUTCOMES, asked):
        if row.deleted:
            if asked["since"]:
                found.append({"id": str(row.id), "gone": True})
            continue
        found.append(
            {
                "id": str(row.id),
                "cluster": str(row.cluster_id) if row.cluster_id else None,
                "who": row.who,
                "what": row.what,
                "until": row.until_when,
            }
        )
    return found


def _by_note(pairs: Iterable[tuple[uuid.UUID, Any]]) -> dict[uuid.UUID, list[Any]]:
    found: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
