"""The three lights; their words are everybody's."""

from __future__ import annotations

from enum import StrEnum

from participation.base.words.lazy import Lazy
from participation.presenting import concept as words


class TrafficLight(StrEnum):
    """How far a measure is."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


LIGHT_NAMES: dict[TrafficLight, Lazy] = {
    light: words.LIGHT_NAMES[light.value] for light in TrafficLight
}
LIGHT_MEANINGS: dict[TrafficLight, Lazy] = {
    light: words.LIGHT_MEANINGS[light.value] for light in TrafficLight
}
NO_LIGHT = words.NO_LIGHT
"""What stands where a measure has no report yet."""
