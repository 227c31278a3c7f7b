"""What is known of any language tag: its parts, its names, its direction; after CLDR, by Babel.

Asked for languages the interface does not speak, too: a questionnaire may come in any of them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from surveys.authoring.languages import named

SHAPE = "[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}"
"""Of a tag in an address (BCP 47 without extensions)."""
SIMPLE = "simple"
"""Subtag of the easy form of a language; CLDR has none."""
RIGHT_TO_LEFT = frozenset(
    {"Adlm", "Arab", "Aran", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"}
)
"""Scripts (ISO 15924) that run from right to left."""
LONGEST = 35
"""Signs of a tag that is looked at: what RFC 5646 asks for."""
MOST_PARTS = 8
"""Parts of a tag that are taken off one by one; what asks for more asks for memory."""
_SHAPE = re.compile(SHAPE)
_LIKELY = get_global("likely_subtags")
_LETTERS = 4
"""In the name of a script."""
_SIMPLE_NAMES = {
    "de": "Einfache Sprache",
    "en": "Easy Read",
    "es": "lectura fácil",
    "fr": "facile à lire",
    "it": "facile da leggere",
}
_UNKNOWN_TO_BABEL = {"prs": "دری", "rom": "Romani čhib"}
_SCRIPTS = {"prs": "Arab"}


def is_tag(text: str) -> bool:
    """Whether ``text`` has the shape of a tag."""
    return _SHAPE.fullmatch(text) is not None


def canonical(tag: str) -> str:
    """A tag as we write it: a region in capitals, a script as a title, all else small."""
    first, *rest = tag.lower().split("-")
    return "-".join((first, *map(_subtag, rest)))


def widened(tag: str) -> tuple[str, ...]:
    """The tag, then shorter and shorter what is left of it: ``zh-Hans-CN``, ``zh-Hans``, ``zh``."""
    parts = tag.split("-", MOST_PARTS)
    return tuple("-".join(parts[:length]) for length in range(len(parts), 0, -1))


def base(tag: str) -> str:
    """The language alone, without script and region."""
    return tag.partition("-")[0]


@lru_cache(maxsize=512)
def own_name(tag: str) -> str:
    """What speakers call it, as a chooser shows it: ``Français``, ``English (United Kingdom)``."""
    locale = _locale(base(tag))
    return (_described(tag, locale) if locale else "") or _unknown_to_babel(tag)


def described(tag: str, locale: Locale) -> str:
    """What somebody who speaks ``locale`` calls it: ``Spanisch (Argentinien)``; else own name."""
    return _described(tag, locale) or own_name(tag)


@lru_cache(maxsize=512)
def direction(tag: str) -> str:
    """``rtl`` or ``ltr``, by the script a tag names or is usually written in."""
    return "rtl" if script(tag) in RIGHT_TO_LEFT else "ltr"


def _described(tag: str, locale: Locale) -> str:
    first, *rest = tag.split("-")
    known = _locale(first)
    name = locale.languages.get(first) or (known and locale.languages.get(known.language))
    return _joined(name, [_part(part, locale) for part in rest]) if name else ""


def script(tag: str) -> str:
    """The script (ISO 15924) a tag names or is usually written in; empty: nobody knows."""
    first, *rest = tag.split("-")
    named_script = next((part for part in rest if _is_script(part)), "")
    if named_script:
        return named_script
    region = next((part for part in rest if part.isupper()), "")
    likely = _LIKELY.get(f"{first}_{region}") or _LIKELY.get(first) or ""
    return next((part for part in likely.split("_") if _is_script(part)), _SCRIPTS.get(first, ""))


def script_name(code: str) -> str:
    """What fonts call a script: its English name."""
    return str(Locale("en").scripts.get(code, code)).partition(" (")[0]


def _is_script(part: str) -> bool:
    return len(part) == _LETTERS and part.istitle()


def _subtag(part: str) -> str:
    if len(part) == len("DE"):
        return part.upper()
    return part.title() if len(part) == _LETTERS and part.isalpha() else part


def _part(part: str, locale: Locale) -> str:
    if part == SIMPLE:
        return _SIMPLE_NAMES.get(locale.language, SIMPLE)
    return locale.scripts.get(part) or locale.territories.get(part) or part


def _joined(name: str, parts: list[str]) -> str:
    name = name[:1].upper() + name[1:]
    return f"{name} ({', '.join(parts)})" if parts else name


def _unknown_to_babel(tag: str) -> str:
    first, *rest = tag.split("-")
    name = _UNKNOWN_TO_BABEL.get(first) or named(first).removesuffix(f" ({first})")
    return _joined(name, rest)


@lru_cache(maxsize=512)
def _locale(first: str) -> Locale | None:
    if not _SHAPE.fullmatch(first):
        return None
    try:
        return Locale.parse(first)
    except (UnknownLocaleError, ValueError):
        return None
