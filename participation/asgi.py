"""What the shipped server serves: ``uvicorn participation.asgi:app``.

Live streams of boards and what polls in their place are answered here; everything else is handed
to the Flask application in threads.
A form is taken from the line before a thread is asked for, so that phones which lose their
signal in the middle of one hold nobody else up.
"""

from __future__ import annotations

import asyncio
import gc
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping
from io import BytesIO
from typing import Any

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi import build_environ
from flask import Flask

from participation import UPLOAD_LIMIT, create_app
from participation.boards.live.service import Live

THREADS = 10
BODILESS = frozenset({"GET", "HEAD", "OPTIONS"})

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class WholeForms(WSGIMiddleware):
    """Hands a request over with its whole form and takes the whole answer back.

    Each handoff between the server's loop and a thread costs about as much as drawing a page;
    a2wsgi alone has four or five a request, like this it is one. A body longer than a form may
    be goes through a2wsgi's own stream, and the application refuses it as it reads.
    """

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:  # type: ignore[override]  # ASGI's own types, which are looser
        """Answers one request; none whose sender has gone."""
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)  # type: ignore[arg-type]  # as above
            return
        parts = await _begun(receive) if scope["method"] not in BODILESS else deque()
        if parts is None:
            return
        if parts and parts[-1].get("more_body"):
            await super().__call__(scope, _from(parts, receive), send)  # type: ignore[arg-type]  # as above
            return
        environ = _environ(scope, b"".join(part.get("body", b"") for part in parts))
        loop = asyncio.get_running_loop()
        start, content = await loop.run_in_executor(self.executor, self._answer, environ)
        await send(start)
        await send({"type": "http.response.body", "body": content})

    def _answer(self, environ: Any) -> tuple[Message, bytes]:  # noqa: ANN401  WSGI's own dict
        """Runs the application in this thread; the start of its answer, and the rest."""
        begun: list[Message] = []

        def start_response(status: str, headers: list[tuple[str, str]], *_: object) -> None:
            lines = [(k.lower().encode("latin1"), v.encode("latin1")) for k, v in headers]
            begun[:] = [
                {"type": "http.response.start", "status": int(status[:3]), "headers": lines}
            ]

        iterable = self.app(environ, start_response)  # type: ignore[arg-type]  # Flask never calls write()
        try:
            return begun[0], b"".join(iterable)
        finally:
            getattr(iterable, "close", lambda: None)()


def _environ(scope: Message, body: bytes) -> Any:  # noqa: ANN401  WSGI's own dict
    environ = build_environ(scope, BytesIO(body))  # type: ignore[arg-type]  # a file in memory is a body
    if body:
        environ["CONTENT_LENGTH"] = str(len(body))
    return environ


async def _begun(receive: Receive) -> deque[Message] | None:
    """The body, of a long one its first part; ``None`` when the line broke."""
    parts: deque[Message] = deque()
    size, more = 0, True
    while more and size < UPLOAD_LIMIT:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message)
        size += len(message.get("body", b""))
        more = bool(message.get("more_body"))
    return parts


def _from(begun: deque[Message], receive: Receive) -> Receive:
    async def following() -> Message:
        return begun.popleft() if begun else await receive()

    return following


class Entrance:
    """Sorts what comes: live boards, and pages."""

    def __init__(self, application: Flask) -> None:
        self._live = Live(application)
        self._pages = WholeForms(application, workers=THREADS)  # type: ignore[arg-type]  # Flask is WSGI, its environ only wider

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answers one request, or lives and dies with the server."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif asked := self._live.asked(scope):
            await self._live.answer(asked, receive, send)
        else:
            await self._pages(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        self._live.begin()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._live.end()
        await send({"type": "lifespan.shutdown.complete"})


def _serving() -> Entrance:
    """The application, its objects set apart from what the collector goes through for ever."""
    # While it is put together nothing becomes rubbish that would be worth looking for.
    gc.disable()
    served = Entrance(create_app())
    gc.freeze()
    gc.enable()
    return served


app = _serving()
