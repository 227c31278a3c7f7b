"""Arithmetic on released counts: shares, their random range, means, "about 7 of 10".

Everything here takes counts that were already rounded to fives by
:mod:`surveys.figures.disclosure`, so
nothing computed here can reveal more than they do. Plain Python: pages import it, and a serving
process loads no numpy.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

STEP = 5
"""Released counts are multiples of this."""

SMALL_BASE = 30
"""Below this released base there is no percent and no range, only "about 5 of 15"."""

SLACK = 3
"""How far rounding may have moved a count, allowed for (persons): a little above its deviation."""

Z95 = 1.959963984540054
"""The 97.5 % point of the normal distribution."""


def least_shown(k: int) -> int:
    """The smallest released n of a group that is shown: only k answers or more round up to it.

    For k = 10 it is 15: 11 to 14 answers reach it by chance, 15 and more always, 10 never.
    """
    return -(-(k + STEP - 1) // STEP) * STEP


class Range(NamedTuple):
    """Lower and upper bound of a share, both within 0 and 1 ("Zufallsspanne")."""

    low: float
    high: float


class Wording(StrEnum):
    """Which plain sentence fits a share; the page has the words in every language."""

    HARDLY_ANYONE = "hardly_anyone"
    UNDER_ONE = "under_one"
    """Fewer than 1 of 10."""
    ABOUT = "about"
    """About ``parts`` of ``whole``."""
    OVER_NINE = "over_nine"
    """More than 9 of 10."""
    NEARLY_ALL = "nearly_all"


@dataclass(frozen=True, slots=True)
class Figure:
    """One share as a reader gets it."""

    count: int
    """Released count, never above ``base``."""
    base: int
    """Released number of valid answers."""
    wording: Wording
    parts: int
    """"About ``parts`` of ``whole``": of 10, or the released counts themselves when few."""
    whole: int
    share: float
    """Within 0 and 1; the length of a bar."""
    percent: int | None
    """Whole percent; ``None`` below a base of 30, where none may be printed."""
    range: Range | None
    """"Zufallsspanne"; ``None`` below a base of 30."""

    @property
    def few(self) -> bool:
        """Whether it stands in ( ): limited validity."""
        return self.base < SMALL_BASE


def wilson(count: float, base: float, z: float = Z95) -> Range:
    """Wilson's score interval of a share (Wilson 1927; Newcombe 1998, method 3)."""
    p = count / base
    middle = (p + z * z / (2 * base)) / (1 + z * z / base)
    half = z * math.sqrt(p * (1 - p) / base + z * z / (4 * base * base)) / (1 + z * z / base)
    return Range(max(0.0, middle - half), min(1.0, middle + half))


def random_range(count: int, base: int, z: float = Z95, roundings: int = 1) -> Range:
    """Wilson's lower bound for fewer persons than ``count`` to its upper bound for more.

    They stand for the rounding, so that the range still covers the share: three persons for the
    count, and p² more for the base. It was rounded on its own, and a base that was rounded up
    lowers a share the more the larger it is (32 rounded to 35: nine of ten become eight).

    Args:
        count: released number of people in the share.
        base: released number of valid answers.
        z: of the level.
        roundings: released numbers that each of both was added up from.
    """
    held = min(count, base)
    slack = (SLACK + (held / base) ** 2) * math.sqrt(roundings)
    low = wilson(max(0.0, held - slack), base, z).low
    high = wilson(min(float(base), held + slack), base, z).high
    return Range(low, high)


def share(count: int, base: int) -> float:
    """``count`` of ``base`` within 0 and 1 (independent rounding may lift a count above its base).

    Raises ZeroDivisionError for an empty base; a shown row never has one.
    """
    return min(1.0, count / base)


def percent(count: int, base: int) -> int:
    """Whole percent, halves upwards, at most 100."""
    return min(100, (200 * count + base) // (2 * base))


# Released numbers are few: a page asks for the same ones again and again.
@lru_cache(maxsize=8192)
def figure(count: int, base: int) -> Figure:
    """How ``count`` of ``base`` is told: percent and range, or "about 5 of 15" when few."""
    held = min(count, base)
    few = base < SMALL_BASE
    parts, whole = (held, base) if few else ((20 * held + base) // (2 * base), 10)
    return Figure(
        count=held,
        base=base,
        wording=_wording(held, base, parts, whole),
        parts=parts,
        whole=whole,
        share=share(held, base),
        percent=None if few else percent(held, base),
        range=None if few else random_range(held, base),
    )


def _wording(count: int, base: int, parts: int, whole: int) -> Wording:
    if count == 0:
        return Wording.HARDLY_ANYONE
    if count == base:
        return Wording.NEARLY_ALL
    if parts == 0:
        return Wording.UNDER_ONE
    return Wording.OVER_NINE if parts == whole else Wording.ABOUT


def mean(counts: Sequence[int]) -> float | None:
    """Mean of a scale 1, 2, 3 … from its released counts, lowest step first.

    ``None`` when the counts sum to less than 30: too few for a mean.
    """
    total = sum(counts)
    if total < SMALL_BASE:
        return None
    return sum(step * count for step, count in enumerate(counts, start=1)) / total


def widths(counts: Sequence[int]) -> tuple[float, ...]:
    """Parts of a stacked bar, together 1 (all 0 when nothing was counted)."""
    total = sum(counts)
    return tuple(count / total if total else 0.0 for count in counts)


def missing_rate(missing: int, base: int) -> float:
    """Share of those asked who gave no answer that counts, within 0 and 1, from released counts."""
    asked = missing + base
    return missing / asked if asked else 0.0
