"""The languages of the concept: a sheet out and in, and what came back read by somebody."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField

from participation.access.service import Action
from participation.base import database, jobs
from participation.base.desk.forms import ConfirmForm, StaffForm, needed
from participation.base.errors import Conflict, DomainError, NotFound
from participation.base.web.security import Permission, staff
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import LANGUAGES, Language
from participation.base.words.lazy import lazy_gettext
from participation.concept.desk import parts
from participation.concept.desk.overview import blueprint
from participation.concept.translating import proposals
from participation.studies import service as studies

MOST = 2 * 1024 * 1024 + 64 * 1024
"""Bytes of a sheet with the form around it."""


class SheetForm(StaffForm):
    """A filled sheet."""

    sheet = FileField(lazy_gettext("Ausgefülltes Blatt (XLSX)"), [needed])


@blueprint.url_value_preprocessor
def _allow_large_upload(endpoint: str | None, values: dict[str, Any] | None) -> None:
    # Before the token of the form is looked for, for that reads the whole body.
    del values
    if endpoint == "concept_desk.take_sheet":
        request.max_content_length = MOST


@blueprint.get("/languages")
@staff(Permission.CHECK_TRANSLATIONS)
def languages() -> str:
    """How far each language is."""
    parts.the_concept()
    return render_template(
        "concept/languages/languages.html", states=proposals.states(studies.TARGETS)
    )


@blueprint.post("/languages/sheet")
@staff(Permission.CHECK_TRANSLATIONS)
def make_sheet() -> ResponseReturnValue:
    """Has the sheet with all texts written."""
    parts.the_concept()
    job_id = studies.ask_sheet(proposals.SUBJECT, proposals.SUBJECT)
    return redirect(url_for("concept_desk.sheet_progress", job_id=job_id), 303)


@blueprint.route("/languages/filled", methods=["GET", "POST"])
@staff(Permission.CHECK_TRANSLATIONS)
def take_sheet() -> ResponseReturnValue:
    """Takes a filled sheet; nobody sees what it brings before somebody read it."""
    parts.the_concept()
    form = SheetForm()
    if form.validate_on_submit():
        sent, subject = form.sheet.data, proposals.SUBJECT
        try:
            job_id = studies.take_sheet(subject, subject, sent.filename or "", sent.read())
        except DomainError as problem:
            form.sheet.errors = [str(problem.remedy)]
        else:
            return redirect(url_for("concept_desk.sheet_progress", job_id=job_id), 303)
    page = render_template("concept/languages/take.html", form=form)
    return page, 400 if form.errors else 200


@blueprint.get("/languages/jobs/<uuid:job_id>")
@staff(Permission.CHECK_TRANSLATIONS)
def sheet_progress(job_id: uuid.UUID) -> str:
    """How far the writing or reading is, then the sheet or what became of it."""
    job = jobs.state(job_id)
    if job is None:
        raise NotFound
    result = job.result if job.finished else None
    return render_template(
        "concept/languages/job.html",
        job=job,
        file=result.get("file") if result else None,
        read_address=lambda tag: url_for("concept_desk.read_language", tag=tag),
        report=studies.sheet_report(result) if result and "file" not in result else None,
    )


@blueprint.get("/languages/sheets/<uuid:file_id>.xlsx")
@staff(Permission.CHECK_TRANSLATIONS)
def sheet_file(file_id: uuid.UUID) -> Response:
    """The written sheet."""
    name, content = studies.sheet(file_id)
    head = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype=studies.MIMETYPE, headers=head)


@blueprint.route("/languages/<tag>", methods=["GET", "POST"])
@staff(Permission.CHECK_TRANSLATIONS)
def read_language(tag: str) -> ResponseReturnValue:
    """What came in a language, beside the German; who read it stands for it, and it is shown."""
    parts.the_concept()
    form, shown, changed = ConfirmForm(), _language(tag), False
    if form.validate_on_submit():
        try:
            count = proposals.confirm(tag, request.form.get("seen", ""))
        except Conflict:
            database.rollback()
            changed = True
        else:
            wording = _("Übersetzungen gelesen: %(count)s") % {"count": count}
            parts.audit(Action.CONFIRM, wording)
            return redirect(url_for("concept_desk.languages"), 303)
    found = proposals.proposals(tag)
    page = render_template(
        "concept/languages/read.html",
        shown=shown,
        found=found,
        seen=proposals.digest(found),
        form=form,
        changed=changed,
    )
    return page, 409 if changed else 200


@blueprint.post("/languages/<tag>/discard")
@staff(Permission.CHECK_TRANSLATIONS)
def discard_language(tag: str) -> ResponseReturnValue:
    """Forgets what came in a language."""
    _language(tag)
    if ConfirmForm().validate_on_submit():
        proposals.discard(tag)
        parts.audit(Action.DELETE, _("Übersetzungen verworfen"))
    return redirect(url_for("concept_desk.languages"), 303)


def _language(tag: str) -> Language:
    if tag not in studies.TARGETS:
        raise NotFound
    return LANGUAGES[tag]
