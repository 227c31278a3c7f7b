"""Cookies of people and links at a board, notes written from beside, and streams on real lines."""

from __future__ import annotations

import base64
import http.client
import json
import socket
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa

from participation.base import database
from participation.base.settings import Settings
from participation.boards.base import tokens
from participation.boards.events import links
from participation.boards.models import Note, Participant
from participation.boards.service import boards
from participation.boards.service.boards import BoardRole, NoteDraft
from tests.support.boards import Hall, join
from tests.support.visitor import FORM, Answer, Visitor

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
        self.seq = since
        """The newest number that arrived."""

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
                self.seq = data["seq"]
                got += [note.get("text", "") for note in data.get("notes", ())]
            if text in got:
                break
        return got

    def close(self) -> None:
        self.answer.close()
        self.line.close()


def people(hall: Hall, number: int) -> list[str]:
    """Secrets of so many who have joined."""
    secrets = [tokens.fresh() for _ in range(number)]
    rows = [
        {
            "id": uuid.uuid4(),
            "event_id": hall.event,
            "secret_hash": tokens.person_hash(secret),
            "workshop_id": hall.workshop,
            "blocked": False,
        }
        for secret in secrets
    ]
    with database.transaction() as connection:
        connection.execute(sa.insert(Participant), rows)
    return secrets


@dataclass
class Phone:
    """Somebody at a board whose note has a key and is sent until it is acknowledged."""

    settings: Settings
    hall: Hall
    secret: str
    text: str
    ports: tuple[int, ...] = ()
    acknowledged: bool = False
    key: str = field(default_factory=lambda: str(uuid.uuid4()))

    @property
    def cookie(self) -> str:
        """What its browser sends."""
        return f"b_{self.hall.event_code}={self.secret}"

    def post(self, text: str | None = None, *, script: bool = True, **fields: str) -> Answer:
        """Sends the note, as a script does or as a form."""
        filled = {"id": self.key, "column": "needs", "text": text or self.text, "language": "de"}
        headers = {
            "Cookie": self.cookie,
            "Content-Type": FORM,
            "X-Form-Token": tokens.form_token(self.secret),
            **({"Accept": "application/json"} if script else {}),
        }
        path = f"{self.settings.prefix}/b/{self.hall.code}/de/notes"
        visitor = Visitor(self.settings, port=self.ports[0] if self.ports else 0)
        return visitor.send("POST", path, urlencode(filled | fields), headers)

    def proceed(self) -> None:
        """Sends again what nobody has acknowledged."""
        answer = self.post()
        assert answer.status == 200, answer.text
        assert json.loads(answer.body)["note"]["id"] == self.key
        self.acknowledged = True

    def post_and_vanish(self) -> None:
        """Sends the note and does not hear the answer."""
        body = urlencode({"id": self.key, "column": "needs", "text": self.text})
        head = (
            f"POST /b/{self.hall.code}/de/notes HTTP/1.1\r\nHost: {self.settings.address.netloc}\r\n"
            f"Cookie: {self.cookie}\r\nX-Form-Token: {tokens.form_token(self.secret)}\r\n"
            f"Accept: application/json\r\nContent-Type: {FORM}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        address = ("127.0.0.1", self.settings.address.port)
        with socket.create_connection(address, 20) as line:
            line.sendall((head + body).encode())


def stored(hall: Hall) -> Counter[str]:
    """How often each text lies on the board."""
    with database.transaction() as connection:
        return Counter(connection.scalars(sa.select(Note.text).where(Note.board_id == hall.board)))
