"""Pages of measures: one each, its form, what cannot be undone."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.service import Action
from participation.base import database
from participation.base.desk.forms import revision_of
from participation.base.errors import Conflict, NotFound
from participation.base.web.security import Permission, staff
from participation.base.words.catalogues import gettext as _
from participation.concept.desk import parts
from participation.concept.desk.both import differences
from participation.concept.desk.measure_forms import MeasureForm, measure_form
from participation.concept.desk.overview import blueprint
from participation.concept.gaps.due import asks_again, is_overdue
from participation.concept.light.reports import history
from participation.concept.metrics.metrics import metrics
from participation.concept.money.effort import Load, loads
from participation.concept.needs.needs import needs
from participation.concept.tree import measures as saving
from participation.concept.tree import reading
from participation.concept.tree.info import ConceptInfo, MeasureInfo, MeasureText
from participation.concept.tree.kinds import Origin
from participation.concept.tree.sentence import hints


@blueprint.get("/measures/<uuid:measure_id>")
@staff(Permission.READ_CONCEPT)
def measure(measure_id: uuid.UUID) -> str:
    """All of one measure: light, history, who, until when, metrics."""
    return measure_page(measure_id)


def measure_page(measure_id: uuid.UUID, *, second: bool = False) -> str:
    """The page of a measure; ``second``: it is another one than who pressed a button had seen."""
    concept, today = parts.the_concept(), parts.today()
    others = {other.id: other for other in concept.measures}
    found = others.get(measure_id)
    if found is None:
        raise NotFound
    bodies = parts.bodies_of((found,))
    return render_template(
        "concept/measures/measure.html",
        item=found,
        second=second,
        concept=concept,
        goals={goal.id: goal for goal in concept.goals},
        others=others,
        steps=[other for other in concept.counted if other.said.part_of == measure_id],
        history=history(measure_id),
        metrics=metrics([measure_id]),
        bodies=bodies,
        place_names=parts.place_names(),
        needs=[need for need in needs() if need.id in found.said.needs]
        if found.said.needs and parts.edits()
        else (),
        over=_too_much(concept, {body.id for body in bodies.values()}),
        late=is_overdue(found, today),
        again=asks_again(found, today),
        may=parts.edits(),
        decides=parts.decides(),
        day=parts.day,
        hints=hints(found.said.public_sentence.get("de", "")),
    )


@blueprint.route("/measures/new", methods=["GET", "POST"])
@staff(Permission.EDIT_CONCEPT)
def add_measure() -> ResponseReturnValue:
    """A further measure, as a draft."""
    concept = parts.the_concept()
    form = measure_form(concept, new=_beginning(concept))
    if form.validate_on_submit():
        key = saving.add(form.said(), today=parts.today())
        parts.audit(Action.CHANGE, _("Maßnahme angelegt"), reading.measure(key))
        return redirect(url_for("concept_desk.measure", measure_id=key), 303)
    return _page(form, None)


@blueprint.route("/measures/<uuid:measure_id>/edit", methods=["GET", "POST"])
@staff(Permission.EDIT_CONCEPT)
def edit_measure(measure_id: uuid.UUID) -> ResponseReturnValue:
    """Changes a measure; the second of two editors sees both versions."""
    known = reading.measure(measure_id)
    form = measure_form(parts.the_concept(), known)
    if not form.validate_on_submit():
        return _page(form, known)
    revision = revision_of(form)
    try:
        saving.edit(measure_id, revision, form.said(), today=parts.today(), decides=parts.decides())
    except Conflict:
        database.rollback()
        return _page(form, reading.measure(measure_id), second=True)
    parts.audit(Action.CHANGE, _("Maßnahme geändert"), known)
    return redirect(url_for("concept_desk.measure", measure_id=measure_id), 303)


def _beginning(concept: ConceptInfo) -> MeasureText:
    """What a new measure begins with: the goal, or the whole, that somebody came from."""
    asked = request.args.get("goal", ""), request.args.get("part_of", "")
    whole = next((item for item in concept.measures if str(item.id) == asked[1]), None)
    if whole:
        said = whole.said
        return MeasureText(
            "",
            goal_id=said.goal_id,
            area=said.area,
            part_of=whole.id,
            responsible=said.responsible,
            origin=Origin.ADDED,
        )
    goal = next((goal.id for goal in concept.goals if str(goal.id) == asked[0]), None)
    return MeasureText("", goal_id=goal, origin=Origin.ADDED)


def _page(
    form: MeasureForm, known: MeasureInfo | None, *, second: bool = False
) -> ResponseReturnValue:
    if second and known:
        form.revision.data = str(known.revision)
    page = render_template(
        "concept/measures/measure_form.html",
        form=form,
        item=known,
        differences=differences(form, form.said(), known.said) if second and known else (),
        second=second,
        decides=parts.decides(),
    )
    return page, 409 if second else 400 if form.errors else 200


def _too_much(concept: ConceptInfo, mine: Collection[uuid.UUID]) -> list[Load]:
    """Loads of these organisations that exceed what they have."""
    every_load = loads(concept.measures, parts.today().year)
    return [load for load in every_load if load.is_over and load.organisation.id in mine]
