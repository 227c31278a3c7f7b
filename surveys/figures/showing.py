"""What of a wave is shown; every threshold is checked on rounded numbers.

Whoever knows who belongs to a group would otherwise learn, from a group being shown or not, how
many of them answered; and from an option being told or not, how many ticked it. Decided on the
released numbers, what is left out says no more than these do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from surveys.figures.answer_table import Flags
from surveys.figures.counting import Cells, Exact
from surveys.figures.estimates.shares import least_shown
from surveys.figures.released import PLACE, Indicator, IndicatorKind
from surveys.figures.rounding import Rounding
from surveys.figures.tally import Numbers

TICKS = 3
"""An option with a released number below this many times k is told for the county only."""


@dataclass(frozen=True)
class Counted:
    """All tables of one indicator with exact counts; never leaves the engine."""

    indicator: Indicator
    k: int
    parts: tuple[tuple[Cells, Exact], ...]
    """The total first."""
    kept: tuple[Flags, ...] = ()
    """Per table the rows, flat, whose numbers are an earlier version's; none: all are drawn."""

    def drawn(self, part: int) -> Flags:
        """The rows of a table, flat, whose numbers are drawn now."""
        if self.kept:
            return ~self.kept[part]
        return np.ones(self.parts[part][0].size, dtype=np.bool_)


@dataclass(frozen=True)
class Shown:
    """What is shown of one indicator."""

    n: tuple[Numbers, ...]
    """Per table the released number of valid answers of every row, flat; hidden rows too."""
    rows: tuple[Flags, ...]
    """Per table whether a row is shown."""
    county_only: tuple[bool, ...]
    """Per category whether it has too few ticks to be told for a part of the county."""

    def shows_more_than(self, earlier: Shown) -> bool:
        """Whether something is shown that was not."""
        rows = any(
            (now & ~before).any() for now, before in zip(self.rows, earlier.rows, strict=True)
        )
        pairs = zip(self.county_only, earlier.county_only, strict=True)
        return rows or any(before and not now for now, before in pairs)


def of(one: Counted, rounding: Rounding) -> Shown:
    """What is shown of an indicator as its counts are rounded now."""
    n = tuple(_released_n(cells, exact, rounding) for cells, exact in one.parts)
    least = least_shown(one.k)
    return Shown(n, tuple(part >= least for part in n), _county_only(one, rounding))


def is_county(cells: Cells, row: int) -> bool:
    """Whether a row, counted flat, speaks of the whole county."""
    return row == 0 and cells.keys in ((), (PLACE,))


def _released_n(cells: Cells, exact: Exact, rounding: Rounding) -> Numbers:
    asked = (exact.valid.counts + exact.missing.counts).reshape(-1)
    people, valid = cells.people.prints.reshape(-1), exact.valid.prints.reshape(-1)
    rows = zip(exact.valid.counts.reshape(-1).tolist(), asked.tolist(), strict=True)
    sets = zip(people.tolist(), valid.tolist(), strict=True)
    found = (rounding.count(n, whole, of) for (n, whole), of in zip(rows, sets, strict=True))
    return np.fromiter(found, dtype=np.int64, count=len(asked))


def _county_only(one: Counted, rounding: Rounding) -> tuple[bool, ...]:
    if one.indicator.kind is not IndicatorKind.MULTIPLE:
        return (False,) * len(one.indicator.categories)
    cells, exact = one.parts[0]
    base, people = int(exact.valid.counts), int(cells.people.prints)
    ticked = zip(exact.categories.counts.tolist(), exact.categories.prints.tolist(), strict=True)
    released = (rounding.count(count, base, (people, set_)) for count, set_ in ticked)
    return tuple(number < TICKS * one.k for number in released)
