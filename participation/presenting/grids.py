"""Released figures as tables: what stands behind a chart, with the official symbols."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from markupsafe import Markup, escape

from participation.base.words.catalogues import gettext as _
from participation.presenting import charts, sentences
from participation.presenting.places import in_tree_order
from surveys.figures.estimates import shares
from surveys.figures.released import Indicator, IndicatorKind, Released, Row, Table


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row: what it is of, and its cells in the order of the heads."""

    heads: tuple[Markup, ...]
    cells: tuple[Markup, ...]
    depth: int = 0
    note: Markup | None = None


@dataclass(frozen=True)
class Grid:
    """A table ready to be drawn."""

    caption: Markup
    stub: tuple[Markup, ...]
    """Heads of the columns that name a row."""
    heads: tuple[Markup, ...]
    """Heads of the columns of figures."""
    rows: tuple[GridRow, ...]

    @cached_property
    def _plain(self) -> tuple[Markup, ...]:
        return tuple(escape(head.striptags()) for head in self.heads)

    def labelled(self, row: GridRow) -> Iterable[tuple[Markup, Markup]]:
        """The cells of a row, each with its head as plain words."""
        return zip(row.cells, self._plain, strict=True)


def of_total(released: Released, indicator: Indicator) -> Grid:
    """Everybody's answers: one row for each, and one for the favourable ones together."""
    row = released.total(indicator.key)
    heads = (_("Anteil"), _("Zufallsspanne"), _("Anzahl, gerundet"))
    return Grid(
        caption=sentences.text(indicator.wording),
        stub=(escape(_("Antwort")),),
        heads=tuple(escape(head) for head in heads),
        rows=tuple(_answer_rows(indicator, row)),
    )


def _answer_rows(indicator: Indicator, row: Row) -> Iterator[GridRow]:
    for at, category in enumerate(indicator.categories):
        count = row.counts[at] if row.shown else None
        yield GridRow((sentences.text(category.label),), _count_cells(count, row.n))
    if row.share_count is not None and len(indicator.share_of) > 1:
        yield GridRow((together(indicator),), _count_cells(row.share_count, row.n))


def _count_cells(count: int | None, base: int | None) -> tuple[Markup, ...]:
    if count is None or base is None:
        return (charts.too_few(),) * 3
    figure = shares.figure(count, base)
    span = sentences.span(figure) or charts.unsafe()
    return (sentences.value(figure), span, sentences.number(figure.count))


def together(indicator: Indicator) -> Markup:
    """The favourable answers as one: „gut“ oder „sehr gut“."""
    chosen = [c for c in indicator.categories if c.key in indicator.share_of]
    return sentences.answers(chosen)


def of_table(released: Released, table: Table) -> Grid:
    """A table by one or two dimensions: a row for each group, a column for each answer."""
    indicator = released.by_indicator[table.indicator]
    names = tuple(sentences.text(released.by_dimension[key].label) for key in table.by)
    wording = sentences.text(indicator.wording)
    rows = in_tree_order(released.places, table.rows)
    return Grid(
        caption=Markup("{} ({})").format(wording, Markup(" × ").join(names)),
        stub=names,
        heads=tuple(_heads(indicator)),
        rows=tuple(_group_row(released, table, indicator, row) for row in rows),
    )


def _heads(indicator: Indicator) -> Iterator[Markup]:
    yield escape(_("Antworten (n)"))
    for category in indicator.categories:
        yield sentences.text(category.label)
    if len(indicator.share_of) > 1:
        yield together(indicator)
    if indicator.share_of:
        yield escape(_("Zufallsspanne"))
    if indicator.kind is IndicatorKind.MEAN:
        yield escape(_("Durchschnitt"))
    yield escape(_("ohne Antwort"))


def _group_row(released: Released, table: Table, indicator: Indicator, row: Row) -> GridRow:
    pairs = zip(table.by, row.cell, strict=True)
    heads = tuple(charts.label(released, dimension, key) for dimension, key in pairs)
    depth = charts.depth(released, row.cell[-1])
    if row.n is None:
        width = len(list(_heads(indicator)))
        note = charts.rolled_up_note(released, row)
        return GridRow(heads, (charts.too_few(),) * width, depth, note)
    return GridRow(heads, tuple(_figures(indicator, row, row.n)), depth)


def _figures(indicator: Indicator, row: Row, base: int) -> Iterator[Markup]:
    yield sentences.number(base)
    for count in row.counts:
        if count is None:
            yield charts.county_only()
        else:
            yield sentences.value(shares.figure(count, base))
    head = charts.headline(row)
    if head is not None and len(indicator.share_of) > 1:
        yield sentences.value(head)
    if head is not None:
        yield sentences.span(head) or charts.unsafe()
    if indicator.kind is IndicatorKind.MEAN:
        yield sentences.mean_value(row) or charts.unsafe()
    yield charts.too_few() if row.missing is None else sentences.number(row.missing)
