"""How many people follow a board: counted from open connections, never stored.

Every process counts its own distinct rights (a phone with two open pages is one person), tells the
others how many, and adds what it heard of them within :data:`STALE` seconds. Somebody whose phone
changes from one process to another may count twice for that long: the number is for a wall, not
for a report.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from uuid import UUID

PRESENT = 12.0
"""Seconds for which somebody who polls counts as there."""
STALE = 75.0
REPEAT = 30.0
"""Seconds after which an unchanged count is sent to other processes again."""
COARSE = 50
"""Beyond this many people only steps of a fiftieth are announced."""

Clock = Callable[[], float]


class Presence:
    """The people of one board."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self.announced = 0
        """The number that was last sent to everybody."""
        self._clock = clock
        self._polled: dict[UUID, float] = {}
        self._elsewhere: dict[str, tuple[int, float]] = {}
        self._said = (0, clock())

    def poll(self, holder: UUID) -> None:
        """Somebody asked."""
        self._polled[holder] = self._clock()

    def hear(self, process: str, count: int) -> None:
        """Another process told how many it has."""
        self._elsewhere[process] = (count, self._clock())

    def count(self, streaming: Iterable[UUID]) -> tuple[int, int]:
        """How many are here, and how many with the other processes'."""
        now = self._clock()
        self._polled = {who: at for who, at in self._polled.items() if now - at < PRESENT}
        here = len({*streaming, *self._polled})
        heard = {name: count for name, count in self._elsewhere.items() if now - count[1] < STALE}
        self._elsewhere = heard
        return here, here + sum(count for count, _ in heard.values())

    def worth_saying(self, here: int) -> bool:
        """Whether other processes should hear of ``here`` now; counts as said."""
        said, at = self._said
        if here == said and (not here or self._clock() - at < REPEAT):
            return False
        self._said = (here, self._clock())
        return True

    def announce(self, everywhere: int) -> bool:
        """Makes ``everywhere`` the announced number, unless it is hardly another."""
        if abs(everywhere - self.announced) < max(1, self.announced // COARSE):
            return False
        self.announced = everywhere
        return True
