"""Reading a stranger's questionnaire in a process of its own (:mod:`surveys.apart`)."""

from __future__ import annotations

import importlib
import time
from dataclasses import dataclass

from surveys.apart import SECONDS, BrokeOff, TooSlow, apart
from surveys.authoring.problems import Problem
from surveys.instrument import codec
from surveys.instrument.instrument import Instrument
from surveys.xlsform import ImportRefused, read


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a file."""

    instrument: Instrument | None
    """None: it was refused."""
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    seconds: float


_Outcome = tuple[str | None, tuple[Problem, ...], tuple[Problem, ...]]


def read_apart(
    data: bytes, key: str = "form", unnamed_language: str = "de", seconds: float = SECONDS
) -> Verdict:
    """:func:`surveys.xlsform.read` in a child process; never raises for what the file holds."""
    # Forked, not spawned: the readers are imported once, here, for all files.
    for module in ("openpyxl", "pyxform.xls2xform", "surveys.expressions.grammar"):
        importlib.import_module(module)
    begun = time.monotonic()
    try:
        outcome = apart(lambda: _read(data, key, unnamed_language), seconds)
    except BrokeOff:
        outcome = None, (Problem(key="broke_off"),), ()
    except TooSlow:
        outcome = None, (Problem(key="too_slow", params={"most": f"{seconds:g}"}),), ()
    written, problems, notices = outcome
    instrument = None if written is None else codec.loads(written)
    return Verdict(instrument, problems, notices, time.monotonic() - begun)


def _read(data: bytes, key: str, unnamed_language: str) -> _Outcome:
    try:
        done = read(data, key, unnamed_language)
    except ImportRefused as refused:
        return None, refused.problems, refused.notices
    return codec.dumps(done.instrument), (), done.notices
