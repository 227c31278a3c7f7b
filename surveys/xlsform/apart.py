"""Reading a stranger's workbook in a process of its own, with limits on time and memory.

A padded or hostile file may make foreign readers slow or hungry; here only the child suffers. For
jobs and commands.
"""

from __future__ import annotations

import importlib
import multiprocessing
import resource
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection

from surveys.authoring.problems import Problem
from surveys.instrument import codec
from surveys.instrument.instrument import Instrument
from surveys.xlsform import ImportRefused, read

SECONDS = 30.0
MEGABYTES = 1_500
"""Of address space, what the parent has loaded included."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a file."""

    instrument: Instrument | None
    """None: it was refused."""
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    seconds: float


_Told = tuple[str | None, tuple[Problem, ...], tuple[Problem, ...]]


def read_apart(
    data: bytes, key: str = "form", unnamed_language: str = "de", seconds: float = SECONDS
) -> Verdict:
    """:func:`surveys.xlsform.read` in a child process; never raises for what the file holds."""
    # Forked, not spawned: the readers are imported once, here, for all files.
    for module in ("openpyxl", "pyxform.xls2xform", "surveys.expressions.grammar"):
        importlib.import_module(module)
    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    child = fork.Process(target=_tell, args=(sender, data, key, unnamed_language), daemon=True)
    begun = time.monotonic()
    child.start()
    sender.close()
    written, problems, notices = _told(receiver, seconds)
    child.kill()
    child.join()
    instrument = None if written is None else codec.loads(written)
    return Verdict(instrument, problems, notices, time.monotonic() - begun)


def _told(receiver: Connection, seconds: float) -> _Told:
    try:
        if receiver.poll(seconds):
            told: _Told = receiver.recv()
            return told
    except EOFError:
        return None, (Problem(key="broke_off"),), ()
    return None, (Problem(key="too_slow", params={"most": f"{seconds:g}"}),), ()


def _tell(sender: Connection, data: bytes, key: str, unnamed_language: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 1_000_000,) * 2)
    try:
        done = read(data, key, unnamed_language)
        told: _Told = (codec.dumps(done.instrument), (), done.notices)
    except ImportRefused as refused:
        told = (None, refused.problems, refused.notices)
    except MemoryError:
        told = (None, (Problem(key="broke_off"),), ())
    sender.send(told)
