"""How figures are taken on a machine whose speed swings twofold.

A fixed Python loop (``cal``) is timed around each short block; a block's CPU seconds are scaled to a
machine on which the loop takes 60 ms. Quoted is the median of at least five blocks, raw and scaled.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

REFERENCE_MS = 60.0
BLOCKS = 5


@dataclass(frozen=True, slots=True)
class Result:
    """One figure: ``holds`` says whether it keeps its bar (``None``: told for comparison only)."""

    name: str
    value: float
    unit: str
    bar: float | None = None
    raw: float | None = None

    @property
    def holds(self) -> bool | None:
        """Every bar is an upper one."""
        return None if self.bar is None else self.value <= self.bar

    def line(self) -> str:
        """The figure as one JSON object."""
        fields = {
            "name": self.name,
            "value": round(self.value, 2),
            "unit": self.unit,
            "bar": self.bar,
            "holds": self.holds,
        }
        return json.dumps(fields | ({"raw": round(self.raw, 2)} if self.raw is not None else {}))


def cal() -> float:
    """Milliseconds of CPU that the fixed loop takes now."""
    begin = time.process_time()
    total = 0
    for number in range(1_000_000):
        total += number * number % 7
    assert total
    return (time.process_time() - begin) * 1000


def scaled(block: Callable[[], float], blocks: int = BLOCKS) -> tuple[float, float]:
    """Median of ``block()`` over several runs: raw, and scaled by the loop timed around each."""
    raw, fair = [], []
    for _ in range(blocks):
        before = cal()
        value = block()
        pace = (before + cal()) / 2
        raw.append(value)
        fair.append(value * REFERENCE_MS / pace)
    return statistics.median(raw), statistics.median(fair)
