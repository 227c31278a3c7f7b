"""How a workbook spells a language → its tag.

The names stand in ``languages.csv``, taken from the Unicode CLDR (Unicode Licence v3): tag, old
three-letter tags, own name, other names; what CLDR does not name is named as in ISO 639-3.
``regions.csv``, from CLDR too, has the names of regions and the languages for which a region is
the likely one.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("languages.csv")
_REGIONS = Path(__file__).with_name("regions.csv")
_TAG = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8}){0,3})", re.ASCII)
_WITH_TAG = re.compile(r"(.*?)\s*[(\[]\s*([^()\[\]]*?)\s*[)\]]\s*", re.DOTALL)
COUNTRIES_TOO = frozenset({"pt", "se"})
"""Tags that are also the code of a country in which the language is spoken, not most of all."""

EASY = frozenset(
    {
        *("leichte sprache", "einfache sprache", "leicht", "einfach", "easy", "easy read"),
        *("easy language", "plain", "plain language", "simple", "simple language"),
    }
)
"""What stands in brackets behind a language that is written for people who read little."""
SCRIPTS = {
    **dict.fromkeys(("latin", "lateinisch", "latin script"), "Latn"),
    **dict.fromkeys(("cyrillic", "kyrillisch"), "Cyrl"),
    **dict.fromkeys(("arabic script", "arabische schrift"), "Arab"),
    **dict.fromkeys(("simplified", "vereinfacht"), "Hans"),
    **dict.fromkeys(("traditional", "traditionell"), "Hant"),
}
MEMBERS = {
    "ar": frozenset({"arb", "ary", "arz", "aeb"}),
    "fa": frozenset({"prs", "pes"}),
    "ku": frozenset({"ckb", "kmr", "sdh"}),
    "no": frozenset({"nb", "nn"}),
    "zh": frozenset({"yue", "cmn"}),
}
"""Languages that are spoken of by one name → the tags of those it may mean."""


@cache
def tag_of(spelled: str) -> str | None:
    """The tag of ``English (en)``, ``English (UK)``, ``english``, ``العربية``, ``fr`` …; or None.

    The name decides. What stands in brackets says which kind of it: a tag, a region, a script,
    plain words. Where it is the tag of another language nobody can know what is meant: None.
    Letters that look alike are alike: composed and decomposed, wide brackets, marks of direction.
    """
    spelled = _seen(spelled)
    found = _WITH_TAG.fullmatch(spelled)
    if found is None:
        return _known_tag(spelled.strip()) or _named(spelled)
    name, inside = found.groups()
    language = _named(name) or _known_tag(name.strip())
    if language is None:
        return _known_tag(inside) or _named(spelled)
    return _named(spelled) or _kind_of(language, inside)


def _kind_of(language: str, inside: str) -> str | None:
    tag, words = _known_tag(inside) or _named(inside), _key(inside)
    base, region = language.partition("-")[0], _regions().get(words)
    other = (tag or "").partition("-")[0]
    own = words == base and base not in COUNTRIES_TOO
    if other in {base, *MEMBERS.get(base, ())} and (own or not (region and inside.isupper())):
        return tag
    if base in MEMBERS.get(other, ()):
        return language
    if words in EASY:
        return f"{base}-simple"
    if words in SCRIPTS:
        return f"{base}-{SCRIPTS[words]}"
    if region is not None:
        return base if base in _home()[region] else f"{base}-{region}"
    return language if tag is None else None


def named(tag: str) -> str:
    """The language's own name with its tag, as a header of a workbook says it."""
    own = _own_names().get(tag) or _own_names().get(tag.partition("-")[0])
    return f"{own} ({tag})" if own else tag


def _known_tag(text: str) -> str | None:
    found = _TAG.fullmatch(text)
    if found is None:
        return None
    written = found[1].lower()
    language = written if written in _own_names() else _old_tags().get(written)
    if language is None:
        return None
    parts = re.split("[-_]", found[2])[1:]
    return "-".join((language, *map(_subtag, parts)))


def _subtag(part: str) -> str:
    """A region in capitals, a script as a title, all else small."""
    if len(part) == 2:  # noqa: PLR2004  a region
        return part.upper()
    return part.title() if len(part) == 4 and part.isalpha() else part.lower()  # noqa: PLR2004


def _named(name: str) -> str | None:
    return _names().get(_key(name))


def _key(name: str) -> str:
    return " ".join(_seen(name).split()).casefold()


def _seen(text: str) -> str:
    """The text as one sees it, in one way of writing it."""
    composed = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in composed if unicodedata.category(sign) != "Cf")


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with _TABLE.open(encoding="utf-8", newline="") as table:
        return tuple(csv.DictReader(table))


@cache
def _region_rows() -> tuple[dict[str, str], ...]:
    with _REGIONS.open(encoding="utf-8", newline="") as table:
        return tuple(csv.DictReader(table))


@cache
def _regions() -> dict[str, str]:
    """Every code and name in small letters → the region's code."""
    names = {_key(row["region"]): row["region"] for row in _region_rows()}
    for row in _region_rows():
        for name in row["names"].split(";"):
            names.setdefault(_key(name), row["region"])
    return names


@cache
def _home() -> dict[str, frozenset[str]]:
    """A region → the languages that need no word of it, since they are at home there."""
    return {row["region"]: frozenset(row["home_of"].split()) for row in _region_rows()}


@cache
def _own_names() -> dict[str, str]:
    return {row["tag"]: row["own_name"] for row in _rows()}


@cache
def _old_tags() -> dict[str, str]:
    return {old: row["tag"] for row in _rows() for old in row["old_tags"].split()}


@cache
def _names() -> dict[str, str]:
    """Every name in small letters; a language's own name wins over another's name for it."""
    names = {_key(row["own_name"]): row["tag"] for row in _rows()}
    for row in _rows():
        for name in row["other_names"].split(";"):
            names.setdefault(_key(name), row["tag"])
    return names
