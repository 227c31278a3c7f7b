"""One open stream: a position, and a bell that says that something may have come."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from participation.boards.live.source import Pass


class Listener:
    """Holds no frames: those who fall behind cost nothing but their position."""

    __slots__ = ("abort", "beats", "bell", "ended", "gone", "people", "position", "who", "writing")

    def __init__(self, who: Pass, position: int, abort: Callable[[], None]) -> None:
        self.who = who
        self.position = position
        self.bell = asyncio.Event()
        self.beats = 0
        """The last beat that was sent."""
        self.people = -1
        """How many people it was last told of."""
        self.ended = ""
        """Why the server ends it, once it does."""
        self.gone = False
        """Nobody is there any more."""
        self.writing = 0.0
        """Since when a write waits for the line (seconds of the monotonic clock); 0: none does."""
        self.abort = abort

    def end(self, why: str) -> None:
        """Lets it say ``why`` and close."""
        self.ended = self.ended or why
        self.bell.set()

    def leave(self) -> None:
        """The other side has gone."""
        self.gone = True
        self.bell.set()

    def stuck(self, seconds: float) -> bool:
        """Whether a write has waited that long."""
        return self.writing > 0 and time.monotonic() - self.writing > seconds
