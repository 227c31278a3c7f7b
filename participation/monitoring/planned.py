"""The plan of a release in words for staff: what is shown, rolled up, withheld, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup, escape

from participation.base.words.catalogues import gettext as _
from participation.presenting import sentences
from participation.presenting.places import in_tree_order
from surveys.figures.plan import Plan, PlannedRow, PlannedTable
from surveys.figures.released import NOT_KNOWN, DimensionKind, PlaceNode


class Fate(StrEnum):
    """What becomes of a group; also the class of its mark."""

    SHOWN = "ok"
    PARTLY = "partly"
    ROLLED_UP = "rolled"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Line:
    """One group of people."""

    label: Markup
    depth: int
    fate: Fate
    words: Markup


@dataclass(frozen=True, slots=True)
class Section:
    """All groups by the same dimensions."""

    name: Markup
    lines: tuple[Line, ...]
    crossed: bool
    """Whether it is by two dimensions."""

    def number(self, fate: str) -> int:
        """How many groups have this fate."""
        return sum(1 for line in self.lines if line.fate == fate)


@dataclass(frozen=True, slots=True)
class CountyAnswers:
    """Answers of one question that so few chose that only the county's figure is told."""

    question: Markup
    answers: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """The whole plan, ready to be read."""

    questions: int
    withheld: tuple[Markup, ...]
    """Questions that so few answered that nothing of them is shown."""
    single: tuple[Section, ...]
    crossed: tuple[Section, ...]
    county_only: tuple[CountyAnswers, ...]


def read(plan: Plan) -> Reading:
    """``plan`` in words."""
    county = next(table for table in plan.tables if not table.by).rows[0]
    wording = {i.key: sentences.text(i.wording) for i in plan.indicators}
    tables = [table for table in plan.tables if table.by]
    return Reading(
        questions=len(county.shown),
        withheld=tuple(wording[key] for key in county.withheld),
        single=tuple(_section(plan, table) for table in tables if len(table.by) == 1),
        crossed=tuple(_section(plan, table) for table in tables if len(table.by) > 1),
        county_only=tuple(_county_only(plan)),
    )


def _section(plan: Plan, table: PlannedTable) -> Section:
    dimensions = {dimension.key: dimension for dimension in plan.dimensions}
    names = [sentences.text(dimensions[key].label) for key in table.by]
    places = {place.key: place for place in plan.places}
    lines = (_line(plan, table, row, places) for row in in_tree_order(plan.places, table.rows))
    return Section(Markup(" × ").join(names), tuple(lines), len(table.by) > 1)


def _line(plan: Plan, table: PlannedTable, row: PlannedRow, places: dict[str, PlaceNode]) -> Line:
    labels = [_label(plan, key, value) for key, value in zip(table.by, row.cell, strict=True)]
    fate = _fate(row)
    return Line(
        Markup(" · ").join(labels), _depth(places, row.cell[-1]), fate, _words(row, fate, places)
    )


def _label(plan: Plan, dimension: str, key: str) -> Markup:
    found = next(item for item in plan.dimensions if item.key == dimension)
    if found.kind is DimensionKind.PLACE:
        for place in plan.places:
            if place.key == key:
                return sentences.name(place.name)
    member = found.member(key)
    if member is not None:
        return sentences.text(member.label)
    return escape(_("ohne Angabe") if key == NOT_KNOWN else key)


def _depth(places: dict[str, PlaceNode], key: str) -> int:
    found, steps = places.get(key), 0
    while found is not None and found.parent is not None:
        found, steps = places.get(found.parent), steps + 1
    return steps


def _fate(row: PlannedRow) -> Fate:
    if not row.rolled_up and not row.withheld:
        return Fate.SHOWN
    if row.shown:
        return Fate.PARTLY
    return Fate.ROLLED_UP if row.rolled_up else Fate.WITHHELD


def _words(row: PlannedRow, fate: Fate, places: dict[str, PlaceNode]) -> Markup:
    if fate is Fate.SHOWN:
        return escape(_("wird gezeigt"))
    if fate is Fate.WITHHELD:
        return escape(_("zu wenige Antworten, wird nicht gezeigt"))
    larger = _speaker(row, places)
    if fate is Fate.ROLLED_UP:
        return escape(_("zu wenige Antworten, gezeigt wird %(place)s")) % {"place": larger}
    asked = len(row.shown) + len(row.rolled_up) + len(row.withheld)
    numbers = {"shown": len(row.shown), "asked": asked}
    words = escape(_("bei %(shown)s von %(asked)s Fragen gezeigt")) % numbers
    if larger is None:
        return Markup("{}, {}").format(words, _("sonst zu wenige Antworten"))
    return Markup("{}, {}").format(words, escape(_("sonst %(place)s")) % {"place": larger})


def _speaker(row: PlannedRow, places: dict[str, PlaceNode]) -> Markup | None:
    """The larger place that speaks for most of the questions."""
    if not row.rolled_up:
        return None
    counted = Counter(into for _indicator, into in row.rolled_up)
    return sentences.name(places[counted.most_common(1)[0][0]].name)


def _county_only(plan: Plan) -> Iterator[CountyAnswers]:
    for indicator in plan.indicators:
        keys = [item.option for item in plan.county_only if item.indicator == indicator.key]
        if keys:
            labels = [sentences.text(c.label) for c in indicator.categories if c.key in keys]
            yield CountyAnswers(sentences.text(indicator.wording), tuple(labels))
