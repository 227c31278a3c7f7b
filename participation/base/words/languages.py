"""The languages the interface speaks: one table, asked by everything; and any other language.

A language is a row here, never a Babel ``Locale``: Babel drops ``de-simple`` silently and does
not know every tag that people need. A questionnaire may come in a language that is no row:
:func:`of_tag` makes it, with the row whose words stand around its texts (``interface``). A page
is always in one of the rows; what a questionnaire says in another language is marked on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from babel import Locale
from flask import Flask, g
from werkzeug.routing import BaseConverter, ValidationError

from participation.base.words import tags


@dataclass(frozen=True)
class Language:
    """One language, of the interface or of a questionnaire alone."""

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
        return tuple(dict.fromkeys((*tags.widened(self.tag), *behind)))

    @cached_property
    def interface(self) -> Language:
        """The language of the interface whose words stand around texts in this one."""
        return next(LANGUAGES[tag] for tag in (*self.chain, DEFAULT.tag) if tag in LANGUAGES)


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
_PLACES = {tag: place for place, tag in enumerate(LANGUAGES)}
_NEAR = {"prs": "fa"}
"""A language whose readers read another one, though the tags do not show it."""


@lru_cache(maxsize=512)
def of_tag(tag: str) -> Language:
    """The language of any tag: one of the interface's, else made from what its tag says."""
    if tag in LANGUAGES:
        return LANGUAGES[tag]
    wider = (*tags.widened(tag), _NEAR.get(tags.base(tag), DEFAULT.tag))
    near = next(LANGUAGES[part] for part in wider if part in LANGUAGES)
    name, direction = tags.own_name(tag), tags.direction(tag)
    return Language(tag, name, direction, near.babel, near.folder, near.tag)


def ordered(found: Iterable[str]) -> list[str]:
    """Tags as every list shows them: the interface's languages in their order, then the others."""
    return sorted(set(found), key=lambda tag: (_PLACES.get(tag, len(_PLACES)), tag))


def current() -> Language:
    """The language of the page being made."""
    language: Language = g.get("language", DEFAULT)
    return language


def use(language: Language) -> None:
    """Makes the rest of this request speak ``language``, or what stands in for it."""
    g.language = language.interface


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
    """The interface's language for an address that names one in its first parts, else German."""
    parts = path.split("/")[1:5]
    spoken = next((LANGUAGES[part] for part in parts if part in LANGUAGES), None)
    if spoken is not None:
        return spoken
    named = parts[2] if len(parts) > 2 else ""  # noqa: PLR2004  behind a survey's short address
    return of_tag(named).interface if tags.is_tag(named) else DEFAULT


def name(tag: str) -> str:
    """A language as somebody who does not speak it calls it."""
    if tag in LANGUAGES and tag != LANGUAGES[tag].babel:  # a way of writing one
        return LANGUAGES[tag].own_name
    return tags.described(tag, current().locale)


def direction(tag: str) -> str:
    """``rtl`` or ``ltr`` for any tag, also one the interface does not speak."""
    return tags.direction(tag)


def match(accept_language: str, offered: Iterable[str]) -> str | None:
    """The offered tag that a browser's ``Accept-Language`` asks for first, if any.

    Only the header's order and weights count; ``uk-UA`` finds ``uk``, ``en`` finds ``en-GB``.
    """
    known = {tag.lower(): tag for tag in offered}
    regional = {tags.base(tag): tag for tag in reversed(known) if tags.SIMPLE not in tag}
    for wanted in _by_weight(accept_language):
        language = tags.base(wanted)
        found = next((tag for tag in tags.widened(wanted) if tag in known), regional.get(language))
        if found is not None:
            return known[found]
    return None


def _by_weight(header: str) -> Iterator[str]:
    weighted = []
    for position, part in enumerate(header.split(",")[:20]):
        tag, _, parameter = part.strip().partition(";")
        try:
            weight = float(parameter.strip().removeprefix("q=") or 1)
        except ValueError:
            weight = 0.0
        if len(tag) <= tags.LONGEST:
            weighted.append((-weight, position, tag.strip().lower()))
    return (tag for weight, _, tag in sorted(weighted) if weight < 0)


class LanguageConverter(BaseConverter):
    """The ``<language:…>`` part of an address: one of the interface's languages.

    Sets the language of the request. No address is made for another language, and its shape
    leaves those to :class:`SurveyLanguageConverter` where both stand at a page.
    """

    regex = f"(?:{'|'.join(sorted(LANGUAGES, reverse=True))})"

    def to_python(self, value: str) -> Language:
        """Tag → language."""
        return LANGUAGES[value]

    def to_url(self, value: Language | str) -> str:
        """Language → tag."""
        tag = value if isinstance(value, str) else value.tag
        if tag not in LANGUAGES:
            raise ValidationError
        return tag


class SurveyLanguageConverter(BaseConverter):
    """The ``<survey_language:…>`` part of an address: any language a questionnaire may have.

    Whether this one has it the view decides. Sets the language of the request, too.
    """

    regex = tags.SHAPE

    def to_python(self, value: str) -> Language:
        """Tag → language."""
        return of_tag(tags.canonical(value))

    def to_url(self, value: Language | str) -> str:
        """Language → tag."""
        return value if isinstance(value, str) else value.tag


def init_app(app: Flask) -> None:
    """Addresses may hold ``<language:language>``; it becomes the language of the page.

    ``<survey_language:language>`` does so too, as far as the interface speaks it.
    """
    app.url_map.converters["language"] = LanguageConverter
    app.url_map.converters["survey_language"] = SurveyLanguageConverter
    app.url_value_preprocessor(_from_address)


def _from_address(endpoint: str | None, values: dict[str, Any] | None) -> None:
    del endpoint
    if values and isinstance(values.get("language"), Language):
        use(values["language"])
