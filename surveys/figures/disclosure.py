"""The one door: exact counts of a closed wave → :class:`~surveys.figures.released.Released`.

A group is shown when its released n says that at least k answered (:mod:`surveys.figures.showing`);
a smaller place is spoken for by the next larger one that is shown. Every count that leaves is
rounded here (:mod:`surveys.figures.rounding`), and nothing but counts leaves.
:mod:`surveys.figures.witness` sees to it that nobody's answer follows from the numbers together, so
no further cell must be hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from surveys.figures import groups, indicators, safety, showing
from surveys.figures.counting import Cells, Counting, Exact
from surveys.figures.definitions import chosen
from surveys.figures.frame import Flags, Frame
from surveys.figures.groups import Breakdown
from surveys.figures.plan import Plan
from surveys.figures.released import (
    Indicator,
    PlaceNode,
    Released,
    Row,
    Status,
    Table,
    WaveMeta,
)
from surveys.figures.rounding import Rounding
from surveys.figures.showing import Counted, Shown
from surveys.figures.tally import Fingerprints, Tally

LEAST_K = 10


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
        definitions: keys of the wave's group definitions; None for the usual ones.

    Raises:
        ThresholdError: k is below 10.
        surveys.figures.groups.PlaceTreeError: the places are no tree or an answer names none of
            them.
        surveys.figures.definitions.UnknownDefinitionError: the questionnaire cannot serve a
            definition.
        surveys.figures.rounding.WeakSecretError: the secret is too short.
    """
    if wave.k < LEAST_K:
        raise ThresholdError(f"k is {wave.k}, at least {LEAST_K} is needed")
    rounding, tree = Rounding(secret), groups.ordered(places)
    counting = Counting(frame, tree, Fingerprints.of(frame.keys, rounding.print_key))
    axes = _axes(frame, tree)
    wanted = chosen(frame.instrument, definitions)
    named = [groups.by_definition(frame, definition) for definition in wanted]
    cells = [counting.cells(by) for by in _combinations(axes, named)]
    told = [_count(counting, i, cells, wave.k) for i in indicators.of(frame.instrument)]
    safety.secure(counting, rounding, told)
    writers = [_Writer(one, showing.of(one, rounding), tree, rounding) for one in told]
    return Released(
        wave=wave,
        responses=_responses(rounding, cells[0]),
        places=tree,
        dimensions=tuple(breakdown.dimension for breakdown in (*axes, *named)),
        indicators=tuple(one.indicator for one in told),
        tables=tuple(table for writer in writers for table in writer.tables()),
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


def _axes(frame: Frame, places: tuple[PlaceNode, ...]) -> list[Breakdown]:
    """Place, sex and age, as far as the wave asked for them."""
    found = (groups.by_place(frame, places), groups.by_sex(frame), groups.by_age(frame))
    return [axis for axis in found if axis is not None]


def _combinations(
    axes: Sequence[Breakdown], named: Sequence[Breakdown]
) -> Iterator[tuple[Breakdown, ...]]:
    yield ()
    yield from ((axis,) for axis in axes)
    for definition in named:
        yield (definition,)
        yield from ((definition, axis) for axis in axes)


def _count(counting: Counting, indicator: Indicator, cells: Sequence[Cells], k: int) -> Counted:
    """All tables of an indicator, exactly; what describes respondents has its total only."""
    wanted = cells[:1] if indicator.dimension == indicators.CONTEXT else cells
    parts = tuple((part, counting.exact(indicator, part)) for part in wanted)
    return Counted(indicator, k, parts)


def _responses(rounding: Rounding, everybody: Cells) -> int:
    people = everybody.people
    return rounding.count(int(people.counts), -1, (int(people.prints), int(people.prints)))


@dataclass(frozen=True)
class _Writer:
    """Rows of one indicator, rounded."""

    counted: Counted
    shown: Shown
    places: tuple[PlaceNode, ...]
    rounding: Rounding

    def tables(self) -> Iterator[Table]:
        for at, (cells, exact) in enumerate(self.counted.parts):
            yield Table(self.counted.indicator.key, cells.keys, tuple(self._rows(at, cells, exact)))

    def _rows(self, part: int, cells: Cells, exact: Exact) -> Iterator[Row]:
        shown = self.shown.rows[part].reshape(cells.shape)
        for flat, index in enumerate(np.ndindex(*cells.shape)):
            key = tuple(b.keys[at] for b, at in zip(cells.by, index, strict=True))
            if shown[index]:
                n = int(self.shown.n[part][flat])
                yield self._shown(Row(key, Status.SHOWN, n), index, cells, exact)
            elif into := self._into(index, cells, shown):
                yield Row(key, Status.ROLLED_UP, into=into)
            else:
                yield Row(key, Status.WITHHELD)

    def _into(self, index: tuple[int, ...], cells: Cells, shown: Flags) -> str | None:
        """Key of the next larger place that is shown in the same group."""
        if not cells.has_places or index[-1] == len(self.places):
            return None
        at = {place.key: number for number, place in enumerate(self.places)}
        parent = self.places[index[-1]].parent
        while parent is not None:
            if shown[*index[:-1], at[parent]]:
                return parent
            parent = self.places[at[parent]].parent
        return None

    def _shown(self, row: Row, index: tuple[int, ...], cells: Cells, exact: Exact) -> Row:
        people, missing = cells.people[index], exact.missing[index]
        base = int(exact.valid[index].counts)
        county = not any(index) and showing.is_county(cells, 0)
        return row._replace(
            counts=tuple(
                None
                if few and not county
                else self._rounded(exact.categories[(*index, at)], people, base)
                for at, few in enumerate(self.shown.county_only)
            ),
            share_count=None
            if exact.share is None
            else self._rounded(exact.share[index], people, base),
            missing=self._rounded(missing, people, base + int(missing.counts)),
        )

    def _rounded(self, counted: Tally, people: Tally, whole: int) -> int:
        sets = (int(people.prints), int(counted.prints))
        return self.rounding.count(int(counted.counts), whole, sets)
