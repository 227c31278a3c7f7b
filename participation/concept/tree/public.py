"""What everybody may see of the concept: picked out here once, so that nothing else can get out.

Nothing is shown before the coordination released the framework. Then: sentences and goals that no
one is changing, and measures that are released and count. Of a measure: what it is, for whom,
where, until when, who answers for it, its light with the day, the reason only where somebody said
that it is for everybody. Never: effort, money, accounts, partners, notes, metrics, needs, roles.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from participation.concept.light.kinds import TrafficLight
from participation.concept.tree import reading
from participation.concept.tree.info import ConceptInfo, MeasureInfo
from participation.concept.tree.kinds import Origin, Stage, StatementKind
from participation.organisations import service as organisations
from participation.organisations.service import OrganisationInfo
from surveys.instrument.instrument import Text


@dataclass(frozen=True, slots=True)
class PublicGoal:
    """A main goal, or a sub-goal of one."""

    id: uuid.UUID
    area: str
    parent_id: uuid.UUID | None
    number: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class PublicMeasure:
    """A measure as everybody sees it."""

    id: uuid.UUID
    number: str
    title: str
    """In German."""
    text: str
    """In German."""
    sentence: Text
    """What changes for whom, in the languages that somebody stood for; may be empty."""
    area: str | None
    goal_id: uuid.UUID | None
    deadline: date | None
    ongoing: bool
    responsible: tuple[str, ...]
    """Names of organisations."""
    places: tuple[str, ...]
    """Keys of places; none: the whole county."""
    target_groups: tuple[str, ...]
    """Keys of target groups; none: everybody."""
    added: bool
    """Came up in practice, after the concept was decided."""
    light: TrafficLight | None
    as_of: date | None
    """The day that the light speaks of."""
    year: int | None
    """The year that a permanent task's green holds for."""
    reason: str
    """In German; empty: none is for everybody."""
    part_of: uuid.UUID | None = None
    """The shown measure that it is a step of."""


@dataclass(frozen=True)
class PublicConcept:
    """The concept as everybody sees it."""

    title: str
    statements: tuple[tuple[StatementKind, Text], ...]
    target_groups: Mapping[str, Text]
    goals: tuple[PublicGoal, ...]
    """Main goals in order, each followed by its sub-goals."""
    measures: tuple[PublicMeasure, ...]
    merged: Mapping[uuid.UUID, uuid.UUID]
    """Measures that went into one that is shown: so old links still lead there."""

    @cached_property
    def digest(self) -> str:
        """Another one as soon as anything in it is another."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def public_concept() -> PublicConcept | None:
    """What is shown now, in a constant number of statements; None: nothing is."""
    if shown_title() is None:
        return None
    found = reading.concept()
    return _public(found) if found else None


def shown_title() -> str | None:
    """What the concept is called, once the coordination released its framework; one statement."""
    title, stage = reading.head()
    return title if stage is Stage.RELEASED else None


def _public(found: ConceptInfo) -> PublicConcept:
    shown = [item for item in found.counted if item.stage is Stage.RELEASED]
    ids = {item.id for item in shown}
    bodies = organisations.resolve(key for item in shown for key in item.said.responsible)
    return PublicConcept(
        found.title,
        tuple((item.kind, item.text) for item in found.statements if item.stage is Stage.RELEASED),
        {key: group.title for key, group in found.target_groups.items()},
        _goals(found),
        tuple(_measure(item, bodies, ids) for item in shown),
        _merged(found.measures, ids),
    )


def _goals(found: ConceptInfo) -> tuple[PublicGoal, ...]:
    return tuple(
        PublicGoal(
            goal.id,
            goal.said.area,
            goal.said.parent_id,
            goal.said.number,
            goal.said.title,
            goal.said.text,
        )
        for goal in found.goals
        if goal.stage is Stage.RELEASED
    )


def _measure(
    item: MeasureInfo, bodies: Mapping[uuid.UUID, OrganisationInfo], shown: Collection[uuid.UUID]
) -> PublicMeasure:
    said, status = item.said, item.status
    named = (bodies[key].name for key in said.responsible if key in bodies)
    return PublicMeasure(
        item.id,
        said.number or "",
        said.title,
        said.text,
        Text(said.public_sentence),
        item.area,
        said.goal_id,
        said.deadline,
        said.ongoing,
        tuple(dict.fromkeys(named)),  # two that were merged are one
        said.places,
        said.target_groups,
        said.origin is Origin.ADDED,
        status.light if status else None,
        status.as_of if status else None,
        status.year if status else None,
        status.reason if status and status.public else "",
        said.part_of if said.part_of in shown else None,
    )


def _merged(
    all_of_them: Sequence[MeasureInfo], shown: Collection[uuid.UUID]
) -> dict[uuid.UUID, uuid.UUID]:
    return {
        item.id: item.merged_into
        for item in all_of_them
        if item.merged_into in shown
        and item.merged_into
        and item.removed_on is None
        and item.stage is Stage.RELEASED
    }
