"""The languages the interface speaks: one table, asked by everything.

A language is a row here, never a Babel ``Locale``: Babel drops ``de-simple`` silently and does
not know every tag that people need. Direction comes from the tag.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from babel import Locale
from flask import Flask, g
from werkzeug.routing import BaseConverter, ValidationError


@dataclass(frozen=True)
class Language:
    """One language of the interface."""

    tag: str
    """BCP 47, as in ``lang`` and in addresses."""
    own_name: str
    """Its name in itself, as a chooser shows it."""
    direction: str
    """``ltr`` or ``rtl``."""
    babel: str
    """Identifier of the Babel locale that formats its numbers and dates."""
    folder: str
    """Name below ``translations/``."""
    fallback: str | None = "de"
    """Tag of the language that stands in for a missing string."""

    @cached_property
    def locale(self) -> Locale:
        """The Babel locale for numbers, dates and plural forms."""
        return Locale.parse(self.babel)

    @cached_property
    def chain(self) -> tuple[str, ...]:
        """This tag and those that stand in for it, in order."""
        behind = LANGUAGES[self.fallback].chain if self.fallback else ()
        return (self.tag, *behind)


LANGUAGES: dict[str, Language] = {
    language.tag: language
    for language in (
        Language("de", "Deutsch", "ltr", "de", "de", fallback=None),
        Language("de-simple", "Einfache Sprache", "ltr", "de", "de@simple"),
        Language("en", "English", "ltr", "en", "en"),
        Language("ar", "العربية", "rtl", "ar", "ar"),
        Language("uk", "Українська", "ltr", "uk", "uk"),
        Language("ru", "Русский", "ltr", "ru", "ru"),
        Language("fa", "فارسی", "rtl", "fa", "fa"),
        Language("tr", "Türkçe", "ltr", "tr", "tr"),
    )
}
DEFAULT = LANGUAGES["de"]
STAFF = (LANGUAGES["de"], LANGUAGES["en"])


def current() -> Language:
    """The language of the page being made."""
    language: Language = g.get("language", DEFAULT)
    return language


def use(language: Language) -> None:
    """Makes the rest of this request speak ``language``."""
    g.language = language


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """A part of a page in its own language; the rest goes on in the one before."""
    before = current()
    use(language)
    try:
        yield
    finally:
        use(before)


def of_path(path: str) -> Language:
    """The language that an address names in one of its first parts, else German."""
    parts = path.split("/")[1:5]
    return next((LANGUAGES[part] for part in parts if part in LANGUAGES), DEFAULT)


def name(tag: str) -> str:
    """A language of the interface as somebody who does not speak it calls it, else its tag."""
    if tag not in LANGUAGES:
        return tag
    language = LANGUAGES[tag]
    if language.tag != language.babel:  # a way of writing one, which Babel does not know
        return language.own_name
    return language.locale.get_language_name(current().babel) or language.own_name


def direction(tag: str) -> str:
    """``rtl`` or ``ltr`` for any tag, also one the interface does not speak."""
    known = LANGUAGES.get(tag)
    if known is not None:
        return known.direction
    return "rtl" if tag.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"


RIGHT_TO_LEFT = frozenset({"ar", "fa", "prs", "ps", "ckb", "ur", "he", "yi", "dv", "ug"})


def match(accept_language: str, offered: Iterable[str]) -> str | None:
    """The offered tag that a browser's ``Accept-Language`` asks for first, if any.

    Only the header's order and weights count; ``uk-UA`` finds ``uk``.
    """
    tags = list(offered)
    for wanted in _by_weight(accept_language):
        for tag in tags:
            if wanted == tag.lower() or wanted.split("-")[0] == tag.lower():
                return tag
    return None


def _by_weight(header: str) -> Iterator[str]:
    weighted = []
    for position, part in enumerate(header.split(",")[:20]):
        tag, _, parameter = part.strip().partition(";")
        try:
            weight = float(parameter.strip().removeprefix("q=") or 1)
        except ValueError:
            weight = 0.0
        weighted.append((-weight, position, tag.strip().lower()))
    return (tag for weight, _, tag in sorted(weighted) if weight < 0)


class LanguageConverter(BaseConverter):
    """The ``<language:…>`` part of an address; sets the language of the request."""

    regex = "[a-z]{2,3}(?:-[a-z]+)?"

    def to_python(self, value: str) -> Language:
        """Tag → language; an unknown tag is an unknown address."""
        if value not in LANGUAGES:
            raise ValidationError
        return LANGUAGES[value]

    def to_url(self, value: Language | str) -> str:
        """Language → tag."""
        return value.tag if isinstance(value, Language) else value


def init_app(app: Flask) -> None:
    """Addresses may hold ``<language:language>``; it becomes the language of the page."""
    app.url_map.converters["language"] = LanguageConverter
    app.url_value_preprocessor(_from_address)


def _from_address(endpoint: str | None, values: dict[str, Any] | None) -> None:
    del endpoint
    if values and isinstance(values.get("language"), Language):
        use(values["language"])
