"""The last frames of one board for one audience: what everybody in time may still get from here."""

from __future__ import annotations

from collections import deque

from participation.boards.live.frames import Frame

MOST_FRAMES = 64
MOST_BYTES = 256 * 1024


class Ring:
    """Frames without a gap; who stands before the first of them has to ask again."""

    def __init__(self, tip: int) -> None:
        self.tip = tip
        """The number up to which frames were rendered."""
        self._frames: deque[Frame] = deque()
        self._bytes = 0

    @property
    def begin(self) -> int:
        """The earliest position that can be carried on from here."""
        return self._frames[0].since if self._frames else self.tip

    def add(self, frame: Frame) -> None:
        """The newest frame; ``frame.since`` is the tip."""
        if frame.seq <= self.tip:
            return
        self._frames.append(frame)
        self._bytes += len(frame.body)
        self.tip = frame.seq
        while len(self._frames) > MOST_FRAMES or (
            self._bytes > MOST_BYTES and len(self._frames) > 1
        ):
            self._bytes -= len(self._frames.popleft().body)

    def after(self, position: int) -> list[Frame] | None:
        """What lies after ``position``, oldest first; ``None``: the ring has moved on."""
        if position >= self.tip:
            return []
        if position < self.begin:
            return None
        return [frame for frame in self._frames if frame.seq > position]
