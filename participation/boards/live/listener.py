"""One open stream: its position in the changes, and an event that wakes it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from participation.boards.live.source import Pass


class Listener:
    """Holds no deltas: those who fall behind cost nothing but their position."""

    __slots__ = (
        "_bell",
        "abort",
        "beats",
        "ended",
        "gone",
        "joined",
        "people",
        "position",
        "who",
        "writing",
    )

    def __init__(self, who: Pass, position: int, abort: Callable[[], None]) -> None:
        self.who = who
        self.position = position
        self.joined = time.monotonic()
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
        self._bell: asyncio.Future[None] | None = None

    async def wait(self) -> None:
        """Until something may have come; the caller looks first and then waits, in one go."""
        self._bell = asyncio.get_running_loop().create_future()
        await self._bell

    def ring(self) -> None:
        """Something may have come."""
        if self._bell and not self._bell.done():
            self._bell.set_result(None)

    def end(self, why: str) -> None:
        """Lets it say ``why`` and close."""
        self.ended = self.ended or why
        self.ring()

    def leave(self) -> None:
        """The other side has gone."""
        self.gone = True
        self.ring()

    def stuck(self, seconds: float) -> bool:
        """Whether a write has waited that long."""
        return self.writing > 0 and time.monotonic() - self.writing > seconds
