"""The three lights: word, shape and what each means, as Konstanz printed it."""

from __future__ import annotations

from enum import StrEnum

from participation.base.words.lazy import Lazy, lazy_gettext


class TrafficLight(StrEnum):
    """How far a measure is."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"


LIGHT_NAMES: dict[TrafficLight, Lazy] = {
    TrafficLight.GREEN: lazy_gettext("umgesetzt"),
    TrafficLight.YELLOW: lazy_gettext("in Arbeit"),
    TrafficLight.RED: lazy_gettext("nicht umgesetzt"),
}
LIGHT_MEANINGS: dict[TrafficLight, Lazy] = {
    TrafficLight.GREEN: lazy_gettext("Realisiert oder hat stattgefunden."),
    TrafficLight.YELLOW: lazy_gettext("Geplant, in Umsetzung oder wird überarbeitet."),
    TrafficLight.RED: lazy_gettext("Nicht umsetzbar."),
}
NO_LIGHT = lazy_gettext("noch ohne Stand")
"""What stands where a measure has no report yet."""
