"""Notes: written once whatever the network does, changed and deleted by their author alone."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Row
from sqlalchemy.orm import InstrumentedAttribute

from participation.base import database, upserting
from participation.base.errors import Conflict
from participation.base.words.catalogues import gettext as _
from participation.base.words.catalogues import ngettext
from participation.boards.base import audit, rules
from participation.boards.base.audit import Acting
from participation.boards.base.errors import BadNote, Blocked, Refusal, Stale, UnknownBoard
from participation.boards.base.kinds import Act, BoardRole, NoteState, Phase, Source
from participation.boards.base.rules import Doing
from participation.boards.base.sequence import Locked, step
from participation.boards.models import (
    BoardColumn,
    Note,
    NoteTranslation,
    NoteWish,
    Participant,
    Reaction,
)
from participation.boards.notes import holding
from surveys.texts import clean

Line = Row[*tuple[Any, ...]]

LONGEST = 280
"""Characters of a note."""
REACTIONS = ("heart", "think", "question")
GRACE = timedelta(seconds=60)
"""After collecting: a note that somebody had begun by then still counts."""
LATE = frozenset({Phase.CLUSTER, Phase.DISCUSS, Phase.VOTE})
"""Phases in which it may still come; once results are open they change no more."""


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """A note as a phone sends it; ``id`` is made there."""

    id: uuid.UUID
    column: str
    """Key of the column."""
    text: str
    language: str | None = None
    place: str | None = None
    tag: str | None = None
    parent: uuid.UUID | None = None
    card: int | None = None
    """Number on a paper card; no two cards of a board have the same."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a write: the board's number and the note as its author may see it."""

    seq: int
    id: uuid.UUID
    version: int
    state: NoteState
    text: str
    held: str | None = None
    hidden_reason: str | None = None


def write(
    board_id: uuid.UUID,
    author: uuid.UUID | None,
    draft: NoteDraft,
    now: datetime,
    source: Source = Source.PHONE,
) -> Written:
    """Stores a note; the same note sent again gets the same answer.

    Args:
        board_id: the board.
        author: the participant; None for what the facilitator types in, which nobody checks.
        draft: what was written.
        now: the moment.
        source: by which way it came.

    Raises:
        BadNote: it is empty or too long, its column or parent is unknown here, or its card is
            typed in already.
        PhaseOver, Frozen: the board takes no notes now, and collecting ended longer than
            :data:`GRACE` ago.
        Blocked: moderation has blocked the author.
    """
    text = tidy(draft.text)
    if known := _stored(draft.id):
        return _same(known, board_id, author)
    board = step(board_id)
    if author is not None and not _in_grace(board, draft, now):
        rules.must(board, Doing.REPLY if draft.parent else Doing.WRITE)
    _must_be_a_new_card(board_id, draft)
    values = _values(board, author, draft, text, source)
    if not _insert(values | {"written_at": now}):
        return _same(_must_be_stored(draft.id), board_id, author)
    return Written(board.seq, draft.id, 1, NoteState(values["state"]), text, values["held"])


def edit(
    board_id: uuid.UUID,
    author: uuid.UUID,
    note_id: uuid.UUID,
    version: int,
    text: str,
) -> Written:
    """Changes an own note; on a board with a queue it waits for moderation anew.

    Raises:
        Stale: the note has another version by now; holds both texts.
        BadNote, PhaseOver, Frozen, Blocked: as :func:`write`.
    """
    text = tidy(text)
    board = step(board_id)
    note = _own(board, author, note_id)
    rules.must(board, _changing(note))
    must_not_be_blocked(author)
    if note.state == NoteState.DELETED:
        raise Stale(text, "", note.version)
    if note.text == text:
        return _written(note)
    if note.version != version:
        raise Stale(text, note.text, note.version)
    held = holding.reasons(text)
    state = _state_after_edit(board, note, held)
    database.connection().execute(
        sa.update(Note)
        .where(Note.id == note_id)
        .values(text=text, version=version + 1, state=state, held=held, seq=board.seq)
    )
    return Written(board.seq, note_id, version + 1, state, text, held, note.hidden_reason)


def delete(board_id: uuid.UUID, author: uuid.UUID, note_id: uuid.UUID, now: datetime) -> Written:
    """Deletes an own note: text, translations and wish go, an audit line stays.

    Raises:
        PhaseOver, Frozen: the board lets nobody change notes now.
    """
    board = step(board_id)
    note = _own(board, author, note_id)
    if note.state == NoteState.DELETED:
        return _written(note)
    rules.must(board, _changing(note))
    database.connection().execute(
        sa.update(Note)
        .where(Note.id == note_id)
        .values(
            state=NoteState.DELETED, text="", held=None, seq=board.seq, version=note.version + 1
        )
    )
    for about in (NoteTranslation, NoteWish):
        database.connection().execute(sa.delete(about).where(about.note_id == note_id))
    audit.line(Acting(board_id, BoardRole.PARTICIPANT, now), Act.DELETE, note_id=note_id)
    return Written(board.seq, note_id, note.version + 1, NoteState.DELETED, "")


def react(board_id: uuid.UUID, author: uuid.UUID, note_id: uuid.UUID, kind: str) -> int:
    """Reacts to a note of somebody, or takes it back; returns the board's number.

    Raises:
        BadNote: there is no such reaction, or no such note to be seen.
        PhaseOver, Frozen, Blocked: as :func:`write`.
    """
    board = step(board_id)
    rules.must(board, Doing.REACT)
    must_not_be_blocked(author)
    seen = sa.select(Note.id).where(
        Note.id == note_id, Note.board_id == board_id, Note.state == NoteState.RELEASED
    )
    connection = database.connection()
    if kind not in REACTIONS or connection.execute(seen).first() is None:
        raise BadNote(_("Dieser Zettel ist nicht mehr zu sehen."))
    mine = sa.and_(
        Reaction.note_id == note_id, Reaction.participant_id == author, Reaction.kind == kind
    )
    if not connection.execute(sa.delete(Reaction).where(mine)).rowcount:
        connection.execute(
            sa.insert(Reaction).values(note_id=note_id, participant_id=author, kind=kind)
        )
    connection.execute(sa.update(Note).where(Note.id == note_id).values(seq=board.seq))
    return board.seq


def text_of(board_id: uuid.UUID, note_id: uuid.UUID) -> str:
    """What a note of a board says.

    Raises:
        UnknownBoard: there is no such note.
    """
    note = _stored(note_id)
    if note is None or note.board_id != board_id:
        raise UnknownBoard
    found: str = note.text
    return found


def tidy(text: str) -> str:
    """``text`` as it is stored: composed, without control characters and runs of empty lines.

    Raises:
        BadNote: nothing of it can be seen, or it has more than :data:`LONGEST` characters.
    """
    composed = clean.clean(text)
    if not clean.visible(composed):
        raise BadNote(_("Schreiben Sie erst etwas auf den Zettel."))
    over = len(composed) - LONGEST
    if over > 0:
        raise BadNote(
            ngettext(
                "Der Text ist %(num)d Zeichen zu lang. Bitte kürzen Sie ihn. Er steht noch da.",
                "Der Text ist %(num)d Zeichen zu lang. Bitte kürzen Sie ihn. Er steht noch da.",
                over,
            )
            % {"num": over}
        )
    return composed


def must_not_be_blocked(author: uuid.UUID) -> None:
    """Lets through whom moderation has not blocked.

    Raises:
        Blocked: it has.
    """
    query = sa.select(Participant.blocked).where(Participant.id == author)
    if database.connection().execute(query).scalar():
        raise Blocked


def places_named() -> frozenset[str]:
    """Keys of places that notes name, so that none of them is taken out of the county's list."""
    query = sa.select(Note.place).where(Note.place.is_not(None)).distinct()
    return frozenset(key for key in database.connection().execute(query).scalars() if key)


def _values(
    board: Locked, author: uuid.UUID | None, draft: NoteDraft, text: str, source: Source
) -> dict[str, Any]:
    held = holding.reasons(text) if author else None
    waits = author is not None and (board.queue or held is not None)
    return {
        "id": draft.id,
        "board_id": board.id,
        "column_id": _column(board.id, author, draft),
        "participant_id": author,
        "parent_id": draft.parent,
        "text": text,
        "language": _short(draft.language, Note.language),
        "place": _short(draft.place, Note.place),
        "tag": _short(draft.tag, Note.tag),
        "state": NoteState.WAITING if waits else NoteState.RELEASED,
        "held": held,
        "source": source,
        "card": draft.card,
        "version": 1,
        "seq": board.seq,
        "position": 0,
        "moderated": False,
    }


def _in_grace(board: Locked, draft: NoteDraft, now: datetime) -> bool:
    """Whether a note comes late, but in time: only pages of collecting have the form for one."""
    if draft.parent or board.frozen or board.phase not in LATE:
        return False
    ended = audit.collecting_ended(board.id)
    return ended is not None and abs(now - ended) <= GRACE  # servers' clocks differ a little


def _must_be_a_new_card(board_id: uuid.UUID, draft: NoteDraft) -> None:
    same = sa.select(Note.id).where(
        Note.board_id == board_id, Note.card == draft.card, Note.state != NoteState.DELETED
    )
    if draft.card is not None and database.connection().execute(same).first():
        raise BadNote(Refusal.CARD_TYPED_IN)


def _column(board_id: uuid.UUID, author: uuid.UUID | None, draft: NoteDraft) -> uuid.UUID:
    """Where a note hangs; in the same question whether its author is blocked."""
    blocked = sa.select(Participant.blocked).where(Participant.id == author).scalar_subquery()
    if draft.parent:
        query = sa.select(Note.column_id, blocked).where(
            Note.id == draft.parent,
            Note.board_id == board_id,
            Note.parent_id.is_(None),
            Note.state == NoteState.RELEASED,
        )
    else:
        query = sa.select(BoardColumn.id, blocked).where(
            BoardColumn.board_id == board_id, BoardColumn.key == draft.column
        )
    found = database.connection().execute(query).first()
    if found is None:
        raise BadNote(
            _("Dieser Zettel ist nicht mehr zu sehen.")
            if draft.parent
            else _("Wählen Sie eine Spalte.")
        )
    column: uuid.UUID = found[0]
    if found[1]:
        raise Blocked
    return column


def _short(text: str | None, column: InstrumentedAttribute[str | None]) -> str | None:
    """What fits into a column; phones send what they offer, only strangers send more."""
    return clean.clean(text or "")[: column.type.length] or None


def _insert(values: dict[str, Any]) -> bool:
    connection = database.connection()
    statement = (
        upserting.insert(connection.dialect.name, Note)
        .values(values)
        .on_conflict_do_nothing(index_elements=["id"])
    )
    return connection.execute(statement).rowcount == 1


def _stored(note_id: uuid.UUID) -> Line | None:
    return (
        database.connection()
        .execute(sa.select(*Note.__table__.c).where(Note.id == note_id))
        .first()
    )


def _must_be_stored(note_id: uuid.UUID) -> Line:
    found = _stored(note_id)
    if found is None:
        raise UnknownBoard
    return found


def _same(note: Line, board_id: uuid.UUID, author: uuid.UUID | None) -> Written:
    """The answer to a replay; a foreign key that was guessed gets none."""
    if note.board_id != board_id or note.participant_id != author:
        raise Conflict(_("Bitte laden Sie die Seite neu und versuchen Sie es noch einmal."))
    return _written(note)


def _written(note: Line) -> Written:
    return Written(
        note.seq,
        note.id,
        note.version,
        NoteState(note.state),
        note.text,
        note.held,
        note.hidden_reason,
    )


def _own(board: Locked, author: uuid.UUID, note_id: uuid.UUID) -> Line:
    found = _stored(note_id)
    if found is None or found.board_id != board.id or found.participant_id != author:
        raise UnknownBoard
    return found


def _changing(note: Line) -> Doing:
    return Doing.REPLY if note.parent_id else Doing.CHANGE


def _state_after_edit(board: Locked, note: Line, held: str | None) -> NoteState:
    if note.state == NoteState.HIDDEN:
        return NoteState.HIDDEN
    return NoteState.WAITING if board.queue or held else NoteState.RELEASED
