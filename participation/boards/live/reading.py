"""The boards of this installation, read for the live part."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Connection

from participation import database
from participation.boards import service
from participation.boards.live.source import Pass, Standing
from participation.boards.models import Board, Event, Link, Participant, Workshop


class Boards:
    """A :class:`~participation.boards.live.source.Source` over the installation's database."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def admit(self, cookies: dict[str, str], board_id: UUID) -> Pass | None:
        """The right that these cookies give on a board."""
        del cookies, board_id
        return None

    def seqs(self, board_ids: Collection[UUID]) -> dict[UUID, int]:
        """The newest number of each of these boards; none for one that is gone or archived."""
        with self._reading() as connection:
            rows = connection.execute(
                sa.select(Board.id, Board.seq)
                .join(Workshop, Workshop.id == Board.workshop_id)
                .join(Event, Event.id == Workshop.event_id)
                .where(Board.id.in_(board_ids), Event.archived_on.is_(None))
            )
            return {row.id: row.seq for row in rows}

    def standing(self, board_ids: Collection[UUID]) -> Standing:
        """The links and the blocked people of these boards' events."""
        events = (
            sa.select(Workshop.event_id)
            .join(Board, Board.workshop_id == Workshop.id)
            .where(Board.id.in_(board_ids))
        )
        links = sa.select(Link.token_hash).where(
            Link.event_id.in_(events), Link.withdrawn.is_(False)
        )
        blocked = sa.select(Participant.secret_hash).where(
            Participant.event_id.in_(events),
            Participant.blocked,
            Participant.secret_hash.is_not(None),
        )
        with self._reading() as connection:
            return Standing(
                frozenset(connection.scalars(links)), frozenset(connection.scalars(blocked))
            )

    def changes(self, board_id: UUID, since: int, audience: str) -> dict[str, Any]:
        """What changed for an audience."""
        with self._reading():
            return service.changes(board_id, since, service.Audience(audience), datetime.now(UTC))

    def tell(self, channel: str, text: str) -> None:
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
