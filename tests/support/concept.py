"""A concept like that of Konstanz, of own words: 6 + 5 areas, 11 + 64 goals, 178 + 15 measures."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from participation.concept import service
from participation.concept.light import reports
from participation.concept.service import (
    GoalText,
    MeasureText,
    Origin,
    ReportText,
    Stage,
    TrafficLight,
)
from participation.organisations import service as organisations
from participation.organisations.service import OrganisationText

TODAY = date(2027, 6, 1)
SIZES = {
    "language": (24, 21, 1),
    "work": (18, 11, 2),
    "education": (22, 19, 1),
    "housing": (16, 9, 2),
    "health": (18, 15, 1),
    "culture_leisure": (17, 11, 1),
    "participation": (15, 9, 1),
    "volunteering": (16, 14, 1),
    "municipal_coop": (15, 13, 1),
    "intercultural_opening": (16, 9, 1),
    "antidiscrimination": (16, 10, 1),
}
"""By area: measures, green ones, red ones; the rest is yellow."""
ADDED = 15
FIVE = {"volunteering", "municipal_coop"}
"""Areas with five sub-goals; the others have six."""


@dataclass(frozen=True)
class Made:
    """What stands in the county now."""

    measures: dict[str, list[uuid.UUID]]
    subgoals: dict[str, list[uuid.UUID]]
    bodies: Sequence[uuid.UUID]

    @property
    def all(self) -> list[uuid.UUID]:
        return [key for keys in self.measures.values() for key in keys]


def konstanz(today: date = TODAY) -> Made:
    """Makes it; call within a transaction, in a county."""
    service.begin("Integrationskonzept")
    bodies = organisations.add_all([OrganisationText(f"Amt {n}") for n in range(20)])
    subgoals = {area: _goals(area) for area in SIZES}
    measures: dict[str, list[uuid.UUID]] = {}
    number = 0
    for area, (count, green, red) in SIZES.items():
        said = []
        for at in range(count):
            number += 1
            said.append(_measure(area, at, number, subgoals[area], bodies))
        keys = service.add_measures(said, today=today, stage=Stage.RELEASED)
        measures[area] = keys
        for at, key in enumerate(keys):
            light = _light(at, green, red)
            reports.report_past(key, [ReportText(light, f"Grund {at}", today)], today=today)
    return Made(measures, subgoals, bodies)


def _goals(area: str) -> list[uuid.UUID]:
    (main,) = service.add_goals([GoalText(f"Oberziel {area}", area)])
    count = 5 if area in FIVE else 6
    return service.add_goals([GoalText(f"Unterziel {n}", parent_id=main) for n in range(count)])


def _measure(
    area: str, at: int, number: int, subgoals: list[uuid.UUID], bodies: Sequence[uuid.UUID]
) -> MeasureText:
    return MeasureText(
        f"Menschen finden in {area} schneller Hilfe, Schritt {at + 1}",
        number=f"M{number}",
        text="Zwei Abende in der Woche beraten Fachleute in einfacher Sprache. " * 2,
        goal_id=subgoals[at % len(subgoals)],
        deadline=None if number % 3 else date(2028, 12, 31),
        ongoing=bool(number % 3),
        responsible=(bodies[number % 20],),
        partners=(bodies[(number + 7) % 20],),
        hours=number % 5 * 40,
        euro=number % 4 * 1000 or None,
        account=f"31.5.{number % 3}",
        origin=Origin.ADDED
        if number > sum(size for size, *_ in SIZES.values()) - ADDED
        else Origin.ORIGINAL,
    )


def _light(at: int, green: int, red: int) -> TrafficLight:
    if at < green:
        return TrafficLight.GREEN
    return TrafficLight.RED if at < green + red else TrafficLight.YELLOW
