"""What changes a survey for everybody: opening, closing, reopening, withdrawing.

Each has a page of its own that says what happens and what stays possible.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from participation.access.service import Action, audit
from participation.base.desk.forms import ConfirmForm
from participation.base.errors import Conflict, DomainError
from participation.base.web.security import Permission, staff
from participation.base.web.templating import format_date, local_day
from participation.base.words.catalogues import gettext as _
from participation.studies.desk.blueprint import blueprint
from participation.studies.desk.forms import ReopenForm, day_of, local_midnight
from participation.studies.waves import checklist as wave_checklist
from participation.studies.waves import offered, waves
from participation.studies.waves.plans import GRACE
from participation.studies.waves.state import day_before
from participation.studies.waves.waves import WaveInfo


@blueprint.get("/<uuid:wave_id>/checklist")
@staff(Permission.MANAGE_SURVEYS)
def checklist(wave_id: uuid.UUID) -> ResponseReturnValue:
    """What must stand before opening, and what is missing."""
    found = waves.wave(wave_id)
    rows = _rows(found)
    return render_template(
        "studies/checklist.html", wave=found, rows=rows, ready=wave_checklist.ready(rows)
    )


@blueprint.route("/<uuid:wave_id>/open", methods=["GET", "POST"])
@staff(Permission.MANAGE_SURVEYS)
def opening(wave_id: uuid.UUID) -> ResponseReturnValue:
    """Says what opening does, then opens."""
    form = ConfirmForm()
    found = waves.wave(wave_id)
    if found.schedule.opened_at is None and not wave_checklist.ready(_rows(found)):
        return redirect(url_for("studies.checklist", wave_id=wave_id))
    if form.validate_on_submit():
        waves.open_wave(wave_id)
        return redirect(url_for("studies.distribute", wave_id=wave_id))
    if found.schedule.opened_at is not None:
        return redirect(url_for("studies.survey", wave_id=wave_id))
    return render_template(
        "studies/life/opening.html",
        wave=found,
        form=form,
        unchecked=[s for s in offered.languages(wave_id) if s.open_unchecked],
    )


@blueprint.route("/<uuid:wave_id>/close", methods=["GET", "POST"])
@staff(Permission.MANAGE_SURVEYS)
def closing(wave_id: uuid.UUID) -> ResponseReturnValue:
    """Says what closing does, then closes."""
    form = ConfirmForm()
    found = waves.wave(wave_id)
    if form.validate_on_submit():
        if waves.close(wave_id):  # a second press tells nothing new
            audit(Action.CLOSE, _name(found), found.slug)
        return redirect(url_for("studies.survey", wave_id=wave_id))
    return render_template("studies/life/closing.html", wave=found, form=form)


@blueprint.route("/<uuid:wave_id>/reopen", methods=["GET", "POST"])
@staff(Permission.MANAGE_SURVEYS)
def reopening(wave_id: uuid.UUID) -> ResponseReturnValue:
    """Says until when a closed survey can be opened again, then does."""
    form = ReopenForm()
    found = waves.wave(wave_id)
    if form.asking_ends_on.data is None and not form.is_submitted():
        form.asking_ends_on.data = local_day(datetime.now(UTC)) + timedelta(days=14)
    if form.validate_on_submit():
        ends = local_midnight(day_of(form.asking_ends_on) + timedelta(days=1))
        try:
            opened = waves.reopen(wave_id, ends, ends + GRACE)
        except DomainError as problem:
            if problem.status != DomainError.status:
                raise
            form.asking_ends_on.errors = [str(problem.remedy)]
        else:
            if not opened:
                _must_end(waves.wave(wave_id), ends)
            else:
                audit(Action.REOPEN, _name(found), found.slug)
            return redirect(url_for("studies.survey", wave_id=wave_id))
    page = render_template("studies/life/reopening.html", wave=found, form=form)
    return page, 400 if form.errors else 200


def _must_end(found: WaveInfo, ends: datetime) -> None:
    if found.plan.asking_ends_at != ends:  # somebody else was faster, with another day
        raise Conflict(
            _("Sie läuft bis %(day)s. Ihr Tag ist nicht gespeichert. Ändern Sie das Ende im Plan.")
            % {"day": format_date(day_before(found.plan.asking_ends_at))},
            title=_("Diese Befragung ist schon wieder offen"),
        )


@blueprint.route("/<uuid:wave_id>/withdraw", methods=["GET", "POST"])
@staff(Permission.MANAGE_SURVEYS)
def withdrawing(wave_id: uuid.UUID) -> ResponseReturnValue:
    """Says what withdrawing does, then takes the survey back for good."""
    form = ConfirmForm()
    found = waves.wave(wave_id)
    if form.validate_on_submit():
        if waves.withdraw(wave_id):
            audit(Action.DELETE, _name(found), _("Befragung zurückgezogen"))
        return redirect(url_for("studies.survey", wave_id=wave_id))
    return render_template("studies/life/withdrawing.html", wave=found, form=form)


@blueprint.route("/<uuid:wave_id>/delete", methods=["GET", "POST"])
@staff(Permission.MANAGE_SURVEYS)
def deleting(wave_id: uuid.UUID) -> ResponseReturnValue:
    """Throws a draft away."""
    form = ConfirmForm()
    found = waves.wave(wave_id)
    if form.validate_on_submit():
        waves.delete_draft(wave_id)
        audit(Action.DELETE, _name(found), _("Entwurf gelöscht"))
        return redirect(url_for("studies.surveys"))
    return render_template("studies/life/deleting.html", wave=found, form=form)


def _rows(found: WaveInfo) -> tuple[wave_checklist.Check, ...]:
    return wave_checklist.checks(found, wave_checklist.known([found])[found.id], datetime.now(UTC))


def _name(found: WaveInfo) -> str:
    return f"{found.title.localized(('de',)).text} ({found.slug})"
