"""What only the coordination may do: whatever would change a public page at once."""

from __future__ import annotations

import hashlib

import sqlalchemy as sa

from participation.base import database
from participation.base.errors import DomainError
from participation.concept.models import ConceptStatement, Goal, Measure
from participation.concept.tree import reading
from participation.concept.tree.info import ConceptInfo, GoalInfo, MeasureInfo, StatementInfo
from participation.concept.tree.kinds import Stage


class MustDecide(DomainError):
    """The change would show at once, and who asks may not release."""


def may_take_away(stage: Stage, *, decides: bool) -> bool:
    """Whether an account may take away what is at this stage: nobody else what everybody sees.

    Args:
        stage: of the sentence or goal.
        decides: the account may release.
    """
    return decides or stage is not Stage.RELEASED or not framework_is_shown()


def framework_is_shown() -> bool:
    """Whether the coordination released the framework: only then anything is shown; one query."""
    return reading.head()[1] is Stage.RELEASED


def lock_waiting() -> None:
    """Nobody changes what waits before this transaction ends: what was read is what is released."""
    for model in (Measure, Goal, ConceptStatement):
        waiting = sa.select(model.id).where(model.stage != Stage.RELEASED.value)
        database.connection().execute(waiting.order_by(model.id).with_for_update()).all()


def digest(concept: ConceptInfo) -> str:
    """Names exactly what waits for its release, as it stands: who saw that releases just that."""
    every: tuple[MeasureInfo | GoalInfo | StatementInfo, ...] = (
        *concept.counted,
        *concept.goals,
        *concept.statements,
    )
    waiting = [(str(item.id), item.revision) for item in every if item.stage is not Stage.RELEASED]
    return hashlib.sha256(repr(waiting).encode()).hexdigest()
