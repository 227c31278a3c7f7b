"""Downloads of a workshop's summary, and the import of a board's file."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Flask, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField

from participation.access import service as access
from participation.base import database, jobs
from participation.base.desk.forms import StaffForm, needed
from participation.base.errors import Conflict, NotFound
from participation.base.web.security import Permission, staff
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import Lazy, lazy_gettext
from participation.boards.service import summaries
from participation.boards.service.summaries import BoardContent, Draft, NoteContent, Summary
from participation.exports.documents import documents
from participation.exports.documents.documents import DOCX, PDF, Kind
from participation.exports.documents.views import attachment
from participation.exports.summaries import board_csv, board_reading
from participation.places import service as places

blueprint = Blueprint(
    "summary_files", __name__, url_prefix="/desk/events/workshops/<uuid:workshop_id>"
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST = 4 * 1024 * 1024
"""Bytes of a board's file."""
MULTIPART_SLACK = 64 * 1024
"""What a form around a file may add."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of file of a summary."""

    key: str
    ending: str
    label: Lazy
    mimetype: str
    make: documents.Make


def _docx(wanted: Mapping[str, Any]) -> bytes:
    from participation.exports.summaries.docx import docx  # noqa: PLC0415 - only jobs write documents

    return docx(_summary(wanted))


def _pdf(wanted: Mapping[str, Any]) -> bytes:
    from participation.exports.summaries.pdf import pdf  # noqa: PLC0415 - as above

    return pdf(_summary(wanted))


def _xlsx(wanted: Mapping[str, Any]) -> bytes:
    from participation.exports.summaries.xlsx import xlsx  # noqa: PLC0415 - as above

    return xlsx(_summary(wanted), _boards(wanted))


PAPERS: Mapping[str, Paper] = {
    paper.key: paper
    for paper in (
        Paper("summary-docx", "docx", lazy_gettext("Word (DOCX)"), DOCX, _docx),
        Paper("summary-pdf", "pdf", lazy_gettext("PDF"), PDF, _pdf),
        Paper("summary-xlsx", "xlsx", lazy_gettext("Tabellen (XLSX)"), XLSX, _xlsx),
    )
}
CLOUD, NOTES_TOO = "summary-cloud", "summary-xlsx"


class UploadForm(StaffForm):
    """A board's file."""

    file = FileField(lazy_gettext("CSV-Datei einer Pinnwand"), [needed])


@blueprint.url_value_preprocessor
def _allow_large_upload(endpoint: str | None, values: dict[str, Any] | None) -> None:
    # Before the token of the form is looked for, for that reads the whole body.
    del values
    if endpoint == "summary_files.restore_board":
        request.max_content_length = LARGEST + MULTIPART_SLACK


@blueprint.get("/files")
@staff(Permission.RUN_EVENTS)
def choose(workshop_id: uuid.UUID) -> str:
    """Which file serves what."""
    return _choose(workshop_id, UploadForm())


@blueprint.post("/files/<kind>")
@staff(Permission.RUN_EVENTS)
def order(workshop_id: uuid.UUID, kind: str) -> ResponseReturnValue:
    """Has a file made; ``version`` names a release, else the draft."""
    found = summaries.draft(workshop_id)
    version = request.form.get("version", "0")
    known = {str(release.number) for release in found.versions} | {"0"}
    if version not in known or (kind not in PAPERS and kind != CLOUD):
        raise NotFound
    wanted = {"workshop": str(workshop_id), "version": int(version), "revision": found.revision}
    if int(version):
        del wanted["revision"]  # a release never changes
    ending = PAPERS[kind].ending if kind in PAPERS else "png"
    if kind == NOTES_TOO:
        wanted["boards"] = summaries.seen(workshop_id)  # its sheet of notes follows the boards
    if kind == CLOUD:
        wanted["language"] = request.form.get("language", "de")
    access.audit(access.Action.EXPORT, _name(found), ending)
    address = documents.order(
        kind,
        wanted,
        title=str(PAPERS[kind].label) if kind in PAPERS else str(lazy_gettext("Wortbild (PNG)")),
        name=_file(found, version, ending),
        back=url_for("summary_files.choose", workshop_id=workshop_id),
    )
    return redirect(address, 303)


@blueprint.get("/files/board-<int:number>.<kind>.csv")
@staff(Permission.RUN_EVENTS)
def board(workshop_id: uuid.UUID, number: int, kind: str) -> Response:
    """A board that can be put down again."""
    database.writes()
    known = summaries.boards_of(workshop_id)
    if not 1 <= number <= len(known) or kind not in {"excel", "plain"}:
        raise NotFound
    content = board_csv.csv(summaries.content(known[number - 1]), german=kind == "excel")
    access.audit(access.Action.EXPORT, _name(summaries.draft(workshop_id)), f"{kind}.csv")
    return attachment(content, f"pinnwand-{number}-{kind}.csv", "text/csv; charset=utf-8")


@blueprint.post("/files")
@staff(Permission.RUN_EVENTS)
def restore_board(workshop_id: uuid.UUID) -> ResponseReturnValue:
    """Has a file compared with what this workshop has; puts down nothing yet."""
    form = UploadForm()
    if not form.validate_on_submit():
        return _choose(workshop_id, form), 400
    try:
        job_id = board_reading.begin(workshop_id, form.file.data.read())
    except summaries.Archived as error:
        remedy = _("Die Veranstaltung ist archiviert. Ihre Auswertungen bleiben.")
        raise Conflict(remedy) from error
    return redirect(url_for("summary_files.reading", workshop_id=workshop_id, job_id=job_id), 303)


@blueprint.get("/files/reading/<uuid:job_id>")
@staff(Permission.RUN_EVENTS)
def reading(workshop_id: uuid.UUID, job_id: uuid.UUID) -> str:
    """How far the reading is; then what is known and what would be new, or what was put down."""
    job = jobs.state(job_id)
    result = job.result if job else None
    if job is None or (result and result.get("workshop") != str(workshop_id)):
        raise NotFound
    return render_template(
        "exports/board-reading.html",
        draft=summaries.draft(workshop_id),
        job=job,
        job_id=job_id,
        found=result or {},
    )


@blueprint.post("/files/reading/<uuid:job_id>")
@staff(Permission.RUN_EVENTS)
def put_new(workshop_id: uuid.UUID, job_id: uuid.UUID) -> ResponseReturnValue:
    """Puts down what is new of a compared file."""
    made = board_reading.go_on(workshop_id, job_id)
    if made is None:
        raise NotFound
    return redirect(url_for("summary_files.reading", workshop_id=workshop_id, job_id=made), 303)


def _choose(workshop_id: uuid.UUID, form: UploadForm) -> str:
    found = summaries.draft(workshop_id)
    return render_template(
        "exports/summary.html",
        draft=found,
        papers=PAPERS.values(),
        words=found.facts.words if found.facts else (),
        boards=len(summaries.boards_of(workshop_id)),
        form=form,
    )


def _name(found: Draft) -> str:
    return found.place.workshop.localized(("de",)).text


def _file(found: Draft, version: str, ending: str) -> str:
    state = f"fassung-{version}" if int(version) else "entwurf"
    return f"auswertung-{found.place.day:%Y-%m-%d}-{found.place.position}-{state}.{ending}"


def _summary(wanted: Mapping[str, Any]) -> Summary:
    """Reads and lets the transaction go: making takes longer than others should wait."""
    database.reads()
    workshop_id = uuid.UUID(wanted["workshop"])
    found = (
        summaries.released(workshop_id, wanted["version"])
        if wanted["version"]
        else summaries.draft(workshop_id).summary()
    )
    database.commit()
    if found is None:
        raise NotFound
    return found


def _boards(wanted: Mapping[str, Any]) -> list[BoardContent]:
    """The boards as they hang now, with places by their names."""
    database.reads()
    names = {place.key: place.name for place in places.places()}
    keys = summaries.boards_of(uuid.UUID(wanted["workshop"]))
    found = [summaries.content(key) for key in keys]
    database.commit()
    return [
        replace(board, notes=tuple(_placed(note, names) for note in board.notes)) for board in found
    ]


def _placed(note: NoteContent, names: Mapping[str, str]) -> NoteContent:
    return replace(note, place=names.get(note.place, note.place) if note.place else None)


def _cloud(wanted: Mapping[str, Any]) -> bytes:
    from participation.exports.figures.cloud import cloud  # noqa: PLC0415 - brings matplotlib

    words = next((w for w in _summary(wanted).words if w.language == wanted["language"]), None)
    if words is None:
        raise NotFound
    return cloud({line.word: line.notes for line in words.words}, words.language)


def init_app(app: Flask) -> None:
    """Registers files and pages."""
    app.register_blueprint(blueprint)
    board_reading.init_app(app)
    for paper in PAPERS.values():
        made = Kind(paper.key, paper.make, Permission.RUN_EVENTS, paper.mimetype)
        documents.register(app, made)
    documents.register(app, Kind(CLOUD, _cloud, Permission.RUN_EVENTS, "image/png"))
