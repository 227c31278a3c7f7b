"""The county's order of goals, measures and sentences: each moved one step up or down."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from typing import TypeVar

import sqlalchemy as sa

from participation.base import database
from participation.concept.models import ConceptStatement, Goal, Measure
from participation.concept.tree.info import ConceptInfo

Key = TypeVar("Key")
Movable = type[Goal] | type[Measure] | type[ConceptStatement]
Row = tuple[Movable, list[uuid.UUID]]
"""A kind, and those of it that stand in one row, in order."""


def rows(concept: ConceptInfo) -> dict[uuid.UUID, Row]:
    """By goal, measure and sentence, the row in which it stands.

    Main goals stand among those of their area, sub-goals among those of their main goal, measures
    among those of their goal (without one, of their area), parts among those of their whole.
    """
    found: dict[tuple[object, ...], Row] = {}
    rows: dict[uuid.UUID, Row] = {}
    for kind, key, level in _levels(concept):
        row = found.setdefault((kind, *level), (kind, []))
        row[1].append(key)
        rows[key] = row
    return rows


def _levels(concept: ConceptInfo) -> Iterator[tuple[Movable, uuid.UUID, tuple[object, ...]]]:
    for goal in concept.goals:
        yield Goal, goal.id, (goal.said.parent_id, goal.said.area)
    for item in concept.counted:
        yield Measure, item.id, (item.said.part_of, item.said.goal_id, item.area)
    for statement in concept.statements:
        yield ConceptStatement, statement.id, (statement.kind,)


def moved(keys: Sequence[Key], key: Key, *, up: bool) -> list[Key]:
    """The order with one of them a step up or down; at the end it stays."""
    order = list(keys)
    at = order.index(key)
    to = at - 1 if up else at + 1
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
    return order


def reorder(kind: Movable, keys: Sequence[uuid.UUID]) -> None:
    """Gives these rows the places that they have among all, in this order; two statements.

    Nothing but the order changes, so an open form of one of them can still be saved.
    """
    connection = database.connection()
    query = sa.select(kind.position).where(kind.id.in_(list(keys)))
    places: list[int] = []
    for place in sorted(connection.execute(query).scalars()):
        places.append(max(place, places[-1] + 1) if places else place)
    rows = [{"b_id": key, "position": at} for key, at in zip(keys, places, strict=True)]
    connection.execute(sa.update(kind).where(kind.id == sa.bindparam("b_id")), rows)
