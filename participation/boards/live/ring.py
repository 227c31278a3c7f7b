"""Ring buffer of the last deltas of one board for one audience."""

from __future__ import annotations

from collections import deque

from participation.boards.live.deltas import Delta

MOST_DELTAS = 64
MOST_BYTES = 256 * 1024


class Ring:
    """Deltas without a gap; who stands before the first of them has to ask again."""

    def __init__(self, tip: int) -> None:
        self.tip = tip
        """The number up to which deltas were rendered."""
        self._deltas: deque[Delta] = deque()
        self._bytes = 0

    @property
    def begin(self) -> int:
        """The earliest position that can be carried on from here."""
        return self._deltas[0].since if self._deltas else self.tip

    def add(self, delta: Delta) -> None:
        """The newest delta; ``delta.since`` is the tip."""
        if delta.seq <= self.tip:
            return
        self._deltas.append(delta)
        self._bytes += len(delta.body)
        self.tip = delta.seq
        while len(self._deltas) > MOST_DELTAS or (
            self._bytes > MOST_BYTES and len(self._deltas) > 1
        ):
            self._bytes -= len(self._deltas.popleft().body)

    def after(self, position: int) -> list[Delta] | None:
        """What lies after ``position``, oldest first; ``None``: the ring has moved on."""
        if position >= self.tip:
            return []
        if position < self.begin:
            return None
        return [delta for delta in self._deltas if delta.seq > position]
