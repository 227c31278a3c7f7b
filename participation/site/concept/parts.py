"""The shown concept in the order of its pages: areas, goals below them, measures below those."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from participation.areas import service as areas
from participation.areas.service import AreaInfo
from participation.concept import service as concept
from participation.concept.service import PublicConcept, PublicGoal, PublicMeasure, Tally

NO_AREA = "-"
"""Stands in addresses for measures without an area; no area has this key."""


@dataclass(frozen=True, slots=True)
class AreaPart:
    """An area in which something is shown."""

    key: str
    area: AreaInfo | None
    """None: what has no area."""
    tally: Tally


@dataclass(frozen=True, slots=True)
class GoalPart:
    """A goal with its measures, and its sub-goals."""

    goal: PublicGoal | None
    """None: measures without a goal, or with one that is being changed."""
    measures: tuple[PublicMeasure, ...]
    below: tuple[GoalPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """What the concept says of itself in numbers."""

    measures: int
    original: int
    added: int


def counted(found: PublicConcept) -> Counted:
    """How many measures are shown, and how many of them came up in practice."""
    added = sum(item.added for item in found.measures)
    return Counted(len(found.measures), len(found.measures) - added, added)


def area_parts(found: PublicConcept) -> tuple[AreaPart, ...]:
    """Areas with a measure: those far ahead first, then in the county's order."""
    lights = [(item.area, item.light) for item in found.measures]
    tallies = concept.tally_by(lights, areas.every())
    return tuple(
        AreaPart(key or NO_AREA, areas.by_key(key), tally) for key, tally in tallies.items()
    )


def goal_parts(found: PublicConcept, key: str) -> tuple[GoalPart, ...]:
    """Goals of an area on which something hangs; what hangs on none stands last."""
    mine = [item for item in found.measures if (item.area or NO_AREA) == key]
    goals = [goal for goal in found.goals if goal.area == key]
    known = {goal.id for goal in goals}
    on: dict[uuid.UUID | None, list[PublicMeasure]] = {}
    for item in mine:
        on.setdefault(item.goal_id if item.goal_id in known else None, []).append(item)
    above = [goal for goal in goals if goal.parent_id not in known]
    made = [_part(goal, goals, on) for goal in above]
    rest = GoalPart(None, tuple(on.get(None, ())))
    return tuple(part for part in (*made, rest) if part.measures or part.below)


def _part(
    goal: PublicGoal,
    goals: Iterable[PublicGoal],
    on: dict[uuid.UUID | None, list[PublicMeasure]],
) -> GoalPart:
    below = [
        GoalPart(other, tuple(on[other.id]))
        for other in goals
        if other.parent_id == goal.id and other.id in on
    ]
    return GoalPart(goal, tuple(on.get(goal.id, ())), tuple(below))


def newest(measures: Sequence[PublicMeasure]) -> PublicMeasure | None:
    """The measure whose light speaks of the latest day."""
    dated = [(item.as_of, at, item) for at, item in enumerate(measures) if item.as_of]
    return max(dated, key=lambda found: found[:2])[2] if dated else None
