"""What a correction would change, before it exists: whose numbers are new, and no number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from surveys.figures.released import Dimension, Indicator, PlaceNode, Released, Status

Group = tuple[tuple[str, ...], tuple[str, ...]]
"""Keys of the dimensions, and one member of each."""


class Outcome(StrEnum):
    """What becomes of the numbers of a group of people."""

    RENEWED = "renewed"
    KEPT = "kept"
    """They are those of an earlier version."""
    WITHHELD = "withheld"
    """Too many of its people changed for the old numbers, too few for new ones."""


class PreviewedRow(NamedTuple):
    """One group of people."""

    cell: tuple[str, ...]
    outcome: Outcome
    stand: int
    """The version that its numbers come from."""


@dataclass(frozen=True, slots=True)
class PreviewedTable:
    """All groups of people by the same dimensions; the county's is by none."""

    by: tuple[str, ...]
    rows: tuple[PreviewedRow, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """The whole of it; :func:`surveys.plain.encode` and ``decode`` make JSON of it and back."""

    version: int
    """The number of the version that would be made."""
    places: tuple[PlaceNode, ...]
    dimensions: tuple[Dimension, ...]
    tables: tuple[PreviewedTable, ...]
    added: tuple[Dimension, ...]
    """Definitions of groups that the last version does not have."""
    dropped: tuple[Dimension, ...]
    """Those that it has, and the next one does not."""
    recounted: tuple[Indicator, ...]
    """Questions that are counted in another way than in the last version."""

    @classmethod
    def of(cls, before: Released, after: Released) -> Preview:
        """What ``after`` changes of ``before``."""
        return cls(
            version=after.version,
            places=after.places,
            dimensions=after.dimensions,
            tables=tuple(_tables(after)),
            added=_only(after, before),
            dropped=_only(before, after),
            recounted=tuple(_recounted(before, after)),
        )


def _tables(after: Released) -> Iterator[PreviewedTable]:
    withheld: set[Group] = {
        (table.by, row.cell)
        for table in after.tables
        for row in table.rows
        if row.status is Status.CHANGED
    }
    groups: dict[tuple[str, ...], dict[tuple[str, ...], None]] = {}
    for table in after.tables:
        groups.setdefault(table.by, {}).update((row.cell, None) for row in table.rows)
    for by, cells in groups.items():
        rows = (_row(after, (by, cell), withheld) for cell in cells)
        yield PreviewedTable(by, tuple(rows))


def _row(after: Released, group: Group, withheld: set[Group]) -> PreviewedRow:
    stand = after.stand(*group)
    if group in withheld:
        return PreviewedRow(group[1], Outcome.WITHHELD, stand)
    renewed = stand == after.version
    return PreviewedRow(group[1], Outcome.RENEWED if renewed else Outcome.KEPT, stand)


def _only(one: Released, other: Released) -> tuple[Dimension, ...]:
    return tuple(found for found in one.dimensions if found.key not in other.by_dimension)


def _recounted(before: Released, after: Released) -> Iterator[Indicator]:
    for indicator in after.indicators:
        known = before.by_indicator.get(indicator.key)
        if known is None or known.counted_as != indicator.counted_as:
            yield indicator
