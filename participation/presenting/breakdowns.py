"""Which breakdowns of an indicator a release holds, and how each is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from participation.base.words.catalogues import gettext as _
from participation.presenting import dots, grids, sentences
from participation.presenting.charts import PAIR, label
from participation.presenting.places import in_tree_order
from surveys.figures.released import DimensionKind, Indicator, IndicatorKind, Released, Row, Table

ORDER = (DimensionKind.GROUP, DimensionKind.SEX, DimensionKind.AGE, DimensionKind.PLACE)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One table of an indicator, ready to be drawn: dots where they fit, and the table itself."""

    key: str
    """Names it in an address: the keys of its dimensions joined by a dot."""
    name: Markup
    definitions: tuple[Markup, ...]
    """Of the groups in it, printed wherever they are shown."""
    lines: tuple[dots.Line, ...]
    pair: dots.Paired | None
    answers: bool
    """Whether answers are told one by one; else each line tells the share's answers together."""
    grid: grids.Grid
    stands: tuple[Markup, ...]
    """Which groups have numbers of an earlier version, one sentence a version."""


def key_of(table: Table) -> str:
    """How a breakdown is named in an address."""
    return ".".join(table.by)


def tables(released: Released, indicator: Indicator, dimensions: int) -> tuple[Table, ...]:
    """The tables of an indicator by so many dimensions: groups first, places last."""
    found = [t for t in released.tables_of(indicator.key) if len(t.by) == dimensions]

    def rank(table: Table) -> tuple[int, ...]:
        return tuple(ORDER.index(released.by_dimension[key].kind) for key in table.by)

    return tuple(sorted(found, key=rank))


def name(released: Released, table: Table) -> Markup:
    """The dimensions of a table, "Herkunft × Ort"."""
    names = [sentences.text(released.by_dimension[key].label) for key in table.by]
    return Markup(" × ").join(names)


@dataclass(frozen=True, slots=True)
class Choice:
    """One breakdown to choose."""

    key: str
    name: Markup


def choices(released: Released, indicator: Indicator, dimensions: int) -> tuple[Choice, ...]:
    """The breakdowns of an indicator by so many dimensions, to choose from."""
    found = tables(released, indicator, dimensions)
    return tuple(Choice(key_of(table), name(released, table)) for table in found)


def drawn(released: Released, table: Table) -> Breakdown:
    """A table ready to be drawn."""
    pair, lines = _dots(released, table)
    answers = not released.by_indicator[table.indicator].share_of
    definitions = [released.by_dimension[key].definition for key in table.by]
    return Breakdown(
        key=key_of(table),
        name=name(released, table),
        definitions=tuple(sentences.text(found) for found in definitions if found),
        lines=lines,
        pair=pair,
        answers=answers,
        grid=grids.of_table(released, table),
        stands=tuple(_stands(released, table)),
    )


def _stands(released: Released, table: Table) -> Iterator[Markup]:
    earlier: dict[int, list[Row]] = {}
    shown = [row for row in in_tree_order(released.places, table.rows) if row.shown]
    for row in shown:
        earlier.setdefault(released.stand(table.by, row.cell), []).append(row)
    for version, rows in sorted(earlier.items()):
        if version != released.version:
            words = escape(_("Stand: Fassung %(number)s")) % {"number": sentences.number(version)}
            of_all = len(rows) == len(shown)
            yield words if of_all else Markup("{}: {}").format(words, _names(released, table, rows))


def _names(released: Released, table: Table, rows: Iterable[Row]) -> Markup:
    names = (
        Markup(" · ").join(label(released, *pair) for pair in zip(table.by, row.cell, strict=True))
        for row in rows
    )
    return Markup(", ").join(names)


def _dots(released: Released, table: Table) -> tuple[dots.Paired | None, tuple[dots.Line, ...]]:
    indicator = released.by_indicator[table.indicator]
    if len(table.by) == PAIR:
        pair = dots.crossed(released, table)
    elif indicator.share_of or indicator.kind is IndicatorKind.MEAN:
        return None, dots.lines(released, table)
    else:
        pair = dots.paired_answers(released, table)
        if pair is None:
            return None, dots.leading(released, table)
    return pair, pair.lines if pair else ()
