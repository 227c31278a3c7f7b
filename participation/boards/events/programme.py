"""Events with their workshops as staff plan and see them, read by one statement."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from participation.base import database
from participation.boards.base.kinds import EventKind
from participation.boards.models import Board, Event, Note, Workshop

KEPT = timedelta(days=180)
"""How long after its day an event is archived by itself, unless staff say otherwise."""


@dataclass(frozen=True, slots=True)
class EventPlan:
    """What staff decide about an event."""

    title: dict[str, str]
    """By language; German always."""
    day: date
    kind: EventKind = EventKind.CONFERENCE
    place_name: str = ""
    languages: tuple[str, ...] = ("de",)
    retention_until: date | None = None
    """None: :data:`KEPT` after the day."""
    feedback_wave: uuid.UUID | None = None
    """The survey in which people say how the day was."""

    @property
    def kept_until(self) -> date:
        """The last day before it is archived by itself."""
        return self.retention_until or self.day + KEPT


@dataclass(frozen=True, slots=True)
class WorkshopPlan:
    """What staff decide about a workshop."""

    title: dict[str, str]
    room: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    languages: tuple[str, ...] = ()
    """Empty: those of the event."""


@dataclass(frozen=True, slots=True)
class WorkshopInfo:
    """A workshop of an event."""

    id: uuid.UUID
    event_id: uuid.UUID
    position: int
    code: str
    plan: WorkshopPlan
    active_board: uuid.UUID | None
    boards: int
    notes: int
    waiting: int
    """Notes that wait for moderation."""


@dataclass(frozen=True, slots=True)
class EventInfo:
    """An event."""

    id: uuid.UUID
    code: str
    plan: EventPlan
    open_unchecked: tuple[str, ...]
    rehearsal: bool
    archived_on: date | None
    revision: int
    workshops: tuple[WorkshopInfo, ...] = field(default=())

    @property
    def notes(self) -> int:
        """Notes in all its workshops."""
        return sum(workshop.notes for workshop in self.workshops)


def read(which: sa.ColumnElement[bool]) -> tuple[EventInfo, ...]:
    """Events, the latest day first, each with its workshops in order."""
    columns = [column.label(f"of_{column.key}") for column in Workshop.__table__.c]
    query = (
        sa.select(*Event.__table__.c, *columns, *_counts())
        .join(Workshop, Workshop.event_id == Event.id, isouter=True)
        .where(which)
        .order_by(Event.day.desc(), Event.id, Workshop.position, Workshop.id)
    )
    rows = database.connection().execute(query)
    return tuple(_event(list(same)) for _, same in groupby(rows, lambda row: row.id))


def _counts() -> tuple[sa.Label[int], ...]:
    notes = _inside(Note.id).where(Note.board_id == Board.id, Note.state != "deleted")
    waiting = notes.where(Note.state == "waiting")
    return tuple(
        query.correlate(Workshop).scalar_subquery().label(name)
        for name, query in (("boards", _inside(Board.id)), ("notes", notes), ("waiting", waiting))
    )


def _inside(what: sa.SQLColumnExpression[uuid.UUID]) -> sa.Select[int]:
    return sa.select(sa.func.count(what)).where(Board.workshop_id == Workshop.id)


def _event(rows: list[sa.Row[Any]]) -> EventInfo:
    row = rows[0]
    plan = EventPlan(
        row.title,
        row.day,
        EventKind(row.kind),
        row.place_name,
        tuple(row.languages),
        row.retention_until,
        row.feedback_wave,
    )
    return EventInfo(
        row.id,
        row.code,
        plan,
        tuple(row.open_unchecked),
        row.rehearsal,
        row.archived_on,
        row.revision,
        tuple(_workshop(each) for each in rows if each.of_id is not None),
    )


def _workshop(row: sa.Row[Any]) -> WorkshopInfo:
    plan = WorkshopPlan(
        row.of_title, row.of_room, row.of_starts_at, row.of_ends_at, tuple(row.of_languages)
    )
    return WorkshopInfo(
        row.of_id,
        row.id,
        row.of_position,
        row.of_code,
        plan,
        row.of_active_board,
        row.boards,
        row.notes,
        row.waiting,
    )
