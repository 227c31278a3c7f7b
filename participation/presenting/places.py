"""The order in which places are listed: each right below the one it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from surveys.figures.released import PlaceNode


class OfGroup(Protocol):
    """A row of a table: which group of people it is about."""

    @property
    def cell(self) -> tuple[str, ...]:
        """One member key per dimension; a place stands last."""


R = TypeVar("R", bound=OfGroup)


def in_tree_order(places: Sequence[PlaceNode], rows: Iterable[R]) -> list[R]:
    """Rows by place in the order of the tree, never by size; rows of no place as they are."""
    rank = {key: number for number, key in enumerate(_walk(places, None))}
    grouped: dict[tuple[str, ...], list[R]] = {}
    for row in rows:
        grouped.setdefault(row.cell[:-1], []).append(row)
    for found in grouped.values():
        found.sort(key=lambda row: rank.get("".join(row.cell[-1:]), len(rank)))
    return [row for found in grouped.values() for row in found]


def _walk(places: Sequence[PlaceNode], parent: str | None) -> Iterator[str]:
    for place in places:
        if place.parent == parent:
            yield place.key
            yield from _walk(places, place.key)
