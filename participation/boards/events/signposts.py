"""Names, rooms and times of an event and its workshops, for the pages on which people join."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from participation.base import database
from participation.boards.base.errors import UnknownBoard
from participation.boards.models import Event, Workshop


@dataclass(frozen=True, slots=True)
class WorkshopSignpost:
    """One workshop as the signpost at its door names it."""

    id: uuid.UUID
    code: str
    title: Mapping[str, str]
    """By language; German always."""
    room: str
    starts_at: datetime | None
    ends_at: datetime | None
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventSignpost:
    """An event and its workshops, in their order."""

    code: str
    title: Mapping[str, str]
    languages: tuple[str, ...]
    """Offered, in order."""
    workshops: tuple[WorkshopSignpost, ...]

    def workshop(self, workshop_id: uuid.UUID | None) -> WorkshopSignpost | None:
        """One of them."""
        return next((item for item in self.workshops if item.id == workshop_id), None)


_EVENT = sa.select(Event.code, Event.title, Event.languages).where(
    Event.id == sa.bindparam("event")
)
_WORKSHOPS = (
    sa.select(
        Workshop.id,
        Workshop.code,
        Workshop.title,
        Workshop.room,
        Workshop.starts_at,
        Workshop.ends_at,
        Workshop.languages,
    )
    .where(Workshop.event_id == sa.bindparam("event"))
    .order_by(Workshop.position, Workshop.id)
)


def of_event(event_id: uuid.UUID) -> EventSignpost:
    """The signposts of an event.

    Raises:
        UnknownBoard: there is none.
    """
    connection = database.connection()
    event = connection.execute(_EVENT, {"event": event_id}).first()
    if event is None:
        raise UnknownBoard
    rows = connection.execute(_WORKSHOPS, {"event": event_id})
    offered = tuple(event.languages)
    workshops = tuple(_signpost(row, offered) for row in rows)
    return EventSignpost(event.code, event.title, offered, workshops)


def _signpost(row: sa.Row[*tuple[object, ...]], offered: tuple[str, ...]) -> WorkshopSignpost:
    return WorkshopSignpost(
        row.id,
        row.code,
        row.title,
        row.room,
        row.starts_at,
        row.ends_at,
        tuple(row.languages) or offered,
    )
