"""One board with everybody who follows it in this process."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from participation.boards.live.deltas import Delta
from participation.boards.live.listener import Listener
from participation.boards.live.presence import Presence
from participation.boards.live.ring import MOST_DELTAS, Ring
from participation.boards.live.source import Pass, Rights, Source

InThread = Callable[..., Awaitable[Any]]
"""Runs a function that reads the database, in one of a few threads."""

BREATH, BREATH_EACH, LONGEST_BREATH = 0.04, 0.00006, 0.12
"""Seconds between two deltas, and more for each listener: a burst of notes becomes few deltas.

Whoever writes in the pause waits for its end, so it has an end for the largest hall too.
"""
POLL_AGE = 1.5
"""Seconds for which those who poll share an answer; they come again soon for what it lacks."""
MOST_STARTS = 32
"""Beginnings that are kept; who asks for one more gets the whole board, as others do."""
RETRY = 1.0
"""Seconds until a failed rendering is tried again."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Start:
    """All since a number, rendered or being rendered since ``at``."""

    delta: asyncio.Task[Delta]
    at: float


class Stream:
    """Deltas are rendered once an audience; listeners take them at their own pace."""

    def __init__(
        self,
        board_id: UUID,
        seq: int,
        source: Source,
        in_thread: InThread,
        review: Callable[[UUID, Rights], None],
    ) -> None:
        self.board_id = board_id
        self.seq = seq
        """The newest number heard of."""
        self.listeners: set[Listener] = set()
        self.presence = Presence()
        self.beats = 0
        self.used = time.monotonic()
        """When somebody last came or asked."""
        self._source = source
        self._in_thread = in_thread
        self._review = review
        self._rings: dict[str, Ring] = {}
        self._starts: dict[tuple[str, int], Start] = {}
        self._drawing: asyncio.Task[None] | None = None
        self._heard = 0

    def hear(self, seq: int) -> None:
        """The board has come to ``seq``: renders what is new for those who listen."""
        self.seq = max(self.seq, seq)
        self._heard += 1
        if self._behind() and self._drawing is None:
            self._drawing = asyncio.create_task(self._draw())

    def join(self, listener: Listener) -> None:
        """Somebody listens from now on."""
        self._rings.setdefault(listener.who.audience, Ring(self.seq))
        self.listeners.add(listener)
        self.used = time.monotonic()

    def part(self, listener: Listener) -> None:
        """Somebody does no longer; an audience of nobody is not rendered for."""
        self.listeners.discard(listener)
        self.used = time.monotonic()
        if not any(one.who.audience == listener.who.audience for one in self.listeners):
            self._rings.pop(listener.who.audience, None)

    def deltas(self, listener: Listener) -> list[Delta] | None:
        """What this one has not got yet; ``None``: it is too far behind."""
        return self._rings[listener.who.audience].after(listener.position)

    async def start(self, listener: Listener) -> Delta | None:
        """All that a listener missed before it joined, up to where deltas carry on."""
        ring = self._rings[listener.who.audience]
        if listener.position >= ring.begin:
            return None
        return await self._since(listener.who.audience, listener.position, ring.begin)

    async def newest(self, who: Pass, since: int) -> Delta | None:
        """All since ``since`` for who polls; ``None``: nothing is new."""
        self.used = time.monotonic()
        if since >= self.seq:
            return None
        return await self._since(who.audience, since, self.seq, POLL_AGE)

    def ring_all(self) -> None:
        """Lets everybody look whether there is something to send."""
        for listener in self.listeners:
            listener.ring()

    def forget_starts(self) -> None:
        """Drops rendered beginnings: they serve those who come together."""
        self._starts = {asked: s for asked, s in self._starts.items() if not s.delta.done()}

    def close(self, why: str) -> None:
        """Ends all streams."""
        if self._drawing:
            self._drawing.cancel()
        for listener in self.listeners:
            listener.end(why)

    async def _since(self, audience: str, since: int, reach: int, age: float = 0.0) -> Delta:
        asked = self._shared(audience, since)
        while found := self._starts.get(asked):
            delta = await asyncio.shield(found.delta)
            if delta.seq >= reach or time.monotonic() - found.at < age:
                return delta
            if self._starts.get(asked) is found:  # else another who waited renders already
                break
        made = Start(asyncio.create_task(self._start(*asked)), time.monotonic())
        self._starts[asked] = made
        return await asyncio.shield(made.delta)

    def _shared(self, audience: str, since: int) -> tuple[str, int]:
        """What is rendered for who asks; one phone that asks for all numbers costs few deltas."""
        asked = audience, since
        far = self.seq - since > MOST_DELTAS
        full = asked not in self._starts and len(self._starts) >= MOST_STARTS
        return (audience, 0) if far or full else asked

    async def _start(self, audience: str, since: int) -> Delta:
        try:
            deltas = await self._render({audience: since})
        except BaseException:
            self._starts.pop((audience, since), None)
            raise
        return deltas[audience]

    async def _render(self, wanted: dict[str, int]) -> dict[str, Delta]:
        """All since a number, by audience; whose right is gone by now is let go."""

        def render() -> tuple[dict[str, Delta], Rights]:
            drawn = {
                audience: Delta.of(since, self._source.changes(self.board_id, since, audience))
                for audience, since in wanted.items()
            }
            return drawn, self._source.rights([self.board_id])

        deltas: dict[str, Delta]
        deltas, rights = await self._in_thread(render)
        self._review(self.board_id, rights)
        return deltas

    def _behind(self) -> bool:
        return any(ring.tip < self.seq for ring in self._rings.values())

    async def _draw(self) -> None:
        try:
            while self._behind():
                try:
                    await self._draw_once()
                except Exception:  # streams outlive a database that is away for a moment
                    log.exception("a board could not be read")
                    await asyncio.sleep(RETRY)
                self.ring_all()
                breath = BREATH + BREATH_EACH * len(self.listeners)
                await asyncio.sleep(min(breath, LONGEST_BREATH))
        finally:
            self._drawing = None

    async def _draw_once(self) -> None:
        heard = self._heard
        deltas = await self._render({name: ring.tip for name, ring in self._rings.items()})
        for audience, delta in deltas.items():
            ring = self._rings.get(audience)
            if ring and ring.tip == delta.since:
                ring.add(delta)
        if self._heard == heard:  # what the database says counts, not what was heard before
            self.seq = max((delta.seq for delta in deltas.values()), default=self.seq)
