"""Shares that add up to 100, overall and by area; nothing but arithmetic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from participation.concept.light.kinds import TrafficLight

K = TypeVar("K", bound=Hashable)
WHOLE = 100
FAR = 80
"""An area with more green than this, in percent, is told first."""


def shares(counts: Mapping[K, int], whole: int = WHOLE) -> dict[K, int]:
    """Whole percents by the largest remainder: they add up to ``whole``; all 0 when nothing is.

    Of equal remainders the one that stands first gets the point; who counts 0 never does.
    """
    total = sum(counts.values())
    if not total:
        return dict.fromkeys(counts, 0)
    found = {key: count * whole // total for key, count in counts.items()}
    order = sorted(counts, key=lambda key: -(counts[key] * whole % total))  # sorting is stable
    for key in order[: whole - sum(found.values())]:
        found[key] += 1
    return found


@dataclass(frozen=True, slots=True)
class Tally:
    """How many measures show which light."""

    green: int = 0
    yellow: int = 0
    red: int = 0
    none: int = 0
    """No report yet."""

    @property
    def total(self) -> int:
        """All of them."""
        return self.green + self.yellow + self.red + self.none

    @property
    def counts(self) -> dict[TrafficLight | None, int]:
        """By light, None for those without one, in the order in which they are drawn."""
        return {
            TrafficLight.GREEN: self.green,
            TrafficLight.YELLOW: self.yellow,
            TrafficLight.RED: self.red,
            None: self.none,
        }

    @property
    def percent(self) -> dict[TrafficLight | None, int]:
        """Whole percents by light; they add up to 100."""
        return shares(self.counts)

    @property
    def is_far(self) -> bool:
        """More than 80 of 100 are green."""
        return self.green * WHOLE > FAR * self.total


def tally(lights: Iterable[TrafficLight | None]) -> Tally:
    """Counts lights."""
    found = Counter(lights)
    return Tally(
        found[TrafficLight.GREEN],
        found[TrafficLight.YELLOW],
        found[TrafficLight.RED],
        found[None],
    )


def tally_by(
    lights: Iterable[tuple[str | None, TrafficLight | None]], order: Iterable[str]
) -> dict[str | None, Tally]:
    """Counts by area: those far ahead first, both kinds in ``order``.

    Areas without a measure are left out; measures without an area stand last, under None.
    """
    sorted_by: dict[str | None, list[TrafficLight | None]] = {}
    for area, light in lights:
        sorted_by.setdefault(area, []).append(light)
    places: dict[str | None, int] = {key: at for at, key in enumerate(order)}
    found = {area: tally(items) for area, items in sorted_by.items()}

    def rank(area: str | None) -> tuple[bool, bool, int, str]:
        return area is None, not found[area].is_far, places.get(area, len(places)), area or ""

    return {area: found[area] for area in sorted(found, key=rank)}
