"""How a workbook spells a language → its tag."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

_OWN = {
    "einfache sprache": "de-simple",
    "plain german": "de-simple",
    "dari": "prs",
    "kurmanci": "kmr",
    "kurmancî": "kmr",
    "kurmanji": "kmr",
    "farsi": "fa",
    "عربي": "ar",
    "عربى": "ar",
    "mandarin": "zh",
}
"""Tags and names that the list of languages below does not know."""
_NAMED_IN = ("en", "de", "fr", "es")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}", re.ASCII)
_WITH_TAG = re.compile(r"(.*?)\s*\(\s*([^()]*?)\s*\)\s*", re.DOTALL)


@cache
def tag_of(spelled: str) -> str | None:
    """The tag of ``English (en)``, ``English(en)``, ``english``, ``العربية``, ``fr`` …; or None."""
    if found := _WITH_TAG.fullmatch(spelled):
        name, tag = found.groups()
        return _known_tag(tag) or _named(name)
    return _known_tag(spelled.strip()) or _named(spelled)


def named(tag: str) -> str:
    """The language's own name with its tag, as a header of a workbook says it."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  jobs only; see DESIGN

    own = {"de-simple": "Einfache Sprache", "prs": "دری", "kmr": "Kurmancî"}.get(tag)
    try:
        return f"{own or Locale.parse(tag, sep='-').display_name} ({tag})"
    except (ValueError, UnknownLocaleError):
        return tag


def _known_tag(text: str) -> str | None:
    from babel.core import get_global  # noqa: PLC0415  jobs only; see DESIGN

    if not _TAG.fullmatch(text):
        return None
    language, *rest = text.replace("_", "-").split("-")
    language = language.lower()
    if language not in _OWN.values():
        aliases = get_global("language_aliases")
        language = str(aliases.get(language, language)) if len(language) > 2 else language  # noqa: PLR2004
        if language not in _english():
            return None
    return "-".join((language, *(_subtag(part) for part in rest)))


def _subtag(part: str) -> str:
    if len(part) == 2:  # noqa: PLR2004  a region
        return part.upper()
    return part.title() if len(part) == 4 and part.isalpha() else part.lower()  # noqa: PLR2004


@cache
def _english() -> dict[str, str]:
    from babel import Locale  # noqa: PLC0415  jobs only; see DESIGN

    return dict(Locale("en").languages)


def _named(name: str) -> str | None:
    wanted = " ".join(name.split()).casefold()
    if not wanted:
        return None
    return _OWN.get(wanted) or _translated().get(wanted) or _autonyms().get(wanted)


@cache
def _translated() -> dict[str, str]:
    from babel import Locale  # noqa: PLC0415  jobs only; see DESIGN

    names: dict[str, str] = {}
    for locale in _NAMED_IN:
        for tag, name in Locale(locale).languages.items():
            names.setdefault(name.casefold(), tag.replace("_", "-"))
    return names


@cache
def _autonyms() -> dict[str, str]:
    return dict(_each_autonym())


def _each_autonym() -> Iterator[tuple[str, str]]:
    from babel import Locale  # noqa: PLC0415  jobs only; see DESIGN
    from babel.localedata import locale_identifiers  # noqa: PLC0415  jobs only; see DESIGN

    for tag in locale_identifiers():
        name = None if "_" in tag else Locale.parse(tag).languages.get(tag)
        if name:
            yield name.casefold(), tag
