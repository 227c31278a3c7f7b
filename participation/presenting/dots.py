"""Released shares as marks on a line from 0 to 100: groups and places under each other.

A row with a base below 30 has no mark, because its place would be a percent in disguise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from participation.presenting import sentences
from participation.presenting.charts import (
    PAIR,
    county_only,
    depth,
    headline,
    label,
    rolled_up_note,
    too_few,
    unsafe,
)
from participation.presenting.places import in_tree_order
from surveys.figures.estimates import shares
from surveys.figures.estimates.shares import Figure
from surveys.figures.released import (
    NOT_KNOWN,
    DimensionKind,
    Indicator,
    IndicatorKind,
    Released,
    Row,
    Table,
)

LEADING = 3
"""So many of a group's most frequent answers are told in words; the table has all."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A share on a line from 0 to 100: circle or diamond with its range."""

    diamond: bool
    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Value:
    """A figure in words beside its mark."""

    shown: Markup
    diamond: bool = False
    label: Markup | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One group, place or answer of a dot chart."""

    label: Markup
    depth: int = 0
    n: int | None = None
    marks: tuple[Mark, ...] = ()
    values: tuple[Value, ...] = ()
    note: Markup | None = None
    """Why there is no figure of its own."""


def lines(released: Released, table: Table) -> tuple[Line, ...]:
    """A table by one dimension as lines with a circle each (the second of two: a diamond)."""
    (dimension,) = table.by
    second = _second_of_pair(released, table)
    return tuple(
        _line(released, table, row, label(released, dimension, row.cell[0]), second)
        for row in in_tree_order(released.places, table.rows)
    )


def _second_of_pair(released: Released, table: Table) -> str | None:
    if released.by_dimension[table.by[0]].kind is not DimensionKind.GROUP:
        return None
    known = [row.cell[0] for row in table.rows if row.cell[0] != NOT_KNOWN]
    return known[1] if len(known) == PAIR else None


def _line(
    released: Released, table: Table, row: Row, name: Markup, diamond_key: str | None
) -> Line:
    key = row.cell[-1]
    level = depth(released, key) if key in released.by_place else 0
    speaker = table.by_cell.get((row.into,)) if row.into else None
    note = rolled_up_note(released, row)
    if speaker is not None and speaker.shown:
        # The larger place speaks: its figure stands here under its own name.
        mark, wording = _mark_and_wording(released, table.indicator, speaker, diamond=False)
        return Line(name, level, speaker.n, mark, wording, note)
    if not row.shown:
        return Line(name, level, note=note)
    mark, wording = _mark_and_wording(released, table.indicator, row, diamond=key == diamond_key)
    return Line(name, level, row.n, mark, wording)


def _mark_and_wording(
    released: Released, indicator: str, row: Row, *, diamond: bool
) -> tuple[tuple[Mark, ...], tuple[Value, ...]]:
    if released.by_indicator[indicator].kind is IndicatorKind.MEAN:
        shown = sentences.mean_value(row) or unsafe()
        return (), (Value(shown, diamond),)
    figure = headline(row)
    if figure is None:
        return (), ()
    return _marks(figure, diamond=diamond), (Value(sentences.value(figure), diamond),)


def _marks(figure: Figure, *, diamond: bool) -> tuple[Mark, ...]:
    if figure.range is None:
        return ()
    return (Mark(diamond, figure.share, figure.range.low, figure.range.high),)


@dataclass(frozen=True, slots=True)
class Paired:
    """Two groups beside each other, for every answer or for every member of a dimension."""

    first: Markup
    second: Markup
    lines: tuple[Line, ...]


def paired_answers(released: Released, table: Table) -> Paired | None:
    """Each answer with circle and diamond, when a table has exactly two known groups."""
    (dimension,) = table.by
    rows = [row for row in table.rows if row.cell[0] != NOT_KNOWN]
    if len(rows) != PAIR or not all(row.shown for row in rows):
        return None
    indicator = released.by_indicator[table.indicator]
    first, second = (label(released, dimension, row.cell[0]) for row in rows)
    found = tuple(
        _answer_line(sentences.text(category.label), at, rows)
        for at, category in enumerate(indicator.categories)
    )
    return Paired(first, second, found)


def leading(released: Released, table: Table) -> tuple[Line, ...]:
    """Each group with the answers it gave most often."""
    (dimension,) = table.by
    indicator = released.by_indicator[table.indicator]
    return tuple(
        Line(
            label(released, dimension, row.cell[0]),
            depth(released, row.cell[0]) if row.cell[0] in released.by_place else 0,
            row.n,
            values=tuple(_most_given(indicator, row)),
            note=rolled_up_note(released, row),
        )
        for row in in_tree_order(released.places, table.rows)
    )


def _most_given(indicator: Indicator, row: Row) -> Iterator[Value]:
    counted = [
        (count, category)
        for count, category in zip(row.counts, indicator.categories, strict=bool(row.counts))
        if count is not None
    ]
    counted.sort(key=lambda pair: -pair[0])
    for count, category in counted[:LEADING]:
        figure = shares.figure(count, row.n or 0)
        yield Value(sentences.value(figure), label=sentences.text(category.label))


def _answer_line(name: Markup, at: int, rows: Sequence[Row]) -> Line:
    marks: list[Mark] = []
    values: list[Value] = []
    for row, diamond in zip(rows, (False, True), strict=True):
        count = row.counts[at]
        if count is None or row.n is None:
            values.append(Value(county_only(), diamond))
            continue
        figure = shares.figure(count, row.n)
        marks += _marks(figure, diamond=diamond)
        values.append(Value(sentences.value(figure), diamond))
    return Line(name, marks=tuple(marks), values=tuple(values))


def crossed(released: Released, table: Table) -> Paired | None:
    """A share in two groups for every member of a second dimension; else ``None``."""
    group, other = table.by
    keys = list(dict.fromkeys(row.cell[0] for row in table.rows if row.cell[0] != NOT_KNOWN))
    indicator = released.by_indicator[table.indicator]
    if len(keys) != PAIR or not indicator.share_of:
        return None
    rows = in_tree_order(released.places, table.rows)
    members = dict.fromkeys(row.cell[1] for row in rows)
    found = tuple(_crossed_line(released, table, keys, other, member) for member in members)
    first, second = (label(released, group, key) for key in keys)
    return Paired(first, second, tuple(line for line in found if line is not None))


def _crossed_line(
    released: Released, table: Table, keys: Sequence[str], other: str, member: str
) -> Line | None:
    level = depth(released, member) if member in released.by_place else 0
    name = label(released, other, member)
    if note := _silence(released, table, [(key, member) for key in keys]):
        return Line(name, level, note=note)
    marks: list[Mark] = []
    values: list[Value] = []
    for key, diamond in zip(keys, (False, True), strict=True):
        row = table.by_cell.get((key, member))
        figure = headline(row) if row is not None and row.shown else None
        if figure is None:
            values.append(Value(too_few(), diamond))
            continue
        marks += _marks(figure, diamond=diamond)
        values.append(Value(sentences.value(figure), diamond))
    return Line(name, level, None, tuple(marks), tuple(values))


def _silence(released: Released, table: Table, cells: Sequence[tuple[str, ...]]) -> Markup | None:
    """Why none of these groups is shown, if none is."""
    rows = [table.by_cell[cell] for cell in cells if cell in table.by_cell]
    if any(row.shown for row in rows):
        return None
    notes = [rolled_up_note(released, row) for row in rows]
    return next((note for note in notes if note is not None), None)
