"""Pages of goals."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Length

from participation.access.service import Action
from participation.areas import service as areas
from participation.base import database
from participation.base.desk.forms import StaffForm, needed
from participation.base.errors import Conflict
from participation.base.web.security import Permission, staff
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import lazy_gettext
from participation.concept.desk import parts
from participation.concept.desk.fields import Ticks
from participation.concept.desk.frame.forms import ConfirmForm
from participation.concept.desk.measure_forms import goal_label
from participation.concept.desk.overview import blueprint
from participation.concept.tree import goals as saving
from participation.concept.tree import reading
from participation.concept.tree.info import Aim, ConceptInfo, GoalInfo, GoalText
from participation.concept.tree.kinds import DIRECTION_NAMES, Direction
from participation.target_groups import service as target_groups

SIGNS = {"+": Direction.UP, "-": Direction.DOWN, "=": Direction.STEADY}
LONGEST_KEY = 120


class GoalForm(StaffForm):
    """What staff write of a goal."""

    title = StringField(lazy_gettext("Ziel in einem Satz"), [needed, Length(max=300)])
    number = StringField(lazy_gettext("Nummer"), [Length(max=20)], render_kw={"class": "short"})
    parent = SelectField(lazy_gettext("Unter welchem Oberziel"))
    area = SelectField(lazy_gettext("Handlungsfeld eines Oberziels"))
    text = TextAreaField(lazy_gettext("Was damit gemeint ist"), [Length(max=4000)])
    aims = TextAreaField(
        lazy_gettext("Indikatoren"),
        [Length(max=4000)],
        render_kw={"rows": "3", "spellcheck": "false"},
    )
    target_groups = Ticks(lazy_gettext("Zielgruppen"))
    revision = HiddenField()

    def validate_area(self, field: Field) -> None:
        """A main goal stands in an area.

        Raises:
            ValidationError: it names none.
        """
        if not self.parent.data and not field.data:
            raise ValidationError(_("Wählen Sie ein Handlungsfeld oder ein Oberziel."))

    def validate_aims(self, field: Field) -> None:
        """Each line is a direction and a key.

        Raises:
            ValidationError: one is not.
        """
        for line in _lines(field.data):
            if line[0] not in SIGNS or not line[1:].strip() or len(line) > LONGEST_KEY:
                raise ValidationError(
                    _("Beginnen Sie jede Zeile mit + (steigen), - (sinken) oder = (so bleiben).")
                )

    def said(self) -> GoalText:
        """What the filled form says."""
        aims = [Aim(line[1:].strip(), SIGNS[line[0]]) for line in _lines(self.aims.data)]
        return GoalText(
            (self.title.data or "").strip(),
            self.area.data or "",
            uuid.UUID(self.parent.data) if self.parent.data else None,
            (self.number.data or "").strip(),
            (self.text.data or "").strip(),
            tuple(aims),
            tuple(self.target_groups.data or ()),
        )


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
    revision = parts.revision_of(form.revision.data)
    try:
        saving.edit_goal(
            goal_id, revision, form.said(), today=parts.today(), decides=parts.decides()
        )
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
        saving.delete_goal(goal_id)
        parts.audit(Action.DELETE, _("Ziel"))
        return redirect(url_for("concept_desk.overview"), 303)
    return render_template("concept/frame/delete_goal.html", goal=found, form=form)


def goal_form(concept: ConceptInfo, known: GoalInfo | None = None) -> GoalForm:
    """The form, filled with what is known of a goal."""
    said = known.said if known else GoalText("", request.args.get("area", ""))
    signs = {direction: sign for sign, direction in SIGNS.items()}
    form = GoalForm(
        title=said.title,
        number=said.number,
        parent=str(said.parent_id or request.args.get("parent", "")),
        area=said.area,
        text=said.text,
        aims="\n".join(f"{signs[aim.direction]} {aim.indicator}" for aim in said.aims),
        target_groups=list(said.target_groups),
    )
    if not form.is_submitted():
        form.revision.data = str(known.revision) if known else "0"
    mains = [item for item in concept.goals if item.is_main and item != known]
    form.parent.choices = [
        SelectChoice("", _("keines: Es ist selbst ein Oberziel")),
        *(SelectChoice(str(item.id), goal_label(item)) for item in mains),
    ]
    listed = areas.choices(keep=(said.area,) if said.area else (), kinds=areas.CONCEPT)
    form.area.choices = [
        SelectChoice("", _("bitte wählen")),
        *(SelectChoice(key, name) for key, name in listed),
    ]
    form.target_groups.choices = [
        SelectChoice(key, name)
        for key, name in target_groups.choices(concept.target_groups, said.target_groups)
    ]
    return form


def _page(form: GoalForm, known: GoalInfo | None, *, second: bool = False) -> ResponseReturnValue:
    page = render_template(
        "concept/frame/goal.html",
        form=form,
        goal=known,
        second=second,
        directions=DIRECTION_NAMES,
        decides=parts.decides(),
    )
    return page, 409 if second else 400 if form.errors else 200


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
