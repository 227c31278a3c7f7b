"""The live part of one serving process: it begins and ends with the server's loop."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable
from typing import Any

from flask import Flask

from participation.base import database
from participation.base.settings import Settings
from participation.boards.base import notify
from participation.boards.live.hub import Hub
from participation.boards.live.live_app import Asked, LiveApp, Message, Receive, Send
from participation.boards.live.reading import Boards

FILES = 16_384
ENDING = (signal.SIGTERM, signal.SIGINT)


class Live:
    """Streams and polls of one process."""

    def __init__(self, app: Flask) -> None:
        settings: Settings = app.config["SETTINGS"]
        self.hub = Hub(Boards(app))
        self._app = LiveApp(self.hub, settings)
        self._url = database.engine_of(app).url
        self._listening: asyncio.Task[None] | None = None
        self._begun = False

    def asked(self, scope: Message) -> Asked | None:
        """What is asked of this part; ``None``: it is for the application."""
        return self._app.asked(scope)

    async def answer(self, asked: Asked, receive: Receive, send: Send) -> None:
        """Answers it."""
        self.begin()
        await self._app.answer(asked, receive, send)

    def begin(self) -> None:
        """Belongs to the running loop and hears of changes from now on."""
        if self._begun:
            return
        self._begun = True
        _open_many_files()
        self.hub.start()
        notify.listen(self.hub.heard)
        if self._url.get_backend_name() == "postgresql":
            from participation.boards.live import postgres  # noqa: PLC0415 - only where there is one

            address = postgres.address_of(self._url)
            self._listening = asyncio.create_task(postgres.listen(self.hub, address))
        self._end_with_the_server()

    def end(self) -> None:
        """Ends all streams; what comes later is refused."""
        notify.forget(self.hub.heard)
        if self._listening:
            self._listening.cancel()
        self.hub.stop()

    def _end_with_the_server(self) -> None:
        """A server that is told to end waits for its open answers, and a stream never ends."""
        loop = asyncio.get_running_loop()
        for number in ENDING:
            before = signal.getsignal(number)
            if callable(before):
                with contextlib.suppress(ValueError):  # a server in a thread, of tests say
                    signal.signal(number, _first(loop, self.end, before))


def _open_many_files() -> None:
    """A hall needs more lines than the 1,024 files that most shells start a process with."""
    try:
        import resource  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = FILES if most == resource.RLIM_INFINITY else min(FILES, most)
    if 0 <= now < wanted:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def _first(
    loop: asyncio.AbstractEventLoop, act: Callable[[], None], then: Callable[..., Any]
) -> Callable[[int, Any], None]:
    def handle(number: int, frame: Any) -> None:  # noqa: ANN401  Python's own frame
        loop.call_soon_threadsafe(act)
        then(number, frame)

    return handle
