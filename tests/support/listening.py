"""Lines to the live part without a network: what a browser or a poll would get from it."""

from __future__ import annotations

import asyncio
import json
import zlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from participation.base.settings import Settings
from participation.boards.live.hub import Hub, Times
from participation.boards.live.listener import Listener
from participation.boards.live.live_app import LiveApp
from participation.boards.live.source import Pass, Rights

HOST = "stimmen.example"
NEVER = 3600.0
PATIENCE = 5


def named(name: str) -> UUID:
    """The key of whoever has this name."""
    return uuid5(NAMESPACE_OID, name)


class FakeBoards:
    """Boards that are lists of notes; a cookie's name is its bearer's."""

    def __init__(self, *boards: UUID) -> None:
        self.notes: dict[UUID, list[str]] = {board: [] for board in boards}
        self.withdrawn: set[UUID] = set()
        self.asked: list[tuple[str, int]] = []
        self.looks = 0
        self.sent: list[str] = []
        self.broken = False

    def admit(self, cookies: dict[str, str], board_id: UUID, wanted: str) -> Pass | None:
        del board_id
        name, audience = next(iter(cookies.items()))
        holder = named(name)
        audience = wanted or audience
        if holder in self.withdrawn or audience == "stranger":
            return None
        return Pass(audience, holder, person=audience == "participant")

    def seqs(self, board_ids: Collection[UUID]) -> dict[UUID, int]:
        self.looks += 1
        return {board: len(self.notes[board]) for board in board_ids if board in self.notes}

    def rights(self, board_ids: Collection[UUID]) -> Rights:
        del board_ids
        links = {named("wall"), named("team")} - self.withdrawn
        return Rights(frozenset(links), frozenset(self.withdrawn))

    def changes(self, board_id: UUID, since: int, audience: str) -> dict[str, Any]:
        if self.broken:
            raise OSError("no database")
        self.asked.append((audience, since))
        notes = self.notes[board_id]
        return {"seq": len(notes), "now": 0, "for": audience, "notes": notes[since:]}

    def announce(self, channel: str, text: str) -> None:
        del channel
        self.sent.append(text)


async def until(reached: Callable[[], object]) -> None:
    """Lets the loop run until something is so."""
    async with asyncio.timeout(PATIENCE):
        while not reached():  # noqa: ASYNC110 - what is waited for has no event of its own
            await asyncio.sleep(0)


@dataclass
class Line:
    """One connection of a browser."""

    app: LiveApp
    path: str
    cookies: str = "anna=participant"
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 0
    answered: dict[str, str] = field(default_factory=dict)
    wire: bytes = b""
    closed: bool = False

    def __post_init__(self) -> None:
        self.taking = asyncio.Event()
        self.taking.set()
        self.hung_up = asyncio.Event()
        self.stuck = asyncio.Event()

    def open(self) -> Line:
        """Begins to ask."""
        self.task = asyncio.create_task(self._run())
        return self

    async def until(self, events: int) -> list[dict[str, Any]]:
        """The documents of a stream once there are ``events`` of them."""
        await until(lambda: len(self.documents) >= events)
        return self.documents

    async def until_closed(self) -> Line:
        """Once the server has ended it."""
        await until(lambda: self.closed)
        return self

    async def end(self) -> Line:
        """The whole answer."""
        await asyncio.wait_for(self.task, PATIENCE)
        return self

    @property
    def text(self) -> str:
        """What arrived, unpacked."""
        if self.answered.get("content-encoding") == "gzip":
            return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(self.wire).decode()
        return self.wire.decode()

    @property
    def events(self) -> list[dict[str, str]]:
        """All whole events of a stream, by field."""
        blocks = self.text.split("\n\n")[:-1]
        found = [dict(row.split(": ", 1) for row in b.split("\n") if ": " in row) for b in blocks]
        return [event for event in found if "data" in event]

    @property
    def documents(self) -> list[dict[str, Any]]:
        """The changes among them."""
        return [json.loads(e["data"]) for e in self.events if "event" not in e]

    def named(self, name: str) -> list[dict[str, Any]]:
        """Other events by name."""
        return [json.loads(e["data"]) for e in self.events if e.get("event") == name]

    def scope(self) -> dict[str, Any]:
        """What a server says of this request."""
        path, _, query = self.path.partition("?")
        headers = {"host": HOST, "cookie": self.cookies} | self.headers
        return {
            "type": "http",
            "method": "GET",
            "path": path,
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }

    async def _run(self) -> None:
        asked = self.app.asked(self.scope())
        assert asked is not None, self.path
        await self.app.answer(asked, self._receive, self._send)

    async def _receive(self) -> dict[str, Any]:
        await self.hung_up.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: dict[str, Any]) -> None:
        if not self.taking.is_set():
            self.stuck.set()
        await self.taking.wait()
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.answered = {n.decode(): v.decode() for n, v in message["headers"]}
        else:
            self.wire += message["body"]
            self.closed = not message.get("more_body", False)


class House:
    """A hub and its live part on fake boards, with one board ``board``; nothing happens by the clock."""

    def __init__(self, tmp_path: Any, *, prefix: str = "", **times: float) -> None:
        self.board = uuid4()
        self.boards = FakeBoards(self.board)
        self.hub = Hub(self.boards, Times(**({"round": NEVER} | times)))
        url = f"https://{HOST}{prefix}"
        self.app = LiveApp(self.hub, Settings(instance=tmp_path, public_url=url))
        self.hub.start()

    def write(self, *texts: str, notify: bool = True) -> None:
        """Notes that are committed, and told unless the telling is lost."""
        self.boards.notes[self.board] += texts
        if notify:
            self.hub.heard(self.board, len(self.boards.notes[self.board]))

    async def followed(self, listeners: int) -> None:
        """Once so many follow the board."""
        await until(lambda: len(self.listeners) == listeners)

    @property
    def listeners(self) -> set[Listener]:
        """Who follows it."""
        stream = self.hub.streams.get(self.board)
        return stream.listeners if stream else set()

    def stream(self, since: int = 0, **more: Any) -> Line:
        """Somebody who follows the board."""
        return Line(self.app, f"/b/live/{self.board}?since={since}", **more).open()

    async def poll(self, since: int = 0, **more: Any) -> Line:
        """The answer to a poll."""
        return await Line(self.app, f"/b/poll/{self.board}?since={since}", **more).open().end()
