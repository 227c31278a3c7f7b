"""What the tree is made of, as frozen values."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from participation.concept.light.info import ReportInfo
from participation.concept.tree.kinds import Direction, Financing, Origin, Stage, StatementKind
from participation.target_groups.service import TargetGroupInfo
from surveys.instrument.instrument import Text

LONGEST_SENTENCE = 200
"""Characters of a measure's public sentence, in any language."""


@dataclass(frozen=True, slots=True)
class StatementInfo:
    """One sentence of vision, guiding principles or understanding."""

    id: uuid.UUID
    kind: StatementKind
    text: Text
    stage: Stage = Stage.RELEASED
    revision: int = 1


@dataclass(frozen=True, slots=True)
class Aim:
    """An indicator and where it should go."""

    indicator: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class GoalText:
    """What staff say of a goal."""

    title: str
    area: str = ""
    """Key of its area; of a sub-goal that of its main goal, whatever stands here."""
    parent_id: uuid.UUID | None = None
    number: str = ""
    text: str = ""
    aims: tuple[Aim, ...] = ()
    target_groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalInfo:
    """A goal in its area."""

    id: uuid.UUID
    said: GoalText
    stage: Stage = Stage.RELEASED
    revision: int = 1

    @property
    def is_main(self) -> bool:
        """Whether it is an area's main goal."""
        return self.said.parent_id is None


@dataclass(frozen=True, slots=True)
class MeasureText:
    """What staff say of a measure."""

    title: str
    number: str | None = None
    text: str = ""
    goal_id: uuid.UUID | None = None
    area: str | None = None
    """Counts only without a goal."""
    part_of: uuid.UUID | None = None
    """The measure that it is a step of; counts beside it, with a light of its own."""
    deadline: date | None = None
    ongoing: bool = False
    responsible: tuple[uuid.UUID, ...] = ()
    partners: tuple[uuid.UUID, ...] = ()
    places: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    needs: tuple[uuid.UUID, ...] = ()
    hours: int | None = None
    euro: int | None = None
    first_year: int | None = None
    last_year: int | None = None
    financing: tuple[Financing, ...] = ()
    funding_ends_on: date | None = None
    account: str = ""
    quick_win: bool = False
    focus: bool = False
    origin: Origin = Origin.ADDED
    public_sentence: Mapping[str, str] = field(default_factory=dict)
    """By language; German first."""


@dataclass(frozen=True, slots=True)
class MeasureInfo:
    """A measure as it stands."""

    id: uuid.UUID
    said: MeasureText
    area: str | None
    """Key of the area that it counts in: its goal's, else its own."""
    stage: Stage
    touched_on: date
    status: ReportInfo | None
    """The light that is shown; None: none yet."""
    merged_into: uuid.UUID | None = None
    removed_on: date | None = None
    revision: int = 1

    @property
    def counts(self) -> bool:
        """Neither part of another one nor struck out."""
        return self.merged_into is None and self.removed_on is None

    @property
    def is_single(self) -> bool:
        """Hangs on no goal ("Einzelaktion")."""
        return self.said.goal_id is None

    @property
    def label(self) -> str:
        """Number and title, as pages and documents name it."""
        return f"{self.said.number} {self.said.title}" if self.said.number else self.said.title


@dataclass(frozen=True, slots=True)
class ConceptInfo:
    """The whole concept at one moment."""

    title: str
    stage: Stage
    revision: int
    statements: tuple[StatementInfo, ...]
    target_groups: Mapping[str, TargetGroupInfo]
    """By key, in the county's order, ended ones too."""
    goals: tuple[GoalInfo, ...]
    """Main goals in order, each followed by its sub-goals."""
    measures: tuple[MeasureInfo, ...]
    """In the concept's order; merged and struck ones too."""

    @property
    def counted(self) -> tuple[MeasureInfo, ...]:
        """Measures that count: neither merged nor struck out."""
        return tuple(measure for measure in self.measures if measure.counts)
