"""Fields of action, and which one a note could belong to.

A suggestion is a table look-up and says which word of the note made it. ``fields.csv`` holds one
row a field and language; a ``*`` at the start or end of an entry stands for any letters, so
``*kurs*`` finds "Deutschkurse". A person decides.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType

from surveys.instrument.instrument import Text
from surveys.texts.posts import Post, base, small, words

TABLE = Path(__file__).with_name("fields.csv")
NAMES = Path(__file__).with_name("field_names.csv")
TAGS = ("de", "de-simple", "en", "ar", "uk", "ru", "fa", "tr")


class FieldKind(StrEnum):
    """What an area of the concept is."""

    FIELD = "field"
    CROSS_CUTTING = "cross_cutting"
    OPTIONAL = "optional"
    """A field or theme that only some counties have."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of action or cross-cutting theme of the shipped set."""

    key: str
    kind: FieldKind
    name: Text


@dataclass(frozen=True, slots=True)
class FieldSuggestion:
    """A field and the words, as they stand in the text, that speak for it."""

    field: str
    words: tuple[str, ...]
    notes: int = 1
    """How many notes hold such a word."""


NONE: Mapping[str, tuple[str, ...]] = MappingProxyType({})


def _fields() -> Mapping[str, Field]:
    with NAMES.open(encoding="utf-8", newline="") as file:
        return {row["key"]: _field(row) for row in csv.DictReader(file)}


def _field(row: Mapping[str, str]) -> Field:
    kind = FieldKind(row["kind"])
    return Field(row["key"], kind, Text({tag: row[tag] for tag in TAGS}))


FIELDS: Mapping[str, Field] = _fields()
"""The shipped set: six fields, five cross-cutting themes, three that some counties add."""


def suggest_field(
    post: Post,
    offered: Iterable[str] | None = None,
    own: Mapping[str, tuple[str, ...]] = NONE,
) -> tuple[FieldSuggestion, ...]:
    """The fields that words of a note speak for, the one with most words first.

    Args:
        post: a note; its reviewed translations are read too.
        offered: keys of the fields to choose from; all when not given.
        own: entries, as the table has them, of fields that the shipped set has not.
    """
    found: dict[str, list[str]] = {}
    languages = [(post.text, base(post.language)), *((text, None) for text in post.readings)]
    for text, language in languages:
        for word in words(text, language):
            for field in _fields_of(small(word, language), language, own):
                found.setdefault(field, []).append(word)
    return _ranked(found, offered)


def suggest_fields(
    posts: Iterable[Post],
    offered: Iterable[str] | None = None,
    own: Mapping[str, tuple[str, ...]] = NONE,
) -> tuple[FieldSuggestion, ...]:
    """The fields that a group of notes speaks for, the one with most notes first."""
    keys = None if offered is None else list(offered)
    notes: Counter[str] = Counter()
    said: dict[str, list[str]] = {}
    for post in posts:
        for suggestion in suggest_field(post, keys, own):
            notes[suggestion.field] += 1
            said.setdefault(suggestion.field, []).extend(suggestion.words)
    ranked = _ranked(said, keys)
    full = [FieldSuggestion(each.field, each.words, notes[each.field]) for each in ranked]
    return tuple(sorted(full, key=lambda each: -each.notes))


def _ranked(
    found: Mapping[str, list[str]], offered: Iterable[str] | None
) -> tuple[FieldSuggestion, ...]:
    allowed = list(FIELDS) if offered is None else list(offered)
    kept = [
        FieldSuggestion(field, tuple(dict.fromkeys(found[field])))
        for field in allowed
        if field in found
    ]
    return tuple(sorted(kept, key=lambda each: -len(each.words)))


@cache
def table() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """The table of words: language → field → entries."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            entries = tuple(_entry(word, row["language"]) for word in row["words"].split())
            found.setdefault(row["language"], {})[row["field"]] = entries
    return found


def _fields_of(word: str, language: str | None, own: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Fields whose entries fit ``word``; a text of no known language is held to every table."""
    rows_of = table()
    known = rows_of.get(language or "")
    asked = list(rows_of.values()) if known is None else [known]
    plain = _whole(word)
    fitting = [
        field
        for field in FIELDS
        if any(_fits(plain, entry) for rows in asked for entry in rows.get(field, ()))
    ]
    return fitting + [
        field for field, entries in own.items() if any(_fits(plain, entry) for entry in entries)
    ]


def _entry(text: str, language: str) -> str:
    return _whole(small(text, language))


def _whole(word: str) -> str:
    return word.replace("-", "").replace("\u200c", "")


def _fits(word: str, entry: str) -> bool:
    core = entry.strip("*")
    if entry.startswith("*"):
        return core in word if entry.endswith("*") else word.endswith(core)
    return word.startswith(core) if entry.endswith("*") else word == core
