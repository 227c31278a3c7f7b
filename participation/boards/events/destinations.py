"""Which event, workshop and board a code means."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from participation.base import database
from participation.boards.base import codes
from participation.boards.base.errors import Guessing, UnknownBoard
from participation.boards.events import guesses
from participation.boards.models import Board, Event, Workshop


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a code leads."""

    event_id: uuid.UUID
    event_code: str
    languages: tuple[str, ...]
    """Offered, in order."""
    rehearsal: bool
    archived: bool
    workshop_id: uuid.UUID | None = None
    """None: the code is the event's."""
    workshop_code: str | None = None
    board_id: uuid.UUID | None = None
    """The board on which people write now."""
    feedback_wave: uuid.UUID | None = None
    """The survey in which people say how the day was."""

    @property
    def code(self) -> str:
        """The code that leads here."""
        return self.workshop_code or self.event_code


_EVENT = (
    Event.id,
    Event.code,
    Event.languages,
    Event.rehearsal,
    Event.archived_on.is_not(None).label("archived"),
    Event.feedback_wave,
    Event.day,
)
_WORKSHOP = (
    Workshop.id.label("workshop_id"),
    Workshop.code.label("workshop_code"),
    Workshop.languages.label("workshop_languages"),
    Workshop.active_board,
)
_BY_WORKSHOP = sa.select(*_EVENT, *_WORKSHOP).join(Workshop, Workshop.event_id == Event.id)


def of_code(code: str, knows: Callable[[Destination], bool] | None = None) -> Destination:
    """Where ``code``, as a person wrote it, leads.

    Args:
        code: what was written.
        knows: whether the browser has a right there by now; asked only while somebody guesses.

    Raises:
        UnknownBoard: nowhere.
        Guessing: so many codes were wrong that wrong ones, and those of past events, wait.
    """
    found, guessed = _looked_up(codes.tidy(code)), guesses.bucket()
    if found is None:
        guessed.wrong()
    if not guessed.empty():
        if found is None:
            raise UnknownBoard
        return found[0]
    if found is None or (guesses.over(found[1]) and not (knows and knows(found[0]))):
        raise Guessing
    return found[0]


def _looked_up(bare: str) -> tuple[Destination, date] | None:
    """Where a bare code leads, and the day of the event."""
    connection = database.connection()
    row = connection.execute(_BY_WORKSHOP.where(Workshop.code == bare)).first()
    if row is not None:
        return _destination(row), row.day
    event = connection.execute(sa.select(*_EVENT).where(Event.code == bare)).first()
    return (_foyer(event), event.day) if event else None


def activate(board_id: uuid.UUID, other: uuid.UUID) -> None:
    """Lets people write on another board of the workshop of ``board_id``.

    Raises:
        UnknownBoard: the other one belongs to another workshop.
    """
    workshop = sa.select(Board.workshop_id).where(Board.id == board_id)
    same = sa.select(Board.id).where(
        Board.id == other, Board.workshop_id == workshop.scalar_subquery()
    )
    connection = database.connection()
    if connection.execute(same).first() is None:
        raise UnknownBoard
    connection.execute(
        sa.update(Workshop)
        .where(Workshop.id == workshop.scalar_subquery())
        .values(active_board=other)
    )


def boards(workshop_id: uuid.UUID) -> tuple[tuple[uuid.UUID, str], ...]:
    """The boards of a workshop in order: key and the template they came from."""
    query = (
        sa.select(Board.id, Board.template)
        .where(Board.workshop_id == workshop_id)
        .order_by(Board.position, Board.id)
    )
    return tuple((row[0], row[1]) for row in database.connection().execute(query))


def of_board(board_id: uuid.UUID) -> Destination:
    """The destination of a board, whether or not people write on it now.

    Raises:
        UnknownBoard: there is no such board.
    """
    query = _BY_WORKSHOP.join(Board, Board.workshop_id == Workshop.id).where(Board.id == board_id)
    row = database.connection().execute(query).first()
    if row is None:
        raise UnknownBoard
    return replace(_destination(row), board_id=board_id)


def of_keys(event_id: uuid.UUID, workshop_id: uuid.UUID | None) -> Destination:
    """The destination of a workshop or, without one, of an event.

    Raises:
        UnknownBoard: there is none.
    """
    query = (
        _BY_WORKSHOP.where(Workshop.id == workshop_id)
        if workshop_id
        else sa.select(*_EVENT).where(Event.id == event_id)
    )
    row = database.connection().execute(query).first()
    if row is None:
        raise UnknownBoard
    if workshop_id:
        return _destination(row)
    return _foyer(row)


def _foyer(row: sa.Row[*tuple[object, ...]]) -> Destination:
    """The event itself, before a workshop is chosen."""
    return Destination(
        row.id,
        row.code,
        tuple(row.languages),
        row.rehearsal,
        row.archived,
        feedback_wave=row.feedback_wave,
    )


def _destination(row: sa.Row[*tuple[object, ...]]) -> Destination:
    return replace(
        _foyer(row),
        languages=tuple(row.workshop_languages or row.languages),
        workshop_id=row.workshop_id,
        workshop_code=row.workshop_code,
        board_id=row.active_board,
    )
