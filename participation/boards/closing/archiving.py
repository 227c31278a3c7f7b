"""After an event: what ties notes and votes to devices and minutes goes, counts stay."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, time

import sqlalchemy as sa

from participation.base import database
from participation.boards.base import notify
from participation.boards.base.kinds import Phase
from participation.boards.events import links
from participation.boards.models import (
    Board,
    BoardSuggestions,
    BoardTally,
    Dot,
    Event,
    Likeness,
    ModerationEntry,
    Note,
    NoteWish,
    Participant,
    Rating,
    Reaction,
    Workshop,
)
from participation.boards.opinions import opinions, votes
from participation.boards.summaries import summaries
from participation.boards.voting.tallies import OPINIONS, phone_rows


def archive(event_id: uuid.UUID, today: date) -> bool:
    """Ends an event for good; False: it was archived before.

    People's secrets are forgotten, votes and reactions become counts, times of notes and of the
    acts of moderation go (the day stays), every link is withdrawn and all boards are closed.
    Notes stay as they were written, with a random number for who wrote which of them together,
    so that a word can still be counted by persons. What people said to statements waits some
    seconds for a job where many did: it looks for opinion groups before.
    """
    connection = database.connection()
    done = connection.execute(
        sa.update(Event)
        .where(Event.id == event_id, Event.archived_on.is_(None))
        .values(archived_on=today)
    )
    if not done.rowcount:
        return False
    boards = connection.execute(
        sa.select(Board.id, Event.day)
        .join(Workshop, Workshop.id == Board.workshop_id)
        .join(Event, Event.id == Workshop.event_id)
        .where(Event.id == event_id)
    ).all()
    waits = opinions.before_archiving(event_id)
    for row in boards:
        _settle(row.id, row.day)
    if not waits:
        votes.settle(event_id)
    connection.execute(
        sa.update(Participant).where(Participant.event_id == event_id).values(secret_hash=None)
    )
    links.withdraw_all(event_id)
    summaries.ask_uncounted(event_id)
    return True


def archive_due(today: date) -> int:
    """Archives every event whose retention date has passed; how many there were."""
    opinions.settle_left(today)
    due = sa.select(Event.id).where(Event.archived_on.is_(None), Event.retention_until < today)
    found = list(database.connection().execute(due).scalars())
    return sum(archive(event_id, today) for event_id in found)


def _settle(board_id: uuid.UUID, day: date) -> None:
    connection = database.connection()
    given = [row for row in phone_rows(board_id) if row[1] not in OPINIONS]
    counts = [*given, *_reactions(board_id)]
    if counts:
        connection.execute(
            sa.insert(BoardTally),
            [
                {"board_id": board_id, "target": target, "value": value, "total": total}
                for target, value, total in counts
            ],
        )
    for model in (Dot, Rating, Likeness, BoardSuggestions):
        connection.execute(sa.delete(model).where(model.board_id == board_id))
    inside = sa.select(Note.id).where(Note.board_id == board_id)
    for about in (Reaction, NoteWish):
        connection.execute(sa.delete(about).where(about.note_id.in_(inside)))
    connection.execute(sa.update(Note).where(Note.board_id == board_id).values(written_at=None))
    connection.execute(
        sa.update(ModerationEntry)
        .where(ModerationEntry.board_id == board_id)
        .values(at=datetime.combine(day, time(), tzinfo=UTC), before=None)
    )
    closed = connection.execute(
        sa.update(Board)
        .where(Board.id == board_id)
        .values(
            seq=Board.seq + 1,
            phase=Phase.CLOSED,
            phase_ends_at=None,
            people_told_at=None,
            frozen=False,
        )
        .returning(Board.seq)
    ).scalar_one()
    notify.changed(board_id, closed)


def _reactions(board_id: uuid.UUID) -> list[tuple[uuid.UUID, str, int]]:
    query = (
        sa.select(Reaction.note_id, Reaction.kind, sa.func.count())
        .join(Note, Note.id == Reaction.note_id)
        .where(Note.board_id == board_id)
        .group_by(Reaction.note_id, Reaction.kind)
    )
    return [(row[0], row[1], row[2]) for row in database.connection().execute(query)]
