"""Pages of goals."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from participation.access.service import Action
from participation.base import database
from participation.base.desk.forms import ConfirmForm, revision_of
from participation.base.errors import Conflict
from participation.base.web.security import Permission, staff
from participation.base.words.catalogues import gettext as _
from participation.concept.desk import parts
from participation.concept.desk.framework.goal_forms import GoalForm, goal_form
from participation.concept.desk.overview import blueprint
from participation.concept.tree import goals as saving
from participation.concept.tree import indicators, reading
from participation.concept.tree.deciding import MustDecide, may_take_away
from participation.concept.tree.info import GoalInfo
from participation.concept.tree.kinds import DIRECTION_NAMES


@blueprint.route("/goals/new", methods=["GET", "POST"])
@staff(Permission.EDIT_CONCEPT)
def add_goal() -> ResponseReturnValue:
    """A further goal."""
    form = goal_form(parts.the_concept())
    if form.validate_on_submit():
        key = saving.add_goal(form.said(), decides=parts.decides())
        parts.audit(Action.CHANGE, _("Ziel angelegt"))
        return redirect(url_for("concept_desk.overview", _anchor=f"g{key}"), 303)
    return _page(form, None)


@blueprint.route("/goals/<uuid:goal_id>", methods=["GET", "POST"])
@staff(Permission.EDIT_CONCEPT)
def goal(goal_id: uuid.UUID) -> ResponseReturnValue:
    """Changes a goal; the second of two editors sees both versions."""
    known = reading.goal(goal_id)
    form = goal_form(parts.the_concept(), known)
    if not form.validate_on_submit():
        return _page(form, known)
    revision = revision_of(form)
    try:
        saving.edit_goal(
            goal_id, revision, form.said(), today=parts.today(), decides=parts.decides()
        )
    except MustDecide as problem:
        hangs_elsewhere = form.said().parent_id != known.said.parent_id
        where = form.parent if hangs_elsewhere else form.area
        where.errors = [str(problem)]
        return _page(form, known)
    except Conflict:
        database.rollback()
        theirs = reading.goal(goal_id)
        form.revision.data = str(theirs.revision)
        return _page(form, theirs, second=True)
    parts.audit(Action.CHANGE, _("Ziel geändert"))
    return redirect(url_for("concept_desk.overview", _anchor=f"g{goal_id}"), 303)


@blueprint.route("/goals/<uuid:goal_id>/delete", methods=["GET", "POST"])
@staff(Permission.EDIT_CONCEPT)
def delete_goal(goal_id: uuid.UUID) -> ResponseReturnValue:
    """What deleting means, and the one button that does it."""
    found, form = reading.goal(goal_id), ConfirmForm()
    if form.validate_on_submit():
        saving.delete_goal(goal_id, decides=parts.decides())
        parts.audit(Action.DELETE, _("Ziel"))
        return redirect(url_for("concept_desk.overview"), 303)
    return render_template("concept/framework/delete_goal.html", goal=found, form=form)


def _page(form: GoalForm, known: GoalInfo | None, *, second: bool = False) -> ResponseReturnValue:
    page = render_template(
        "concept/framework/goal.html",
        form=form,
        goal=known,
        second=second,
        directions=DIRECTION_NAMES,
        named=indicators.names(),
        decides=parts.decides(),
        may_delete=known is not None and may_take_away(known.stage, decides=parts.decides()),
    )
    return page, 409 if second else 400 if form.errors else 200
