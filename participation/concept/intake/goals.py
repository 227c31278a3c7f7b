"""Goals that a sheet names by their titles: found, made where they are missing, and gone again."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from participation.base import database
from participation.base.errors import DomainError
from participation.base.words.catalogues import gettext as _
from participation.concept.models import Goal, Measure
from participation.concept.tree import goals
from participation.concept.tree.info import GoalText
from participation.sheets.meaning.titles import normal

MADE = uuid.UUID("b2f7a9d0-3a0f-5d57-9a55-0d4f6a1c7e10")
"""Ids of goals that a sheet made come from their titles: so it is known which ones they are."""


def goal_for(area: str | None, main: str | None, sub: str | None) -> uuid.UUID | None:
    """The goal that a row hangs on, made if it is missing; None: the row names none.

    Raises:
        DomainError: it would have to be made and the row names no area.
    """
    above = main or sub
    if not above:
        return None
    if area is None:
        raise DomainError(
            _("Zum Ziel „%(goal)s“ fehlt das Handlungsfeld. Tragen Sie es in der Zeile ein.")
            % {"goal": above[:80]}
        )
    found = _found_or_made(area, None, above)
    return _found_or_made(area, found, sub) if main and sub else found


def drop_empty(goal_id: uuid.UUID | None) -> None:
    """Deletes a goal that a sheet made, that nobody changed and on which nothing hangs any more."""
    while goal_id is not None:
        row = (
            database.connection()
            .execute(sa.select(*Goal.__table__.c).where(Goal.id == goal_id))
            .first()
        )
        own = row is not None and goal_id == _key(row.area, row.parent_id, row.title)
        if row is None or not own or row.revision > 1 or _hangs(goal_id):
            return
        goals.delete_goal(goal_id)
        goal_id = row.parent_id


def _found_or_made(area: str, parent: uuid.UUID | None, title: str) -> uuid.UUID:
    below = Goal.parent_id.is_(None) if parent is None else Goal.parent_id == parent
    rows = database.connection().execute(
        sa.select(Goal.id, Goal.number, Goal.title)
        .where(Goal.area == area, below)
        .order_by(Goal.position, Goal.id)
    )
    wanted, known = normal(title), {}
    for key, number, named in rows:
        known[key] = named
        if wanted in (normal(named), normal(f"{number} {named}")):
            found: uuid.UUID = key
            return found
    key = _key(area, parent, title)
    if database.connection().execute(sa.select(Goal.id).where(Goal.id == key)).first():
        key = uuid.uuid4()  # the one of that title was renamed meanwhile
    return goals.add_goals([GoalText(title, area, parent)], [key])[0]


def _key(area: str, parent: uuid.UUID | None, title: str) -> uuid.UUID:
    return uuid.uuid5(MADE, f"{area}|{parent or ''}|{normal(title)}")


def _hangs(goal_id: uuid.UUID) -> bool:
    connection = database.connection()
    return any(
        connection.execute(query.limit(1)).first()
        for query in (
            sa.select(Measure.id).where(Measure.goal_id == goal_id),
            sa.select(Goal.id).where(Goal.parent_id == goal_id),
        )
    )
