"""Work on a stranger's file in a process of its own, with limits on time and memory.

A padded or hostile file may make readers slow or hungry; here only the child suffers. For jobs and
commands.
"""

from __future__ import annotations

import multiprocessing
import resource
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

SECONDS = 30.0
MEGABYTES = 1_500
"""Of address space, beyond what the parent has loaded."""

Result = TypeVar("Result")


class TooSlow(Exception):
    """The work did not end in time."""


class BrokeOff(Exception):
    """The child ended without a word, for want of memory mostly."""


def apart(work: Callable[[], Result], seconds: float = SECONDS) -> Result:
    """What ``work`` returns, done by a forked child; what it needs is imported before, once.

    Raises:
        TooSlow: it took longer than ``seconds``.
        BrokeOff: memory ran out.
    """
    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    child = fork.Process(target=_send_result, args=(sender, work), daemon=True)
    child.start()
    sender.close()
    try:
        if not receiver.poll(seconds):
            raise TooSlow
        result: tuple[Result] | None = receiver.recv()
    except EOFError:
        raise BrokeOff from None
    finally:
        child.kill()
        child.join()
    if result is None:
        raise BrokeOff
    return result[0]


def _loaded() -> int:
    """Bytes of address space in use."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    return int(pages) * resource.getpagesize()


def _send_result(sender: Connection, work: Callable[[], Result]) -> None:
    most = _loaded() + MEGABYTES * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    try:
        sender.send((work(),))
    except MemoryError:
        sender.send(None)
