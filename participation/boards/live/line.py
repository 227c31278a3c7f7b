"""Socket options of an open connection, where the server gives access to it (uvicorn does)."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable
from typing import Any

SILENT_MS = 60_000
"""A phone that acknowledges nothing for so long is gone; the system would try for 15 minutes."""


def cutter(send: object) -> Callable[[], None]:
    """Ends a line at once, with all that waits to be sent on it."""
    task = asyncio.current_task()

    def cut() -> None:
        transport = _transport(send)
        if transport is not None:
            transport.abort()
        elif task is not None:
            task.cancel()

    return cut


def watch_over(send: object) -> None:
    """Lets the system notice within a minute that nobody acknowledges what is sent."""
    transport = _transport(send)
    opened = transport.get_extra_info("socket") if transport is not None else None
    if opened is not None and hasattr(socket, "TCP_USER_TIMEOUT"):
        with contextlib.suppress(OSError):  # a socket of another kind
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SILENT_MS)


def _transport(send: object) -> Any:  # noqa: ANN401  the server's own object, if it has one
    return getattr(getattr(send, "__self__", None), "transport", None)
