"""The county's areas: fields of action, cross-cutting themes, further themes of notes and texts.

Others keep an area's key and ask here for its title; a key that was ever known stays known.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from participation.areas.saving import AreaText, add, edit, end
from participation.areas.shipped import SHIPPED, AreaInfo, AreaKind
from participation.areas.snapshot import snapshot
from participation.base.words.languages import LANGUAGES, current

__all__ = [
    "CONCEPT",
    "SHIPPED",
    "AreaInfo",
    "AreaKind",
    "AreaText",
    "add",
    "by_key",
    "choices",
    "edit",
    "end",
    "every",
    "offered_keys",
    "own_words",
    "title",
]

CONCEPT = (AreaKind.FIELD, AreaKind.CROSS_CUTTING)
"""Kinds that a concept is built of; the further themes only sort notes and texts."""

SHORTEST, ENDING = 5, 2
"""Letters of a title's word that says something, and of an ending that may change."""


def every() -> Mapping[str, AreaInfo]:
    """All areas by key in the county's order, ended ones too."""
    return snapshot()


def areas(kinds: Collection[AreaKind] = tuple(AreaKind)) -> tuple[AreaInfo, ...]:
    """The areas that are offered now, in the county's order."""
    return tuple(area for area in snapshot().values() if not area.ended and area.kind in kinds)


def offered_keys() -> tuple[str, ...]:
    """Keys of the areas that are offered now."""
    return tuple(area.key for area in areas())


def own_words() -> dict[str, tuple[str, ...]]:
    """How words of notes begin that speak for an area the county added: those of its titles.

    For :func:`surveys.texts.suggest_field`, which knows words of the shipped areas only.
    """
    added = (area for area in areas() if area.key not in SHIPPED)
    return {
        area.key: tuple(
            f"{word[: max(SHORTEST, len(word) - ENDING)]}*"
            for title in area.name.strings.values()
            for word in title.casefold().replace("-", "").split()
            if len(word) >= SHORTEST
        )
        for area in added
    }


def by_key(key: str | None) -> AreaInfo | None:
    """An area, ended or not; None for what was never one."""
    return snapshot().get(key or "")


def title(key: str, language: str | None = None) -> str:
    """What an area is called in a language (that of the page, if none is given).

    A key that is unknown here (a restored text of another installation, say) stands for itself.
    """
    found = by_key(key)
    if found is None:
        return key
    chain = LANGUAGES[language].chain if language else current().chain
    return found.name.localized(chain).text


def choices(
    language: str | None = None,
    keep: Collection[str] = (),
    kinds: Collection[AreaKind] = tuple(AreaKind),
) -> list[tuple[str, str]]:
    """Key and title of what a form offers.

    Args:
        language: tag of the titles' language; that of the page, if none is given.
        keep: keys that the form already holds: offered though they ended.
        kinds: which kinds are offered.
    """
    return [
        (key, title(key, language))
        for key, area in snapshot().items()
        if key in keep or (not area.ended and area.kind in kinds)
    ]
