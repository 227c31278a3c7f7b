"""Released figures made ready for the chart macros: lengths, marks, values, notes.

Pure reading: a view picks an indicator and a breakdown inside a release, nothing is computed
that :mod:`surveys.figures.estimates` does not compute from released counts. A row with a base
below 30 has no length and no mark, because both would be a percent in disguise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from participation.base.words.catalogues import gettext as _
from participation.presenting import sentences
from surveys.figures.estimates import gaps, shares
from surveys.figures.estimates.shares import Figure
from surveys.figures.released import NOT_KNOWN, DimensionKind, Indicator, Released, Row, Status

INSIDE = 0.14
"""A part of a stacked bar from this share on has room for its figure."""
PAIR = 2
TONES = {2: (1, 5), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}
AT_LEAST_ONCE = {2: (3, 5), 3: (3, 4, 5), 4: (3, 4, 6, 5)}
"""Tones of "no, once, often": more of something, without a word on whether that is good."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One answer of a bar chart."""

    label: Markup
    value: Markup
    share: float | None
    """Length, 0 to 1; ``None`` where the base is too small for one."""


@dataclass(frozen=True, slots=True)
class Step:
    """One part of a stacked bar, in the order of the scale."""

    label: Markup
    value: Markup
    tone: int
    """1 to 5: which of the five colours; 6 lies between the last two."""
    start: float
    share: float
    inside: bool
    """Whether its figure fits into it."""


@dataclass(frozen=True, slots=True)
class Bracket:
    """The neighbouring steps that the sentence counts together."""

    value: Markup
    start: float
    share: float


@dataclass(frozen=True, slots=True)
class Total:
    """The county's figure of one indicator: sentence and either bars or a stacked bar."""

    indicator: Indicator
    heading: Markup
    sentence: Markup
    row: Row
    span: Markup | None
    gaps: Markup | None = None
    """Says so where many of those asked did not answer."""
    bars: tuple[Bar, ...] = ()
    steps: tuple[Step, ...] = ()
    bracket: Bracket | None = None


def total(released: Released, indicator: Indicator) -> Total:
    """What is told of an indicator for everybody who answered."""
    row = released.total(indicator.key)
    stacked = row.shown and _stackable(indicator, row)
    head = headline(row)
    steps = tuple(_steps(indicator, row)) if stacked else ()
    return Total(
        indicator=indicator,
        heading=sentences.text(indicator.wording),
        sentence=sentences.sentence(indicator, row),
        row=row,
        span=None if head is None else sentences.span(head),
        gaps=_gaps(row),
        steps=steps,
        bracket=_bracket(indicator, steps, head),
        bars=tuple(_bars(indicator, row)) if row.shown and not stacked else (),
    )


def _gaps(row: Row) -> Markup | None:
    if not gaps.many(row):
        return None
    words = escape(_("Viele haben hier nicht geantwortet: %(share)s der Gefragten."))
    return words % {"share": sentences.percent(round(gaps.rate(row) * 100))}


def headline(row: Row) -> Figure | None:
    """The share in the favourable answers, where an indicator has some."""
    if row.n is None or row.share_count is None:
        return None
    return shares.figure(row.share_count, row.n)


def _stackable(indicator: Indicator, row: Row) -> bool:
    few = row.n is None or row.n < shares.SMALL_BASE
    return indicator.scale and not few and len(indicator.categories) in TONES


def _steps(indicator: Indicator, row: Row) -> Iterator[Step]:
    counts = [count or 0 for count in row.counts]
    widths = shares.widths(counts)
    keys = tuple(category.key for category in indicator.categories)
    once = indicator.share_of == keys[1:] and len(keys) in AT_LEAST_ONCE
    tones = (AT_LEAST_ONCE if once else TONES)[len(keys)]
    start = 0.0
    for category, count, width, tone in zip(
        indicator.categories, counts, widths, tones, strict=True
    ):
        shown = sentences.value(shares.figure(count, row.n or 0))
        label = sentences.text(category.label)
        yield Step(label, shown, tone, start, width, width >= INSIDE)
        start += width


def _bracket(indicator: Indicator, steps: tuple[Step, ...], head: Figure | None) -> Bracket | None:
    keys = [category.key for category in indicator.categories]
    at = sorted(keys.index(key) for key in indicator.share_of)
    if not steps or head is None or len(at) < PAIR or at[-1] - at[0] != len(at) - 1:
        return None
    first, last = steps[at[0]], steps[at[-1]]
    share = last.start + last.share - first.start
    return Bracket(sentences.value(head), first.start, share)


def _bars(indicator: Indicator, row: Row) -> Iterator[Bar]:
    pairs = list(zip(indicator.categories, row.counts, strict=True))
    if not indicator.scale:
        pairs.sort(key=lambda pair: -1 if pair[1] is None else pair[1], reverse=True)
    for category, count in pairs:
        label = sentences.text(category.label)
        if count is None or row.n is None:
            yield Bar(label, county_only(), None)
            continue
        figure = shares.figure(count, row.n)
        yield Bar(label, sentences.value(figure), None if figure.few else figure.share)


@lru_cache(maxsize=256)
def symbol(mark: str, meaning: str) -> Markup:
    """An official symbol that says what it means to eyes and ears."""
    return Markup(
        '<abbr title="{meaning}"><span aria-hidden="true">{mark}</span>'
        '<span class="hidden">{meaning}</span></abbr>'
    ).format(mark=mark, meaning=meaning)


def too_few() -> Markup:
    """The symbol of a group with too few answers."""
    return symbol("•", _("zu wenige Antworten"))


def county_only() -> Markup:
    """The symbol of an answer that is told for the whole county only."""
    return symbol("x", _("nur für den ganzen Landkreis gezeigt"))


def unsafe() -> Markup:
    """The symbol of a figure that would be too uncertain."""
    return symbol("/", _("zu unsicher für eine Zahl"))


def label(released: Released, dimension: str, key: str) -> Markup:
    """The name of a member of a dimension."""
    found = released.by_dimension[dimension]
    if found.kind is DimensionKind.PLACE and key in released.by_place:
        return sentences.name(released.by_place[key].name)
    member = found.member(key)
    if member is not None:
        return sentences.text(member.label)
    return Markup("{}").format(_("ohne Angabe") if key == NOT_KNOWN else key)


def depth(released: Released, key: str) -> int:
    """How deep a place lies in the tree; 0 for the county and what is no place."""
    found, steps = released.by_place.get(key), 0
    while found is not None and found.parent is not None:
        found, steps = released.by_place.get(found.parent), steps + 1
    return steps


def rolled_up_note(released: Released, row: Row) -> Markup | None:
    """Why a row has no figure of its own, and who speaks for it."""
    if row.status is Status.SHOWN:
        return None
    if row.status is Status.CHANGED:
        return Markup("{}").format(_("hat sich geändert, noch keine neuen Zahlen"))
    if row.into is None:
        return Markup("{}").format(_("zu wenige Antworten"))
    place = sentences.name(released.by_place[row.into].name)
    words = Markup("{}").format(_("zu wenige Antworten, gezeigt wird %(place)s"))
    return words % {"place": place}
