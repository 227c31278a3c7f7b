"""Shares of probability samples: strata with their populations, and samples that are large parts.

Only where a sample was drawn by chance from a population of stated size; whoever answered by
choice stands for themselves, and no correction makes more of it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from surveys.figures.estimates.shares import Z95, Range, wilson


class Stratum(NamedTuple):
    """A part of the population from which a sample of its own was drawn."""

    holding: float
    """Answers that make the share."""
    base: int
    population: int


class Weighted(NamedTuple):
    """A share of the population with its standard error."""

    share: float
    error: float


def stratified(strata: Sequence[Stratum], *, finite: bool = True) -> Weighted:
    """The share of all strata together, each weighted by its population (Cochran 1977, 5.51).

    Args:
        strata: at least two answers each.
        finite: whether samples are counted as parts of populations of stated size.
    """
    whole = sum(stratum.population for stratum in strata)
    shares = [stratum.holding / stratum.base for stratum in strata]
    weights = [stratum.population / whole for stratum in strata]
    variance = sum(
        weight**2 * p * (1 - p) / (stratum.base - 1) * (_left(stratum) if finite else 1)
        for weight, p, stratum in zip(weights, shares, strata, strict=True)
    )
    share = sum(weight * p for weight, p in zip(weights, shares, strict=True))
    return Weighted(share, math.sqrt(variance))


def finite_range(count: float, base: int, population: int, z: float = Z95) -> Range:
    """Wilson's interval where the sample is a stated part of its population.

    It is that of as many answers as would say as much of a population without end; where all
    were asked and answered, nothing is left to chance.
    """
    if population <= base:
        return Range(count / base, count / base)
    effective = base * (population - 1) / (population - base)
    return wilson(count / base * effective, effective, z)


def _left(stratum: Stratum) -> float:
    return 1 - stratum.base / stratum.population
