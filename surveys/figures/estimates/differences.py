"""Differences between released shares: how large, how sure, and which may be called clear.

A difference stands on the very intervals that are shown of its two shares ("square and add",
Newcombe 1998, method 10, whose case it is when counts are exact). A part is compared with another
part, never with a total that holds it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import lru_cache
from statistics import NormalDist
from typing import NamedTuple

from surveys.figures.estimates.shares import (
    SMALL_BASE,
    Z95,
    Range,
    random_range,
    share,
    wilson,
)

ALPHA = 0.05
NORMAL = NormalDist()
STEPS = 40
"""Halvings in the search for a level."""
MOST_Z = 12.0


class Estimate(NamedTuple):
    """A value with its interval."""

    value: float
    low: float
    high: float


AtZ = Callable[[float], Estimate]
"""An estimate at the level of a given z."""


class Share(NamedTuple):
    """One share as released."""

    released: int
    """Number of people in it."""
    base: int
    roundings: int = 1
    """Released numbers that both were added up from."""

    def at(self, z: float = Z95) -> Estimate:
        """With the interval that is shown: Wilson's, widened by the rounding."""
        return _estimate(self, random_range(self.released, self.base, z, self.roundings))

    def exact_at(self, z: float = Z95) -> Estimate:
        """As if the count had not been rounded: Wilson's own interval."""
        return _estimate(self, wilson(self.released, self.base, z))


def difference(first: Estimate, second: Estimate) -> Estimate:
    """``first`` minus ``second``, of different people: two shares, or two gaps (twice is once).

    Newcombe 1998 (Statistics in Medicine 17, 873-890), method 10.
    """
    value = first.value - second.value
    below = math.hypot(first.value - first.low, second.high - second.value)
    above = math.hypot(first.high - first.value, second.value - second.low)
    return Estimate(value, value - below, value + above)


def gap(first: Share, second: Share) -> AtZ:
    """The difference of two shares at any level."""
    return lambda z: difference(first.at(z), second.at(z))


def change_of_gap(now: AtZ, then: AtZ) -> AtZ:
    """How a gap changed from one wave to another, at any level."""
    return lambda z: difference(now(z), then(z))


def p_value(at: AtZ) -> float:
    """The largest level whose interval holds 0; 1 when even the narrowest does.

    Levels are those of two sides: 0.05 belongs to the interval of 95 %.
    """
    low, high = 0.0, MOST_Z
    if _holds_zero(at(low)):
        return 1.0
    if not _holds_zero(at(high)):
        return 0.0
    for _step in range(STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if _holds_zero(at(middle)) else (middle, high)
    return 2 * NORMAL.cdf(-high)


def clear(ps: Sequence[float], alpha: float = ALPHA) -> tuple[bool, ...]:
    """Which of all planned comparisons of one indicator may be called clear (Holm 1979).

    The chance that any of them is called so without a reason stays below ``alpha``, however
    many there are.
    """
    found = [False] * len(ps)
    for rank, at in enumerate(sorted(range(len(ps)), key=ps.__getitem__)):
        if ps[at] > alpha / (len(ps) - rank):
            break
        found[at] = True
    return tuple(found)


def p_against_first(groups: Sequence[Share]) -> tuple[float, ...]:
    """The p of each further group against the first: the plan's comparisons, no pairs."""
    return tuple(_p(group, groups[0]) for group in groups[1:])


def p_against_rest(parts: Sequence[Share], whole: Share) -> tuple[float | None, ...]:
    """The p of each part against the other parts together, never against the whole.

    The others' numbers are the whole's less the part's. None where fewer than 30 are left of
    them, or the part has fewer: that is not compared.
    """
    pairs = [(part, _rest(part, whole)) for part in parts]
    return tuple(
        _p(part, rest) if min(part.base, rest.base) >= SMALL_BASE else None for part, rest in pairs
    )


def clear_of(ps: Sequence[float | None]) -> tuple[bool | None, ...]:
    """As :func:`clear`; None stays None and is not counted as a comparison."""
    found = iter(clear([p for p in ps if p is not None]))
    return tuple(None if p is None else next(found) for p in ps)


def against_first(groups: Sequence[Share]) -> tuple[bool, ...]:
    """Whether each further group differs clearly from the first.

    The answer has an entry less than ``groups``; as many comparisons were made.
    """
    return clear(p_against_first(groups))


def against_rest(parts: Sequence[Share], whole: Share) -> tuple[bool | None, ...]:
    """Whether each part differs clearly from the other parts together; None: not compared."""
    return clear_of(p_against_rest(parts, whole))


# Released numbers are few: a page asks for the same pairs again and again.
@lru_cache(maxsize=8192)
def _p(first: Share, second: Share) -> float:
    return p_value(gap(first, second))


def _rest(part: Share, whole: Share) -> Share:
    base = max(0, whole.base - part.base)
    return Share(min(base, max(0, whole.released - part.released)), base, 2)


def _holds_zero(estimate: Estimate) -> bool:
    return estimate.low <= 0 <= estimate.high


def _estimate(of: Share, interval: Range) -> Estimate:
    return Estimate(share(of.released, of.base), *interval)
