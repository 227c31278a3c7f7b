"""A question's page drawn once and kept; for each person only the gaps are filled.

Drawing a page by its template costs more than everything else that a request does. What differs
between two people on the same page is little: the token, how far they are, what they chose or
typed. These are gaps in the kept text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from markupsafe import Markup, escape

from participation.respond.drawing import Filled

GAP = "\x02"
"""Stands around the name of a gap; no text of a questionnaire holds it."""
KEPT = 2000
"""Pages that are kept: some waves with some dozens of pages in eight languages."""


@dataclass(frozen=True, slots=True)
class Place:
    """How far somebody is, as the page says it."""

    first: str
    total: str
    words: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that differs between two people on the same page."""

    token: str
    place: Place
    filled: Sequence[Filled]


@dataclass(frozen=True)
class _Renderer:
    """How a page is drawn; equal to every other, so that only the key decides what is kept."""

    draw: Callable[[Sheet], str]
    key: tuple[object, ...]
    sheet: Sheet

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Renderer) and self.key == other.key


def filled(key: tuple[object, ...], sheet: Sheet, draw: Callable[[Sheet], str]) -> str:
    """The page of ``key`` with the gaps filled from ``sheet``.

    Args:
        key: all that the page depends on besides the sheet.
        sheet: what one person brings.
        draw: draws a sheet; called once per key.
    """
    parts = list(_kept(_Renderer(draw, key, sheet)))
    values = _values(sheet)
    parts[1::2] = [values[name] for name in parts[1::2]]
    return "".join(parts)


@lru_cache(maxsize=KEPT)
def _kept(renderer: _Renderer) -> tuple[str, ...]:
    """Text and names of gaps in turn."""
    empty = Sheet(
        _gap("token"),
        Place(_gap("first"), _gap("total"), _gap("words")),
        [_emptied(item) for item in renderer.sheet.filled],
    )
    return tuple(renderer.draw(empty).split(GAP))


def _emptied(item: Filled) -> Filled:
    name = item.drawn.name
    typed = tuple(_gap(f"{name}.{number}") for number in range(_fields(item)))
    return replace(item, tiles=Markup(_gap(f"{name}.tiles")), typed=typed)  # noqa: S704  no text of others


def _values(sheet: Sheet) -> dict[str, str]:
    values = {
        "token": sheet.token,
        "first": sheet.place.first,
        "total": sheet.place.total,
        "words": str(escape(sheet.place.words)),
    }
    for item in sheet.filled:
        name = item.drawn.name
        values[f"{name}.tiles"] = item.tiles
        for number in range(_fields(item)):
            text = item.typed[number] if len(item.typed) == _fields(item) else ""
            values[f"{name}.{number}"] = str(escape(text))
    return values


def _fields(item: Filled) -> int:
    return {"date": 3, "text": 1, "number": 1}.get(item.drawn.part, 0)


def _gap(name: str) -> str:
    return f"{GAP}{name}{GAP}"
