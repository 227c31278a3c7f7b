"""What the coordination decides of measures: releases, strikes, merges; and deleting a draft."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from participation.access.service import Action
from participation.base import database
from participation.base.desk.forms import (
    MERGED_MEANWHILE,
    ConfirmForm,
    RevisionForm,
    revision_of,
)
from participation.base.errors import Conflict, DomainError, NotFound
from participation.base.web.security import Permission, staff
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import lazy_gettext
from participation.concept.desk import parts
from participation.concept.desk.framework.framework import waits_anew
from participation.concept.desk.measures import measure_page
from participation.concept.desk.overview import blueprint
from participation.concept.tree import measures as saving
from participation.concept.tree import reading
from participation.concept.tree.deciding import digest, lock_waiting
from participation.concept.tree.framework import release as release_framework
from participation.concept.tree.info import MeasureInfo
from participation.concept.tree.kinds import Stage

ACTS = {"strike", "back", "apart"}


class MergeForm(RevisionForm):
    """Which measure this one is part of from now on."""

    into = SelectField(lazy_gettext("Geht auf in"))


@blueprint.post("/measures/<uuid:measure_id>/stage")
@staff(Permission.EDIT_CONCEPT)
def stage(measure_id: uuid.UUID) -> ResponseReturnValue:
    """How far the writing is; only the coordination releases, or takes a release back."""
    form, found = RevisionForm(), reading.measure(measure_id)
    wanted = request.form.get("stage", "")
    if wanted not in set(Stage):
        raise NotFound
    if form.validate_on_submit():
        _must_be_allowed(found, Stage(wanted))
        seen = {measure_id: revision_of(form)}
        try:
            saving.set_stage([measure_id], Stage(wanted), today=parts.today(), seen=seen)
        except Conflict:
            database.rollback()
            return measure_page(measure_id, second=True), 409
        released = wanted == Stage.RELEASED
        parts.audit(Action.RELEASE if released else Action.CHANGE, _("Stand der Arbeit"), found)
    return redirect(url_for("concept_desk.measure", measure_id=measure_id), 303)


@blueprint.post("/release")
@staff(Permission.DECIDE_CONCEPT)
def release_all() -> ResponseReturnValue:
    """Releases all that waits and may be; measures that lack their sentence stay."""
    form = ConfirmForm()
    if form.validate_on_submit():
        lock_waiting()
        concept = parts.the_concept()
        if digest(concept) != request.form.get("seen"):
            database.rollback()
            return waits_anew()
        waiting = [item for item in concept.counted if item.stage is not Stage.RELEASED]
        ready = [item.id for item in waiting if not lacks_sentence(item)]
        saving.set_stage(ready, Stage.RELEASED, today=parts.today())
        release_framework([each.id for each in concept.goals])
        release_framework([each.id for each in concept.statements])
        parts.audit(Action.RELEASE, _("Maßnahmen freigegeben: %(count)s") % {"count": len(ready)})
    return redirect(url_for("concept_desk.frame"), 303)


@blueprint.post("/measures/<uuid:measure_id>/decide")
@staff(Permission.DECIDE_CONCEPT)
def decide(measure_id: uuid.UUID) -> ResponseReturnValue:
    """Strikes a measure out, takes it in again, or takes it apart from the one it went into."""
    form, found, act = RevisionForm(), reading.measure(measure_id), request.form.get("act", "")
    if act not in ACTS:
        raise NotFound
    if form.validate_on_submit():
        revision, today = revision_of(form), parts.today()
        if act == "apart":
            saving.merge(measure_id, revision, None, today=today)
        else:
            on = today if act == "strike" else None
            saving.strike(measure_id, revision, on, today=today)
        parts.audit(Action.CHANGE, str(_WORDINGS[act]), found)
    return redirect(url_for("concept_desk.measure", measure_id=measure_id), 303)


@blueprint.route("/measures/<uuid:measure_id>/merge", methods=["GET", "POST"])
@staff(Permission.DECIDE_CONCEPT)
def merge(measure_id: uuid.UUID) -> ResponseReturnValue:
    """Says that a measure went into another one."""
    found, form = reading.measure(measure_id), MergeForm()
    form.into.choices = [
        SelectChoice(str(item.id), item.label)
        for item in parts.the_concept().counted
        if item.id != measure_id
    ]
    if not form.is_submitted():
        form.revision.data = str(found.revision)
    second = False
    if form.validate_on_submit():
        revision, into = revision_of(form), uuid.UUID(form.into.data)
        try:
            saving.merge(measure_id, revision, into, today=parts.today())
        except Conflict:
            database.rollback()
            second = True
            form.into.errors = [MERGED_MEANWHILE]
            form.revision.data = str(reading.measure(measure_id).revision)
        else:
            parts.audit(Action.CHANGE, _("aufgegangen in einer anderen"), found)
            return redirect(url_for("concept_desk.measure", measure_id=measure_id), 303)
    page = render_template("concept/measures/merge.html", item=found, form=form)
    return page, 409 if second else 400 if form.errors else 200


@blueprint.route("/measures/<uuid:measure_id>/delete", methods=["GET", "POST"])
@staff(Permission.EDIT_CONCEPT)
def delete_measure(measure_id: uuid.UUID) -> ResponseReturnValue:
    """What deleting means, and the one button that does it."""
    found, form = reading.measure(measure_id), ConfirmForm()
    if form.validate_on_submit():
        saving.delete(measure_id)
        parts.audit(Action.DELETE, _("Entwurf einer Maßnahme"), found)
        return redirect(url_for("concept_desk.overview"), 303)
    return render_template("concept/measures/delete_measure.html", item=found, form=form)


def lacks_sentence(item: MeasureInfo) -> bool:
    """It answers a need, and nobody wrote yet what changes for whom."""
    return bool(item.said.needs) and not item.said.public_sentence.get("de")


def _must_be_allowed(item: MeasureInfo, wanted: Stage) -> None:
    if not parts.decides() and Stage.RELEASED in {wanted, item.stage}:
        raise DomainError(_("Bitten Sie die Koordination. Nur sie gibt frei."))
    if not parts.decides() and wanted is Stage.DRAFT and item.stage is not Stage.DRAFT:
        # It may have been shown before; a draft could be deleted for ever.
        raise DomainError(_("Bitten Sie die Koordination. Nur sie gibt frei."))
    if wanted is Stage.RELEASED and lacks_sentence(item):
        raise DomainError(
            _(
                "Schreiben Sie zuerst den öffentlichen Satz."
                " Diese Maßnahme antwortet auf einen Bedarf."
            )
        )


_WORDINGS = {
    "strike": lazy_gettext("gestrichen"),
    "back": lazy_gettext("wieder aufgenommen"),
    "apart": lazy_gettext("steht wieder für sich"),
}
