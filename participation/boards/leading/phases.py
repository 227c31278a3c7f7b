"""What a workshop does now: phases, timer, pause, what is hidden. Everybody follows."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

import sqlalchemy as sa

from participation.base import database
from participation.boards.base import audit
from participation.boards.base.audit import Acting
from participation.boards.base.errors import BadChoice, Refusal
from participation.boards.base.kinds import OPEN_RESULTS, Act, NoteState, Phase, VoteKind
from participation.boards.base.sequence import Locked, step
from participation.boards.models import Board, Cluster, Note
from participation.boards.models.voting import MOST_DOTS
from participation.boards.notes import suggesting
from participation.boards.summaries import summaries

LONGEST_MINUTES = 240


def set_phase(by: Acting, phase: Phase, minutes: int | None) -> int:
    """Begins a phase, with a timer if ``minutes`` are given; returns the board's number.

    Raises:
        BadChoice: the minutes are not from 1 to :data:`LONGEST_MINUTES`.
    """
    board = step(by.board_id)
    _set(board, phase=phase, phase_ends_at=_end(minutes, by.at), frozen=False)
    if (phase in OPEN_RESULTS) is not (board.phase in OPEN_RESULTS):
        _send_results_anew(board)
    elif board.others_hidden and Phase.COLLECT in (phase, board.phase):
        _send_notes_anew(board)
    if phase is Phase.CLUSTER:
        suggesting.ask(board.id)
    if phase in OPEN_RESULTS:
        summaries.ask(board.workshop_id)
    audit.line(by, Act.PHASE, reason=phase.value)
    return board.seq


def set_timer(by: Acting, minutes: int | None) -> int:
    """Sets the end of the phase to ``minutes`` from now, or takes the timer away.

    Raises:
        BadChoice: the minutes are not from 1 to :data:`LONGEST_MINUTES`.
    """
    board = step(by.board_id)
    _set(board, phase_ends_at=_end(minutes, by.at))
    return board.seq


def extend(by: Acting, minutes: int) -> int:
    """Gives the phase more minutes, from its end or, once that is past, from now.

    Raises:
        BadChoice: the minutes are not from 1 to :data:`LONGEST_MINUTES`.
    """
    board = step(by.board_id)
    from_ = max(board.phase_ends_at or by.at, by.at)
    _set(board, phase_ends_at=_end(minutes, from_))
    return board.seq


def freeze(by: Acting, *, frozen: bool) -> int:
    """Lets nobody write for a while, or goes on."""
    board = step(by.board_id)
    _set(board, frozen=frozen)
    audit.line(by, Act.FREEZE if frozen else Act.GO_ON)
    return board.seq


def darken(by: Acting, *, dark: bool) -> int:
    """Makes the wall dark, or light again."""
    board = step(by.board_id)
    _set(board, dark=dark)
    audit.line(by, Act.DARK if dark else Act.LIGHT)
    return board.seq


def hide_others(by: Acting, *, hidden: bool) -> int:
    """Whether phones keep the notes of others to themselves while all collect."""
    board = step(by.board_id)
    _set(board, others_hidden=hidden)
    if board.phase is Phase.COLLECT and hidden is not board.others_hidden:
        _send_notes_anew(board)
    audit.line(by, Act.SETTING, reason=f"others_hidden={hidden}")
    return board.seq


def use_queue(by: Acting, *, queue: bool) -> int:
    """Whether new notes wait for moderation; what waits goes on waiting."""
    board = step(by.board_id)
    _set(board, queue=queue)
    audit.line(by, Act.SETTING, reason=f"queue={queue}")
    return board.seq


def set_voting(by: Acting, kind: VoteKind, dots: int) -> int:
    """How people will vote; not while they do.

    Raises:
        BadChoice: the number of dots is not from 1 to 10, or people vote now.
    """
    if not 1 <= dots <= MOST_DOTS:
        raise BadChoice(Refusal.DOTS, most=MOST_DOTS)
    board = step(by.board_id)
    if board.phase is Phase.VOTE:
        raise BadChoice(Refusal.VOTING_NOW)
    _set(board, vote_kind=kind, dots=dots)
    audit.line(by, Act.SETTING, reason=f"vote={kind.value} {dots}")
    return board.seq


def spotlight(by: Acting, target: uuid.UUID | None) -> int:
    """Shows one note or cluster alone on the wall and on phones, or all again.

    Raises:
        BadChoice: there is no such note or cluster to be seen.
    """
    board = step(by.board_id)
    if target is not None and not visible(by.board_id, target):
        raise BadChoice(Refusal.NOTE_NOT_VISIBLE)
    _set(board, spotlight=target)
    return board.seq


def visible(board_id: uuid.UUID, target: uuid.UUID) -> bool:
    """Whether everybody may see a note or cluster of the board."""
    note = sa.select(Note.id).where(
        Note.id == target, Note.board_id == board_id, Note.state == NoteState.RELEASED
    )
    cluster = sa.select(Cluster.id).where(
        Cluster.id == target, Cluster.board_id == board_id, Cluster.deleted.is_(False)
    )
    return database.connection().execute(sa.union_all(note, cluster)).first() is not None


def _end(minutes: int | None, now: datetime) -> datetime | None:
    if minutes is None:
        return None
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise BadChoice(Refusal.MINUTES, most=LONGEST_MINUTES)
    return now + timedelta(minutes=minutes)


def _set(board: Locked, **values: object) -> None:
    database.connection().execute(sa.update(Board).where(Board.id == board.id).values(**values))


def _send_results_anew(board: Locked) -> None:
    """Results appear or disappear with their notes and clusters: all of them are sent anew."""
    _send_notes_anew(board)
    database.connection().execute(
        sa.update(Cluster).where(Cluster.board_id == board.id).values(seq=board.seq)
    )


def _send_notes_anew(board: Locked) -> None:
    database.connection().execute(
        sa.update(Note)
        .where(Note.board_id == board.id, Note.state == NoteState.RELEASED)
        .values(seq=board.seq)
    )
