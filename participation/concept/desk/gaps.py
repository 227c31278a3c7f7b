"""The page of gaps: each filled, or said to be meant so."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField
from wtforms.validators import Length

from participation.access.service import Action
from participation.base.desk.forms import StaffForm, needed
from participation.base.errors import NotFound
from participation.base.web.security import Permission, staff
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import lazy_gettext
from participation.concept.desk import parts
from participation.concept.desk.overview import blueprint
from participation.concept.gaps.gaps import GAP_NAMES, Gap, GapKind
from participation.concept.gaps.gaps import gaps as all_gaps
from participation.concept.gaps.gaps import intend as say_so


class IntendedForm(StaffForm):
    """Why a gap is meant to be so."""

    reason = StringField(lazy_gettext("Warum so gewollt?"), [needed, Length(max=400)])


@blueprint.get("/gaps")
@staff(Permission.READ_CONCEPT)
def gaps() -> str:
    """What is missing or late, by kind; below each what is meant so."""
    found = all_gaps(parts.the_concept(), parts.today())
    return render_template(
        "concept/gaps.html",
        found=found,
        names=GAP_NAMES,
        may=parts.edits(),
        on_goals={GapKind.NO_INDICATOR},
    )


@blueprint.route("/gaps/<kind>/<uuid:subject_id>", methods=["GET", "POST"])
@staff(Permission.EDIT_CONCEPT)
def intend(kind: str, subject_id: uuid.UUID) -> ResponseReturnValue:
    """Says why a gap is meant to be so."""
    gap = _gap(kind, subject_id)
    form = IntendedForm(reason=gap.intended)
    if form.validate_on_submit():
        reason = (form.reason.data or "").strip()
        say_so(GapKind(kind), subject_id, reason, role=parts.role(), today=parts.today())
        parts.audit(Action.CHANGE, _("Lücke so gewollt"))
        return redirect(url_for("concept_desk.gaps", _anchor=kind), 303)
    page = render_template("concept/intend.html", form=form, gap=gap, name=GAP_NAMES[GapKind(kind)])
    return page, 400 if form.errors else 200


@blueprint.post("/gaps/<kind>/<uuid:subject_id>/open")
@staff(Permission.EDIT_CONCEPT)
def open_gap(kind: str, subject_id: uuid.UUID) -> ResponseReturnValue:
    """Takes the word back: the gap is open again."""
    if kind not in set(GapKind):
        raise NotFound
    if StaffForm().validate_on_submit():
        say_so(GapKind(kind), subject_id, "", role=parts.role(), today=parts.today())
        parts.audit(Action.CHANGE, _("Lücke wieder offen"))
    return redirect(url_for("concept_desk.gaps", _anchor=kind), 303)


def _gap(kind: str, subject_id: uuid.UUID) -> Gap:
    if kind in set(GapKind):
        found = all_gaps(parts.the_concept(), parts.today()).get(GapKind(kind), ())
        for gap in found:
            if gap.subject.id == subject_id:
                return gap
    raise NotFound
