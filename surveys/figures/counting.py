"""Exact counts of indicators in groups of people. Nothing here may leave the engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from surveys.figures.answer_table import ANSWERED, AnswerTable, Codes, missing_names
from surveys.figures.groups.groups import Breakdown
from surveys.figures.released import DimensionKind, Indicator, IndicatorKind, PlaceNode
from surveys.figures.tally import Fingerprints, Numbers, Tally

VALID = 0
"""State of a multiple choice that was answered."""


@dataclass(frozen=True)
class Cells:
    """The groups of people of one kind of table."""

    by: tuple[Breakdown, ...]
    codes: Numbers
    """Per answer the number of its cell before places roll up."""
    people: Tally
    """Everybody of each cell, places rolled up; axes as ``by``."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the dimensions."""
        return tuple(breakdown.dimension.key for breakdown in self.by)

    @property
    def shape(self) -> tuple[int, ...]:
        """Members of each dimension."""
        return tuple(len(breakdown.keys) for breakdown in self.by)

    @property
    def has_places(self) -> bool:
        """Whether the last dimension is the place."""
        return _ends_in_places(self.by)

    @property
    def size(self) -> int:
        """Number of cells."""
        return self.people.counts.size


@dataclass(frozen=True)
class Exact:
    """One indicator in all cells of one kind of table; axes as the cells' ``by``."""

    valid: Tally
    missing: Tally
    categories: Tally
    """One axis more: the categories."""
    share: Tally | None


@dataclass(frozen=True)
class Counting:
    """Counts the answers of one wave."""

    answers: AnswerTable
    places: tuple[PlaceNode, ...]
    """Parents before children."""
    prints: Fingerprints

    def cells(self, by: tuple[Breakdown, ...]) -> Cells:
        """The groups of people by these dimensions; a place stands last."""
        codes: Numbers = np.zeros(len(self.answers), dtype=np.int32)
        for breakdown in by:
            codes = codes * len(breakdown.keys) + breakdown.codes
        size = int(np.prod([len(breakdown.keys) for breakdown in by], dtype=int))
        return Cells(by, codes, self._shaped(by, self.prints.tally(codes, size)))

    def exact(self, indicator: Indicator, cells: Cells) -> Exact:
        """What people of each cell answered."""
        several = indicator.kind is IndicatorKind.MULTIPLE
        return self._several(indicator, cells) if several else self._one(indicator, cells)

    def states(self, indicator: Indicator) -> Codes:
        """Per answer the number of its category, then "missing", then "neither" (not asked).

        A multiple choice has but one category here: answered.
        """
        several = indicator.kind is IndicatorKind.MULTIPLE
        valid = (ANSWERED,) if several else tuple(c.key for c in indicator.categories)
        missing = missing_names(self.answers.instrument.questions[indicator.question])
        names = {name: number for number, name in enumerate(valid)}
        names |= dict.fromkeys(missing, len(valid))
        return self.answers.codes(indicator.question, names, len(valid) + 1)

    def _one(self, indicator: Indicator, cells: Cells) -> Exact:
        names = [category.key for category in indicator.categories]
        split = self._split(cells, self.states(indicator), len(names) + 2)
        categories = split[..., : len(names)]
        share = [names.index(name) for name in indicator.share_of]
        return Exact(
            valid=categories.over_last(),
            missing=split[..., len(names)],
            categories=categories,
            share=categories[..., share].over_last() if share else None,
        )

    def _several(self, indicator: Indicator, cells: Cells) -> Exact:
        states = self.states(indicator)
        split = self._split(cells, states, 3)
        ticked = [self._ticked(indicator, c.key, cells, states) for c in indicator.categories]
        return Exact(split[..., VALID], split[..., 1], _side_by_side(ticked), None)

    def _split(self, cells: Cells, states: Codes, number: int) -> Tally:
        codes = cells.codes * number + states
        tally = self.prints.tally(codes, cells.size * number)
        return self._shaped(cells.by, tally, number)

    def _ticked(self, indicator: Indicator, option: str, cells: Cells, states: Codes) -> Tally:
        rows = np.flatnonzero(self.answers.ticked(indicator.question, option) & (states == VALID))
        tally = self.prints.tally(cells.codes[rows], cells.size, rows)
        return self._shaped(cells.by, tally)

    def _shaped(self, by: tuple[Breakdown, ...], tally: Tally, *more: int) -> Tally:
        shaped = tally.shaped(*(len(breakdown.keys) for breakdown in by), *more)
        return shaped.rolled_up(self.places, len(by) - 1) if _ends_in_places(by) else shaped


def _ends_in_places(by: tuple[Breakdown, ...]) -> bool:
    return bool(by) and by[-1].dimension.kind is DimensionKind.PLACE


def _side_by_side(tallies: Sequence[Tally]) -> Tally:
    return Tally(
        np.stack([tally.counts for tally in tallies], axis=-1),
        np.stack([tally.prints for tally in tallies], axis=-1),
    )
