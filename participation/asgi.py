"""The shipped server's door: ``uvicorn participation.asgi:app``.

Everything is handed to the Flask application in threads; live streams will be answered here.
A form is taken from the line before a thread is asked for, so that phones which lose their
signal in the middle of one hold nobody else up.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from a2wsgi import WSGIMiddleware

from participation import UPLOAD_LIMIT, create_app

THREADS = 10
BODILESS = frozenset({"GET", "HEAD", "OPTIONS"})

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]


class WholeForms:
    """Waits for a request's body here, where waiting costs no thread."""

    def __init__(self, application: Application) -> None:
        self._application = application

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answers one request; none whose sender has gone."""
        if scope["type"] == "http" and scope["method"] not in BODILESS:
            begun = await _begun(receive)
            if begun is None:
                return
            receive = _from(begun, receive)
        await self._application(scope, receive, send)


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


app = WholeForms(WSGIMiddleware(create_app(), workers=THREADS))  # type: ignore[arg-type]  # Flask is WSGI, its environ only wider
