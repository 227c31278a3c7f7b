"""Indices of several items and ranks of needs, from released counts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from surveys.figures.estimates.shares import Z95

LEAST_FOR_ALPHA = 100
LEAST_ITEMS = 2
UNSURE, SURE = 0.6, 0.7


class Consistency(StrEnum):
    """How well the items of an index go together, as it is told: never as a number."""

    LOW = "low"
    """Alpha under .6."""
    FAIR = "fair"
    """.6 to .7."""
    GOOD = "good"
    """Over .7."""


class RankSpan(NamedTuple):
    """Between which ranks a need lies."""

    best: int
    worst: int


def step(total: int, items: int) -> int:
    """The whole step of a person's index: mean 1 to 1.49 is 1, 1.5 to 2.49 is 2, and so on.

    ``total`` is the sum of the person's ``items``, each from 1.
    """
    return (2 * total + items) // (2 * items)


def variance(counts: Sequence[int]) -> float:
    """Variance of steps 1, 2, 3 … from the number of people on each."""
    number = sum(counts)
    mean = sum(at * count for at, count in enumerate(counts, start=1)) / number
    return sum(count * (at - mean) ** 2 for at, count in enumerate(counts, start=1)) / number


def alpha(items: Sequence[Sequence[int]], index: Sequence[int]) -> float | None:
    """Cronbach's alpha from the distributions of the items and of the index in whole steps.

    None when one has fewer than 100 answers, or an index does not vary. Only for scales whose
    items are flagged as signs of one thing. Rounding a mean of m items to whole steps adds
    1/12 − 1/(12 m²) to its variance, which is taken off again.
    """
    number = len(items)
    if number < LEAST_ITEMS or min(sum(index), *(sum(item) for item in items)) < LEAST_FOR_ALPHA:
        return None
    of_index = variance(index) - 1 / 12 + 1 / (12 * number**2)
    if of_index <= 0:
        return None
    of_items = sum(variance(item) for item in items)
    return number / (number - 1) * (1 - of_items / (number**2 * of_index))


def consistency(found: float) -> Consistency:
    """How an alpha is told."""
    if found < UNSURE:
        return Consistency.LOW
    return Consistency.FAIR if found <= SURE else Consistency.GOOD


def apart(first: int, second: int, base: int, z: float = Z95) -> bool:
    """Whether two options of one multiple choice differ by more than chance and rounding.

    The same people could tick both; d ± z·√((pA + pB − (pA − pB)²)/n + 8/n²) holds however
    often they did.
    """
    p, q = first / base, second / base
    half = z * math.sqrt((p + q - (p - q) ** 2) / base + 8 / base**2)
    return abs(p - q) > half


def rank_spans(counts: Sequence[int], base: int) -> tuple[RankSpan, ...]:
    """Between which ranks each option lies: 1 is what most people ticked."""
    spans = []
    for own in counts:
        above = sum(other > own and apart(other, own, base) for other in counts)
        below = sum(other < own and apart(other, own, base) for other in counts)
        spans.append(RankSpan(above + 1, len(counts) - below))
    return tuple(spans)
