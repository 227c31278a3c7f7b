"""Who was asked and did not answer: whether a figure says enough, and what it could be at worst."""

from __future__ import annotations

from surveys.figures.estimates.shares import Range, missing_rate
from surveys.figures.released import Released, Row

MANY = 0.3
"""Above this part of those asked a figure bears a badge."""
TOO_MANY = 0.6
"""Above this part it is not shown to the public."""


def rate(row: Row) -> float:
    """Which part of those asked gave no answer that counts; 0 where nothing is shown."""
    return missing_rate(row.missing or 0, row.n or 0)


def many(row: Row) -> bool:
    """Whether so many did not answer that a figure must say so."""
    return rate(row) > MANY


def withheld(released: Released) -> frozenset[str]:
    """Indicators that the public does not see: too many of the county did not answer."""
    keys = (indicator.key for indicator in released.indicators)
    return frozenset(key for key in keys if rate(released.total(key)) > TOO_MANY)


def worst_case(count: int, base: int, missing: int) -> Range:
    """Between which shares of those asked it lies, whatever the missing ones would have said.

    The lower bound holds if none of them belongs to it, the upper one if all do: 28 of 70 who
    answered, of 100 asked, are 28 to 58 of 100.
    """
    held, asked = min(count, base), base + missing
    return Range(held / asked, (held + missing) / asked)
