"""Trying an event out: everything works, and all of it is wiped before the day."""

from __future__ import annotations

import uuid
from datetime import date

import sqlalchemy as sa

from participation.base import database
from participation.base.errors import Conflict
from participation.boards.base import notify
from participation.boards.base.errors import Refusal
from participation.boards.base.kinds import Phase
from participation.boards.models import (
    Board,
    BoardSuggestions,
    Cluster,
    Dot,
    Event,
    HandCount,
    ModerationEntry,
    Note,
    Outcome,
    Participant,
    Rating,
    Vote,
    Workshop,
)


def end(event_id: uuid.UUID) -> bool:
    """Ends the rehearsal of an event and wipes what people wrote in it; False: it was over."""
    ended = database.connection().execute(
        sa.update(Event)
        .where(Event.id == event_id, Event.rehearsal.is_(True))
        .values(rehearsal=False)
    )
    if not ended.rowcount:
        return False
    wipe(event_id)
    return True


def keep(event_id: uuid.UUID) -> None:
    """Ends the rehearsal of an event that was no rehearsal: what people wrote stays and counts.

    Their pages come anew, so that nobody reads any longer that all of it will be deleted.
    """
    connection = database.connection()
    connection.execute(sa.update(Event).where(Event.id == event_id).values(rehearsal=False))
    result = sa.update(Board).where(Board.id.in_(_boards(event_id)))
    values = {"seq": Board.seq + 1, "epoch": Board.epoch + 1}
    for row in connection.execute(result.values(values).returning(Board.id, Board.seq)).all():
        notify.changed(row.id, row.seq)


def begin_again(event_id: uuid.UUID) -> None:
    """Goes back to trying out, as long as nothing was written in earnest.

    Raises:
        Conflict: people have taken part in earnest, or it is archived.
    """
    connection = database.connection()
    people = sa.select(Participant.id).where(Participant.event_id == event_id)
    cards = (
        sa.select(Note.id)
        .join(Board, Board.id == Note.board_id)
        .join(Workshop, Workshop.id == Board.workshop_id)
        .where(Workshop.event_id == event_id)
    )  # typed in from paper; the next tick would wipe them
    if connection.execute(sa.union_all(people, cards).limit(1)).first() is not None:
        raise Conflict(Refusal.PEOPLE_TAKE_PART)
    connection.execute(
        sa.update(Event)
        .where(Event.id == event_id, Event.archived_on.is_(None))
        .values(rehearsal=True)
    )


def end_due(today: date) -> int:
    """Ends the rehearsal of every event whose day has come; how many there were."""
    due = sa.select(Event.id).where(Event.rehearsal.is_(True), Event.day <= today)
    return sum(end(event_id) for event_id in list(database.connection().execute(due).scalars()))


def wipe(event_id: uuid.UUID) -> None:
    """Takes everything away that people wrote, voted and moderated, and all who took part.

    Boards begin anew: a client that knows another ``epoch`` asks for everything anew.
    """
    connection = database.connection()
    board_ids = list(connection.execute(_boards(event_id)).scalars())
    for model in (
        Dot,
        Vote,
        Rating,
        HandCount,
        ModerationEntry,
        Outcome,
        BoardSuggestions,
        Note,
        Cluster,
    ):
        connection.execute(sa.delete(model).where(model.board_id.in_(board_ids)))
    connection.execute(sa.delete(Participant).where(Participant.event_id == event_id))
    begun = connection.execute(
        sa.update(Board)
        .where(Board.id.in_(board_ids))
        .values(
            seq=Board.seq + 1,
            epoch=Board.epoch + 1,
            phase=Phase.COLLECT,
            phase_ends_at=None,
            frozen=False,
            dark=False,
            wall_size=0,
            spotlight=None,
            people_told_at=None,
        )
        .returning(Board.id, Board.seq)
    )
    for row in begun.all():
        notify.changed(row.id, row.seq)


def _boards(event_id: uuid.UUID) -> sa.Select[uuid.UUID]:
    return (
        sa.select(Board.id)
        .join(Workshop, Workshop.id == Board.workshop_id)
        .where(Workshop.event_id == event_id)
    )
