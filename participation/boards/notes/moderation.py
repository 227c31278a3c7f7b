"""Moderation: nothing is silently deleted, and every act leaves a line."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from participation.base import database
from participation.boards.base import audit
from participation.boards.base.audit import Acting
from participation.boards.base.errors import BadChoice, Moved, Refusal, UnknownBoard
from participation.boards.base.kinds import Act, NoteState
from participation.boards.base.sequence import step
from participation.boards.models import Board, HoldWord, Note, NoteTranslation, Participant
from participation.boards.notes import grouping
from participation.boards.notes.changes import Line
from surveys.texts import clean

LONGEST_REASON = 200
MOST_WORDS = 500


def release(by: Acting, note_ids: Sequence[uuid.UUID], seen: int | None = None) -> int:
    """Puts waiting notes on the wall; the others among ``note_ids`` stay as they are.

    Args:
        by: who acts where.
        note_ids: the notes.
        seen: the board's number when they were read; what changed since is read again first.
    """
    board = step(by.board_id)
    rows = _update(
        by.board_id,
        Note.id.in_(note_ids) & (Note.state == NoteState.WAITING) & _unchanged(seen),
        state=NoteState.RELEASED,
        moderated=True,
        seq=board.seq,
    )
    for note_id in rows:
        audit.line(by, Act.RELEASE, note_id=note_id)
    return board.seq


def hide(by: Acting, note_id: uuid.UUID, reason: str) -> int:
    """Takes a note from every wall and phone; its author reads the reason.

    Raises:
        BadChoice: no reason is given.
        UnknownBoard: there is no such note to be hidden.
    """
    cleaned = clean.clean(reason)[:LONGEST_REASON]
    if not clean.visible(cleaned):
        raise BadChoice(Refusal.NO_REASON)
    board = step(by.board_id)
    _must(
        _update(
            by.board_id,
            (Note.id == note_id) & Note.state.in_([NoteState.WAITING, NoteState.RELEASED]),
            state=NoteState.HIDDEN,
            hidden_reason=cleaned,
            moderated=True,
            seq=board.seq,
        )
    )
    if board.spotlight == note_id:
        database.connection().execute(
            sa.update(Board).where(Board.id == by.board_id).values(spotlight=None)
        )
    audit.line(by, Act.HIDE, note_id=note_id, reason=cleaned)
    grouping.leave(by, note_id)
    return board.seq


def restore(by: Acting, note_id: uuid.UUID, seen: int | None = None) -> int:
    """Shows a hidden note again.

    Args:
        by: who acts where.
        note_id: the note.
        seen: the board's number when it was read.

    Raises:
        UnknownBoard: there is no such hidden note.
        Moved: it has changed since it was read.
    """
    board = step(by.board_id)
    hidden = (Note.id == note_id) & (Note.state == NoteState.HIDDEN)
    known = sa.select(Note.id).where(hidden, Note.board_id == by.board_id, ~_unchanged(seen))
    if database.connection().execute(known).first() is not None:
        raise Moved
    _must(
        _update(
            by.board_id,
            hidden,
            state=NoteState.RELEASED,
            hidden_reason=None,
            seq=board.seq,
        )
    )
    audit.line(by, Act.RESTORE, note_id=note_id)
    return board.seq


def block(by: Acting, note_id: uuid.UUID, *, blocked: bool = True) -> int:
    """Lets the device that wrote a note write nothing more in this event, or lets it again.

    Raises:
        UnknownBoard: there is no such note, or it came from no device.
    """
    board = step(by.board_id)
    author = database.connection().execute(
        sa.select(Note.participant_id).where(Note.id == note_id, Note.board_id == by.board_id)
    )
    found = author.scalar()
    if found is None:
        raise UnknownBoard
    database.connection().execute(
        sa.update(Participant).where(Participant.id == found).values(blocked=blocked)
    )
    audit.line(by, Act.BLOCK if blocked else Act.UNBLOCK, note_id=note_id)
    return board.seq


def blocked(board_id: uuid.UUID) -> int:
    """How many devices that wrote on a board are blocked."""
    query = sa.select(sa.func.count()).where(
        Participant.id.in_(_writers(board_id)), Participant.blocked
    )
    return database.connection().execute(query).scalar_one()


def unblock_all(by: Acting) -> int:
    """Lets every device write again that was blocked by a note of this board."""
    board = step(by.board_id)
    database.connection().execute(
        sa.update(Participant)
        .where(Participant.id.in_(_writers(by.board_id)), Participant.blocked)
        .values(blocked=False)
    )
    audit.line(by, Act.UNBLOCK)
    return board.seq


def translate(
    by: Acting,
    note_id: uuid.UUID,
    language: str,
    text: str,
    reviewer: str,
) -> int:
    """Puts a human translation beside a note, for the version it has now.

    Raises:
        BadChoice: the text is empty or too long.
        UnknownBoard: there is no such note.
    """
    said = clean.clean(text)
    if not clean.visible(said) or len(said) > NoteTranslation.text.type.length:
        raise BadChoice(Refusal.TRANSLATION_LENGTH)
    board = step(by.board_id)
    rows = _update(by.board_id, Note.id == note_id, seq=board.seq)
    _must(rows)
    connection = database.connection()
    version = connection.execute(sa.select(Note.version).where(Note.id == note_id)).scalar_one()
    same = (NoteTranslation.note_id == note_id) & (NoteTranslation.language == language)
    connection.execute(sa.delete(NoteTranslation).where(same))
    connection.execute(
        sa.insert(NoteTranslation).values(
            note_id=note_id, language=language, text=said, reviewed_by=reviewer, version=version
        )
    )
    audit.line(by, Act.TRANSLATE, note_id=note_id, reason=language)
    return board.seq


def untranslated(board_id: uuid.UUID, language: str) -> tuple[Line, ...]:
    """Released notes (id, text, language) written in another language, not yet in ``language``."""
    done = sa.select(NoteTranslation.note_id).where(
        NoteTranslation.language == language,
        NoteTranslation.note_id == Note.id,
        NoteTranslation.version == Note.version,
        NoteTranslation.reviewed_by.is_not(None),
    )
    query = (
        sa.select(Note.id, Note.text, Note.language)
        .where(
            Note.board_id == board_id,
            Note.state == NoteState.RELEASED,
            Note.language.is_not(None),
            Note.language != language,
            ~done.exists(),
        )
        .order_by(Note.written_at, Note.id)
    )
    return tuple(database.connection().execute(query))


def waiting(board_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[int, datetime | None]]:
    """By board, how many notes wait for moderation and since when the oldest does."""
    query = (
        sa.select(Note.board_id, sa.func.count(), sa.func.min(Note.written_at))
        .where(Note.board_id.in_(board_ids), Note.state == NoteState.WAITING)
        .group_by(Note.board_id)
    )
    rows = database.connection().execute(query)
    return {row[0]: (row[1], row[2]) for row in rows}


def hold_words() -> tuple[str, ...]:
    """Words that make a note wait, in order."""
    query = sa.select(HoldWord.word).order_by(HoldWord.word)
    return tuple(database.connection().execute(query).scalars())


def save_hold_words(words: Sequence[str]) -> None:
    """Replaces the list.

    Raises:
        BadChoice: it is longer than :data:`MOST_WORDS`, or a word is too long.
    """
    tidy = sorted({clean.clean(word).lower() for word in words} - {""})
    if len(tidy) > MOST_WORDS or any(len(word) > HoldWord.word.type.length for word in tidy):
        raise BadChoice(Refusal.TOO_MANY_HOLD_WORDS, most=MOST_WORDS)
    connection = database.connection()
    connection.execute(sa.delete(HoldWord))
    if tidy:
        connection.execute(sa.insert(HoldWord), [{"word": word} for word in tidy])


def _writers(board_id: uuid.UUID) -> sa.Select[uuid.UUID | None]:
    return sa.select(Note.participant_id).where(
        Note.board_id == board_id, Note.participant_id.is_not(None)
    )


def _unchanged(seen: int | None) -> sa.ColumnElement[bool]:
    return sa.true() if seen is None else Note.seq <= seen


def _update(
    board_id: uuid.UUID, which: sa.ColumnElement[bool], **values: object
) -> list[uuid.UUID]:
    statement = (
        sa.update(Note).where(Note.board_id == board_id, which).values(**values).returning(Note.id)
    )
    return list(database.connection().execute(statement).scalars())


def _must(rows: list[uuid.UUID]) -> None:
    if not rows:
        raise UnknownBoard
