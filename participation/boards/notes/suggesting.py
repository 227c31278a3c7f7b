"""Notes that could become one theme: found by a job, offered to facilitators, done by them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from flask import Flask, current_app

from participation.base import database, jobs
from participation.base.settings import Settings
from participation.boards.base.audit import Acting
from participation.boards.base.errors import BadChoice, Refusal, UnknownBoard
from participation.boards.base.kinds import NoteState
from participation.boards.base.sequence import step
from participation.boards.models import (
    Board,
    BoardSuggestions,
    Event,
    Likeness,
    Note,
    NoteTranslation,
    Workshop,
)
from participation.boards.notes import grouping
from surveys.texts import Post

if TYPE_CHECKING:
    from surveys.texts.bundling import Group, Pair
    from surveys.texts.meaning import Encoder

KIND = "board_suggestions"
STORED = 20
"""Groups kept, so that the next one comes up when one was taken or turned down."""
PAIRS = 3
"""Notes alike in meaning that are kept for each note."""
MOST = 4000
"""Texts that are compared, notes and reviewed translations; those of loose notes first.

Memory grows with the square: 600 MB for so many of 30 words each.
"""
LEAST = 2
"""Notes that make a group."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Notes that could be put together."""

    key: str
    notes: tuple[str, ...]
    """Keys, the most central note first; some may be gone by now."""
    words: tuple[str, ...]
    """What they share."""
    by_meaning: bool
    """Whether an encoder brought them together, and not their words."""


@dataclass(frozen=True, slots=True)
class Offers:
    """What is offered on a board."""

    groups: tuple[Offer, ...]
    looking: bool
    """Whether a job looks right now."""
    made_at: datetime | None


def init_app(app: Flask) -> None:
    """States how boards are looked through."""
    jobs.register(app, KIND, _work)


def renew(by: Acting) -> None:
    """Has the board looked through anew."""
    step(by.board_id)
    ask(by.board_id)


def ask(board_id: uuid.UUID) -> None:
    """As :func:`renew`, for a caller who holds the board's row; one job at a time."""
    row = database.connection().execute(_ROW, {"board": board_id}).first()
    if row is not None and _looking(row.job_id):
        return
    job_id = jobs.enqueue(KIND, {"board": str(board_id)})
    _save(board_id, job_id=job_id)


def offers(board_id: uuid.UUID) -> Offers:
    """What was found and not turned down, the best first."""
    row = database.connection().execute(_ROW, {"board": board_id}).first()
    if row is None:
        return Offers((), looking=False, made_at=None)
    found = tuple(
        Offer(item["key"], tuple(item["notes"]), tuple(item["words"]), item["by_meaning"])
        for item in row.groups
    )
    return Offers(found, looking=_looking(row.job_id), made_at=row.made_at)


def alike(note_id: uuid.UUID) -> tuple[str, ...]:
    """Keys of notes that mean nearly the same in other words, the nearest first."""
    query = (
        sa.select(Likeness.other_id)
        .where(Likeness.note_id == note_id)
        .order_by(Likeness.cosine.desc(), Likeness.other_id)
    )
    return tuple(str(key) for key in database.connection().execute(query).scalars())


def accept(by: Acting, title: str, note_ids: Sequence[uuid.UUID]) -> None:
    """Makes a cluster of those of the notes that are in none yet.

    Raises:
        BadChoice: fewer than two are left, or the cluster has no title.
    """
    step(by.board_id)
    loose = sa.select(Note.id).where(_LOOSE, Note.board_id == by.board_id, Note.id.in_(note_ids))
    found = set(database.connection().execute(loose).scalars())
    left = [key for key in dict.fromkeys(note_ids) if key in found]
    if len(left) < LEAST:
        raise BadChoice(Refusal.TOO_FEW_LOOSE_NOTES)
    grouping.create(by, uuid.uuid4(), title, None, left)


def decline(by: Acting, key: str) -> None:
    """Offers a group no more, nor one that is mostly the same."""
    step(by.board_id)
    row = database.connection().execute(_ROW, {"board": by.board_id}).first()
    gone = [item for item in row.groups if item["key"] == key] if row else []
    if row and gone:
        _save(
            by.board_id,
            groups=[item for item in row.groups if item["key"] != key],
            declined=[*row.declined, *(item["notes"] for item in gone)],
        )


_ROW = sa.select(*BoardSuggestions.__table__.c).where(
    BoardSuggestions.board_id == sa.bindparam("board")
)
_SHOWN = sa.and_(
    Note.state == NoteState.RELEASED, Note.parent_id.is_(None), Note.merged_into.is_(None)
)
_LOOSE = sa.and_(_SHOWN, Note.cluster_id.is_(None))
_NOTES = (
    sa.select(Note.id, Note.text, Note.language, Note.cluster_id)
    .where(_SHOWN, Note.board_id == sa.bindparam("board"))
    .order_by(Note.cluster_id.is_not(None), Note.written_at.desc(), Note.id)
    .limit(sa.bindparam("most"))
)
_PRESENT = sa.select(Note.id).where(_SHOWN, Note.board_id == sa.bindparam("board"))
_READINGS = (
    sa.select(NoteTranslation.note_id, NoteTranslation.text)
    .join(Note, Note.id == NoteTranslation.note_id)
    .where(
        Note.board_id == sa.bindparam("board"),
        NoteTranslation.reviewed_by.is_not(None),
        NoteTranslation.version == Note.version,
    )
    .order_by(NoteTranslation.language)
)
_GOES_ON = (
    sa.select(Board.id)
    .join(Workshop, Workshop.id == Board.workshop_id)
    .join(Event, Event.id == Workshop.event_id)
    .where(Board.id == sa.bindparam("board"), Event.archived_on.is_(None))
)


def _looking(job_id: uuid.UUID | None) -> bool:
    state = jobs.state(job_id) if job_id else None
    return state is not None and not state.finished


def _work(arguments: dict[str, Any], report: jobs.Report) -> dict[str, Any]:
    from surveys.texts import bundling  # noqa: PLC0415 - loads numpy

    board_id = uuid.UUID(arguments["board"])
    posts, loose = _read(board_id)
    database.commit()
    close = bundling.closeness(posts, _encoder())
    report(0.5)
    groups = bundling.groups(close, among=loose)
    pairs = close.pairs(PAIRS)
    with database.transaction():
        _keep(board_id, groups, pairs)
    return {}


def _encoder() -> Encoder | None:
    from surveys.texts import meaning  # noqa: PLC0415 - loads numpy

    settings: Settings = current_app.config["SETTINGS"]
    if not settings.encoder:
        return None
    try:
        return meaning.load()
    except meaning.NoEncoder as error:
        current_app.logger.warning("no encoder: %s", error)
        return None


def _read(board_id: uuid.UUID) -> tuple[list[Post], set[str]]:
    """The notes that everybody sees, and the keys of those that are in no cluster."""
    connection = database.connection()
    readings: dict[uuid.UUID, list[str]] = {}
    for said in connection.execute(_READINGS, {"board": board_id}):
        readings.setdefault(said.note_id, []).append(said.text)
    posts, loose, texts = [], set(), 0
    for row in connection.execute(_NOTES, {"board": board_id, "most": MOST}).all():
        others = tuple(readings.get(row.id, ()))
        texts += 1 + len(others)
        if texts > MOST:
            break
        posts.append(Post(str(row.id), row.text, row.language, readings=others))
        if row.cluster_id is None:
            loose.add(str(row.id))
    return posts, loose


def _keep(board_id: uuid.UUID, groups: Iterable[Group], pairs: Iterable[Pair]) -> None:
    """Writes down what was found, unless the board or its notes are gone by now."""
    connection = database.connection()
    try:
        step(board_id)
    except UnknownBoard:
        return
    if connection.execute(_GOES_ON, {"board": board_id}).first() is None:
        return
    row = connection.execute(_ROW, {"board": board_id}).first()
    declined = [set(keys) for keys in row.declined] if row else []
    present = {str(key) for key in connection.execute(_PRESENT, {"board": board_id}).scalars()}
    wanted = [
        group
        for group in groups  # a group whose notes were wiped meanwhile still names their words
        if present.issuperset(group.ids) and not _turned_down(set(group.ids), declined)
    ]
    _save(
        board_id,
        groups=[_stored(group) for group in wanted[:STORED]],
        made_at=datetime.now(UTC),
    )
    connection.execute(sa.delete(Likeness).where(Likeness.board_id == board_id))
    rows = [
        {
            "note_id": uuid.UUID(pair.one),
            "other_id": uuid.UUID(pair.other),
            "board_id": board_id,
            "cosine": pair.cosine,
        }
        for pair in pairs
        if {pair.one, pair.other} <= present
    ]
    if rows:
        connection.execute(sa.insert(Likeness), rows)


def _turned_down(keys: set[str], declined: Iterable[set[str]]) -> bool:
    return any(len(keys & gone) * 2 >= len(keys) for gone in declined)


def _stored(group: Group) -> dict[str, Any]:
    return {
        "key": str(uuid.uuid4()),
        "notes": list(group.ids),
        "words": list(group.words),
        "by_meaning": group.by_meaning,
    }


def _save(board_id: uuid.UUID, **values: object) -> None:
    connection = database.connection()
    known = connection.execute(
        sa.update(BoardSuggestions).where(BoardSuggestions.board_id == board_id).values(values)
    )
    if not known.rowcount:
        fresh = {"board_id": board_id, "groups": [], "declined": []} | values
        connection.execute(sa.insert(BoardSuggestions).values(fresh))
