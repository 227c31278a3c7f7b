"""Invented people: who they are, drawn from a seeded generator. No one of them exists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from participation.demo.county import PLACES
from surveys.figures.released import PlaceKind

Weights = Mapping[str, float]

ORIGINS: Mapping[str, Weights] = {
    "needs": {"eu": 22, "ukraine": 27, "resettler": 8, "flight": 29, "third_country": 14},
    "belonging": {
        "germany": 52,
        "eu": 11,
        "ukraine": 12,
        "resettler": 7,
        "flight": 12,
        "third_country": 6,
    },
}
YEARS: Mapping[str, Weights] = {
    "eu": {"under_1": 8, "y1_3": 22, "y4_7": 28, "y8_15": 30, "over_15": 12},
    "ukraine": {"under_1": 6, "y1_3": 34, "y4_7": 56, "y8_15": 3, "over_15": 1},
    "resettler": {"y8_15": 20, "over_15": 80},
    "flight": {"under_1": 8, "y1_3": 26, "y4_7": 22, "y8_15": 40, "over_15": 4},
    "third_country": {"under_1": 14, "y1_3": 34, "y4_7": 24, "y8_15": 18, "over_15": 10},
    "germany": {"since_birth": 1},
}
TONGUES: Mapping[str, Weights] = {
    "eu": {"de": 38, "en": 34, "ru": 8, "de-simple": 20},
    "ukraine": {"uk": 62, "ru": 24, "de": 6, "de-simple": 8},
    "resettler": {"de": 55, "ru": 40, "de-simple": 5},
    "flight": {"ar": 50, "fa": 20, "tr": 8, "de-simple": 14, "en": 4, "de": 4},
    "third_country": {"en": 42, "tr": 22, "de": 18, "de-simple": 18},
    "germany": {"de": 97, "de-simple": 3},
}
"""In which language they answer, by where they come from."""
AGES: Weights = {"a18_24": 14, "a25_34": 29, "a35_49": 33, "a50_64": 17, "a65plus": 7}
GENDERS: Weights = {"woman": 52, "man": 47, "diverse": 1}
CHANNELS: Weights = {"": 18, "poster": 22, "message": 28, "course": 20, "advice": 12}
STAY = {
    "under_1": 0.05,
    "y1_3": 0.25,
    "y4_7": 0.5,
    "y8_15": 0.72,
    "over_15": 0.86,
    "since_birth": 1,
}
"""How settled somebody is, from 0 to 1, by years in the country."""
BIG = 8_000
"""Inhabitants from which a place has shops, doctors and buses."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who answers."""

    origin: str
    years: str
    age: str
    gender: str
    place: str
    language: str
    channel: str
    has_children: bool
    patience: float
    """Share of the questionnaire after which they stop; above 1: to the end."""

    @property
    def settled(self) -> float:
        """How long they have been here, from 0 to 1."""
        return STAY[self.years]

    @property
    def german(self) -> float:
        """How well they speak German, from 0 to 1."""
        if self.origin == "germany":
            return 1.0
        return min(1.0, 0.12 + 0.75 * self.settled + (0.1 if self.origin == "resettler" else 0))

    @property
    def in_town(self) -> bool:
        """Whether they live where buses go."""
        return _POPULATION[self.place] >= BIG

    @property
    def came(self) -> bool:
        """Whether they came from another country."""
        return self.origin != "germany"


_SELECTABLE = [p for p in PLACES if p.kind in (PlaceKind.TOWN, PlaceKind.MUNICIPALITY)]
_POPULATION = {place.key: place.population or 0 for place in _SELECTABLE}
_PLACES: Weights = {
    # Towns have more newcomers than villages of the same size together.
    place.key: (place.population or 0) * (1.6 if place.kind is PlaceKind.TOWN else 0.7)
    for place in _SELECTABLE
}


def draw(rng: Random, weights: Weights) -> str:
    """One key, as often as its weight says."""
    return rng.choices(list(weights), list(weights.values()))[0]


def person(rng: Random, instrument: str) -> Person:
    """Somebody who answers this questionnaire."""
    origin = draw(rng, ORIGINS[instrument])
    age = draw(rng, AGES)
    family = {"a18_24": 0.15, "a25_34": 0.5, "a35_49": 0.7, "a50_64": 0.2, "a65plus": 0.02}
    return Person(
        origin=origin,
        years=draw(rng, YEARS[origin]),
        age=age,
        gender=draw(rng, GENDERS),
        place=draw(rng, _PLACES),
        language=draw(rng, TONGUES[origin]),
        channel=draw(rng, CHANNELS),
        has_children=rng.random() < family[age],
        patience=rng.uniform(0.15, 0.95) if rng.random() < 0.12 else 2.0,  # noqa: PLR2004 - a share
    )
