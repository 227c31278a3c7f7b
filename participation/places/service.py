"""What is known of the county: its name, its places, its own words, its list of offers.

All of it comes from one snapshot, so that respondents' pages ask no database for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date

from participation.base.words.languages import LANGUAGES
from participation.places.placeholders import PLACEHOLDERS, Gap, Placeholder, gaps
from participation.places.promises import Confirmation, Promise, PromiseStatus, statuses
from participation.places.saving import (
    confirm_promise,
    on_removal,
    save_county,
    save_offers,
    save_places,
    save_texts,
)
from participation.places.snapshot import CountyInfo, Offer, PlaceInfo, snapshot, today
from surveys.figures.released import PlaceKind, PlaceNode
from surveys.instrument.instrument import EMPTY, Choice, Text

__all__ = [
    "PLACEHOLDERS",
    "Gap",
    "Offer",
    "PlaceInfo",
    "Placeholder",
    "Promise",
    "confirm_promise",
    "on_removal",
    "save_county",
    "save_offers",
    "save_places",
    "save_texts",
]

ROOT = "county"
"""Key of the county in the tree of places."""
ANY_LANGUAGE = ""
TOWNS = Text(
    {
        "de": "Städte",
        "en": "Towns",
        "ar": "المدن",
        "uk": "Міста",
        "ru": "Города",
        "fa": "شهرها",
        "tr": "Şehirler",
    }
)
OTHERS = Text(
    {
        "de": "Weitere Orte von A bis Z",
        "en": "Other places from A to Z",
        "ar": "أماكن أخرى بالترتيب الأبجدي",
        "uk": "Інші місця за абеткою",
        "ru": "Другие места по алфавиту",
        "fa": "مکان‌های دیگر به ترتیب الفبا",
        "tr": "A'dan Z'ye diğer yerler",
    }
)


def county() -> CountyInfo:
    """The county; its name is the product's until somebody enters it."""
    return snapshot().county


def county_name() -> str:
    """The county's name, for templates."""
    return county().name


def places() -> tuple[PlaceInfo, ...]:
    """All places in the order staff gave them."""
    return snapshot().places


def offers() -> tuple[Offer, ...]:
    """The county's list of kinds of help, in order."""
    return snapshot().offers


def tree() -> tuple[PlaceNode, ...]:
    """The county and its places as figures need them, the county first."""
    info = snapshot()
    below = (PlaceNode(p.key, p.kind, p.name, p.parent or ROOT, p.population) for p in info.places)
    return (PlaceNode(ROOT, PlaceKind.COUNTY, info.county.name), *below)


def place_choices() -> tuple[Choice, ...]:
    """Where people can say they live: towns first, then all others from A to Z.

    No joint municipality and no planning area is named: who lives in a village knows its name, not
    what the administration draws around it. Without a town there is nothing to set apart.
    """
    towns = [p for p in places() if p.kind is PlaceKind.TOWN]
    others = [p for p in places() if p.kind is PlaceKind.MUNICIPALITY]
    rest = OTHERS if towns else EMPTY
    return (
        *(_place_choice(place, TOWNS) for place in sorted(towns, key=_in_the_alphabet)),
        *(_place_choice(place, rest) for place in sorted(others, key=_in_the_alphabet)),
    )


def offer_choices() -> tuple[Choice, ...]:
    """The county's list of kinds of help as choices of a question."""
    return tuple(Choice(offer.key, Text(offer.labels)) for offer in offers())


def texts(language: str) -> Mapping[str, str]:
    """The county's own texts by placeholder, in ``language`` or what stands in for it."""
    info = snapshot()
    if language not in info.by_language:
        chain = (ANY_LANGUAGE, *reversed(LANGUAGES[language].chain))
        found: dict[str, str] = {}
        for tag in chain:
            found |= {name: text for (name, written), text in info.texts.items() if written == tag}
        info.by_language[language] = found
    return info.by_language[language]


def written(name: str, language: str) -> str:
    """Exactly what was entered for a placeholder in this language ("" for all), if anything."""
    return snapshot().texts.get((name, language), "")


def unfilled(languages: Iterable[str]) -> tuple[Gap, ...]:
    """Needed placeholders that lack a text for one of ``languages``."""
    return gaps(snapshot().texts, languages)


def promises(on: date | None = None) -> tuple[PromiseStatus, ...]:
    """Where each promise of the texts stands that only IT can know."""
    return statuses(snapshot().promises, on or today())


def promised() -> frozenset[Promise]:
    """The promises that are confirmed now: only their sentences are shown to people."""
    return snapshot().promised


def confirmation(promise: Promise) -> Confirmation | None:
    """Who confirmed a promise last, however long ago."""
    return snapshot().promises.get(promise)


def key_for(name: str, taken: Iterable[str] = ()) -> str:
    """A short stable key for a name, unlike those ``taken``: "Groß Döbern" → gross_doebern."""
    spelled = name.lower()
    for letter, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        spelled = spelled.replace(letter, plain)
    ascii_only = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9]+", "_", ascii_only).strip("_")[:50] or "place"
    used = set(taken)
    return next(k for n in range(1, 10_000) if (k := base if n == 1 else f"{base}_{n}") not in used)


def _place_choice(place: PlaceInfo, group: Text) -> Choice:
    return Choice(place.key, Text({"de": place.name}), group=group, aliases=place.localities)


def _in_the_alphabet(place: PlaceInfo) -> str:
    """Where a place stands: letters with a sign beside those without (DIN 5007-1)."""
    parts = unicodedata.normalize("NFKD", place.name.casefold().replace("ß", "ss"))
    return "".join(part for part in parts if not unicodedata.combining(part))
