"""The desk's pages of corrections: what is wrong, what would change, and the button."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms import HiddenField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from participation.access import service as access
from participation.base import database
from participation.base.desk.forms import StaffForm
from participation.base.errors import NotFound
from participation.base.jobs import JobState
from participation.base.web.security import Permission, staff
from participation.base.words.lazy import Lazy, lazy_gettext
from participation.monitoring import changes, corrections, releases, work
from participation.monitoring.corrections import Another, Previewed, Wish
from participation.monitoring.views import blueprint
from participation.monitoring.work import Kind
from participation.studies import service as studies
from participation.studies.service import WaveInfo
from surveys.figures.corrections.exclusion import CHOSEN, Rule
from surveys.figures.groups import definitions
from surveys.figures.released import Released

LONGEST = 600


class CorrectionForm(StaffForm):
    """What is to be corrected, and why."""

    reason = TextAreaField(
        lazy_gettext("Warum berichtigen Sie?"),
        [
            DataRequired(lazy_gettext("Bitte schreiben Sie, warum Sie berichtigen.")),
            Length(max=LONGEST),
        ],
    )
    definitions = SelectMultipleField(
        lazy_gettext("Gruppen, die verglichen werden"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    rules = SelectMultipleField(
        lazy_gettext("Antworten, die nicht mitzählen"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def wish(self) -> Wish:
        """What the filled form says."""
        return Wish(
            reason=" ".join((self.reason.data or "").split()),
            definitions=tuple(self.definitions.data or ()),
            rules=tuple(Rule(rule) for rule in self.rules.data or ()),
            day=corrections.today(),
            account=_me(),
        )


class PublishForm(StaffForm):
    """Which preview was read; and its reason, lest it be lost when another one lies there now."""

    seen = HiddenField()
    reason = HiddenField()

    def show(self, found: Previewed | None) -> None:
        """Says which preview stands on the page."""
        self.seen.data = found.digest if found else ""
        self.reason.data = found.wish.reason if found else ""


def _me() -> str:
    account = access.current_account()
    return account.name if account else ""


@blueprint.route("/<uuid:wave_id>/correct", methods=["GET", "POST"])
@staff(Permission.PUBLISH)
def correct(wave_id: uuid.UUID) -> ResponseReturnValue:
    """What is wrong with released figures."""
    database.writes()
    wave, released = _corrected(wave_id)
    form = _form(wave, released)
    refused = corrections.refused(wave_id)
    busy: str | Lazy | None = None
    if form.validate_on_submit() and refused is None:
        try:
            corrections.ask_preview(wave_id, form.wish())
            return redirect(url_for("monitoring.preview", wave_id=wave_id), 303)
        except Another as another:
            busy = another.remedy
    page = render_template(
        "monitoring/correct.html",
        wave=wave,
        form=form,
        refused=refused,
        busy=busy,
        version=released.version,
    )
    return page, 409 if busy else 400 if form.errors else 200


@blueprint.route("/<uuid:wave_id>/correct/preview", methods=["GET", "POST"])
@staff(Permission.PUBLISH)
def preview(wave_id: uuid.UUID) -> ResponseReturnValue:
    """What a correction would change; its button; and how far it is."""
    form = PublishForm()
    missed: str | None = None
    database.writes()
    wave, released = _corrected(wave_id)
    asked = work.state(wave, Kind.PREVIEW)
    found = corrections.previewed(wave_id, asked)
    if form.validate_on_submit():
        seen = form.seen.data or ""
        try:
            corrections.ask_correction(wave_id, found, seen=seen, account=_me())
            return redirect(url_for("monitoring.preview", wave_id=wave_id), 303)
        except Another:
            missed = form.reason.data or ""
    correcting = work.state(wave, Kind.CORRECT)
    running = _running(correcting, asked) if missed is None else None
    if running is not None:
        kind, job = running
        return render_template("monitoring/running.html", wave=wave, job=job, kind=kind)
    if missed is None and (asked is None or (found is None and asked.error is None)):
        # Nothing was asked for, or it is published by now.
        return redirect(url_for("monitoring.figures", wave_id=wave_id))
    form.show(found)
    page = render_template(
        "monitoring/preview.html",
        wave=wave,
        form=form,
        failed=(asked.error if asked else None) or _failed(correcting, found),
        missed=missed,
        found=found,
        change=changes.read(found.preview) if found and found.preview else None,
        rules=changes.RULES,
        in_force=corrections.in_force(found.wish, released) if found else (),
    )
    return page, 200 if missed is None else 409


def _running(correcting: JobState | None, asked: JobState | None) -> tuple[Kind, JobState] | None:
    for kind, job in ((Kind.CORRECT, correcting), (Kind.PREVIEW, asked)):
        if job is not None and not job.finished:
            return kind, job
    return None


def _failed(correcting: JobState | None, found: Previewed | None) -> str | None:
    """What went wrong when just this preview was to be made true."""
    if correcting is None or found is None or not corrections.is_of(correcting, found.digest):
        return None
    return correcting.error


def _corrected(wave_id: uuid.UUID) -> tuple[WaveInfo, Released]:
    released = releases.released(wave_id)
    if released is None:
        raise NotFound
    return studies.wave(wave_id), released


def _form(wave: WaveInfo, released: Released) -> CorrectionForm:
    """Filled with what was asked for last and not published; else with what stands."""
    wish = corrections.last_wish(wave)
    groups, rules = (
        (wish.definitions, wish.rules) if wish else corrections.definitions_and_rules(released)
    )
    reason = wish.reason if wish else ""
    form = CorrectionForm(reason=reason, definitions=list(groups), rules=list(rules))
    instrument = studies.instrument(wave.instrument_version_id)
    form.definitions.choices = [
        SelectChoice(found.key, found.name.localized(("de",)).text)
        for found in definitions.available(instrument)
    ]
    form.rules.choices = [SelectChoice(rule.value, str(changes.RULES[rule])) for rule in CHOSEN]
    return form
