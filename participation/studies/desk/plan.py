"""Adapting a survey: name, days, groups; and what to do when two people saved."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectField, SelectMultipleField
from wtforms.fields import Field

from participation.base.errors import Conflict
from participation.base.web.security import Permission, staff
from participation.base.web.templating import format_date
from participation.base.words.catalogues import gettext as _
from participation.studies.desk.blueprint import blueprint
from participation.studies.desk.forms import SAMPLES, PlanForm, plan_form, show, values
from participation.studies.instruments import versions
from participation.studies.models import Origin
from participation.studies.waves import offered, plans, waves
from participation.studies.waves.respondent_wave import address
from participation.studies.waves.state import WaveState
from participation.studies.waves.waves import WaveInfo

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
    if not (form.is_submitted() or form.target_group.data):
        form.target_group.data = _suggested(found)
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
    following = "studies.languages" if found.revision == 1 else "studies.survey"
    return redirect(url_for(following, wave_id=found.id))


def _suggested(found: WaveInfo) -> str:
    """Whom the questionnaire is made for, until somebody decides."""
    shipped = versions.version(found.template_id).origin is Origin.SHIPPED
    return plans.TARGETS.get(found.instrument_key, "") if shipped and found.revision == 1 else ""


def _page(found: WaveInfo, form: PlanForm, *refusal: str) -> str:
    asked = versions.filled(found.template_id).asked
    return render_template(
        "studies/adapt.html",
        wave=found,
        form=form,
        refusal=refusal,
        opened=found.schedule.opened_at is not None,
        ended=found.state in ENDED,
        final=found.released or found.state is WaveState.WITHDRAWN,
        samples=SAMPLES,
        guessed=form.target_group.data and not found.plan.target_group and not form.is_submitted(),
        lists={question.list_name: len(question.choices) for question in asked},
        languages=[s.tag for s in offered.languages(found.id) if s.offered],
        address=address(form.slug.data or found.slug),
    )


def _both(found: WaveInfo, mine: PlanForm) -> str:
    theirs = plan_form(found, versions.instrument(found.template_id))
    theirs.process(None, **values(found.plan))
    differences = [
        Difference(str(field.label.text), shown(theirs[field.name]), shown(field))
        for field in mine
        if field.name not in ("revision", "csrf_token")
        and shown(theirs[field.name]) != shown(field)
    ]
    mine.revision.data = str(found.revision)
    return render_template("studies/conflict.html", wave=found, form=mine, differences=differences)


def shown(field: Field) -> str:
    """What a field holds, in the words of the page."""
    value = field.data
    if isinstance(value, bool):
        return _("ja") if value else _("nein")
    if isinstance(value, date):
        return format_date(value)
    if isinstance(field, (SelectField, SelectMultipleField)):
        chosen = value if isinstance(value, list) else [value]
        labels = {option.data: str(option.label.text) for option in field}
        return ", ".join(sorted(labels.get(item, str(item)) for item in chosen))
    return "" if value is None else str(value).strip()
