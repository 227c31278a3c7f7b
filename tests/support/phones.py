"""Cookies of people and links at a board, notes written from beside, and streams on real lines."""

from __future__ import annotations

import base64
import http.client
import json
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from participation import database
from participation.boards import links
from participation.boards import service as boards
from participation.boards.service import BoardRole, NoteDraft
from participation.settings import Settings
from tests.support.boards import Hall, join

LETTERS = {BoardRole.FACILITATOR: "f", BoardRole.WALL: "w"}


def person_cookie(hall: Hall) -> tuple[uuid.UUID, str]:
    """Somebody who has joined: the key, and what the browser sends."""
    person, secret = join(hall)
    value = base64.urlsafe_b64encode(secret).decode().rstrip("=")
    return person, f"b_{hall.event_code}={value}"


def link_cookie(hall: Hall, role: BoardRole) -> str:
    """A browser that has opened a fresh link of the workshop."""
    with database.transaction():
        token = links.renew(hall.event, hall.workshop, role)
    return f"l_{LETTERS[role]}_{hall.code}={token}"


def write(hall: Hall, text: str, author: uuid.UUID | None = None) -> int:
    """A note that is committed; the board's new number."""
    draft = NoteDraft(uuid.uuid4(), "needs", text)
    with database.transaction():
        return boards.write_note(hall.board, author, draft, datetime.now(UTC)).seq


class Stream:
    """One open stream of a browser."""

    def __init__(self, settings: Settings, hall: Hall, cookie: str, since: int = 0, **more: Any):
        port = more.get("port") or settings.address.port
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        path = f"{settings.prefix}/b/live/{hall.board}?since={since}"
        self.line.request("GET", path, headers={"Host": settings.address.netloc, "Cookie": cookie})
        self.answer = self.line.getresponse()

    def events(self) -> Iterator[tuple[str, Any]]:
        """Name and data of each event, until the server ends the stream."""
        name = "message"
        for row in self.answer:
            field, _, value = row.decode().rstrip("\n").partition(": ")
            if field == "event":
                name = value
            elif field == "data":
                yield name, json.loads(value)
                name = "message"

    def until(self, text: str) -> list[str]:
        """The texts of all notes that arrive until ``text`` does."""
        got: list[str] = []
        for name, data in self.events():
            if name == "message":
                got += [note.get("text", "") for note in data.get("notes", ())]
            if text in got:
                break
        return got

    def close(self) -> None:
        self.answer.close()
        self.line.close()
