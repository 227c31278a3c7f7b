"""Gaps of the concept: each is filled, or said to be meant so."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import sqlalchemy as sa

from participation.base import database
from participation.base.words.lazy import Lazy, lazy_gettext
from participation.concept.gaps.due import asks_again, is_overdue, is_still
from participation.concept.models import IntendedGap, MeasureMetric
from participation.concept.tree.info import ConceptInfo, GoalInfo, MeasureInfo


class GapKind(StrEnum):
    """What is missing or late."""

    NO_GOAL = "no_goal"
    NO_RESPONSIBLE = "no_responsible"
    NO_METRIC = "no_metric"
    NO_INDICATOR = "no_indicator"
    OVERDUE = "overdue"
    STILL = "still"


GAP_NAMES: dict[GapKind, Lazy] = {
    GapKind.NO_GOAL: lazy_gettext("Einzelaktionen: Maßnahmen ohne Ziel"),
    GapKind.NO_RESPONSIBLE: lazy_gettext("Maßnahmen ohne zuständige Stelle"),
    GapKind.NO_METRIC: lazy_gettext("Maßnahmen ohne Kennzahl"),
    GapKind.NO_INDICATOR: lazy_gettext("Ziele ohne Indikator"),
    GapKind.OVERDUE: lazy_gettext("Maßnahmen, deren Frist vorbei ist"),
    GapKind.STILL: lazy_gettext("Maßnahmen, an denen 12 Monate nichts geschrieben wurde"),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap of one measure or goal."""

    kind: GapKind
    subject: MeasureInfo | GoalInfo
    intended: str = ""
    """Why it is meant to be so; empty: it is open."""


def gaps(concept: ConceptInfo, today: date) -> dict[GapKind, tuple[Gap, ...]]:
    """All gaps by kind, those meant so too; two statements. Kinds without one are left out."""
    meant = _meant()
    found: dict[GapKind, list[Gap]] = {kind: [] for kind in GapKind}
    for kind, subject in _all(concept, today, _measured()):
        found[kind].append(Gap(kind, subject, meant.get((kind.value, str(subject.id)), "")))
    return {kind: tuple(listed) for kind, listed in found.items() if listed}


def intend(kind: GapKind, subject_id: uuid.UUID, reason: str, *, role: str, today: date) -> None:
    """Says that a gap is meant to be so, and why; an empty reason opens it again."""
    connection = database.connection()
    connection.execute(
        sa.delete(IntendedGap).where(
            IntendedGap.kind == kind.value, IntendedGap.subject == str(subject_id)
        )
    )
    if reason:
        connection.execute(
            sa.insert(IntendedGap).values(
                id=uuid.uuid4(),
                kind=kind.value,
                subject=str(subject_id),
                reason=reason,
                role=role,
                said_on=today,
            )
        )


def _all(
    concept: ConceptInfo, today: date, measured: Collection[uuid.UUID]
) -> Iterator[tuple[GapKind, MeasureInfo | GoalInfo]]:
    for measure in concept.counted:
        for kind, gaping in (
            (GapKind.NO_GOAL, measure.is_single),
            (GapKind.NO_RESPONSIBLE, not measure.said.responsible),
            (GapKind.NO_METRIC, measure.id not in measured),
            (GapKind.OVERDUE, is_overdue(measure, today) or asks_again(measure, today)),
            (GapKind.STILL, is_still(measure, today)),
        ):
            if gaping:
                yield kind, measure
    for goal in concept.goals:
        if not goal.said.aims:
            yield GapKind.NO_INDICATOR, goal


def _measured() -> set[uuid.UUID]:
    rows = database.connection().execute(sa.select(MeasureMetric.measure_id).distinct())
    return {row.measure_id for row in rows}


def _meant() -> dict[tuple[str, str], str]:
    rows = database.connection().execute(sa.select(*IntendedGap.__table__.c))
    return {(row.kind, row.subject): row.reason for row in rows}
