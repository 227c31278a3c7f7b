"""The concept as pages and papers show it: areas, goals below them, measures below those."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from participation.areas import service as areas
from participation.areas.service import AreaInfo
from participation.concept.light.shares import Tally, tally_by
from participation.concept.tree.info import ConceptInfo, GoalInfo, MeasureInfo


@dataclass(frozen=True, slots=True)
class GoalPart:
    """A goal with the measures that hang on it, and its sub-goals."""

    goal: GoalInfo
    measures: tuple[MeasureInfo, ...]
    below: tuple[GoalPart, ...] = ()


@dataclass(frozen=True, slots=True)
class AreaPart:
    """An area with what stands in it."""

    area: AreaInfo | None
    """None: what has no area yet."""
    tally: Tally
    """Of all its measures that count, whatever the page is narrowed to."""
    goals: tuple[GoalPart, ...]
    single: tuple[MeasureInfo, ...]
    """Measures without a goal in this area."""


def parts(
    concept: ConceptInfo, shown: Sequence[MeasureInfo], *, bare: bool = True
) -> tuple[AreaPart, ...]:
    """Areas in the order of their lights, each with its goals and measures.

    Args:
        concept: all of it; tells how far each area is.
        shown: the measures that the page shows.
        bare: whether goals and areas without a shown measure stand there too.
    """
    lights = [(item.area, item.status.light if item.status else None) for item in concept.counted]
    tallies = tally_by(lights, areas.every())
    homes = {goal.id: goal.said.area for goal in concept.goals}
    on_goal: dict[uuid.UUID | None, list[MeasureInfo]] = {}
    for measure in shown:
        goal_id = measure.said.goal_id
        if goal_id and homes.get(goal_id) != measure.area:
            goal_id = None  # on a past day it counted elsewhere than its goal stands now
        on_goal.setdefault(goal_id, []).append(measure)
    keys = [*tallies, *(goal.said.area for goal in concept.goals if goal.said.area not in tallies)]
    found = [
        _area(key, tallies.get(key, Tally()), concept.goals, on_goal, bare=bare)
        for key in dict.fromkeys(keys)
    ]
    return tuple(part for part in found if part.goals or part.single)


def _area(
    key: str | None,
    counted: Tally,
    goals: Iterable[GoalInfo],
    on_goal: dict[uuid.UUID | None, list[MeasureInfo]],
    *,
    bare: bool,
) -> AreaPart:
    mine = [goal for goal in goals if goal.said.area == key]
    found = [_goal(goal, mine, on_goal, bare=bare) for goal in mine if goal.is_main]
    single = tuple(item for item in on_goal.get(None, ()) if item.area == key)
    return AreaPart(
        areas.by_key(key),
        counted,
        tuple(part for part in found if bare or part.measures or part.below),
        single,
    )


def _goal(
    goal: GoalInfo,
    mine: Sequence[GoalInfo],
    on_goal: dict[uuid.UUID | None, list[MeasureInfo]],
    *,
    bare: bool,
) -> GoalPart:
    below = [
        GoalPart(other, tuple(on_goal.get(other.id, ())))
        for other in mine
        if other.said.parent_id == goal.id
    ]
    return GoalPart(
        goal,
        tuple(on_goal.get(goal.id, ())),
        tuple(part for part in below if bare or part.measures),
    )
