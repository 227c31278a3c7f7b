"""The addresses that are answered before Flask: ``/b/live/<board>`` and ``/b/poll/<board>``."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
import time
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from participation.base.settings import Settings
from participation.base.web import security
from participation.boards.live import line
from participation.boards.live.deltas import BEAT, GZIP_HEAD, WORTH_IT, Delta, event, stored
from participation.boards.live.hub import Hub
from participation.boards.live.listener import Listener
from participation.boards.live.source import BLOCKED, GONE, RESTART, WITHDRAWN, Pass
from participation.boards.live.stream import Stream

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

ADDRESS = re.compile(r"/b/(live|poll)/([0-9a-f-]{36})")
SINCE = re.compile(rb"(?:^|&)since=([0-9]{1,18})(?:&|$)")
WANTED = re.compile(rb"(?:^|&)as=([a-z]{1,20})(?:&|$)")
LONGEST_NUMBER = 18
FINAL = frozenset({WITHDRAWN, BLOCKED, GONE})
"""After these a phone should not come back at once."""
SOONEST, SPREAD = 500, 2500
"""Milliseconds after which a browser opens a broken stream again: never all in one moment."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that is ours."""

    streams: bool
    board_id: UUID
    since: int
    cookies: str
    wanted: str
    """The audience that is asked for; empty: whichever the right gives."""
    packed: bool
    """Whether the browser understands gzip."""


class LiveApp:
    """Answers what is asked of live boards."""

    def __init__(self, hub: Hub, settings: Settings) -> None:
        self._hub = hub
        self._host = settings.address.netloc.encode()
        self._prefix = settings.prefix
        self._headers = [
            *((name.lower().encode(), value.encode()) for name, value in security.HEADERS.items()),
            (b"cache-control", b"no-store"),
            (b"vary", b"Accept-Encoding"),
        ]
        if settings.secure:
            age = f"max-age={security.YEAR}".encode()
            self._headers.append((b"strict-transport-security", age))

    def asked(self, scope: Message) -> Asked | None:
        """What is asked; ``None``: it is not for the live part.

        Whoever comes by another name than the public one is sent there by the application.
        """
        if scope["type"] != "http" or scope["method"] != "GET":
            return None
        path: str = scope["path"]
        if self._prefix and path.startswith(self._prefix + "/"):
            path = path[len(self._prefix) :]
        found = ADDRESS.fullmatch(path)
        headers = dict(scope["headers"])
        if not found or headers.get(b"host", self._host) != self._host:
            return None
        try:
            board_id = UUID(found[2])
        except ValueError:
            return None
        query = scope["query_string"]
        return Asked(
            streams=found[1] == "live",
            board_id=board_id,
            since=_number(headers.get(b"last-event-id") or _one(SINCE, query)),
            wanted=_one(WANTED, query).decode(),
            cookies=headers.get(b"cookie", b"").decode("latin-1"),
            packed=b"gzip" in headers.get(b"accept-encoding", b""),
        )

    async def answer(self, asked: Asked, receive: Receive, send: Send) -> None:
        """Answers one request."""
        self._hub.start()
        who = await self._admitted(asked)
        stream = await self._hub.stream(asked.board_id, asked.since)
        if stream is None:
            await self._refuse(send, HTTPStatus.NOT_FOUND, GONE)
        elif who is None or who.blocked:
            await self._refuse(send, HTTPStatus.FORBIDDEN, who.end if who else WITHDRAWN)
        elif self._hub.closing:
            await self._refuse(send, HTTPStatus.SERVICE_UNAVAILABLE, RESTART)
        elif asked.streams:
            await self._stream(asked, who, stream, receive, send)
        else:
            await self._poll(asked, who, stream, send)

    async def _admitted(self, asked: Asked) -> Pass | None:
        return await self._hub.admission.of(asked.cookies, asked.board_id, asked.wanted)

    async def _refuse(self, send: Send, status: HTTPStatus, code: str) -> None:
        await self._whole(send, status, json.dumps({"code": code}).encode())

    async def _poll(self, asked: Asked, who: Pass, stream: Stream, send: Send) -> None:
        if who.person:
            stream.presence.poll(who.holder)
        delta = await stream.newest(who, _within(asked.since, stream))
        if delta and not self._hub.admission.holds(asked.board_id, who):
            await self._refuse(send, HTTPStatus.FORBIDDEN, who.end)
            return
        people = [(b"x-people", b"%d" % stream.presence.announced)]
        if delta is None:
            await self._whole(send, HTTPStatus.NO_CONTENT, b"", people)
        elif asked.packed and len(delta.body) >= WORTH_IT:
            people.append((b"content-encoding", b"gzip"))
            await self._whole(send, HTTPStatus.OK, delta.gzipped(_now()), people)
        else:
            await self._whole(send, HTTPStatus.OK, delta.document(_now()), people)

    async def _whole(
        self, send: Send, status: HTTPStatus, body: bytes, more: Iterable[tuple[bytes, bytes]] = ()
    ) -> None:
        headers = [*self._headers, *more]
        if body:
            headers += [
                (b"content-type", b"application/json"),
                (b"content-length", b"%d" % len(body)),
            ]
        await send({"type": "http.response.start", "status": int(status), "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _stream(
        self, asked: Asked, who: Pass, stream: Stream, receive: Receive, send: Send
    ) -> None:
        listener = Listener(who, _within(asked.since, stream), line.cutter(send))
        stream.join(listener)
        leaving = asyncio.create_task(_watch(receive, listener))
        try:
            await self._begin(asked, stream, listener, send)
            await _follow(stream, listener, send, packed=asked.packed)
        finally:
            leaving.cancel()
            stream.part(listener)

    async def _begin(self, asked: Asked, stream: Stream, listener: Listener, send: Send) -> None:
        """Headers, then all that was missed as one delta."""
        line.watch_over(send)
        headers = [
            *self._headers,
            (b"content-type", b"text/event-stream"),
            (b"x-accel-buffering", b"no"),
        ]
        if asked.packed:
            headers.append((b"content-encoding", b"gzip"))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        first = b"retry: %d\n\n" % (SOONEST + secrets.randbelow(SPREAD))
        if asked.packed:
            first = GZIP_HEAD + stored(first)
        await _write(send, first, listener)
        if delta := await stream.start(listener):
            await _write(send, delta.event(_now(), packed=asked.packed), listener)
            listener.position = delta.seq


async def _follow(stream: Stream, listener: Listener, send: Send, *, packed: bool) -> None:
    """Sends what comes until one side ends it."""
    while not listener.gone:
        deltas = stream.deltas(listener)
        if listener.ended or deltas is None:
            await _close(send, listener.ended, packed=packed)
            return
        if news := _news(stream, listener, deltas, packed=packed):
            await _write(send, news, listener)
        else:
            await listener.wait()


def _news(stream: Stream, listener: Listener, deltas: list[Delta], *, packed: bool) -> bytes:
    """All that this one has not been sent."""
    now = _now()
    news = b"".join(delta.event(now, packed=packed) for delta in deltas)
    if deltas:
        listener.position = deltas[-1].seq
    short = b""
    if listener.people != stream.presence.announced:
        listener.people = stream.presence.announced
        short = event("people", {"people": listener.people})
    elif listener.beats != stream.beats and not deltas:
        short = BEAT
    listener.beats = stream.beats
    return news + (stored(short) if packed and short else short)


async def _write(send: Send, data: bytes, listener: Listener) -> None:
    listener.writing = time.monotonic()
    await send({"type": "http.response.body", "body": data, "more_body": True})
    listener.writing = 0.0


async def _close(send: Send, why: str, *, packed: bool) -> None:
    """A final word for who should not come back, and the end."""
    last = event("end", {"code": why}) if why in FINAL else b""
    if packed and last:
        last = stored(last)
    await send({"type": "http.response.body", "body": last})


async def _watch(receive: Receive, listener: Listener) -> None:
    """Notices that the other side has gone, also when nothing is written."""
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.leave()


def _one(name: re.Pattern[bytes], query: bytes) -> bytes:
    found = name.search(query)
    return found[1] if found else b""


def _number(given: bytes) -> int:
    """A stream that a browser opens again says by itself how far it came."""
    return int(given) if given.isdigit() and len(given) <= LONGEST_NUMBER else 0


def _within(since: int, stream: Stream) -> int:
    """A number that the board never had (it was restored from a copy): begins again."""
    return since if since <= stream.seq else 0


def _now() -> int:
    return time.time_ns() // 1_000_000
