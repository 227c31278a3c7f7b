"""What a release will show, before it exists: no value in it, only what becomes of each group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from surveys.figures.released import (
    Dimension,
    Indicator,
    IndicatorKind,
    PlaceNode,
    Released,
    Row,
    Status,
    Table,
)


class PlannedRow(NamedTuple):
    """What becomes of one group of people, over all indicators of its table."""

    cell: tuple[str, ...]
    """One member key per dimension, empty for the county."""
    shown: tuple[str, ...]
    """Indicators that are shown."""
    rolled_up: tuple[tuple[str, ...], ...]
    """(indicator, larger place) where the released n of the place is too low."""
    withheld: tuple[str, ...]
    """Indicators whose released n is too low, and no larger place speaks for them."""


@dataclass(frozen=True, slots=True)
class PlannedTable:
    """All groups of people by the same dimensions."""

    by: tuple[str, ...]
    rows: tuple[PlannedRow, ...]


class CountyOnly(NamedTuple):
    """An option with so few ticks that it is told for the county only."""

    indicator: str
    option: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole plan; :func:`surveys.plain.encode` and ``decode`` make JSON of it and back."""

    k: int
    places: tuple[PlaceNode, ...]
    dimensions: tuple[Dimension, ...]
    indicators: tuple[Indicator, ...]
    tables: tuple[PlannedTable, ...]
    county_only: tuple[CountyOnly, ...]

    @classmethod
    def of(cls, released: Released) -> Plan:
        """The plan that this release carries out."""
        by: dict[tuple[str, ...], list[Table]] = {}
        for table in released.tables:
            by.setdefault(table.by, []).append(table)
        return cls(
            k=released.wave.k,
            places=released.places,
            dimensions=released.dimensions,
            indicators=released.indicators,
            tables=tuple(PlannedTable(key, tuple(_rows(tables))) for key, tables in by.items()),
            county_only=tuple(_county_only(released)),
        )


def _rows(tables: list[Table]) -> Iterator[PlannedRow]:
    cells: dict[tuple[str, ...], list[tuple[str, Row]]] = {}
    for table in tables:
        for row in table.rows:
            cells.setdefault(row.cell, []).append((table.indicator, row))
    for cell, found in cells.items():
        yield PlannedRow(
            cell,
            tuple(key for key, row in found if row.status is Status.SHOWN),
            tuple((key, row.into) for key, row in found if row.into is not None),
            tuple(key for key, row in found if row.status is Status.WITHHELD),
        )


def _county_only(released: Released) -> Iterator[CountyOnly]:
    for indicator in released.indicators:
        if indicator.kind is not IndicatorKind.MULTIPLE:
            continue
        parts = [row for table in released.tables_of(indicator.key) for row in table.rows]
        for at, category in enumerate(indicator.categories):
            if any(row.shown and row.counts[at] is None for row in parts):
                yield CountyOnly(indicator.key, category.key)
