"""Summaries of workshops: counted by a job, corrected by staff, released in versions."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import sqlalchemy as sa
from flask import Flask

from participation.base import database, hooks, jobs
from participation.base.errors import Conflict
from participation.base.jobs import JobState
from participation.base.releases import Releases, Version
from participation.base.words.languages import Language
from participation.boards.base import notify
from participation.boards.base.errors import Refusal, UnknownBoard
from participation.boards.models import Board, Event, SummaryRelease, Workshop, WorkshopSummary
from participation.boards.summaries import tallying
from participation.boards.summaries.composing import compose
from participation.boards.summaries.document import Edits, Facts, Summary
from surveys import plain
from surveys.instrument.instrument import Text

KIND = "workshop_summary"
RELEASES = Releases(Summary, SummaryRelease, SummaryRelease.workshop_id, kept=32)


@dataclass(frozen=True, slots=True)
class Place:
    """The workshop that a summary belongs to."""

    event_id: uuid.UUID
    event_code: str
    event: Text
    day: date
    workshop_id: uuid.UUID
    position: int
    workshop: Text
    room: str
    feedback_wave: uuid.UUID | None = None
    """The survey in which people say how the day was."""
    rehearsal: bool = False
    """Whether the event is only tried out: nobody else reads of it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A summary as staff see it."""

    place: Place
    facts: Facts | None
    """None until the job has counted for the first time."""
    edits: Edits
    revision: int
    counted_at: datetime | None
    job: JobState | None
    versions: tuple[Version, ...]
    """The newest first."""

    @property
    def counting(self) -> bool:
        """Whether a job counts right now."""
        return self.job is not None and not self.job.finished

    def summary(self) -> Summary:
        """The summary as it would be released now.

        Raises:
            Conflict: nothing is counted yet.
        """
        if self.facts is None:
            raise Conflict(Refusal.SUMMARY_NOT_COUNTED)
        return compose(self.facts, self.edits, version=0)


@dataclass(frozen=True, slots=True)
class Listed:
    """A workshop in the list of an event's summaries."""

    place: Place
    version: int
    """The released one; 0: none yet."""
    counted: bool


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """An event with something to read for everybody."""

    key: str
    """By which its public page is named: lets nobody in where people still write."""
    title: Text
    day: date


Traces = Callable[[Sequence[str]], dict[str, list[tuple[str, str]]]]
"""Keys of themes and notes → by key, ``(label, address)`` of what a higher slice made of them."""
TRACES = hooks.Every[Traces]("boards.traces")


def init_app(app: Flask, then: Callable[[uuid.UUID], None]) -> None:
    """States how summaries are counted, and what the same job counts after each workshop."""
    jobs.register(app, KIND, partial(_work, then))


def on_trace(app: Flask, trace: Traces) -> None:
    """Registers what a higher slice made of themes and notes; the summary's page shows it."""
    TRACES.register(app, trace)


AfterEvent = Callable[[str, Language], str | None]
"""Code of an event or workshop, language → the address of its public page."""
AFTER_EVENT = hooks.One[AfterEvent]("boards.after_event")


def after_event(app: Flask, address: AfterEvent) -> None:
    """Registers the public page of events that are over; the card's address leads there."""
    AFTER_EVENT.register(app, address)


def public_page(where: Place, language: Language) -> str | None:
    """The address at which everybody reads a workshop's released summary; None in a rehearsal."""
    if where.rehearsal:
        return None
    return AFTER_EVENT.registered()(f"{where.event_code}.{where.position}", language)


def released_in(event_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """The workshops of an event of which everybody can read a summary; none of a rehearsal."""
    rows = database.connection().execute(
        sa.select(SummaryRelease.workshop_id)
        .join(Workshop, Workshop.id == SummaryRelease.workshop_id)
        .join(Event, Event.id == Workshop.event_id)
        .where(Event.id == event_id, Event.rehearsal.is_(False))
    )
    return frozenset(rows.scalars())


def ask(workshop_id: uuid.UUID) -> None:
    """Has the boards of a workshop counted; what staff wrote and chose stays."""
    connection = database.connection()
    job_id = jobs.enqueue(KIND, {"workshop": str(workshop_id)})
    known = connection.execute(
        sa.update(WorkshopSummary)
        .where(WorkshopSummary.workshop_id == workshop_id)
        .values(job_id=job_id)
    )
    if not known.rowcount:
        connection.execute(sa.insert(WorkshopSummary).values(_fresh(workshop_id, job_id)))


def count(workshop_id: uuid.UUID) -> None:
    """Counts in this process (jobs, commands and the demo); ends the open transaction.

    Raises:
        UnknownBoard: there is no such workshop.
    """
    database.commit()
    counted = plain.encode(tallying.facts(workshop_id))
    with database.transaction() as connection:
        values = {"facts": counted, "counted_at": datetime.now(UTC)}
        same = sa.select(WorkshopSummary.facts).where(WorkshopSummary.workshop_id == workshop_id)
        # who writes meanwhile is only stopped when there is something new to see
        new = int(connection.execute(same).scalar() != json.loads(json.dumps(counted)))
        known = connection.execute(
            sa.update(WorkshopSummary)
            .where(WorkshopSummary.workshop_id == workshop_id)
            .values(revision=WorkshopSummary.revision + new, **values)
        )
        if not known.rowcount:
            fresh = _fresh(workshop_id, None) | values
            connection.execute(sa.insert(WorkshopSummary).values(fresh))


def ask_uncounted(event_id: uuid.UUID) -> None:
    """Has counted what nobody ended, when the event is archived."""
    rows = database.connection().execute(
        sa.select(Workshop.id)
        .join(WorkshopSummary, WorkshopSummary.workshop_id == Workshop.id, isouter=True)
        .where(Workshop.event_id == event_id, WorkshopSummary.facts.is_(None))
    )
    for workshop_id in rows.scalars().all():
        ask(workshop_id)


def _fresh(workshop_id: uuid.UUID, job_id: uuid.UUID | None) -> dict[str, Any]:
    edits = plain.encode(Edits())
    return {"id": uuid.uuid4(), "workshop_id": workshop_id, "edits": edits, "job_id": job_id}


def _work(
    then: Callable[[uuid.UUID], None], arguments: dict[str, Any], report: jobs.Report
) -> dict[str, Any]:
    del report
    workshop_id = uuid.UUID(arguments["workshop"])
    try:
        count(workshop_id)
    except UnknownBoard:
        return {}  # deleted in between
    then(workshop_id)
    return {}


def draft(workshop_id: uuid.UUID) -> Draft:
    """The summary of a workshop with all that staff may know of it.

    Raises:
        UnknownBoard: there is no such workshop.
    """
    where = place(workshop_id)
    connection = database.connection()
    row = connection.execute(
        sa.select(*WorkshopSummary.__table__.c).where(WorkshopSummary.workshop_id == workshop_id)
    ).first()
    versions = RELEASES.versions(workshop_id)
    if row is None:
        return Draft(where, None, Edits(), 0, None, None, versions)
    return Draft(
        where,
        None if row.facts is None else plain.decode(Facts, row.facts),
        plain.decode(Edits, row.edits),
        row.revision,
        row.counted_at,
        None if row.job_id is None else jobs.state(row.job_id),
        versions,
    )


def edit(workshop_id: uuid.UUID, revision: int, edits: Edits) -> None:
    """Keeps what staff wrote and chose.

    Raises:
        Conflict: somebody else saved, or the boards were counted anew, since ``revision``.
    """
    changed = database.connection().execute(
        sa.update(WorkshopSummary)
        .where(WorkshopSummary.workshop_id == workshop_id, WorkshopSummary.revision == revision)
        .values(edits=plain.encode(edits), revision=revision + 1)
    )
    if not changed.rowcount:
        raise Conflict(Refusal.SUMMARY_EDITED)


def release(workshop_id: uuid.UUID, by: str, revision: int | None = None) -> int:
    """Freezes the summary as it is now; returns the number of the version.

    Args:
        workshop_id: the workshop.
        by: name of who releases it.
        revision: the draft that was looked at; another one by now is refused.

    Raises:
        Conflict: nothing is counted yet, it was changed since, or it is what was released last.
    """
    database.connection().execute(  # two clicks wait for each other here
        sa.update(WorkshopSummary)
        .where(WorkshopSummary.workshop_id == workshop_id)
        .values(revision=WorkshopSummary.revision)
    )
    found = draft(workshop_id)
    if revision is not None and found.revision != revision:
        raise Conflict(Refusal.SUMMARY_STALE)
    version = RELEASES.freeze(workshop_id, found.summary(), by)
    _wake_phones(workshop_id)
    return version


def _wake_phones(workshop_id: uuid.UUID) -> None:
    """Phones that are still open hear at once that there is something to read."""
    boards = database.connection().execute(
        sa.update(Board)
        .where(Board.workshop_id == workshop_id)
        .values(seq=Board.seq + 1)
        .returning(Board.id, Board.seq)
    )
    for row in boards.all():
        notify.changed(row.id, row.seq)


def released(workshop_id: uuid.UUID, version: int | None = None) -> Summary | None:
    """A released summary (the newest when no version is named), or None."""
    return RELEASES.read(workshop_id, version)


def of_event(event_id: uuid.UUID) -> tuple[Listed, ...]:
    """The workshops of an event and how far their summaries are."""
    newest = (
        sa.select(sa.func.max(SummaryRelease.version))
        .where(SummaryRelease.workshop_id == Workshop.id)
        .scalar_subquery()
    )
    rows = database.connection().execute(
        _PLACES.add_columns(newest.label("version"), WorkshopSummary.counted_at)
        .join(WorkshopSummary, WorkshopSummary.workshop_id == Workshop.id, isouter=True)
        .where(Event.id == event_id)
        .order_by(Workshop.position)
    )
    return tuple(Listed(_placed(row), row.version or 0, row.counted_at is not None) for row in rows)


def of_workshop_code(code: str) -> Place | None:
    """The workshop of a code on a card, or None."""
    row = database.connection().execute(_PLACES.where(Workshop.code == code)).first()
    return None if row is None else _placed(row)


def of_code(code: str) -> tuple[Listed, ...]:
    """As :func:`of_event`, by the code on the table card or the key of the public page.

    A rehearsal is nobody's event.
    """
    named = Event.code == code
    with suppress(ValueError):
        named = Event.id == uuid.UUID(code)
    known = sa.select(Event.id).where(named, Event.rehearsal.is_(False))
    event_id = database.connection().execute(known).scalar()
    return () if event_id is None else of_event(event_id)


def public_events() -> tuple[PublicEvent, ...]:
    """Events of which some summary is released, the newest day first.

    An event's code lets people in as long as it is not archived: until then it stands on their
    cards and on no page of the web, and the page is named by a key that opens nothing else.
    """
    with_summary = sa.select(Workshop.event_id).join(
        SummaryRelease, SummaryRelease.workshop_id == Workshop.id
    )
    rows = database.connection().execute(
        sa.select(Event.id, Event.code, Event.title, Event.day, Event.archived_on)
        .where(Event.id.in_(with_summary), Event.rehearsal.is_(False))
        .order_by(Event.day.desc(), Event.code)
    )
    return tuple(
        PublicEvent(row.code if row.archived_on else str(row.id), Text(row.title), row.day)
        for row in rows
    )


def place(workshop_id: uuid.UUID) -> Place:
    """A workshop and its event.

    Raises:
        UnknownBoard: there is no such workshop.
    """
    row = database.connection().execute(_PLACES.where(Workshop.id == workshop_id)).first()
    if row is None:
        raise UnknownBoard
    return _placed(row)


def _placed(row: sa.Row[*tuple[Any, ...]] | Sequence[Any]) -> Place:
    event_id, code, event, day, workshop_id, position, workshop, room, *more = row[:10]
    return Place(
        event_id, code, Text(event), day, workshop_id, position, Text(workshop), room, *more
    )


_PLACES = sa.select(
    Event.id,
    Event.code,
    Event.title,
    Event.day,
    Workshop.id,
    Workshop.position,
    Workshop.title,
    Workshop.room,
    Event.feedback_wave,
    Event.rehearsal,
).join(Event, Event.id == Workshop.event_id)
