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
from functools import cached_property
from itertools import product

import numpy as np

from surveys.figures.about import Stand
from surveys.figures.corrections.memory import Change, Memory
from surveys.figures.counting import Cells
from surveys.figures.released import Indicator, Released, Row, Status, Table
from surveys.figures.showing import Counted

TENTH = 10
Group = tuple[tuple[str, ...], tuple[str, ...]]
"""Keys of the dimensions, and one member of each."""


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
class Earlier:
    """A version that there is already."""

    released: Released
    changes: Mapping[int, Change]
    """Between each version and now, by its number."""

    @cached_property
    def groups(self) -> frozenset[Group]:
        """All that it has a row of."""
        return frozenset(
            (table.by, row.cell) for table in self.released.tables for row in table.rows
        )

    @cached_property
    def same(self) -> frozenset[Group]:
        """Those whose numbers are of just the people of now, who say the same."""
        return frozenset(
            group
            for group in self.groups
            if self.changes[self.released.stand(*group)].of(*group) == 0
        )


@dataclass(frozen=True)
class Fates:
    """What becomes of every group of people of a wave."""

    fates: Mapping[Group, Fate]
    stands: Mapping[Group, int]
    """The version that the numbers come from, of all that are not renewed."""
    holders: Mapping[Group, Released]
    """The newest version that tells of a group: not always the last, which may have dropped it."""
    earlier: tuple[Earlier, ...]
    """The newest first."""

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
        known = tuple(Earlier(released, changes) for released, _then in reversed(earlier))
        last = changes[known[0].released.version]
        fates, stands, holders = {}, {}, {}
        for group in (group for cells in tables for group in _groups(cells)):
            holder = next((one.released for one in known if group in one.groups), None)
            if holder is None:
                changed = last.of((), ())
                fates[group] = Fate.CHANGED if 0 < changed < k else Fate.RENEWED
                continue
            holders[group], stand = holder, holder.stand(*group)
            fates[group] = _fate(changes[stand], group, k)
            if fates[group] is not Fate.RENEWED:
                stands[group] = stand
        return cls(fates, stands, holders, known)

    def renews(self, indicators: Sequence[Indicator]) -> bool:
        """Whether anything gets new numbers, or is told again; else there is no new version."""
        last = self.earlier[0].released
        fresh = any(not _as_in(last, indicator) for indicator in indicators)
        back = (group for group, holder in self.holders.items() if holder is not last)
        again = any(self.fates[group] is not Fate.CHANGED for group in back)
        return fresh or again or Fate.RENEWED in self.fates.values()

    def limited(self, one: Counted) -> Counted:
        """An indicator with the rows noted that keep the numbers they have."""
        silent = (Fate.KEPT, Fate.CHANGED)
        kept = tuple(
            np.array([self.fates[group] in silent for group in _groups(cells)], dtype=np.bool_)
            for cells, _exact in one.parts
        )
        return replace(one, kept=kept)

    def released_before(self, one: Counted) -> Iterator[tuple[int, int]]:
        """Counts (group and set) that any version showed already of just the people of now."""
        for version in self.earlier:
            before = version.released.by_indicator.get(one.indicator.key)
            if before is not None and _answers(before) == _answers(one.indicator):
                yield from _shown_of(one, before, version.same)

    def table(self, drawn: Table, indicator: Indicator) -> Table:
        """A table with the numbers that stay in the place of those drawn now."""
        rows = (self._row((drawn.by, row.cell), row, indicator) for row in drawn.rows)
        return replace(drawn, rows=tuple(rows))

    def carried_over(self) -> tuple[Stand, ...]:
        """The groups whose numbers come from an earlier version."""
        return tuple(Stand(*group, version) for group, version in self.stands.items())

    def _row(self, group: Group, drawn: Row, indicator: Indicator) -> Row:
        fate = self.fates[group]
        if fate is Fate.RENEWED:
            return drawn
        before = self._before(group, indicator)
        if fate is Fate.SAME:
            return before or drawn
        hidden = before is not None and not before.shown
        if before is not None and (fate is Fate.KEPT or hidden):
            return before
        return Row(drawn.cell, Status.CHANGED)

    def _before(self, group: Group, indicator: Indicator) -> Row | None:
        """The row as it was told last, if its indicator was counted as now."""
        holder = self.holders.get(group)
        if holder is None or not _as_in(holder, indicator):
            return None
        table = holder.table(indicator.key, *group[0])
        return table.by_cell.get(group[1]) if table else None


def _fate(change: Change, group: Group, k: int) -> Fate:
    changed = change.of(*group)
    if changed == 0:
        return Fate.SAME
    if changed >= k:
        return Fate.RENEWED
    return Fate.CHANGED if changed * TENTH >= change.people(*group) else Fate.KEPT


def _groups(cells: Cells) -> Iterator[Group]:
    return ((cells.keys, cell) for cell in product(*(b.keys for b in cells.by)))


def _shown_of(
    one: Counted, before: Indicator, groups: frozenset[Group]
) -> Iterator[tuple[int, int]]:
    """Counts (group and set) of some groups, as far as an earlier version has them."""
    for cells, exact in one.parts:
        parts = [exact.valid, exact.missing]
        if exact.share is not None and before.share_of == one.indicator.share_of:
            parts.append(exact.share)
        same = [group in groups for group in _groups(cells)]
        people = cells.people.prints.reshape(-1)
        sets = np.column_stack(
            [
                *(part.prints.reshape(-1) for part in parts),
                exact.categories.prints.reshape(len(people), -1),
            ]
        )
        for row in np.flatnonzero(same).tolist():
            yield from ((int(people[row]), int(set_)) for set_ in sets[row])


def _as_in(released: Released, indicator: Indicator) -> bool:
    """Whether a version counted an indicator as it is counted now."""
    before = released.by_indicator.get(indicator.key)
    return before is not None and before.counted_as == indicator.counted_as


def _answers(indicator: Indicator) -> tuple[str, ...]:
    return tuple(category.key for category in indicator.categories)
