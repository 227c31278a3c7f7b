"""What a released figure says in plain words, in the language of the page.

Everything here is :class:`~markupsafe.Markup`: numbers and fallback texts carry their own
direction, so that a sentence reads right in an Arabic page too.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from markupsafe import Markup, escape

from participation.base.words import languages
from participation.base.words.catalogues import gettext as _
from participation.base.words.catalogues import ngettext
from surveys.figures.estimates import shares
from surveys.figures.estimates.shares import Figure, Wording
from surveys.figures.released import Category, Indicator, IndicatorKind, Row
from surveys.instrument.instrument import Text


def text(content: Text) -> Markup:
    """A survey's own text; a fallback keeps its language and direction."""
    language = languages.current()
    found = content.localized(language.chain)
    if found.language.split("-")[0] == language.tag.split("-")[0]:
        return escape(found.plain)
    template = Markup('<bdi lang="{}" dir="{}">{}</bdi>')
    return template.format(found.language, languages.direction(found.language), found.plain)


def german(content: str) -> Markup:
    """What the county wrote in German only."""
    return text(Text({"de": content}))


def name(content: str) -> Markup:
    """A name from the county, in Latin letters whatever the page's language."""
    return Markup("<bdi>{}</bdi>").format(content)


def number(value: float) -> Markup:
    """A number with the separators of the page's language, held together by ``<bdi>``."""
    return _number(value, languages.current().babel)


def percent(value: int) -> Markup:
    """``value`` hundredths as the page's language writes them."""
    return _percent(value, languages.current().babel)


# A page of figures writes the same few hundred numbers thousands of times.
@lru_cache(maxsize=4096)
def _number(value: float, locale: str) -> Markup:
    shown = format_decimal(value, locale=locale, numbering_system="latn")
    return Markup("<bdi>{}</bdi>").format(shown)


@lru_cache(maxsize=4096)
def _percent(value: int, locale: str) -> Markup:
    shown = format_percent(value / 100, locale=locale, numbering_system="latn")
    return Markup("<bdi>{}</bdi>").format(shown)


def value(figure: Figure) -> Markup:
    """A share as it stands beside a bar: "68 %", "(5 von 15)", "kaum jemand"."""
    return _value(figure.count, figure.base, languages.current().tag)


@lru_cache(maxsize=4096)
def _value(count: int, base: int, _tag: str) -> Markup:
    figure = shares.figure(count, base)
    if figure.wording is Wording.HARDLY_ANYONE:
        shown = escape(_("kaum jemand"))
    elif figure.wording is Wording.NEARLY_ALL:
        shown = escape(_("fast alle"))
    elif figure.percent is not None:
        return percent(figure.percent)
    else:
        shown = _parts(figure)
    return bracketed(shown) if figure.few else shown


def bracketed(shown: Markup) -> Markup:
    """``shown`` in the symbol of limited validity."""
    return Markup("({})").format(shown)


def span(figure: Figure) -> Markup | None:
    """The "Zufallsspanne" of a share, "63 bis 72 %"; ``None`` when there is none to print."""
    return _span(figure.count, figure.base, languages.current().tag)


@lru_cache(maxsize=4096)
def _span(count: int, base: int, _tag: str) -> Markup | None:
    figure = shares.figure(count, base)
    if figure.range is None:
        return None
    low, high = math.floor(figure.range.low * 100), math.ceil(figure.range.high * 100)
    return _fill(_("%(low)s bis %(high)s"), low=number(low), high=percent(high))


def answers(categories: Sequence[Category]) -> Markup:
    """Quoted answers joined by "or": „gut“ oder „sehr gut“."""
    quoted = [str(_fill(_("„%(answer)s“"), answer=text(c.label))) for c in categories]
    # Every part is escaped; the joining words come from the locale and hold no markup.
    return Markup(format_list(quoted, style="or", locale=languages.current().locale))  # noqa: S704


def sentence(indicator: Indicator, row: Row) -> Markup:
    """The one sentence above a chart."""
    if row.n is None:
        return escape(_("Zu wenige Antworten. Darum zeigen wir hier keine Zahl."))
    if indicator.kind is IndicatorKind.MEAN:
        return _mean_sentence(indicator, row)
    if row.share_count is not None:
        chosen = [c for c in indicator.categories if c.key in indicator.share_of]
        return _share_sentence(shares.figure(row.share_count, row.n), chosen, indicator.kind)
    return _leading_sentence(indicator, row)


def _leading_sentence(indicator: Indicator, row: Row) -> Markup:
    """The answer given most often, or those that share the first place."""
    counted = [
        (count, category)
        for count, category in zip(row.counts, indicator.categories, strict=True)
        if count is not None
    ]
    if not counted or row.n is None:
        return escape(_("Zu wenige Antworten. Darum zeigen wir hier keine Zahl."))
    most = max(count for count, _category in counted)
    leading = [category for count, category in counted if count == most]
    figure = shares.figure(most, row.n)
    lead = _share_sentence(figure, leading[:1], indicator.kind)
    if len(leading) > 1:
        return lead
    often = escape(_("Das ist die häufigste Antwort."))
    return Markup("{} {}").format(lead, often)


def _share_sentence(figure: Figure, chosen: Sequence[Category], kind: IndicatorKind) -> Markup:
    ticked = kind is IndicatorKind.MULTIPLE
    words = _words_ticked(figure) if ticked else _words_answered(figure)
    said = _fill(words, parts=number(figure.parts), whole=number(figure.whole), a=answers(chosen))
    return bracketed(said) if figure.few else said


def _words_answered(figure: Figure) -> str:
    fixed = {
        Wording.HARDLY_ANYONE: _("<b>Kaum jemand</b> hat %(a)s geantwortet."),
        Wording.UNDER_ONE: _("<b>Weniger als 1 von 10</b> Befragten hat %(a)s geantwortet."),
        Wording.OVER_NINE: _("<b>Mehr als 9 von 10</b> Befragten haben %(a)s geantwortet."),
        Wording.NEARLY_ALL: _("<b>Fast alle</b> Befragten haben %(a)s geantwortet."),
    }
    return fixed.get(figure.wording) or ngettext(
        "Etwa <b>%(parts)s von %(whole)s</b> Befragten hat %(a)s geantwortet.",
        "Etwa <b>%(parts)s von %(whole)s</b> Befragten haben %(a)s geantwortet.",
        figure.parts,
    )


def _words_ticked(figure: Figure) -> str:
    fixed = {
        Wording.HARDLY_ANYONE: _("<b>Kaum jemand</b> hat %(a)s gewählt."),
        Wording.UNDER_ONE: _("<b>Weniger als 1 von 10</b> Befragten hat %(a)s gewählt."),
        Wording.OVER_NINE: _("<b>Mehr als 9 von 10</b> Befragten haben %(a)s gewählt."),
        Wording.NEARLY_ALL: _("<b>Fast alle</b> Befragten haben %(a)s gewählt."),
    }
    return fixed.get(figure.wording) or ngettext(
        "Etwa <b>%(parts)s von %(whole)s</b> Befragten hat %(a)s gewählt.",
        "Etwa <b>%(parts)s von %(whole)s</b> Befragten haben %(a)s gewählt.",
        figure.parts,
    )


def mean_value(row: Row) -> Markup | None:
    """The mean of a scale with one decimal; ``None`` when too few answered."""
    found = shares.mean([count or 0 for count in row.counts])
    return None if found is None else number(round(found, 1))


def _mean_sentence(indicator: Indicator, row: Row) -> Markup:
    shown = mean_value(row)
    if shown is None:
        return escape(_("Zu wenige Antworten für einen Durchschnitt."))
    words = _(
        "Im Durchschnitt liegt die Antwort bei <b>%(mean)s</b>."
        " 1 heißt %(first)s, %(steps)s heißt %(last)s."
    )
    ends = (indicator.categories[0], indicator.categories[-1])
    steps = number(len(indicator.categories))
    first, last = (answers([category]) for category in ends)
    return _fill(words, mean=shown, first=first, last=last, steps=steps)


def _parts(figure: Figure) -> Markup:
    words = _("%(parts)s von %(whole)s")
    return _fill(words, parts=number(figure.parts), whole=number(figure.whole))


def _fill(words: str, **parts: Markup) -> Markup:
    # Words come from our own catalogue and may hold <b>; every part is escaped already.
    return Markup(words) % parts  # noqa: S704
