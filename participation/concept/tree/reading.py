"""The concept read in one go: a constant number of statements, however many measures."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from participation.base import database
from participation.base.errors import NotFound
from participation.concept.light.info import ReportInfo
from participation.concept.light.kinds import TrafficLight
from participation.concept.models import (
    Concept,
    ConceptStatement,
    Goal,
    GoalIndicator,
    GoalTargetGroup,
    Measure,
    MeasureNeed,
    MeasureOrganisation,
    MeasurePlace,
    MeasureTargetGroup,
    StatusReport,
)
from participation.concept.tree.info import (
    Aim,
    ConceptInfo,
    GoalInfo,
    GoalText,
    MeasureInfo,
    MeasureText,
    StatementInfo,
)
from participation.concept.tree.kinds import (
    Direction,
    Financing,
    Origin,
    Part,
    Stage,
    StatementKind,
)
from participation.target_groups.service import target_groups
from surveys.instrument.instrument import Text

Row = sa.RowMapping
Lists = defaultdict[uuid.UUID, list[Any]]


def concept() -> ConceptInfo | None:
    """The whole concept as it stands; None: nobody began it."""
    row = database.connection().execute(sa.select(*Concept.__table__.c)).mappings().first()
    if row is None:
        return None
    found = goals()
    return ConceptInfo(
        row["title"],
        Stage(row["stage"]),
        row["revision"],
        statements(),
        target_groups(),
        found,
        measures(found),
    )


def head() -> tuple[str, Stage | None]:
    """Title, and how far the framework's writing is; None: nobody began the concept."""
    row = database.connection().execute(sa.select(Concept.title, Concept.stage)).first()
    return (row.title, Stage(row.stage)) if row else ("", None)


def statements() -> tuple[StatementInfo, ...]:
    """Vision, principles and understanding, each kind in order."""
    table = ConceptStatement.__table__
    rows = _rows(sa.select(*table.c).order_by(table.c.position, table.c.id))
    return tuple(
        StatementInfo(
            row["id"],
            StatementKind(row["kind"]),
            Text(row["texts"]),
            Stage(row["stage"]),
            row["revision"],
        )
        for row in rows
    )


def goals() -> tuple[GoalInfo, ...]:
    """Main goals in order, each followed by its sub-goals; three statements."""
    table = Goal.__table__
    rows = _rows(sa.select(*table.c).order_by(table.c.position, table.c.id))
    aims: Lists = defaultdict(list)
    for row in _rows(sa.select(*GoalIndicator.__table__.c).order_by(GoalIndicator.indicator)):
        aims[row["goal_id"]].append(Aim(row["indicator"], Direction(row["direction"])))
    groups = _lists(sa.select(GoalTargetGroup.goal_id, GoalTargetGroup.target_group))
    below: Lists = defaultdict(list)
    for row in rows:
        if row["parent_id"]:
            below[row["parent_id"]].append(_goal(row, aims, groups))
    found: list[GoalInfo] = []
    for row in rows:
        if row["parent_id"] is None:
            found += (_goal(row, aims, groups), *below[row["id"]])
    return tuple(found)


def goal(goal_id: uuid.UUID) -> GoalInfo:
    """One goal.

    Raises:
        NotFound: there is none.
    """
    found = next((item for item in goals() if item.id == goal_id), None)
    if found is None:
        raise NotFound
    return found


def measures(
    known: Sequence[GoalInfo], only: Sequence[uuid.UUID] | None = None
) -> tuple[MeasureInfo, ...]:
    """Measures in the concept's order, parts behind their whole; five statements for any number.

    Args:
        known: all goals; a measure counts in the area of its own.
        only: the ids that are wanted; None: all.
    """
    wanted = sa.true() if only is None else Measure.id.in_(only)
    rows = _rows(
        sa.select(*Measure.__table__.c, *_REPORT)
        .outerjoin(
            StatusReport,
            sa.and_(StatusReport.measure_id == Measure.id, StatusReport.number == Measure.reports),
        )
        .where(wanted)
        .order_by(Measure.position, Measure.number, Measure.id)
    )
    hangs = _hangs(only)
    areas = {goal.id: goal.said.area for goal in known}
    return _parts_behind([_measure(row, areas, hangs) for row in rows])


def _parts_behind(found: Sequence[MeasureInfo]) -> tuple[MeasureInfo, ...]:
    """Every part behind what it is a part of, else in order."""
    here = {item.id for item in found}
    below: Lists = defaultdict(list)
    for item in found:
        if item.said.part_of in here:
            below[item.said.part_of].append(item)
    if not below:
        return tuple(found)
    measures: list[MeasureInfo] = []
    waiting = [item for item in reversed(found) if item.said.part_of not in here]
    while waiting:
        item = waiting.pop()
        measures.append(item)
        waiting += reversed(below[item.id])
    return tuple(measures)


def measure(measure_id: uuid.UUID) -> MeasureInfo:
    """One measure.

    Raises:
        NotFound: there is none.
    """
    found = measures(goals(), [measure_id])
    if not found:
        raise NotFound
    return found[0]


_REPORT = tuple(
    column.label(f"report_{column.name}")
    for column in StatusReport.__table__.c
    if column.name not in {"id", "measure_id"}
)


def _rows(query: sa.Select[Any]) -> Sequence[Row]:
    return database.connection().execute(query).mappings().all()


def _lists(query: sa.Select[Any, Any]) -> Lists:
    found: Lists = defaultdict(list)
    for key, value in database.connection().execute(query.order_by(*query.selected_columns)):
        found[key].append(value)
    return found


def _hangs(only: Sequence[uuid.UUID] | None) -> dict[str, Lists]:
    """What hangs on measures, by kind and measure."""
    places = sa.select(MeasurePlace.measure_id, MeasurePlace.place)
    groups = sa.select(MeasureTargetGroup.measure_id, MeasureTargetGroup.target_group)
    needs = sa.select(MeasureNeed.measure_id, MeasureNeed.need_id)
    bodies = sa.select(
        MeasureOrganisation.measure_id,
        MeasureOrganisation.organisation_id,
        MeasureOrganisation.role,
    ).order_by(MeasureOrganisation.measure_id, MeasureOrganisation.organisation_id)
    if only is not None:
        places = places.where(MeasurePlace.measure_id.in_(only))
        groups = groups.where(MeasureTargetGroup.measure_id.in_(only))
        needs = needs.where(MeasureNeed.measure_id.in_(only))
        bodies = bodies.where(MeasureOrganisation.measure_id.in_(only))
    found = {"places": _lists(places), "groups": _lists(groups), "needs": _lists(needs)}
    found |= {part.value: defaultdict(list) for part in Part}
    for measure_id, organisation_id, role in database.connection().execute(bodies):
        found[role][measure_id].append(organisation_id)
    return found


def _goal(row: Row, aims: Lists, groups: Lists) -> GoalInfo:
    said = GoalText(
        row["title"],
        row["area"],
        row["parent_id"],
        row["number"],
        row["text"],
        tuple(aims[row["id"]]),
        tuple(groups[row["id"]]),
    )
    return GoalInfo(row["id"], said, Stage(row["stage"]), row["revision"])


def _measure(row: Row, areas: dict[uuid.UUID, str], hangs: dict[str, Lists]) -> MeasureInfo:
    goal_id: uuid.UUID | None = row["goal_id"]
    return MeasureInfo(
        row["id"],
        _said(row, hangs),
        areas.get(goal_id) if goal_id else row["area"],
        Stage(row["stage"]),
        row["touched_on"],
        _report(row),
        row["merged_into"],
        row["removed_on"],
        row["revision"],
    )


def _said(row: Row, hangs: dict[str, Lists]) -> MeasureText:
    key = row["id"]
    same = {name: row[name] for name in SAME}
    return MeasureText(
        **same,
        responsible=tuple(hangs[Part.RESPONSIBLE.value][key]),
        partners=tuple(hangs[Part.PARTNER.value][key]),
        places=tuple(hangs["places"][key]),
        target_groups=tuple(hangs["groups"][key]),
        needs=tuple(hangs["needs"][key]),
        financing=tuple(Financing(kind) for kind in row["financing"]),
        origin=Origin(row["origin"]),
    )


SAME = (
    "title",
    "number",
    "text",
    "goal_id",
    "part_of",
    "area",
    "deadline",
    "ongoing",
    "hours",
    "euro",
    "first_year",
    "last_year",
    "funding_ends_on",
    "account",
    "quick_win",
    "focus",
    "public_sentence",
)
"""Columns of a measure that its text holds under the same name and as they are."""


def _report(row: Row) -> ReportInfo | None:
    if row["report_light"] is None:
        return None
    return ReportInfo(
        TrafficLight(row["report_light"]),
        row["report_reason"],
        row["report_as_of"],
        row["report_shown_from"],
        row["report_number"],
        row["report_year"],
        row["report_role"],
        row["report_public"],
    )
