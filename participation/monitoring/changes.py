"""What a correction would change, in words for staff: whose numbers are new, kept, withheld."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import Lazy, lazy_gettext
from participation.presenting import sentences
from participation.presenting.places import in_tree_order
from surveys.figures.corrections.exclusion import Rule
from surveys.figures.corrections.preview import Outcome, Preview, PreviewedRow, PreviewedTable
from surveys.figures.released import NOT_KNOWN, DimensionKind

RULES: dict[Rule, Lazy] = {
    Rule.HIDDEN: lazy_gettext("Ein Programm hat sie geschrieben (ein unsichtbares Feld war voll)"),
    Rule.FAST: lazy_gettext("Schneller gesendet, als jemand lesen kann"),
    Rule.EMPTY: lazy_gettext("Keine Frage zum Ankreuzen beantwortet"),
    Rule.ALIKE: lazy_gettext("Bei allen Skalen dieselbe Stufe angekreuzt, bei mindestens sechs"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One group of people."""

    label: Markup
    outcome: Outcome
    words: Markup


@dataclass(frozen=True, slots=True)
class Section:
    """All groups by the same dimensions."""

    name: Markup
    lines: tuple[Line, ...]
    crossed: bool
    """Whether it is by two dimensions."""

    def number(self, outcome: str) -> int:
        """How many groups have this outcome."""
        return sum(1 for line in self.lines if line.outcome == outcome)


@dataclass(frozen=True, slots=True)
class Reading:
    """The whole preview, ready to be read."""

    version: int
    sections: tuple[Section, ...]
    added: tuple[Markup, ...]
    dropped: tuple[Markup, ...]
    recounted: tuple[Markup, ...]


def read(preview: Preview) -> Reading:
    """``preview`` in words."""
    return Reading(
        preview.version,
        tuple(_section(preview, table) for table in preview.tables),
        tuple(sentences.text(dimension.label) for dimension in preview.added),
        tuple(sentences.text(dimension.label) for dimension in preview.dropped),
        tuple(sentences.text(indicator.wording) for indicator in preview.recounted),
    )


def _section(preview: Preview, table: PreviewedTable) -> Section:
    dimensions = {dimension.key: dimension for dimension in preview.dimensions}
    names = [sentences.text(dimensions[key].label) for key in table.by]
    lines = tuple(_lines(preview, table))
    name = Markup(" × ").join(names) if names else escape(_("Der ganze Landkreis"))
    return Section(name, lines, len(table.by) > 1)


def _lines(preview: Preview, table: PreviewedTable) -> Iterator[Line]:
    for row in in_tree_order(preview.places, table.rows):
        pairs = zip(table.by, row.cell, strict=True)
        labels = [_label(preview, key, member) for key, member in pairs]
        label = Markup(" · ").join(labels) if labels else escape(_("alle Befragten"))
        yield Line(label, row.outcome, _words(row))


def _label(preview: Preview, dimension: str, key: str) -> Markup:
    found = next(item for item in preview.dimensions if item.key == dimension)
    if found.kind is DimensionKind.PLACE:
        for place in preview.places:
            if place.key == key:
                return sentences.name(place.name)
    member = found.member(key)
    if member is not None:
        return sentences.text(member.label)
    return escape(_("ohne Angabe") if key == NOT_KNOWN else key)


def _words(row: PreviewedRow) -> Markup:
    if row.outcome is Outcome.RENEWED:
        return escape(_("neue Zahlen"))
    if row.outcome is Outcome.WITHHELD:
        return escape(_("hat sich geändert, noch keine neuen Zahlen"))
    return escape(_("bleibt, Stand: Fassung %(number)s")) % {"number": row.stand}
