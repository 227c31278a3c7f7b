"""The boards of this installation, read for the live part."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Connection

from participation.base import database
from participation.boards.base.kinds import Audience
from participation.boards.events import visit
from participation.boards.live.source import Pass, Rights
from participation.boards.models import Board, Event, Link, Participant, Workshop
from participation.boards.notes import changes


def admitted(cookies: Mapping[str, str], board_id: UUID, wanted: str) -> Pass | None:
    """The right that cookies give on a board; in the transaction that runs."""
    if wanted and wanted not in set(Audience):
        return None
    found = visit.hearer(board_id, cookies, Audience(wanted) if wanted else None)
    if found is None:
        return None
    audience, who = found
    if who.person is None:
        return Pass(audience, who.link, person=False) if who.link else None
    return Pass(audience, who.person.id, person=True, blocked=who.person.blocked)


def seqs_of(board_ids: Collection[UUID]) -> dict[UUID, int]:
    """The newest number of each of these boards; none for one that is gone or archived."""
    rows = database.connection().execute(
        sa.select(Board.id, Board.seq)
        .join(Workshop, Workshop.id == Board.workshop_id)
        .join(Event, Event.id == Workshop.event_id)
        .where(Board.id.in_(board_ids), Event.archived_on.is_(None))
    )
    return {row.id: row.seq for row in rows}


def changes_of(board_id: UUID, since: int, audience: str) -> dict[str, Any]:
    """What changed on a board for an audience."""
    return changes.changes(board_id, since, Audience(audience), datetime.now(UTC))


class Boards:
    """A :class:`~participation.boards.live.source.Source` over the installation's database."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def admit(self, cookies: dict[str, str], board_id: UUID, wanted: str) -> Pass | None:
        """The right that these cookies give on a board."""
        with self._reading():
            return admitted(cookies, board_id, wanted)

    def seqs(self, board_ids: Collection[UUID]) -> dict[UUID, int]:
        """The newest number of each of these boards."""
        with self._reading():
            return seqs_of(board_ids)

    def rights(self, board_ids: Collection[UUID]) -> Rights:
        """The links and the blocked people of these boards' events."""
        events = (
            sa.select(Workshop.event_id)
            .join(Board, Board.workshop_id == Workshop.id)
            .where(Board.id.in_(board_ids))
        )
        links = sa.select(Link.id).where(Link.event_id.in_(events), Link.withdrawn.is_(False))
        blocked = sa.select(Participant.id).where(
            Participant.event_id.in_(events), Participant.blocked
        )
        begun = time.monotonic()
        with self._reading() as connection:
            valid, barred = connection.scalars(links), connection.scalars(blocked)
            return Rights(frozenset(valid), frozenset(barred), begun)

    def changes(self, board_id: UUID, since: int, audience: str) -> dict[str, Any]:
        """What changed for an audience."""
        with self._reading():
            return changes_of(board_id, since, audience)

    def announce(self, channel: str, text: str) -> None:
        """Says something to other processes on PostgreSQL; SQLite has but one."""
        with self._app.app_context():
            if database.engine().dialect.name == "postgresql":
                with database.transaction() as connection:
                    connection.execute(sa.select(sa.func.pg_notify(channel, text)))

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._app.app_context():
            database.reads()
            yield database.connection()
