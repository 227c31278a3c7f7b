"""How a workbook spells a language → its tag.

The names stand in ``languages.csv``, taken from the Unicode CLDR (Unicode Licence v3): tag, old
three-letter tags, own name, other names.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

_TABLE = Path(__file__).with_name("languages.csv")
_TAG = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8}){0,3})", re.ASCII)
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
    return _names().get(" ".join(name.split()).casefold())


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with _TABLE.open(encoding="utf-8", newline="") as table:
        return tuple(csv.DictReader(table))


@cache
def _own_names() -> dict[str, str]:
    return {row["tag"]: row["own_name"] for row in _rows()}


@cache
def _old_tags() -> dict[str, str]:
    return {old: row["tag"] for row in _rows() for old in row["old_tags"].split()}


@cache
def _names() -> dict[str, str]:
    """Every name in small letters; a language's own name wins over another's name for it."""
    names = {row["own_name"].casefold(): row["tag"] for row in _rows()}
    for row in _rows():
        for name in row["other_names"].split(";"):
            names.setdefault(name.casefold(), row["tag"])
    return names
