"""One workshop that tests write, moderate, group and vote in."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from participation.base import database
from participation.boards.base.audit import Acting
from participation.boards.base.kinds import Audience
from participation.boards.notes.changes import changes
from participation.boards.notes.changes import own as own_notes
from participation.boards.service import boards
from participation.boards.service.boards import NoteDraft
from tests.support.boards import Hall, join, make_hall

NOW = datetime(2027, 6, 1, 10, tzinfo=UTC)


@dataclass
class LiveBoard:
    """A board and what happens at it; each act is a transaction of its own."""

    hall: Hall
    now: datetime = NOW

    def acting(self, role: str = "facilitator") -> Acting:
        self.now += timedelta(seconds=2)
        return Acting(self.hall.board, role, self.now)

    def does(self, verb: Callable[..., Any], *args: Any, role: str = "facilitator", **more: Any):
        with database.transaction():
            return verb(self.acting(role), *args, **more)

    def person(self) -> uuid.UUID:
        return join(self.hall)[0]

    def write(self, text: str = "Bus nach 20 Uhr", person: uuid.UUID | None = None, **more: Any):
        with database.transaction():
            note = NoteDraft(uuid.uuid4(), more.pop("column", "needs"), text, **more)
            return boards.write_note(self.hall.board, person or join(self.hall)[0], note, self.now)

    def changes(self, since: int = 0, audience: Audience = Audience.PARTICIPANT) -> dict[str, Any]:
        with database.transaction():
            return changes(self.hall.board, since, audience, self.now)

    def notes(self, audience: Audience = Audience.PARTICIPANT) -> dict[str, dict[str, Any]]:
        return {note["text"]: note for note in self.changes(0, audience)["notes"]}

    def own(self, person: uuid.UUID) -> list[dict[str, Any]]:
        with database.transaction():
            return own_notes(self.hall.board, person, self.now)


@pytest.fixture
def make_live_board(app: Flask) -> Iterator[Callable[..., LiveBoard]]:
    with app.app_context():
        yield lambda **board: LiveBoard(make_hall(**board))
