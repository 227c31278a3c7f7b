"""Events and their workshops, as staff plan them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

import sqlalchemy as sa

from participation.base import database
from participation.base.errors import Conflict
from participation.base.words.languages import LANGUAGES
from participation.boards.base import codes
from participation.boards.base.errors import Refusal, UnknownBoard
from participation.boards.events import programme
from participation.boards.events.programme import EventInfo, EventPlan, WorkshopInfo, WorkshopPlan
from participation.boards.models import Event, Workshop

MOST_WORKSHOPS = 40


def create(plan: EventPlan) -> uuid.UUID:
    """A new event, in rehearsal until its day."""
    event_id = uuid.uuid4()
    database.connection().execute(
        sa.insert(Event).values(
            id=event_id,
            code=codes.fresh(),
            open_unchecked=[],
            rehearsal=True,
            revision=1,
            **_event_values(plan),
        )
    )
    return event_id


def save(event_id: uuid.UUID, plan: EventPlan, revision: int) -> None:
    """Changes an event.

    Raises:
        Conflict: somebody else changed it meanwhile, or it is archived.
    """
    done = database.connection().execute(
        sa.update(Event)
        .where(Event.id == event_id, Event.revision == revision, Event.archived_on.is_(None))
        .values(revision=revision + 1, **_event_values(plan))
    )
    if not done.rowcount:
        raise Conflict(Refusal.EVENT_CHANGED)


def event(event_id: uuid.UUID) -> EventInfo:
    """One event with its workshops.

    Raises:
        UnknownBoard: there is none.
    """
    found = programme.read(Event.id == event_id)
    if not found:
        raise UnknownBoard
    return found[0]


def events() -> tuple[EventInfo, ...]:
    """All events, the latest day first."""
    return programme.read(sa.true())


def delete(event_id: uuid.UUID) -> None:
    """Throws an event away, with all that was written in its rehearsal.

    Raises:
        Conflict: people have written on its boards in earnest.
    """
    found = event(event_id)
    if found.notes and not found.rehearsal:
        raise Conflict(Refusal.EVENT_HAS_NOTES)
    database.connection().execute(sa.delete(Event).where(Event.id == event_id))


def add_workshop(event_id: uuid.UUID, plan: WorkshopPlan) -> uuid.UUID:
    """A further workshop, after the others.

    Raises:
        Conflict: there are as many as an event may have.
    """
    connection = database.connection()
    last = sa.select(sa.func.coalesce(sa.func.max(Workshop.position), 0)).where(
        Workshop.event_id == event_id
    )
    position = connection.execute(last).scalar_one() + 1
    if position > MOST_WORKSHOPS:
        raise Conflict(Refusal.TOO_MANY_WORKSHOPS)
    workshop_id = uuid.uuid4()
    connection.execute(
        sa.insert(Workshop).values(
            id=workshop_id,
            event_id=event_id,
            position=position,
            code=codes.fresh(),
            **_workshop_values(plan),
        )
    )
    return workshop_id


def save_workshop(workshop_id: uuid.UUID, plan: WorkshopPlan) -> None:
    """Changes a workshop."""
    database.connection().execute(
        sa.update(Workshop).where(Workshop.id == workshop_id).values(**_workshop_values(plan))
    )


def workshop(workshop_id: uuid.UUID) -> tuple[EventInfo, WorkshopInfo]:
    """A workshop and its event.

    Raises:
        UnknownBoard: there is none.
    """
    query = sa.select(Workshop.event_id).where(Workshop.id == workshop_id)
    event_id = database.connection().execute(query).scalar()
    if event_id is None:
        raise UnknownBoard
    found = event(event_id)
    return found, next(item for item in found.workshops if item.id == workshop_id)


def delete_workshop(workshop_id: uuid.UUID) -> None:
    """Throws a workshop away.

    Raises:
        Conflict: people have written on its boards in earnest.
    """
    found, own = workshop(workshop_id)
    if own.notes and not found.rehearsal:
        raise Conflict(Refusal.WORKSHOP_HAS_NOTES)
    database.connection().execute(sa.delete(Workshop).where(Workshop.id == workshop_id))


def renew_code(event_id: uuid.UUID, workshop_id: uuid.UUID | None) -> str:
    """A new code for an event or a workshop; the old one leads nowhere from now on.

    An event's new code also ends the cookies of who has joined: they join again.
    """
    code = codes.fresh()
    statement = (
        sa.update(Workshop).where(Workshop.id == workshop_id, Workshop.event_id == event_id)
        if workshop_id
        else sa.update(Event).where(Event.id == event_id)
    )
    database.connection().execute(statement.values(code=code))
    return code


def open_unchecked(event_id: uuid.UUID, tag: str, *, opened: bool) -> None:
    """Whether prompts nobody released are shown in a language; people are told that it is so."""
    connection = database.connection()
    query = sa.select(Event.open_unchecked).where(Event.id == event_id).with_for_update()
    before = connection.execute(query).scalar() or []
    tags = [known for known in before if known != tag] + ([tag] if opened else [])
    connection.execute(sa.update(Event).where(Event.id == event_id).values(open_unchecked=tags))


def _event_values(plan: EventPlan) -> dict[str, object]:
    return {
        "title": plan.title,
        "kind": plan.kind,
        "day": plan.day,
        "place_name": plan.place_name,
        "languages": _ordered(plan.languages) or ["de"],
        "retention_until": plan.kept_until,
        "feedback_wave": plan.feedback_wave,
    }


def _workshop_values(plan: WorkshopPlan) -> dict[str, object]:
    return {
        "title": plan.title,
        "room": plan.room,
        "starts_at": plan.starts_at,
        "ends_at": plan.ends_at,
        "languages": _ordered(plan.languages),
    }


def _ordered(tags: Iterable[str]) -> list[str]:
    chosen = set(tags)
    return [tag for tag in LANGUAGES if tag in chosen]
