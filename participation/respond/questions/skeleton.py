"""A question's page drawn once and kept; for each person only the gaps are filled.

Drawing a page by its template costs more than everything else that a request does. What differs
between two people on the same page is little: the token, how far they are, what they chose or
typed. These are gaps in the kept text.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from participation.respond.questions.drawing import Filled
from participation.respond.questions.memo import Memo

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
class GapValues:
    """All that differs between two people on the same page."""

    token: str
    place: Place
    filled: Sequence[Filled]


_kept: Memo[tuple[str, ...]] = Memo(KEPT)


def filled(key: Hashable, values: GapValues, draw: Callable[[GapValues], str]) -> str:
    """The page of ``key`` with the gaps filled from ``values``.

    Args:
        key: all that the page depends on besides them.
        values: what one person brings.
        draw: draws a page of such values; called once per key.
    """
    parts = list(_kept.get(key, lambda: tuple(draw(_empty(values)).split(GAP))))
    texts = _texts(values)
    parts[1::2] = [texts[name] for name in parts[1::2]]
    return "".join(parts)


def _empty(values: GapValues) -> GapValues:
    return GapValues(
        _gap("token"),
        Place(_gap("first"), _gap("total"), _gap("words")),
        [_emptied(item) for item in values.filled],
    )


def _emptied(item: Filled) -> Filled:
    name = item.drawn.name
    typed = tuple(_gap(f"{name}.{number}") for number in range(_fields(item)))
    return replace(item, tiles=Markup(_gap(f"{name}.tiles")), typed=typed)  # noqa: S704  no text of others


def _texts(values: GapValues) -> dict[str, str]:
    texts = {
        "token": values.token,
        "first": values.place.first,
        "total": values.place.total,
        "words": str(escape(values.place.words)),
    }
    for item in values.filled:
        name = item.drawn.name
        texts[f"{name}.tiles"] = item.tiles
        for number in range(_fields(item)):
            text = item.typed[number] if len(item.typed) == _fields(item) else ""
            texts[f"{name}.{number}"] = str(escape(text))
    return texts


def _fields(item: Filled) -> int:
    return {"date": 3, "text": 1, "number": 1}.get(item.drawn.part, 0)


def _gap(name: str) -> str:
    return f"{GAP}{name}{GAP}"
