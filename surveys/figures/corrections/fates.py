"""What a correction renews: decided by who changed, never by what anybody answered.

Drawing a group anew because one of its people changed would tell that person's answers by averaging
over all groups the person is in. So a group gets new numbers only when at least k of its people
changed since the version its numbers come from; until then it keeps them, or is withheld when the
changed ones are a tenth of it or more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import product

import numpy as np

from surveys.figures.about import Stand
from surveys.figures.corrections.memory import Change, Memory
from surveys.figures.counting import Cells
from surveys.figures.released import Indicator, Released, Row, Status, Table
from surveys.figures.showing import Counted

TENTH = 10
By = tuple[str, ...]
Cell = tuple[str, ...]


class Fate(Enum):
    """What becomes of the numbers of a group of people."""

    SAME = auto()
    """Nobody changed: they stay, and what is new of the group can be drawn."""
    KEPT = auto()
    """Few changed: they stay."""
    CHANGED = auto()
    """Too many changed for the old numbers, too few for new ones."""
    RENEWED = auto()
    """Drawn anew."""


@dataclass(frozen=True)
class Fates:
    """What becomes of every group of people of a wave."""

    fates: Mapping[tuple[By, Cell], Fate]
    stands: Mapping[tuple[By, Cell], int]
    """The version that the numbers come from, of all that are not renewed."""
    last: Released

    @classmethod
    def of(
        cls,
        tables: Sequence[Cells],
        now: Memory,
        earlier: Sequence[tuple[Released, Memory]],
        k: int,
    ) -> Fates:
        """By the people of ``earlier`` versions (the oldest first) and those of now."""
        changes = {released.version: Change(then, now) for released, then in earlier}
        last, _then = earlier[-1]
        known = {(table.by, row.cell) for table in last.tables for row in table.rows}
        fates, stands = {}, {}
        for group in (group for cells in tables for group in _groups(cells)):
            if group not in known:
                changed = changes[last.version].of((), ())
                fates[group] = Fate.CHANGED if 0 < changed < k else Fate.RENEWED
                continue
            stand = last.stand(*group)
            fates[group] = _fate(changes[stand], group, k)
            if fates[group] is not Fate.RENEWED:
                stands[group] = stand
        return cls(fates, stands, last)

    def renews(self, indicators: Sequence[Indicator]) -> bool:
        """Whether anything gets new numbers; else there is no new version."""
        fresh = any(not self._as_before(indicator) for indicator in indicators)
        return fresh or Fate.RENEWED in self.fates.values()

    def limited(self, one: Counted) -> Counted:
        """An indicator with the rows noted that keep the numbers they have."""
        silent = (Fate.KEPT, Fate.CHANGED)
        kept = tuple(
            np.array([self.fates[group] in silent for group in _groups(cells)], dtype=np.bool_)
            for cells, _exact in one.parts
        )
        return replace(one, kept=kept)

    def released_before(self, one: Counted) -> Iterator[tuple[int, int]]:
        """Counts (group and set) that the last version showed already."""
        before = self.last.by_indicator.get(one.indicator.key)
        if before is None or _answers(before) != _answers(one.indicator):
            return
        for cells, exact in one.parts:
            parts = [exact.valid, exact.missing]
            if exact.share is not None and before.share_of == one.indicator.share_of:
                parts.append(exact.share)
            same = [self.fates[group] is Fate.SAME for group in _groups(cells)]
            people = cells.people.prints.reshape(-1)
            sets = np.column_stack(
                [
                    *(part.prints.reshape(-1) for part in parts),
                    exact.categories.prints.reshape(len(people), -1),
                ]
            )
            for row in np.flatnonzero(same).tolist():
                yield from ((int(people[row]), int(set_)) for set_ in sets[row])

    def table(self, drawn: Table, indicator: Indicator) -> Table:
        """A table with the numbers that stay in the place of those drawn now."""
        before = self.last.table(drawn.indicator, *drawn.by)
        earlier = before if self._as_before(indicator) else None
        rows = (self._row(drawn.by, row, earlier) for row in drawn.rows)
        return replace(drawn, rows=tuple(rows))

    def carried_over(self) -> tuple[Stand, ...]:
        """The groups whose numbers come from an earlier version."""
        return tuple(Stand(*group, version) for group, version in self.stands.items())

    def _row(self, by: By, drawn: Row, earlier: Table | None) -> Row:
        fate = self.fates[by, drawn.cell]
        if fate is Fate.RENEWED:
            return drawn
        before = earlier.by_cell.get(drawn.cell) if earlier else None
        if fate is Fate.SAME:
            return before or drawn
        hidden = before is not None and not before.shown
        if before is not None and (fate is Fate.KEPT or hidden):
            return before
        return Row(drawn.cell, Status.CHANGED)

    def _as_before(self, indicator: Indicator) -> bool:
        before = self.last.by_indicator.get(indicator.key)
        return before is not None and before.counted_as == indicator.counted_as


def _fate(change: Change, group: tuple[By, Cell], k: int) -> Fate:
    changed = change.of(*group)
    if changed == 0:
        return Fate.SAME
    if changed >= k:
        return Fate.RENEWED
    return Fate.CHANGED if changed * TENTH >= change.people(*group) else Fate.KEPT


def _groups(cells: Cells) -> Iterator[tuple[By, Cell]]:
    return ((cells.keys, cell) for cell in product(*(b.keys for b in cells.by)))


def _answers(indicator: Indicator) -> tuple[str, ...]:
    return tuple(category.key for category in indicator.categories)
