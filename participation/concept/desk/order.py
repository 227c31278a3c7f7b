"""The page that puts goals and measures of an area, and sentences, into another order."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.service import Action
from participation.areas import service as areas
from participation.base.desk.forms import ConfirmForm
from participation.base.errors import NotFound
from participation.base.web.security import Permission, staff
from participation.base.words.catalogues import gettext as _
from participation.concept.desk import parts
from participation.concept.desk.measure_forms import goal_label
from participation.concept.desk.overview import blueprint
from participation.concept.tree import order as saving
from participation.concept.tree.info import ConceptInfo, MeasureInfo
from participation.target_groups import service as target_groups

FRAMEWORK, NO_AREA = "frame", "none"
"""In the place of an area: sentences and target groups; what has no area."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that can be moved."""

    key: str
    text: str
    depth: int
    """0: of the first level; each further one is set in."""
    first: bool
    last: bool
    heading: bool = False
    """A goal: measures stand below it."""


@blueprint.route("/order/<area>", methods=["GET", "POST"])
@staff(Permission.EDIT_CONCEPT)
def order(area: str) -> ResponseReturnValue:
    """Everything of an area in its order, each with a button up and one down."""
    concept, form = parts.the_concept(), ConfirmForm()
    if area not in {FRAMEWORK, NO_AREA, *areas.every()}:
        raise NotFound
    if form.validate_on_submit():
        up = "up" in request.form
        key = request.form.get("up" if up else "down", "")
        _move(concept, key, up=up)
        parts.audit(Action.CHANGE, _("Reihenfolge geändert"))
        return redirect(url_for("concept_desk.order", area=area, _anchor=f"r{key}"), 303)
    writer = _Writer(concept)
    title = _("Rahmen und Zielgruppen") if area == FRAMEWORK else _("Ohne Handlungsfeld")
    page = render_template(
        "concept/order.html",
        concept=concept,
        form=form,
        lines=list(writer.framework() if area == FRAMEWORK else writer.area(area)),
        title=areas.title(area) if areas.by_key(area) else title,
        area=area,
        framework=area == FRAMEWORK,
    )
    return page, 400 if form.errors else 200


def _move(concept: ConceptInfo, key: str, *, up: bool) -> None:
    if key in concept.target_groups:
        target_groups.order(saving.moved(list(concept.target_groups), key, up=up))
        return
    rows = {str(each): row for each, row in saving.rows(concept).items()}
    if key not in rows:
        raise NotFound
    kind, keys = rows[key]
    saving.reorder(kind, saving.moved(keys, uuid.UUID(key), up=up))


class _Writer:
    """Makes the lines of one page."""

    def __init__(self, concept: ConceptInfo) -> None:
        self.concept = concept
        self.rows = saving.rows(concept)

    def framework(self) -> Iterator[Line]:
        """Sentences, then target groups."""
        for statement in self.concept.statements:
            yield self._line(statement.id, statement.text.localized(("de",)).text)
        keys = list(self.concept.target_groups)
        for key, group in self.concept.target_groups.items():
            yield Line(key, group.name, 0, key == keys[0], key == keys[-1])

    def area(self, area: str) -> Iterator[Line]:
        """Goals with their sub-goals and measures, then measures without a goal."""
        on_goal: dict[uuid.UUID | None, list[MeasureInfo]] = {}
        for item in self.concept.counted:
            if (item.area or NO_AREA) == area:
                on_goal.setdefault(item.said.goal_id, []).append(item)
        for goal in self.concept.goals:
            if goal.said.area == area:
                deep = 0 if goal.is_main else 1
                yield self._line(goal.id, goal_label(goal).lstrip("– "), deep, heading=True)
                yield from self._measures(on_goal.get(goal.id, ()), deep + 1)
        yield from self._measures(on_goal.get(None, ()), 0)

    def _measures(self, listed: Iterable[MeasureInfo], depth: int) -> Iterator[Line]:
        for item in listed:
            yield self._line(item.id, item.label, depth + bool(item.said.part_of))

    def _line(self, key: uuid.UUID, text: str, depth: int = 0, *, heading: bool = False) -> Line:
        among = self.rows[key][1]
        return Line(str(key), text, depth, among[0] == key, among[-1] == key, heading)
