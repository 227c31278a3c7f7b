"""Which column holds which field: chosen by staff, remembered, or proposed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from participation.sheets.meaning.dates import day_in_title
from participation.sheets.meaning.titles import normal
from participation.sheets.target import Field

CONTENT, COLOUR = "c", "f"
"""What a column is asked for: its values, or the colours of its cells."""
_ALIKE = 0.87
_SHORT = 3
"""Letters up to which a word must be the whole title."""


@dataclass(frozen=True, slots=True)
class Source:
    """A column, or the colour of its cells."""

    column: int
    colour: bool = False
    on: date | None = None
    """Of a dated field: the day for which the column tells it."""

    @property
    def key(self) -> str:
        """As forms write it: ``c5``, ``f5``."""
        return f"{COLOUR if self.colour else CONTENT}{self.column}"


@dataclass(frozen=True, slots=True)
class Columns:
    """The whole mapping of a sheet."""

    sources: dict[str, tuple[Source, ...]] = field(default_factory=dict)
    """By key of field; only those that have one. One source, or several of a dated field."""
    down: bool = False
    """Empty cells of groupings mean what stands above them."""
    clears: bool = False
    """Empty cells take away what the database holds; else they change nothing."""

    def one(self, key: str) -> Source | None:
        """The source of a field that has one."""
        found = self.sources.get(key, ())
        return found[0] if found else None


def read_source(key: str, on: date | None = None) -> Source | None:
    """What :attr:`Source.key` wrote; None: nothing chosen or not understood."""
    kind, number = key[:1], key[1:]
    if kind not in (CONTENT, COLOUR) or not (number.isascii() and number.isdigit()):
        return None
    return Source(int(number[:4]), kind == COLOUR, on)


def stored(columns: Columns, titles: Mapping[int, str]) -> dict[str, Any]:
    """As JSON holds it: by titles, so that another order of columns does not matter."""
    return {
        "sources": {
            key: [
                [
                    COLOUR if source.colour else CONTENT,
                    normal(titles.get(source.column, "")),
                    source.on.isoformat() if source.on else "",
                ]
                for source in sources
            ]
            for key, sources in columns.sources.items()
        },
        "down": columns.down,
        "clears": columns.clears,
    }


def restored(stored: Mapping[str, Any], titles: Mapping[int, str]) -> Columns:
    """The mapping that :func:`stored` told, for a sheet with these titles."""
    places = {normal(title): column for column, title in titles.items()}
    sources = {
        str(key): tuple(
            Source(places[title], kind == COLOUR, date.fromisoformat(on) if on else None)
            for kind, title, on in each
            if title in places
        )
        for key, each in stored["sources"].items()
    }
    found = {key: each for key, each in sources.items() if each}
    return Columns(found, bool(stored["down"]), bool(stored["clears"]))


def proposed(fields: Sequence[Field], titles: Mapping[int, str]) -> Columns:
    """The likeliest mapping by titles alone; no column twice."""
    scored = sorted(
        (
            # Of equal claims a title with a day goes to the field that asks for days.
            (-score, each.dated != bool(day_in_title(title)), number, column, each)
            for number, each in enumerate(fields)
            for column, title in titles.items()
            if (score := _score(each, title))
        ),
        key=lambda item: item[:4],
    )
    taken: set[int] = set()
    found: dict[str, tuple[Source, ...]] = {}
    for *_, column, each in scored:
        if column in taken or (each.key in found and not each.dated):
            continue
        taken.add(column)
        on = day_in_title(titles[column]) if each.dated else None
        found[each.key] = (*found.get(each.key, ()), Source(column, on=on))
    return Columns(
        {
            key: tuple(sorted(each, key=lambda source: (source.on or date.max, source.column)))
            for key, each in found.items()
        }
    )


def _score(each: Field, title: str) -> int:
    names = [name for name in map(normal, (str(each.title), *each.aliases)) if name]
    parts = [normal(part) for part in title.split(" / ")]
    whole = normal(title)
    if whole in names:
        return 100
    if parts[-1] in names:
        return 90
    if parts[0] in names:
        return 80
    long = [name for name in names if len(name) > _SHORT]
    longest = max((len(name) for name in long if _holds(whole, name)), default=0)
    if longest:
        return 40 + min(longest, 39)
    return max((_likeness(name, parts[-1]) for name in long), default=0)


def _holds(title: str, name: str) -> bool:
    return f" {name} " in f" {title} "


def _likeness(name: str, title: str) -> int:
    ratio = difflib.SequenceMatcher(None, name, title).ratio()
    return round(30 * ratio) if ratio >= _ALIKE else 0


def missing(fields: Iterable[Field], columns: Columns) -> list[Field]:
    """Fields that must be mapped and are not."""
    return [each for each in fields if each.required and not columns.sources.get(each.key)]
