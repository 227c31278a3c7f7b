"""What moderation does with notes: nothing is silently deleted, a line of each act stays."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Row

from participation import database
from participation.boards import audit
from participation.boards.faults import BadNote, UnknownBoard
from participation.boards.kinds import Act, NoteState
from participation.boards.models import Board, BoardColumn, Note, NoteTranslation, Participant
from participation.boards.numbering import Locked, step
from participation.boards.run.acting import By
from participation.catalogues import gettext as _
from participation.errors import Conflict
from participation.lazy import lazy_gettext

Line = Row[*tuple[Any, ...]]
REASON = 200
"""Characters of a reason."""
TRANSLATION = 600
"""Characters of a translation."""


class MovedMeanwhile(Conflict):
    """Another facilitator has moved the note since this page was drawn."""

    title = lazy_gettext("Der Zettel hängt schon woanders")
    remedy = lazy_gettext(
        "Jemand hat ihn gerade umgehängt. Sehen Sie nach, wo er hängt, und entscheiden Sie neu."
    )


def release(board_id: uuid.UUID, note_ids: Collection[uuid.UUID], by: By) -> int:
    """Lets everybody see notes that wait; returns how many did."""
    board = step(board_id)
    waiting = sa.and_(
        Note.board_id == board_id, Note.id.in_(note_ids), Note.state == NoteState.WAITING
    )
    found = database.connection().execute(sa.select(Note.id).where(waiting)).scalars().all()
    for note_id in found:
        _set(board, note_id, state=NoteState.RELEASED, held=None, moderated=True)
        audit.line(board_id, Act.RELEASE, by.role, by.now, note_id=note_id)
    return len(found)


def hide(board_id: uuid.UUID, note_id: uuid.UUID, reason: str, by: By) -> None:
    """Takes a note off every wall and phone; its author reads the reason.

    Raises:
        BadNote: no reason is given.
        UnknownBoard: there is no such note to hide.
    """
    told = reason.strip()[:REASON]
    if not told:
        raise BadNote(_("Schreiben Sie, warum. Wer den Zettel schrieb, liest den Grund."))
    board = step(board_id)
    _must_be(board, note_id, NoteState.WAITING, NoteState.RELEASED, NoteState.HIDDEN)
    _set(board, note_id, state=NoteState.HIDDEN, hidden_reason=told, moderated=True)
    if board.spotlight == note_id:
        database.connection().execute(
            sa.update(Board).where(Board.id == board_id).values(spotlight=None)
        )
    audit.line(board_id, Act.HIDE, by.role, by.now, note_id=note_id, reason=told)


def restore(board_id: uuid.UUID, note_id: uuid.UUID, by: By) -> None:
    """Shows a hidden note again.

    Raises:
        UnknownBoard: there is no such note.
    """
    board = step(board_id)
    _must_be(board, note_id, NoteState.HIDDEN, NoteState.RELEASED)
    _set(board, note_id, state=NoteState.RELEASED, hidden_reason=None, held=None, moderated=True)
    audit.line(board_id, Act.RESTORE, by.role, by.now, note_id=note_id)


def move(
    board_id: uuid.UUID,
    note_id: uuid.UUID,
    column: str,
    by: By,
    *,
    seen_in: str | None = None,
) -> None:
    """Hangs a note into another column.

    Args:
        board_id: the board.
        note_id: the note.
        column: key of the column it shall hang in.
        by: who does it, and when.
        seen_in: key of the column where the facilitator saw it; None: wherever it hangs.

    Raises:
        MovedMeanwhile: it hangs somewhere else by now, and not where it is wanted.
        UnknownBoard: there is no such note or column.
    """
    board = step(board_id)
    note = _must_be(board, note_id, NoteState.WAITING, NoteState.RELEASED, NoteState.HIDDEN)
    keys = database.connection().execute(
        sa.select(BoardColumn.key, BoardColumn.id).where(BoardColumn.board_id == board_id)
    )
    columns = {row.key: row.id for row in keys}
    if column not in columns:
        raise UnknownBoard
    if note.column_id == columns[column]:
        return
    if seen_in is not None and note.column_id != columns.get(seen_in):
        raise MovedMeanwhile
    _set(board, note_id, column_id=columns[column])
    audit.line(board_id, Act.MOVE, by.role, by.now, note_id=note_id)


def block(board_id: uuid.UUID, note_id: uuid.UUID, by: By) -> None:
    """Lets the device that wrote a note write no more; what it wrote stays as it is.

    Raises:
        UnknownBoard: there is no such note.
    """
    board = step(board_id)
    note = _must_be(board, note_id, *NoteState)
    if note.participant_id is not None:
        database.connection().execute(
            sa.update(Participant).where(Participant.id == note.participant_id).values(blocked=True)
        )
    audit.line(board_id, Act.BLOCK, by.role, by.now)


def unblock_all(board_id: uuid.UUID, by: By) -> None:
    """Lets every device write again that was blocked by a note of this board."""
    step(board_id)
    database.connection().execute(
        sa.update(Participant)
        .where(Participant.id.in_(_writers(board_id)), Participant.blocked)
        .values(blocked=False)
    )
    audit.line(board_id, Act.UNBLOCK, by.role, by.now)


def blocked(board_id: uuid.UUID) -> int:
    """How many devices that wrote on this board are blocked."""
    query = (
        sa.select(sa.func.count())
        .select_from(Participant)
        .where(Participant.id.in_(_writers(board_id)), Participant.blocked)
    )
    return database.connection().execute(query).scalar_one()


def translate(
    board_id: uuid.UUID,
    note_id: uuid.UUID,
    language: str,
    text: str,
    by: By,
) -> None:
    """Puts a person's translation below a note, instead of an earlier one.

    Raises:
        BadNote: nothing was written.
        UnknownBoard: there is no such note.
    """
    told = text.replace("\0", "").strip()[:TRANSLATION]
    if not told:
        raise BadNote(_("Schreiben Sie die Übersetzung auf."))
    board = step(board_id)
    note = _must_be(board, note_id, NoteState.WAITING, NoteState.RELEASED)
    connection = database.connection()
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    values = {"text": told, "reviewed_by": by.role.value, "version": note.version}
    connection.execute(
        insert(NoteTranslation)
        .values(note_id=note_id, language=language, **values)
        .on_conflict_do_update(index_elements=["note_id", "language"], set_=values)
    )
    _set(board, note_id)
    audit.line(board_id, Act.TRANSLATE, by.role, by.now, note_id=note_id)


def _writers(board_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    return sa.select(Note.participant_id).where(
        Note.board_id == board_id, Note.participant_id.is_not(None)
    )


def _must_be(board: Locked, note_id: uuid.UUID, *states: NoteState) -> Line:
    query = sa.select(Note.id, Note.column_id, Note.participant_id, Note.state, Note.version).where(
        Note.id == note_id, Note.board_id == board.id
    )
    found = database.connection().execute(query).first()
    if found is None or found.state not in states:
        raise UnknownBoard
    return found


def _set(board: Locked, note_id: uuid.UUID, **values: object) -> None:
    database.connection().execute(
        sa.update(Note).where(Note.id == note_id).values(seq=board.seq, **values)
    )
