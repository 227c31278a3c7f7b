"""All boards that somebody follows in this process; wakes their streams when one changes.

News come from three sides: from this process's own commits, from other processes by PostgreSQL's
NOTIFY, and from a slow look at the numbers of all followed boards, which finds what neither told
(a job on SQLite, a lost line to the database).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from participation.boards.live.admission import Admission
from participation.boards.live.source import GONE, RESTART, Rights, Source
from participation.boards.live.stream import Stream

Kept = TypeVar("Kept")

THREADS = 2
BEAT_ROUNDS = 6
"""Rounds between two beats: 18 seconds, below what proxies take for silence."""
PEOPLE = "board_people"
"""The channel on which processes tell each other how many people they have."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds; tests shorten them."""

    round: float = 3.0
    """Between two looks at the numbers of all boards."""
    idle: float = 60.0
    """Until a board that nobody follows is forgotten."""
    stuck: float = 30.0
    """Until a line that takes nothing is cut."""


class Hub:
    """One a process; all but :meth:`heard` belongs to its loop."""

    def __init__(self, source: Source, times: Times | None = None) -> None:
        self.source = source
        self.admission = Admission(source, self.in_thread)
        self.streams: dict[UUID, Stream] = {}
        self.closing = False
        self.rounds = 0
        self.name = uuid.uuid4().hex
        """By which other processes tell this one."""
        self._times = times or Times()
        self._threads = ThreadPoolExecutor(THREADS, "boards")
        self._loop: asyncio.AbstractEventLoop | None = None
        self._going: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Belongs to the running loop from now on."""
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            self._going = self._loop.create_task(self._go_rounds())

    def stop(self) -> None:
        """Ends every stream so that the server can end; phones come back by themselves."""
        self.closing = True
        if self._going:
            self._going.cancel()
        for stream in self.streams.values():
            stream.close(RESTART)

    def heard(self, board_id: UUID, seq: int) -> None:
        """A board has changed; from any thread."""
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(self.hear, board_id, seq)

    def hear(self, board_id: UUID, seq: int) -> None:
        """A board has changed; in the loop."""
        if stream := self.streams.get(board_id):
            stream.hear(seq)

    def hear_people(self, text: str) -> None:
        """Another process tells how many people it has: ``process:board:count``."""
        process, board, count = text.split(":")
        stream = self.streams.get(UUID(board))
        if stream and process != self.name:
            stream.presence.hear(process, int(count))

    async def in_thread(self, act: Callable[[], Kept]) -> Kept:
        """Runs what reads the database."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, act)

    async def stream(self, board_id: UUID, since: int = 0) -> Stream | None:
        """A board's stream; the database is asked for one not known, or not known that far."""
        found = self.streams.get(board_id)
        if found and found.seq >= since:
            return found
        seqs = await self.in_thread(lambda: self.source.seqs([board_id]))
        if board_id not in seqs:
            return None
        if board_id not in self.streams:
            made = Stream(board_id, seqs[board_id], self.source, self.in_thread, self._review)
            self.streams[board_id] = made
        self.streams[board_id].hear(seqs[board_id])
        return self.streams[board_id]

    async def look(self) -> None:
        """Compares with the database: the newest numbers, and whose right still holds."""
        followed = list(self.streams)

        def read() -> tuple[dict[UUID, int], Rights]:
            return self.source.seqs(followed), self.source.rights(followed)

        if not followed:
            return
        seqs, rights = await self.in_thread(read)
        for board_id in followed:
            self._compare(board_id, seqs.get(board_id), rights)

    async def go_round(self) -> None:
        """What is done every few seconds."""
        self.rounds += 1
        self._tidy()
        await self.look()
        for board_id, stream in self.streams.items():
            self._count(board_id, stream)
            if self.rounds % BEAT_ROUNDS == 0:
                stream.beats += 1
                stream.ring_all()

    async def _go_rounds(self) -> None:
        while True:
            await asyncio.sleep(self._times.round)
            try:
                await self.go_round()
            except Exception:  # the next round must come whatever this one met
                log.exception("the boards could not be looked after")

    def _compare(self, board_id: UUID, seq: int | None, rights: Rights) -> None:
        if seq is None:
            self._drop(board_id)
        else:
            self.streams[board_id].hear(seq)
            self._review(board_id, rights)

    def _drop(self, board_id: UUID) -> None:
        self.admission.forget(board_id)
        self.streams.pop(board_id).close(GONE)

    def _review(self, board_id: UUID, rights: Rights) -> None:
        self.admission.review(board_id, rights)
        for listener in self.streams[board_id].listeners if board_id in self.streams else ():
            if listener.joined < rights.at and not rights.holds(listener.who):
                listener.end(listener.who.end)

    def _tidy(self) -> None:
        old = time.monotonic() - self._times.idle
        for board_id, stream in list(self.streams.items()):
            stream.forget_starts()
            for listener in stream.listeners:
                if listener.stuck(self._times.stuck):
                    listener.abort()
            if not stream.listeners and stream.used < old:
                self._drop(board_id)

    def _count(self, board_id: UUID, stream: Stream) -> None:
        here, everywhere = stream.presence.count(
            listener.who.holder for listener in stream.listeners if listener.who.person
        )
        if stream.presence.announce(everywhere):
            stream.ring_all()
        if stream.presence.worth_saying(here):
            text = f"{self.name}:{board_id}:{here}"
            self._threads.submit(self.source.announce, PEOPLE, text)
