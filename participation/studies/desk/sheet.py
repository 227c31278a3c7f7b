"""The translation sheet: out, in, and what became of it."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.base import jobs
from participation.base.errors import DomainError, NotFound
from participation.base.web.security import Permission, staff
from participation.studies.desk.blueprint import blueprint
from participation.studies.desk.forms import SheetForm
from participation.studies.instruments import importing
from participation.studies.waves import sheets, translating, waves

MULTIPART_SLACK = 64 * 1024
"""What a form around a file may add."""


@blueprint.url_value_preprocessor
def _allow_large_upload(endpoint: str | None, values: dict[str, Any] | None) -> None:
    # Before the token of the form is looked for, for that reads the whole body.
    del values
    if endpoint == "studies.take_sheet":
        request.max_content_length = importing.LARGEST + MULTIPART_SLACK


@blueprint.post("/<uuid:wave_id>/languages/sheet")
@staff(Permission.CHECK_TRANSLATIONS)
def make_sheet(wave_id: uuid.UUID) -> ResponseReturnValue:
    """Has the sheet with all texts written."""
    job_id = translating.ask_sheet(wave_id)
    return redirect(url_for("studies.sheet_progress", wave_id=wave_id, job_id=job_id), 303)


@blueprint.route("/<uuid:wave_id>/languages/filled", methods=["GET", "POST"])
@staff(Permission.MANAGE_SURVEYS)
def take_sheet(wave_id: uuid.UUID) -> ResponseReturnValue:
    """Takes a filled sheet."""
    form = SheetForm()
    if form.validate_on_submit():
        sent = form.sheet.data
        try:
            job_id = translating.begin(wave_id, sent.filename or "", sent.read())
        except DomainError as problem:
            form.sheet.errors = [str(problem.remedy)]
        else:
            return redirect(url_for("studies.sheet_progress", wave_id=wave_id, job_id=job_id), 303)
    page = render_template("studies/languages/take_sheet.html", wave=waves.wave(wave_id), form=form)
    return page, 400 if form.errors else 200


@blueprint.get("/<uuid:wave_id>/languages/jobs/<uuid:job_id>")
@staff(Permission.CHECK_TRANSLATIONS)
def sheet_progress(wave_id: uuid.UUID, job_id: uuid.UUID) -> ResponseReturnValue:
    """How far the writing or reading is, then the sheet or what became of it."""
    job = jobs.state(job_id)
    if job is None:
        raise NotFound
    result = job.result if job.finished else None
    return render_template(
        "studies/languages/sheet_job.html",
        wave=waves.wave(wave_id),
        job=job,
        file=result.get("file") if result else None,
        read_address=lambda tag: url_for("studies.check", wave_id=wave_id, tag=tag),
        report=sheets.report(result) if result and "file" not in result else None,
    )


@blueprint.get("/<uuid:wave_id>/languages/sheets/<uuid:file_id>.xlsx")
@staff(Permission.CHECK_TRANSLATIONS)
def sheet_file(wave_id: uuid.UUID, file_id: uuid.UUID) -> Response:
    """The written sheet."""
    del wave_id
    name, content = sheets.sheet(file_id)
    head = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=sheets.MIMETYPE, headers=head)
