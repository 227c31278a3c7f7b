"""Adapting a survey: name, days, groups; and what to do when two people saved."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from participation.errors import Conflict
from participation.security import Permission, staff
from participation.studies import plans, versions, waves
from participation.studies.blueprint import blueprint
from participation.studies.forms import SAMPLES, PlanForm, plan_form, show, values
from participation.studies.respondents import address
from participation.studies.state import WaveState
from participation.studies.waves import WaveInfo

ENDED = (WaveState.CLOSED, WaveState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which two versions of a form differ."""

    label: str
    theirs: str
    mine: str


@blueprint.route("/<uuid:wave_id>/plan", methods=["GET", "POST"])
@staff(Permission.MANAGE_SURVEYS)
def adapt(wave_id: uuid.UUID) -> ResponseReturnValue:
    """The form of what staff decide."""
    found = waves.wave(wave_id)
    form = plan_form(found, versions.instrument(found.template_id))
    if form.validate_on_submit() and (answer := _save(found, form)):
        return answer
    return _page(found, form), 400 if form.errors else 200


def _save(found: WaveInfo, form: PlanForm) -> ResponseReturnValue | None:
    if str(found.revision) != form.revision.data:
        return _both(found, form), 409
    plan = form.plan()
    show(form, plans.problems(plan, found.id))
    if form.errors:
        return None
    try:
        waves.change_plan(found.id, plan, found.revision)
    except Conflict as fixed:
        return _page(found, form, str(fixed.title), str(fixed.remedy)), fixed.status
    return redirect(url_for("studies.survey", wave_id=found.id))


def _page(found: WaveInfo, form: PlanForm, *refusal: str) -> str:
    return render_template(
        "studies/adapt.html",
        wave=found,
        form=form,
        refusal=refusal,
        opened=found.schedule.opened_at is not None,
        ended=found.state in ENDED,
        final=found.released or found.state is WaveState.WITHDRAWN,
        samples=SAMPLES,
        address=address(form.slug.data or found.slug),
    )


def _both(found: WaveInfo, mine: PlanForm) -> str:
    theirs = plan_form(found, versions.instrument(found.template_id))
    theirs.process(None, **values(found.plan))
    differences = [
        Difference(str(field.label.text), _words(theirs[field.name].data), _words(field.data))
        for field in mine
        if field.name not in ("revision", "csrf_token")
        and _words(theirs[field.name].data) != _words(field.data)
    ]
    mine.revision.data = str(found.revision)
    return render_template("studies/conflict.html", wave=found, form=mine, differences=differences)


def _words(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(sorted(str(item) for item in value))
    return "" if value is None else str(value).strip()
