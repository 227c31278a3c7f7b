"""Changes of goals; who saves over somebody else's change gets a conflict."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from participation.base import database
from participation.base.errors import Conflict, DomainError, NotFound
from participation.base.words.catalogues import gettext as _
from participation.concept.models import (
    Goal,
    GoalIndicator,
    GoalTargetGroup,
    Measure,
    MeasureTargetGroup,
)
from participation.concept.tree import assignment
from participation.concept.tree.deciding import MustDecide, framework_is_shown, may_take_away
from participation.concept.tree.forgetting import forget
from participation.concept.tree.info import GoalText
from participation.concept.tree.kinds import Stage, stage_of_saved


def add_goal(said: GoalText, *, decides: bool = True) -> uuid.UUID:
    """A further goal, after all others; its id."""
    return add_goals([said], decides=decides)[0]


def add_goals(
    said: Sequence[GoalText], ids: Sequence[uuid.UUID] = (), *, decides: bool = True
) -> list[uuid.UUID]:
    """Further goals in this order, in a constant number of statements; their ids.

    Args:
        said: what they are; a sub-goal stands after its main goal.
        ids: theirs, if sub-goals among them name main goals among them.
        decides: the account may release; else they wait in editing.
    """
    if not said:
        return []
    keys = list(ids) or [uuid.uuid4() for _each in said]
    first = _last_position() + 1
    areas = _areas([item.parent_id for item in said]) | {
        key: item.area for key, item in zip(keys, said, strict=True) if not item.parent_id
    }
    rows = [
        {
            "id": key,
            "position": first + at,
            "revision": 1,
            "stage": stage_of_saved(decides=decides).value,
            **_values(item, areas.get(item.parent_id or key, item.area)),
        }
        for at, (key, item) in enumerate(zip(keys, said, strict=True))
    ]
    database.connection().execute(sa.insert(Goal), rows)
    _hang(list(zip(keys, said, strict=True)))
    return keys


def edit_goal(
    goal_id: uuid.UUID, revision: int, said: GoalText, *, today: date, decides: bool = True
) -> None:
    """Changes a goal; its sub-goals and all their measures go along into its area.

    Args:
        goal_id: which.
        revision: the one that was shown to who changes it.
        said: what it is from now on.
        today: the day of the change.
        decides: the account may release; else the goal waits in editing and is not shown.

    Raises:
        DomainError: it would hang below itself or below a sub-goal.
        MustDecide: something that everybody sees would stand elsewhere, and who asks may not
            release.
        NotFound: there is none, or no such main goal.
        Conflict: somebody else saved since ``revision``.
    """
    area = _area_of(goal_id, said)
    if not decides:
        _must_leave_what_is_shown(goal_id, said.parent_id, area)
    connection = database.connection()
    changed = connection.execute(
        sa.update(Goal)
        .where(Goal.id == goal_id, Goal.revision == revision)
        .values(
            revision=revision + 1,
            stage=stage_of_saved(decides=decides).value,
            **_values(said, area),
        )
    )
    if not changed.rowcount:
        raise _missing(goal_id)
    connection.execute(sa.update(Goal).where(Goal.parent_id == goal_id).values(area=area))
    for model in (GoalIndicator, GoalTargetGroup):
        connection.execute(sa.delete(model).where(model.goal_id == goal_id))
    _hang([(goal_id, said)])
    assignment.settle(_measures_below(goal_id), today)


def delete_goal(goal_id: uuid.UUID, *, decides: bool = True) -> None:
    """Deletes a goal on which nothing hangs.

    Raises:
        DomainError: sub-goals or measures hang on it.
        MustDecide: it is shown, and who asks may not release.
    """
    connection = database.connection()
    stage = connection.execute(
        sa.select(Goal.stage).where(Goal.id == goal_id).with_for_update()
    ).scalar()
    if stage and not may_take_away(Stage(stage), decides=decides):
        raise MustDecide(_("Das ist öffentlich. Bitten Sie die Koordination, es zu löschen."))
    below = sa.select(Goal.id).where(Goal.parent_id == goal_id)
    hangs = sa.select(Measure.id).where(Measure.goal_id == goal_id)
    if connection.execute(below).first() or connection.execute(hangs).first():
        raise DomainError(_("Hängen Sie zuerst die Unterziele und Maßnahmen an ein anderes Ziel."))
    connection.execute(sa.delete(Goal).where(Goal.id == goal_id))
    forget("goal", [goal_id])


def _must_leave_what_is_shown(goal_id: uuid.UUID, parent_id: uuid.UUID | None, area: str) -> None:
    """Measures and sub-goals stand where their goal stands, even while it waits in editing."""
    connection = database.connection()
    before = connection.execute(
        sa.select(Goal.area, Goal.parent_id).where(Goal.id == goal_id)
    ).first()
    if before is None or (before.area, before.parent_id) == (area, parent_id):
        return
    mine = sa.select(Goal.id).where(sa.or_(Goal.id == goal_id, Goal.parent_id == goal_id))
    released = Stage.RELEASED.value
    shown = sa.union_all(
        sa.select(Goal.id).where(Goal.id.in_(mine), Goal.stage == released),
        sa.select(Measure.id).where(Measure.goal_id.in_(mine), Measure.stage == released),
    )
    if framework_is_shown() and connection.execute(shown).first():
        raise MustDecide(
            _("Hier hängt Öffentliches. Bitten Sie die Koordination, das Ziel umzuhängen.")
        )


def target_groups_in_use() -> set[str]:
    """Keys that goals and measures hold; one statement."""
    held = sa.union(
        sa.select(GoalTargetGroup.target_group), sa.select(MeasureTargetGroup.target_group)
    )
    return set(database.connection().execute(held).scalars())


def _area_of(goal_id: uuid.UUID, said: GoalText) -> str:
    if said.parent_id is None:
        return said.area
    rows = {row.id: row for row in database.connection().execute(sa.select(*Goal.__table__.c))}
    parent = rows.get(said.parent_id)
    if parent is None:
        raise NotFound
    has_below = any(row.parent_id == goal_id for row in rows.values())
    if parent.parent_id or parent.id == goal_id or has_below:
        raise DomainError(_("Wählen Sie ein Oberziel. Ein Ziel mit Unterzielen bleibt Oberziel."))
    area: str = parent.area
    return area


def _areas(goal_ids: Sequence[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    wanted = [goal_id for goal_id in goal_ids if goal_id]
    if not wanted:
        return {}
    rows = database.connection().execute(sa.select(Goal.id, Goal.area).where(Goal.id.in_(wanted)))
    return {row.id: row.area for row in rows}


def _measures_below(goal_id: uuid.UUID) -> list[uuid.UUID]:
    below = sa.select(Goal.id).where(sa.or_(Goal.id == goal_id, Goal.parent_id == goal_id))
    rows = database.connection().execute(sa.select(Measure.id).where(Measure.goal_id.in_(below)))
    return [row.id for row in rows]


def _values(said: GoalText, area: str) -> dict[str, object]:
    return {
        "area": area,
        "parent_id": said.parent_id,
        "number": said.number,
        "title": said.title,
        "text": said.text,
    }


def _hang(wanted: Sequence[tuple[uuid.UUID, GoalText]]) -> None:
    aims = [
        {"goal_id": key, "indicator": aim.indicator, "direction": aim.direction.value}
        for key, said in wanted
        for aim in {aim.indicator: aim for aim in said.aims}.values()
    ]
    groups = [
        {"goal_id": key, "target_group": group}
        for key, said in wanted
        for group in dict.fromkeys(said.target_groups)
    ]
    if aims:
        database.connection().execute(sa.insert(GoalIndicator), aims)
    if groups:
        database.connection().execute(sa.insert(GoalTargetGroup), groups)


def _last_position() -> int:
    return database.connection().execute(sa.select(sa.func.max(Goal.position))).scalar() or 0


def _missing(goal_id: uuid.UUID) -> NotFound | Conflict:
    known = sa.select(Goal.id).where(Goal.id == goal_id)
    if database.connection().execute(known).first() is None:
        return NotFound()
    return Conflict(_("Jemand hat dieses Ziel inzwischen geändert. Beide Fassungen stehen da."))
