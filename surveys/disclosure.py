"""The one door: exact counts of a closed wave → :class:`~surveys.released.Released`.

A group is shown when its number of valid answers is at least k; a smaller place is spoken for by
the next larger one that is big enough. Every count that leaves is rounded here
(:mod:`surveys.rounding`), and nothing but counts leaves. Because all are rounded independently,
differences between a place and its parts betray nobody and no further cell must be hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from surveys import groups, indicators
from surveys.frame import ANSWERED, Codes, Frame, missing_names
from surveys.groups import Breakdown
from surveys.plan import Plan
from surveys.released import (
    PLACE,
    DimensionKind,
    Indicator,
    IndicatorKind,
    PlaceNode,
    Released,
    Row,
    Status,
    Table,
    WaveMeta,
)
from surveys.rounding import Rounding
from surveys.tally import Fingerprints, Numbers, Tally

LEAST_K = 10
TICKS = 3
"""An option with fewer than this many times k ticks is told for the county only."""


class ThresholdError(ValueError):
    """k is below 10."""


def release(
    frame: Frame,
    wave: WaveMeta,
    places: Iterable[PlaceNode],
    secret: bytes,
    definitions: Sequence[str] | None = None,
) -> Released:
    """All tables of a wave that may leave; the same input gives the same release.

    Args:
        frame: all answers of the wave.
        wave: what is told about it.
        places: the county's tree; the questionnaire's places are among them.
        secret: the wave's own, at least 16 bytes, kept for ever and never shown.
        definitions: keys of the wave's group definitions, :data:`surveys.groups.USUAL` if None.

    Raises:
        ThresholdError: k is below 10.
        surveys.groups.PlaceTreeError: the places are no tree or an answer names none of them.
        surveys.groups.UnknownDefinitionError: a definition that the questionnaire cannot serve.
        surveys.rounding.WeakSecretError: the secret is too short.
    """
    if wave.k < LEAST_K:
        raise ThresholdError(f"k is {wave.k}, at least {LEAST_K} is needed")
    maker = _Maker.of(frame, wave.k, groups.ordered(places), secret)
    chosen = groups.chosen(frame.instrument, definitions)
    breakdowns = [groups.by_definition(frame, definition) for definition in chosen]
    axes = [axis for axis in maker.axes() if axis is not None]
    cells = [maker.cells(by) for by in _combinations(axes, breakdowns)]
    told = indicators.of(frame.instrument)
    return Released(
        wave=wave,
        responses=maker.responses(cells[0]),
        places=maker.places,
        dimensions=tuple(breakdown.dimension for breakdown in (*axes, *breakdowns)),
        indicators=told,
        tables=tuple(table for indicator in told for table in maker.tables(indicator, cells)),
    )


def plan(
    frame: Frame,
    wave: WaveMeta,
    places: Iterable[PlaceNode],
    secret: bytes,
    definitions: Sequence[str] | None = None,
) -> Plan:
    """What :func:`release` would show, roll up and withhold, without one value."""
    return Plan.of(release(frame, wave, places, secret, definitions))


def _combinations(
    axes: Sequence[Breakdown], definitions: Sequence[Breakdown]
) -> Iterator[tuple[Breakdown, ...]]:
    yield ()
    yield from ((axis,) for axis in axes)
    for definition in definitions:
        yield (definition,)
        yield from ((definition, axis) for axis in axes)


@dataclass(frozen=True)
class _Cells:
    """The groups of people of one kind of table."""

    by: tuple[Breakdown, ...]
    codes: Numbers
    """Per answer the number of its cell before places roll up."""
    shape: tuple[int, ...]
    people: Tally
    """Everybody of each cell, places rolled up; axes as ``by``."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the dimensions."""
        return tuple(breakdown.dimension.key for breakdown in self.by)

    @property
    def place_axis(self) -> int | None:
        """Which of the dimensions is the place."""
        kinds = [breakdown.dimension.kind for breakdown in self.by]
        return kinds.index(DimensionKind.PLACE) if DimensionKind.PLACE in kinds else None

    @property
    def size(self) -> int:
        """Number of cells."""
        return int(np.prod(self.shape, dtype=int))


@dataclass(frozen=True)
class _Exact:
    """Exact tallies of one indicator in all cells of a table; stays in this module."""

    valid: Tally
    missing: Tally
    categories: Tally
    """One axis more: the categories."""
    share: Tally | None
    county_only: tuple[bool, ...]
    """Per category whether it has too few ticks to be told for a part of the county."""


@dataclass(frozen=True)
class _Maker:
    frame: Frame
    k: int
    places: tuple[PlaceNode, ...]
    rounding: Rounding
    prints: Fingerprints

    @classmethod
    def of(cls, frame: Frame, k: int, places: tuple[PlaceNode, ...], secret: bytes) -> _Maker:
        rounding = Rounding(secret)
        return cls(frame, k, places, rounding, Fingerprints.of(frame.keys, rounding.print_key))

    def axes(self) -> tuple[Breakdown | None, ...]:
        return (
            groups.by_place(self.frame, self.places),
            groups.by_sex(self.frame),
            groups.by_age(self.frame),
        )

    def cells(self, by: tuple[Breakdown, ...]) -> _Cells:
        shape = tuple(len(breakdown.keys) for breakdown in by)
        codes: Numbers = np.zeros(len(self.frame), dtype=np.int32)
        for breakdown in by:
            codes = codes * len(breakdown.keys) + breakdown.codes
        bare = _Cells(by, codes, shape, self.prints.tally(codes, int(np.prod(shape, dtype=int))))
        return _Cells(by, codes, shape, self._shaped(bare, bare.people))

    def _shaped(self, cells: _Cells, tally: Tally, *more: int) -> Tally:
        shaped = tally.shaped(*cells.shape, *more)
        axis = cells.place_axis
        return shaped if axis is None else shaped.rolled_up(self.places, axis)

    def responses(self, everybody: _Cells) -> int:
        return self._rounded(everybody.people, everybody.people, whole=-1)

    def tables(self, indicator: Indicator, cells: Sequence[_Cells]) -> Iterator[Table]:
        wanted = cells[:1] if indicator.dimension == indicators.CONTEXT else cells
        county_only: tuple[bool, ...] = ()
        for part in wanted:
            exact = self._exact(indicator, part, county_only)
            if not part.by and indicator.kind is IndicatorKind.MULTIPLE:
                county_only = tuple((exact.categories.counts < TICKS * self.k).tolist())
            yield Table(indicator.key, part.keys, tuple(self._rows(part, exact)))

    def _exact(self, indicator: Indicator, cells: _Cells, county_only: tuple[bool, ...]) -> _Exact:
        several = indicator.kind is IndicatorKind.MULTIPLE
        exact = self._several(indicator, cells) if several else self._one(indicator, cells)
        return _Exact(*exact, county_only or (False,) * len(indicator.categories))

    def _states(self, indicator: Indicator, valid: Sequence[str]) -> Codes:
        """Per answer its number in ``valid``, then "missing", then "neither" (not asked)."""
        missing = missing_names(self.frame.instrument.questions[indicator.question])
        names = {name: number for number, name in enumerate(valid)}
        names |= dict.fromkeys(missing, len(valid))
        return self.frame.codes(indicator.question, names, len(valid) + 1)

    def _split(self, cells: _Cells, states: Numbers, number: int) -> Tally:
        codes = cells.codes * number + states
        return self._shaped(cells, self.prints.tally(codes, cells.size * number), number)

    def _one(self, indicator: Indicator, cells: _Cells) -> tuple[Tally, Tally, Tally, Tally | None]:
        names = [category.key for category in indicator.categories]
        split = self._split(cells, self._states(indicator, names), len(names) + 2)
        categories = split[..., : len(names)]
        share = [names.index(name) for name in indicator.share_of]
        return (
            categories.over_last(),
            split[..., len(names)],
            categories,
            categories[..., share].over_last() if share else None,
        )

    def _several(self, indicator: Indicator, cells: _Cells) -> tuple[Tally, Tally, Tally, None]:
        states = self._states(indicator, (ANSWERED,))
        split = self._split(cells, states, 3)
        ticked = [
            self._ticked(indicator, category.key, cells, states)
            for category in indicator.categories
        ]
        categories = Tally(
            np.stack([tally.counts for tally in ticked], axis=-1),
            np.stack([tally.prints for tally in ticked], axis=-1),
        )
        return split[..., 0], split[..., 1], categories, None

    def _ticked(self, indicator: Indicator, option: str, cells: _Cells, states: Codes) -> Tally:
        rows = np.flatnonzero(self.frame.ticked(indicator.question, option) & (states == 0))
        return self._shaped(cells, self.prints.tally(cells.codes[rows], cells.size, rows))

    def _rows(self, cells: _Cells, exact: _Exact) -> Iterator[Row]:
        for index in product(*map(range, cells.shape)):
            key = tuple(b.keys[at] for b, at in zip(cells.by, index, strict=True))
            if exact.valid.counts[index] >= self.k:
                yield self._shown(key, index, cells, exact)
            elif into := self._into(index, cells, exact):
                yield Row(key, Status.ROLLED_UP, into=into)
            else:
                yield Row(key, Status.WITHHELD)

    def _into(self, index: tuple[int, ...], cells: _Cells, exact: _Exact) -> str | None:
        """Key of the next larger place with enough valid answers in the same group."""
        axis = cells.place_axis
        if axis is None or index[axis] == len(self.places):
            return None
        at = {place.key: number for number, place in enumerate(self.places)}
        parent = self.places[index[axis]].parent
        while parent is not None:
            larger = (*index[:axis], at[parent], *index[axis + 1 :])
            if exact.valid.counts[larger] >= self.k:
                return parent
            parent = self.places[at[parent]].parent
        return None

    def _shown(
        self, key: tuple[str, ...], index: tuple[int, ...], cells: _Cells, exact: _Exact
    ) -> Row:
        people, valid, missing = cells.people[index], exact.valid[index], exact.missing[index]
        asked = int(valid.counts + missing.counts)
        base = int(valid.counts)
        county = cells.keys in ((), (PLACE,)) and not any(index)
        return Row(
            cell=key,
            status=Status.SHOWN,
            n=self._rounded(valid, people, asked),
            counts=tuple(
                None
                if few and not county
                else self._rounded(exact.categories[(*index, at)], people, base)
                for at, few in enumerate(exact.county_only)
            ),
            share_count=None
            if exact.share is None
            else self._rounded(exact.share[index], people, base),
            missing=self._rounded(missing, people, asked),
        )

    def _rounded(self, counted: Tally, people: Tally, whole: int) -> int:
        sets = (int(people.prints), int(counted.prints))
        return self.rounding.count(int(counted.counts), whole, sets)
