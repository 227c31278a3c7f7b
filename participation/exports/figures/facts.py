"""A release as plain rows of facts: what every file format is written from.

One fact is one answer in one group. Files speak German, as the county's offices do; the codebook
holds every language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from surveys.figures.corrections.exclusion import Rule
from surveys.figures.estimates import shares
from surveys.figures.released import (
    NOT_KNOWN,
    DimensionKind,
    Indicator,
    IndicatorKind,
    Released,
    Row,
    Status,
    Table,
)
from surveys.instrument.instrument import Text

CHAIN = ("de", "en")
"""Languages of a file's words, the first that a text has."""
ALL = "Insgesamt"
NOT_STATED = "ohne Angabe"
RESPONDENTS = "Ergebnis der Befragten"
TOO_FEW = "zu wenige Antworten"
CHANGED = "hat sich geändert, noch keine neuen Zahlen"
UNSAFE = "zu unsicher für eine Zahl"
COUNTY_ONLY = "nur für den ganzen Landkreis gezeigt"
LEGEND = (
    ("0", "kaum jemand: weniger als die Hälfte von 5"),
    ("–", "nichts vorhanden"),
    ("( )", "weniger als 30 Antworten: nur ein Hinweis, kein Prozent"),
    ("/", UNSAFE),
    ("•", f"{TOO_FEW}, darum geheim"),
    ("x", COUNTY_ONLY),
)
"""The symbols of official statistics, as they are meant here."""


EXCLUDED = {
    Rule.HIDDEN: "Ein Programm hat sie geschrieben (ein unsichtbares Feld war voll)",
    Rule.FAST: "Schneller gesendet, als jemand lesen kann",
    Rule.EMPTY: "Keine Frage zum Ankreuzen beantwortet",
    Rule.ALIKE: "Bei allen Skalen dieselbe Stufe angekreuzt, bei mindestens sechs",
}
"""Why answers are left out."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One answer in one group; empty where the release says nothing."""

    indicator: Indicator
    by: tuple[str, ...]
    """Names of the dimensions."""
    group: tuple[str, ...]
    """Names of the members, as many as dimensions."""
    keys: tuple[str, ...]
    """Keys of the members."""
    answer: str
    answer_key: str
    row: Row
    stand: int
    """The version that the numbers come from."""
    count: int | None = None
    symbol: str = ""
    note: str = ""

    @property
    def figure(self) -> shares.Figure | None:
        """The share, where the group and the answer are shown."""
        if self.count is None or self.row.n is None:
            return None
        return shares.figure(self.count, self.row.n)


def word(text: Text) -> str:
    """A survey's text in the language of files."""
    return text.localized(CHAIN).plain


def facts(released: Released) -> Iterator[Fact]:
    """Every fact of a release, question by question, the whole county first."""
    for indicator in released.indicators:
        for table in released.tables_of(indicator.key):
            for row in table.rows:
                yield from _facts_of(released, indicator, table, row)


def _facts_of(released: Released, indicator: Indicator, table: Table, row: Row) -> Iterator[Fact]:
    names = tuple(word(released.by_dimension[key].label) for key in table.by)
    head = (indicator, names, group_of(released, table, row), row.cell)
    stand = released.stand(table.by, row.cell)
    if not row.shown:
        yield Fact(*head, "", "", row, stand, None, "•", silence(released, row))
        return
    for category, count in zip(indicator.categories, row.counts, strict=True):
        answer = (word(category.label), category.key)
        yield Fact(*head, *answer, row, stand, count, *_symbol(count, row.n))
    if row.share_count is not None and len(indicator.share_of) > 1:
        together = (share_label(indicator), "+".join(indicator.share_of))
        yield Fact(*head, *together, row, stand, row.share_count, *_symbol(row.share_count, row.n))


def _symbol(count: int | None, base: int | None) -> tuple[str, str]:
    if count is None or base is None:
        return ("x", COUNTY_ONLY)
    wording = in_words(shares.figure(count, base))
    if base < shares.SMALL_BASE:
        return ("( )", wording)
    return ("0" if count == 0 else "", wording)


def in_words(figure: shares.Figure) -> str:
    """What a reader should take from a share where a bare number would say too much."""
    if figure.wording is shares.Wording.HARDLY_ANYONE:
        return "kaum jemand"
    if figure.wording is shares.Wording.NEARLY_ALL:
        return "fast alle"
    return f"etwa {figure.parts} von {figure.whole}" if figure.few else ""


def group_of(released: Released, table: Table, row: Row) -> tuple[str, ...]:
    """Names of the members of a row's cell."""
    return tuple(_member(released, d, key) for d, key in zip(table.by, row.cell, strict=True))


def _member(released: Released, dimension: str, key: str) -> str:
    found = released.by_dimension[dimension]
    if found.kind is DimensionKind.PLACE and key in released.by_place:
        return released.by_place[key].name
    known = found.member(key)
    if known is not None:
        return word(known.label)
    return NOT_STATED if key == NOT_KNOWN else key


def share_label(indicator: Indicator) -> str:
    """The answers of a share joined: „gut“ oder „sehr gut“."""
    chosen = [c for c in indicator.categories if c.key in indicator.share_of]
    return " oder ".join(f"„{word(category.label)}“" for category in chosen)


def silence(released: Released, row: Row) -> str:
    """Why a row has no figure, and who speaks for it."""
    if row.status is Status.ROLLED_UP and row.into is not None:
        return f"{TOO_FEW}, gezeigt wird {released.by_place[row.into].name}"
    return CHANGED if row.status is Status.CHANGED else TOO_FEW


def mean(indicator: Indicator, row: Row) -> float | None:
    """The mean of a scale, for indicators that tell one."""
    if indicator.kind is not IndicatorKind.MEAN or not row.shown:
        return None
    return shares.mean([count or 0 for count in row.counts])
