"""What pages say of a measure in any language: a checked sentence, or a line of translated parts.

Titles and texts of measures are German. A page in another language says the rest in its own words
and lets the German stand beside it, marked as such.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from participation.areas import service as areas
from participation.base.web.templating import format_date, isolated
from participation.base.words import languages
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import DEFAULT
from participation.concept.service import PublicGoal, PublicMeasure
from participation.places import service as places
from participation.presenting import sentences
from participation.presenting.concept import LIGHT_NAMES, NO_LIGHT
from participation.site.facts import GERMAN
from surveys.instrument.instrument import Text


@dataclass(frozen=True, slots=True)
class Lines:
    """Speaks of measures in the language of the page."""

    groups: Mapping[str, Text]
    """Names of target groups by key."""
    places: Mapping[str, str]
    """Names of places by key."""

    def sentence(self, item: PublicMeasure) -> str:
        """What changes for whom, if it is there in this language; "": it is not."""
        mine = (tag for tag in languages.current().chain if _plain(tag) == _plain_tag())
        return next((text for tag in mine if (text := item.sentence.strings.get(tag))), "")

    def parts(self, item: PublicMeasure) -> Markup:
        """Area, for whom, where, until when, how far: each in the language of the page."""
        known = areas.by_key(item.area)
        found = [
            sentences.text(known.name) if known else "",
            self.whom(item),
            self.where(item),
            self.until(item),
            state(item),
        ]
        return Markup(" · ").join(part for part in found if part)

    def whom(self, item: PublicMeasure) -> Markup:
        """Names of its target groups; everybody, if it names none."""
        named = [
            sentences.text(self.groups[key]) for key in item.target_groups if key in self.groups
        ]
        return _listed(named) or escape(_("für alle"))

    def where(self, item: PublicMeasure) -> Markup:
        """Names of its places; the whole county, if it names none."""
        if not item.places:
            return escape(_("im ganzen Landkreis"))
        # A place that went from the tree has no name any more.
        return _listed([isolated(self.places[key]) for key in item.places if key in self.places])

    def until(self, item: PublicMeasure) -> Markup:
        """The last day, or that it has no end; empty: nobody said."""
        if item.ongoing:
            return escape(_("Daueraufgabe"))
        if item.deadline is None:
            return Markup()
        day = isolated(format_date(item.deadline))
        return Markup(_("bis %(day)s")) % {"day": day}  # noqa: S704 - a sentence of ours


def state(item: PublicMeasure) -> Markup:
    """The word of its light; of a permanent task's green with its year."""
    word = escape(str(LIGHT_NAMES[item.light]) if item.light else str(NO_LIGHT))
    if not item.year:
        return word
    wording = Markup(_("für %(year)s")) % {"year": isolated(item.year)}  # noqa: S704 - as above
    return Markup("{} {}").format(word, wording)


def lines(groups: Mapping[str, Text]) -> Lines:
    """What speaks of measures that may be for these target groups."""
    return Lines(groups, place_names())


def place_names() -> dict[str, str]:
    """Names of places by key."""
    return {place.key: place.name for place in places.places()}


def label(item: PublicMeasure | PublicGoal) -> Markup:
    """What a measure or goal is called, with its number: in German, whatever the language."""
    number = Markup("<b>{}</b> ").format(item.number) if item.number else Markup()
    return german(number + item.title)


def german(text: str) -> Markup:
    """German words as they stand in a page of any language."""
    return escape(text) if speaks_german() else GERMAN.format(text)


def speaks_german() -> bool:
    """Whether the page is in German, plain or simple."""
    return _plain_tag() == DEFAULT.tag


def _plain_tag() -> str:
    return _plain(languages.current().tag)


def _plain(tag: str) -> str:
    """The language itself, however it is written: "de" of "de-simple"."""
    return tag.split("-", maxsplit=1)[0]


def _listed(named: Iterable[Markup]) -> Markup:
    return Markup(", ").join(named)
