"""How much people have written and voted, for the question asked before anything is deleted."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from participation.base import database
from participation.boards.base.kinds import NoteState
from participation.boards.models import (
    Board,
    Cluster,
    Dot,
    Note,
    Participant,
    Rating,
    Vote,
    Workshop,
)


@dataclass(frozen=True, slots=True)
class Written:
    """What is there, in an event, in a workshop or on a board."""

    notes: int
    themes: int
    votes: int
    """Dots, stars and opinions of phones."""
    people: int
    """Who takes part; on a board: in its workshop."""

    @property
    def anything(self) -> bool:
        """Whether somebody would miss something."""
        return bool(self.notes or self.themes or self.votes or self.people)


def in_event(event_id: uuid.UUID) -> Written:
    """What is there in all workshops of an event."""
    return _written(Workshop.event_id == event_id, Participant.event_id == event_id)


def in_workshop(workshop_id: uuid.UUID) -> Written:
    """What is there on all boards of a workshop."""
    return _written(Workshop.id == workshop_id, Participant.workshop_id == workshop_id)


def on_board(board_id: uuid.UUID) -> Written:
    """What is there on a board."""
    workshop = sa.select(Board.workshop_id).where(Board.id == board_id).scalar_subquery()
    return _written(Board.id == board_id, Participant.workshop_id == workshop)


def _written(where: sa.ColumnElement[bool], who: sa.ColumnElement[bool]) -> Written:
    boards = sa.select(Board.id).join(Workshop, Workshop.id == Board.workshop_id).where(where)

    def number(
        model: type[Note | Cluster | Dot | Vote | Rating], *more: sa.ColumnElement[bool]
    ) -> sa.ScalarSelect[int]:
        chosen = sa.select(sa.func.count()).select_from(model)
        return chosen.where(model.board_id.in_(boards), *more).scalar_subquery()

    people = sa.select(sa.func.count()).select_from(Participant).where(who).scalar_subquery()
    row = database.connection().execute(
        sa.select(
            number(Note, Note.state != NoteState.DELETED),
            number(Cluster, Cluster.deleted.is_(False)),
            number(Dot) + number(Vote) + number(Rating),
            people,
        )
    )
    notes, themes, votes, persons = row.one()
    return Written(notes, themes, votes, persons)
