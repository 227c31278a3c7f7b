"""A thousand phones as cheaply as can be: a process of its own, a bare protocol for each line.

Reads one JSON object (:class:`Crowd`) from standard input, says ``ready`` when every phone hangs
on its stream (or has polled once), begins at the next line, and ends with one JSON object.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import re
import sys
import time
import uuid
from dataclasses import dataclass
from urllib.parse import urlencode

import uvloop

PATIENCE = 10
POLL_SECONDS = 3.0


@dataclass(frozen=True)
class Crowd:
    """Who listens and what is written meanwhile."""

    host: str
    ports: list[int]
    board: str
    cookies: list[str]
    polls: bool
    mark: str
    """Begins every note of this crowd."""
    write_to: str
    write_token: str
    posts: int
    a_second: float


class Arrivals:
    """Which note reached a phone at which moment."""

    def __init__(self, wanted: int) -> None:
        self.wanted = wanted
        self.times: list[tuple[int, float]] = []
        self.all = asyncio.Event()

    def add(self, number: int, at: float) -> None:
        self.times.append((number, at))
        if len(self.times) >= self.wanted:
            self.all.set()


class Phone(asyncio.Protocol):
    """One line: notes when which note came."""

    def __init__(self, crowd: Crowd, cookie: str, came: Arrivals) -> None:
        self.crowd, self.cookie, self.came = crowd, cookie, came
        self.loop = asyncio.get_running_loop()
        self.begun = self.loop.create_future()
        self.mark = re.compile(crowd.mark.encode() + rb"-(\d+)-")
        self.since, self.answer = 0, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        self.ask()

    def ask(self) -> None:
        kind = "poll" if self.crowd.polls else "live"
        asked = (
            f"GET /b/{kind}/{self.crowd.board}?since={self.since} HTTP/1.1\r\n"
            f"Host: {self.crowd.host}\r\nCookie: {self.cookie}\r\n\r\n"
        )
        self.transport.write(asked.encode())

    def data_received(self, data: bytes) -> None:
        now = time.monotonic()
        for number in self.mark.findall(data):
            self.came.add(int(number), now)
        if not self.begun.done():
            assert data[9:12] in (b"200", b"204"), data[:300]
            self.begun.set_result(None)
        if self.crowd.polls:
            self.polled(data)

    def polled(self, data: bytes) -> None:
        """Once the answer is whole: asks for what comes after it, in three seconds."""
        self.answer += data
        head, ended, body = self.answer.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head)
        if not ended or (length and len(body) < int(length[1])):
            return
        if found := re.search(rb'"seq":(\d+)', body):
            self.since = int(found[1])
        self.answer = b""
        self.loop.call_later(POLL_SECONDS, self.ask)


async def write(crowd: Crowd, number: int) -> None:
    """Somebody's note, over a line of its own."""
    fields = {"id": str(uuid.uuid4()), "column": "needs", "language": "de"}
    fields["text"] = (
        f"{crowd.mark}-{number}- Der letzte Bus fährt um 18 Uhr, danach komme ich nicht heim"
    )
    body = urlencode(fields)
    head = (
        f"POST {crowd.write_to} HTTP/1.1\r\nHost: {crowd.host}\r\nCookie: {crowd.cookies[0]}\r\n"
        f"Accept: application/json\r\nX-Form-Token: {crowd.write_token}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    reader, writer = await asyncio.open_connection("127.0.0.1", crowd.ports[0])
    writer.write((head + body).encode())
    answer = await reader.read()
    assert answer[9:12] == b"200", answer[:500]
    writer.close()


async def main() -> None:
    """Listens and writes as told."""
    crowd = Crowd(**json.loads(sys.stdin.readline()))
    came = Arrivals(crowd.posts * len(crowd.cookies))
    loop = asyncio.get_running_loop()
    phones = []
    for number, cookie in enumerate(crowd.cookies):
        port = crowd.ports[number % len(crowd.ports)]
        _, phone = await loop.create_connection(
            lambda cookie=cookie: Phone(crowd, cookie, came), "127.0.0.1", port
        )
        phones.append(phone)
        if crowd.polls:
            await asyncio.sleep(POLL_SECONDS / len(crowd.cookies))
    await asyncio.gather(*(phone.begun for phone in phones))
    print("ready", flush=True)  # noqa: T201 - this is how the bench hears of it
    await loop.run_in_executor(None, sys.stdin.readline)
    sent = {}
    begin = time.monotonic()
    # At random moments, as people write: evenly spaced notes never meet a pause between deltas.
    draw = random.Random(7)
    moments = sorted(draw.uniform(0, crowd.posts / crowd.a_second) for _ in range(crowd.posts))
    writing = []
    for number in range(crowd.posts):
        await asyncio.sleep(max(0.0, begin + moments[number] - time.monotonic()))
        sent[number] = time.monotonic()
        writing.append(asyncio.create_task(write(crowd, number)))
    await asyncio.gather(*writing)
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(came.all.wait(), PATIENCE)
    late = sorted((at - sent[number]) * 1000 for number, at in came.times)
    values = {"seconds": time.monotonic() - begin, "arrived": len(late), "wanted": came.wanted}
    if late:
        values |= {f"p{p}": late[min(len(late) - 1, len(late) * p // 100)] for p in (50, 99)}
    print(json.dumps(values), flush=True)  # noqa: T201 - as above


if __name__ == "__main__":
    uvloop.run(main())
