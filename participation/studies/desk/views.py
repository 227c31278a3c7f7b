"""The list of surveys, one survey's page, choosing a questionnaire and looking at it."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.base import jobs
from participation.base.desk.forms import ConfirmForm
from participation.base.errors import DomainError, NotFound
from participation.base.web.security import Permission, staff
from participation.base.words.languages import DEFAULT, of_tag, ordered
from participation.studies.desk.blueprint import blueprint
from participation.studies.desk.forms import UploadForm
from participation.studies.desk.languages import borrowing
from participation.studies.instruments import importing, shipped, versions
from participation.studies.models import Origin
from participation.studies.waves import copying, offered, plans, waves
from participation.studies.waves.next_step import further_steps, next_step
from participation.studies.waves.respondent_wave import address
from participation.studies.waves.steps import STATE_WORDS
from surveys.instrument.instrument import InstrumentKind

FIRST = ("needs", "belonging", "volunteers", "fachtag")
"""Shipped questionnaires in the order in which counties need them; all others follow."""
MULTIPART_SLACK = 64 * 1024
"""What a form around a file may add."""


@blueprint.url_value_preprocessor
def _allow_large_upload(endpoint: str | None, values: dict[str, Any] | None) -> None:
    # Before the token of the form is looked for, for that reads the whole body.
    del values
    if endpoint == "studies.upload":
        request.max_content_length = importing.LARGEST + MULTIPART_SLACK


@blueprint.get("")
@staff(Permission.SEE_FIGURES)
def surveys() -> ResponseReturnValue:
    """All surveys."""
    return render_template("studies/surveys.html", waves=waves.waves(), words=STATE_WORDS)


@blueprint.get("/<uuid:wave_id>")
@staff(Permission.SEE_FIGURES)
def survey(wave_id: uuid.UUID) -> ResponseReturnValue:
    """One survey: where it stands and what can be done."""
    now = datetime.now(UTC)
    found = waves.wave(wave_id, now)
    return render_template(
        "studies/survey.html",
        wave=found,
        words=STATE_WORDS,
        languages=[language for language in offered.languages(wave_id) if language.offered],
        next_step=next_step(found, now),
        further=further_steps(found),
        address=address(found.slug),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@staff(Permission.MANAGE_SURVEYS)
def choose() -> ResponseReturnValue:
    """Which questionnaire: the shipped ones as cards, the county's own, or an upload."""
    form = ConfirmForm()
    if form.validate_on_submit():
        chosen = _chosen()
        called = versions.instrument(chosen).title.localized(("de",)).text
        wave_id = waves.create_wave(chosen, plans.usual_plan(datetime.now(UTC), called))
        return redirect(url_for("studies.adapt", wave_id=wave_id))
    cards = [
        (info, versions.instrument(info.id))
        for origin in (Origin.SHIPPED, Origin.OWN)
        for info in versions.latest(origin)
    ]
    cards.sort(key=lambda card: FIRST.index(card[0].key) if card[0].key in FIRST else len(FIRST))
    return render_template(
        "studies/instruments/choose.html",
        cards=cards,
        earlier=[wave for wave in waves.waves() if wave.schedule.opened_at],
        words=STATE_WORDS,
        form=form,
        upload=UploadForm(),
        outdated=shipped.outdated(),
    )


@blueprint.post("/<uuid:wave_id>/again")
@staff(Permission.MANAGE_SURVEYS)
def again(wave_id: uuid.UUID) -> ResponseReturnValue:
    """Begins the next round as an earlier one was."""
    made = copying.copy_wave(wave_id)
    return redirect(url_for("studies.adapt", wave_id=made))


@blueprint.post("/questionnaires/ship")
@staff(Permission.MANAGE_SURVEYS)
def ship() -> ResponseReturnValue:
    """Reads the shipped questionnaires in, by a job."""
    job_id = jobs.enqueue(shipped.KIND, {})
    return redirect(url_for("studies.progress", job_id=job_id))


@blueprint.get("/questionnaires/<uuid:version_id>")
@staff(Permission.SEE_FIGURES)
def sample(version_id: uuid.UUID) -> ResponseReturnValue:
    """All questions of a questionnaire in one language, to read."""
    instrument = versions.instrument(version_id)
    tags = ordered(instrument.languages)
    asked = request.args.get("language", "")
    language = of_tag(next(tag for tag in (asked, DEFAULT.tag, *tags) if tag in tags))
    info = versions.version(version_id)
    return render_template(
        "studies/instruments/sample.html",
        instrument=instrument,
        info=info,
        notices=list(importing.findings(info.notices)),
        shown=language,
        tags=tags,
        form=ConfirmForm(),
        may_start=instrument.kind is InstrumentKind.ANONYMOUS and info.origin is not Origin.FILLED,
    )


@blueprint.post("/questionnaires/upload")
@staff(Permission.MANAGE_SURVEYS)
def upload() -> ResponseReturnValue:
    """The county's own workbook."""
    form = UploadForm()
    if not form.validate_on_submit():
        return render_template("studies/instruments/upload.html", form=form), 400
    sent = form.workbook.data
    try:
        job_id = importing.begin(sent.filename or "", sent.read())
    except DomainError as problem:
        form.workbook.errors = [str(problem.remedy)]
        return render_template("studies/instruments/upload.html", form=form), 400
    return redirect(url_for("studies.progress", job_id=job_id))


@blueprint.get("/imports/<uuid:job_id>")
@staff(Permission.MANAGE_SURVEYS)
def progress(job_id: uuid.UUID) -> ResponseReturnValue:
    """How far the reading is, then its report."""
    job = jobs.state(job_id)
    if job is None:
        raise NotFound
    if job.finished and job.result and "keys" in job.result:
        return redirect(url_for("studies.choose"))
    report = importing.report(job.result) if job.finished and job.result else None
    taken = versions.instrument(report.version_id) if report and report.version_id else None
    return render_template(
        "studies/instruments/import.html",
        job=job,
        report=report,
        form=ConfirmForm(),
        taken=taken,
        languages=ordered(taken.languages) if taken else [],
        borrowing=borrowing(taken.languages) if taken else [],
    )


def _chosen() -> uuid.UUID:
    try:
        return uuid.UUID(request.form.get("questionnaire", ""))
    except ValueError:
        raise NotFound from None
