"""Opinion groups (or a leaning) of an event: found by a job, checked by staff, released.

They are looked for when the last board on which people vote about statements is closed, and once
more before archiving makes counts of the votes. Only what :mod:`surveys.opinions.released` lets
through
is kept; who is in which group is known to the computing process alone, while it computes.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from flask import Flask

from participation.base import database, jobs
from participation.base.errors import Conflict
from participation.base.releases import Releases, Version, digest
from participation.boards.base.errors import Refusal
from participation.boards.models import (
    Board,
    Event,
    EventOpinions,
    OpinionsRelease,
    Vote,
    Workshop,
    WorkshopSummary,
)
from participation.boards.opinions import votes
from participation.boards.opinions.document import Opinions, document
from participation.boards.summaries.document import Edits
from surveys import plain
from surveys.instrument.instrument import Text
from surveys.opinions import groups as search
from surveys.opinions import leaning
from surveys.opinions.groups import Reason
from surveys.opinions.released import disclose

KIND = "opinions"
RELEASES = Releases(Opinions, OpinionsRelease, OpinionsRelease.event_id, kept=16)


@dataclass(frozen=True, slots=True)
class Draft:
    """The groups of an event as staff see them."""

    opinions: Opinions | None
    """None: nobody voted on statements, or it is not over."""
    running: bool
    """Whether people still vote."""
    counted_at: datetime | None
    versions: tuple[Version, ...]
    """The newest first."""

    @property
    def released(self) -> bool:
        """Whether everybody can read just this."""
        if self.opinions is None or not self.versions:
            return False
        return self.versions[0].holds(self.opinions)


def init_app(app: Flask) -> None:
    """States how groups are looked for."""
    jobs.register(app, KIND, _work)


def count(event_id: uuid.UUID) -> None:
    """Looks for groups in this process (jobs and commands); ends the open transaction."""
    database.commit()
    database.reads()
    found = votes.of_event(event_id)
    database.commit()
    if found is not None and not found.running:
        analysed = _analysed(found)
        with database.transaction():
            _keep(event_id, analysed)


def count_workshop(workshop_id: uuid.UUID) -> None:
    """As :func:`count`, for the event of a workshop."""
    database.commit()
    database.reads()
    event_id = sa.select(Workshop.event_id).where(Workshop.id == workshop_id)
    if (found := database.connection().execute(event_id).scalar()) is not None:
        count(found)


def before_archiving(event_id: uuid.UUID) -> bool:
    """Looks for groups a last time; True: a job does, and makes counts of the votes afterwards.

    Where too few people voted nothing has to be computed, and the votes can go at once.
    """
    found = votes.of_event(event_id)
    if found is None:
        return False
    if len(search.voters(found.table)) < search.FEWEST_PEOPLE:
        _keep(event_id, _analysed(found))
        return False
    jobs.enqueue(KIND, {"event": str(event_id)})
    return True


def settle_left(today: date) -> None:
    """Makes counts of votes whose job never came to an end, a day after the archiving."""
    left = (
        sa.select(Event.id)
        .join(Workshop, Workshop.event_id == Event.id)
        .join(Board, Board.workshop_id == Workshop.id)
        .join(Vote, Vote.board_id == Board.id)
        .where(Event.archived_on != today)  # also when a clock was set back since
        .distinct()
    )
    for event_id in database.connection().execute(left).scalars().all():
        votes.settle(event_id)


def _work(arguments: dict[str, Any], report: jobs.Report) -> dict[str, Any]:
    del report
    event_id = uuid.UUID(arguments["event"])
    try:
        count(event_id)
    finally:  # without groups rather than with votes that stay
        database.rollback()
        with database.transaction():
            votes.settle(event_id)
    return {}


def _analysed(found: votes.Votes) -> Opinions:
    groups = search.find(found.table)
    line = leaning.look(found.table) if isinstance(groups, Reason) else None
    return document(disclose(groups, found.totals, line), found.statements)


def _keep(event_id: uuid.UUID, analysed: Opinions) -> None:
    connection = database.connection()
    held = sa.update(Event).where(Event.id == event_id).values(revision=Event.revision)
    connection.execute(held)  # jobs of workshops that close together wait for each other here
    values = {"document": plain.encode(analysed), "counted_at": datetime.now(UTC)}
    known = connection.execute(
        sa.update(EventOpinions).where(EventOpinions.event_id == event_id).values(values)
    )
    if not known.rowcount:
        connection.execute(sa.insert(EventOpinions).values(event_id=event_id, **values))


def draft(event_id: uuid.UUID) -> Draft:
    """The groups of an event with all that staff may know of them."""
    connection = database.connection()
    row = connection.execute(
        sa.select(EventOpinions.document, EventOpinions.counted_at).where(
            EventOpinions.event_id == event_id
        )
    ).first()
    versions = RELEASES.versions(event_id)
    running = votes.running(event_id)
    if row is None or running:
        return Draft(None, running, None, versions)
    kept = plain.decode(Opinions, row.document)
    found = kept.only(votes.seen(each.key for each in kept.statements))  # moderated since
    found = found.titled(_titles(event_id))
    return Draft(found, running, row.counted_at, versions)


def _titles(event_id: uuid.UUID) -> dict[str, Text]:
    rows = database.connection().execute(
        sa.select(WorkshopSummary.edits)
        .join(Workshop, Workshop.id == WorkshopSummary.workshop_id)
        .where(Workshop.event_id == event_id)
    )
    edits = [plain.decode(Edits, row.edits) for row in rows]
    return {theme.theme: theme.title for each in edits for theme in each.themes if theme.title}


def release(event_id: uuid.UUID, by: str, seen: str) -> int:
    """Freezes the groups as they are now; returns the number of the version.

    Args:
        event_id: the event.
        by: name of who releases them.
        seen: :func:`fingerprint` of what was looked at; another one by now is refused.

    Raises:
        Conflict: nothing was found yet, it changed since, or it is what was released last.
    """
    database.connection().execute(  # two clicks wait for each other here
        sa.update(EventOpinions)
        .where(EventOpinions.event_id == event_id)
        .values(counted_at=EventOpinions.counted_at)
    )
    found = draft(event_id)
    if found.opinions is None or fingerprint(found.opinions) != seen:
        raise Conflict(Refusal.SUMMARY_STALE)
    return RELEASES.freeze(event_id, found.opinions, by)


def fingerprint(opinions: Opinions) -> str:
    """Tells one draft from another."""
    return digest(opinions.to_bytes())


def released(event_id: uuid.UUID) -> Opinions | None:
    """The newest released groups of an event, or None."""
    return RELEASES.read(event_id)
