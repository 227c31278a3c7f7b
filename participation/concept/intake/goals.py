"""Goals that a sheet names by their titles: found, made where they are missing, and gone again."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from participation.base import database
from participation.base.errors import DomainError
from participation.base.words.catalogues import gettext as _
from participation.concept.models import Goal, Measure
from participation.concept.tree import goals, reading
from participation.concept.tree.forgetting import forget
from participation.concept.tree.info import GoalInfo, GoalText
from participation.sheets.meaning.titles import normal

MADE = uuid.UUID("b2f7a9d0-3a0f-5d57-9a55-0d4f6a1c7e10")
"""Ids of goals that a sheet made come from their titles: so it is known which ones they are."""
Place = tuple[str, uuid.UUID | None, str]
"""Area, main goal, and title as titles are compared."""


class Shelf:
    """All goals by what sheets call them; those that are missing are made by one :meth:`make`."""

    def __init__(self, known: Sequence[GoalInfo]) -> None:
        self.held: dict[Place, uuid.UUID] = {}
        self.ids = {goal.id for goal in known}
        self.fresh: dict[uuid.UUID, GoalText] = {}
        for goal in known:
            said = goal.said
            for title in (said.title, f"{said.number} {said.title}"):
                self.held.setdefault((said.area, said.parent_id, normal(title)), goal.id)

    def goal_for(self, area: str | None, main: str | None, sub: str | None) -> uuid.UUID | None:
        """The goal that a row hangs on; None: the row names none.

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
        found = self._one(area, None, above)
        return self._one(area, found, sub) if main and sub else found

    def make(self) -> None:
        """Makes what was missing, in the order in which rows named it."""
        goals.add_goals(list(self.fresh.values()), list(self.fresh))
        self.fresh = {}

    def _one(self, area: str, parent: uuid.UUID | None, title: str) -> uuid.UUID:
        place = (area, parent, normal(title))
        if place not in self.held:
            key = _key(area, parent, title)
            if key in self.ids:
                key = uuid.uuid4()  # the one of that title was renamed meanwhile
            self.ids.add(key)
            self.held[place] = key
            self.fresh[key] = GoalText(title, area, parent)
        return self.held[place]


def drop_empty(goal_ids: Iterable[uuid.UUID | None]) -> None:
    """Deletes goals that a sheet made, that nobody changed and on which nothing hangs any more."""
    left = {goal_id for goal_id in goal_ids if goal_id}
    if not left:
        return
    known = {goal.id: goal for goal in reading.goals()}
    rows = database.connection().execute(sa.select(Measure.goal_id))
    hangs = Counter([*rows.scalars(), *(goal.said.parent_id for goal in known.values())])
    gone = []
    for key in sorted(left & known.keys(), key=lambda key: known[key].is_main):
        at: uuid.UUID | None = key
        while at is not None and not hangs[at] and _is_own(known[at]):
            gone.append(at)
            hangs[at] += 1  # it is dropped once
            at = known[at].said.parent_id
            hangs[at] -= 1
    database.connection().execute(sa.delete(Goal).where(Goal.id.in_(gone)))
    forget("goal", gone)


def _is_own(goal: GoalInfo) -> bool:
    said = goal.said
    return goal.revision == 1 and goal.id == _key(said.area, said.parent_id, said.title)


def _key(area: str, parent: uuid.UUID | None, title: str) -> uuid.UUID:
    return uuid.uuid5(MADE, f"{area}|{parent or ''}|{normal(title)}")
