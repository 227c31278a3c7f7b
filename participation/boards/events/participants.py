"""People who take part: a secret in their own cookie, and where they are now."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from participation.base import database
from participation.boards.base import notify, tokens
from participation.boards.base.errors import WorkshopOver
from participation.boards.events.destinations import Destination
from participation.boards.models import Board, Participant

ANNOUNCE_EVERY = timedelta(seconds=1)
"""How often a board takes a number for people who join: a storm of them is told in one."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who takes part."""

    id: uuid.UUID
    event_id: uuid.UUID
    workshop_id: uuid.UUID | None
    blocked: bool


def join(destination: Destination, now: datetime) -> tuple[Person, str]:
    """Somebody new takes part in an event, or in a workshop of it.

    Returns:
        The person, and the secret for the own cookie; nothing can show it again.

    Raises:
        WorkshopOver: the event is over and archived.
    """
    _must_be_alive(destination)
    secret = tokens.fresh()
    person = Person(uuid.uuid4(), destination.event_id, destination.workshop_id, blocked=False)
    database.connection().execute(
        sa.insert(Participant).values(
            id=person.id,
            event_id=destination.event_id,
            secret_hash=tokens.person_hash(secret),
            workshop_id=destination.workshop_id,
            blocked=False,
        )
    )
    if destination.board_id:
        announce(destination.board_id, now)
    return person, secret


def go_to(person: Person, destination: Destination, now: datetime) -> None:
    """Changes the workshop; notes stay where they were written, and the person's own."""
    _must_be_alive(destination)
    if person.workshop_id == destination.workshop_id or person.event_id != destination.event_id:
        return
    database.connection().execute(
        sa.update(Participant)
        .where(Participant.id == person.id)
        .values(workshop_id=destination.workshop_id)
    )
    if destination.board_id:
        announce(destination.board_id, now)


def of_secret(secret: str, event_id: uuid.UUID) -> Person | None:
    """Who bears a secret in an event."""
    digest = tokens.person_hash(secret)
    if digest is None:
        return None
    query = sa.select(
        Participant.id, Participant.event_id, Participant.workshop_id, Participant.blocked
    ).where(Participant.secret_hash == digest, Participant.event_id == event_id)
    row = database.connection().execute(query).first()
    return Person(*row) if row else None


def announce(board_id: uuid.UUID, now: datetime) -> None:
    """Raises the board's change number because people joined or voted, at most once a second."""
    due = sa.or_(Board.people_told_at.is_(None), Board.people_told_at < now - ANNOUNCE_EVERY)
    row = (
        database.connection()
        .execute(
            sa.update(Board)
            .where(Board.id == board_id, due)
            .values(seq=Board.seq + 1, people_told_at=now)
            .returning(Board.seq)
        )
        .first()
    )
    if row is not None:
        notify.changed(board_id, row.seq)


def _must_be_alive(destination: Destination) -> None:
    if destination.archived:
        raise WorkshopOver
