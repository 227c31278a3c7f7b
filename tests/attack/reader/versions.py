"""An attacker with two versions of the same wave, who knows which people went in between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from surveys.figures.released import Row, Table
from tests.attack.attacker import Attack, Person, lies_in
from tests.attack.reader.pages import Read
from tests.attack.reader.waves import GONE


class TwoVersions(Attack):
    """All that follows from both together.

    Numbers that the second took over say nothing new; a new number of a group in which nobody
    changed would tell an exact count, and is no number of ours.
    """

    def __init__(  # noqa: PLR0913 (as for one version)
        self,
        first: Read,
        second: Read,
        indicator: str,
        people: Sequence[Person],
        *,
        option: str | None = None,
        gaps: bool = False,
    ) -> None:
        self.first, self.second = first, second
        super().__init__(first, indicator, people, option=option, gaps=gaps)

    def _rows(self) -> Iterator[tuple[list[int], Row]]:
        for table in self.first.tables_of(self.indicator):
            for row in table.rows:
                yield self._members(table, row, everybody=True), row
        for table in self.second.tables_of(self.indicator):
            for row in table.rows:
                if self.second.stand(table.by, row.cell) == self.second.version:
                    yield self._members(table, row, everybody=False), row

    def _members(self, table: Table, row: Row, *, everybody: bool) -> list[int]:
        wanted = list(zip(table.by, row.cell, strict=True))
        return [
            at
            for at, kind in enumerate(map(dict, self.order))
            if (everybody or kind[GONE] == "no")
            and all(lies_in(self.first, kind[by], member) for by, member in wanted)
        ]


def unequal(first: Read, second: Read, people: Sequence[Person]) -> int:
    """New numbers of groups in which nobody changed: each of them would tell an exact count."""
    before = {(t.indicator, t.by, r.cell): r for t in first.tables for r in t.rows}
    gone = [person for person in people if person[GONE] == "yes"]
    found = 0
    for table in second.tables:
        for row in table.rows:
            wanted = list(zip(table.by, row.cell, strict=True))
            touched = any(all(lies_in(first, p[by], m) for by, m in wanted) for p in gone)
            old = before.get((table.indicator, table.by, row.cell))
            found += not touched and old is not None and old != row
    return found
