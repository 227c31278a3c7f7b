"""Kinds of papers of the concept, and what each order is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Flask

from participation.base import database
from participation.base.web.security import Permission
from participation.base.web.templating import local_day
from participation.base.words.lazy import Lazy, lazy_gettext
from participation.exports.concept.report import Report, read
from participation.exports.concept.wanted import Edition, Picture, Wanted, from_json, to_json
from participation.exports.documents import documents
from participation.exports.documents.documents import DOCX, PDF, Kind
from participation.exports.documents.xlsx_file import XLSX
from participation.organisations import service as organisations
from participation.places.service import key_for

LONGEST_PART = 40
"""Characters of a body's or place's name in the name of a file."""


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of file."""

    ending: str
    label: Lazy
    mimetype: str
    make: Callable[[Report], bytes]

    @property
    def kind(self) -> str:
        """Key of its kind of document."""
        return f"concept-{self.ending}"


def _docx(report: Report) -> bytes:
    from participation.exports.concept.docx import docx  # noqa: PLC0415 - only jobs write documents

    return docx(report)


def _pdf(report: Report) -> bytes:
    from participation.exports.concept.pdf import pdf  # noqa: PLC0415 - as above

    return pdf(report)


def _xlsx(report: Report) -> bytes:
    from participation.exports.concept.xlsx import xlsx  # noqa: PLC0415 - as above

    return xlsx(report)


def _chart(ending: str) -> Callable[[Report], bytes]:
    def make(report: Report) -> bytes:
        from participation.exports.concept.charts import FORMS, chart  # noqa: PLC0415 - as above

        return FORMS[ending](chart(report, report.wanted.picture or Picture.OVERALL))

    return make


PAPERS: Mapping[str, Form] = {
    form.ending: form
    for form in (
        Form("docx", lazy_gettext("Word-Datei erstellen"), DOCX, _docx),
        Form("pdf", lazy_gettext("PDF erstellen"), PDF, _pdf),
        Form("xlsx", lazy_gettext("Excel-Tabellen erstellen"), XLSX, _xlsx),
    )
}
PICTURES: Mapping[str, Form] = {
    form.ending: form
    for form in (
        Form("png", lazy_gettext("Bild laden (PNG)"), "image/png", _chart("png")),
        Form("svg", lazy_gettext("Bild laden (SVG)"), "image/svg+xml", _chart("svg")),
    )
}
PICTURE_NAMES: Mapping[Picture, Lazy] = {
    Picture.OVERALL: lazy_gettext("Ampel aller Maßnahmen"),
    Picture.BY_AREA: lazy_gettext("Ampel nach Handlungsfeld"),
    Picture.OVER_TIME: lazy_gettext("Ampel im Lauf der Zeit"),
}
_FILE_NAMES: Mapping[Picture, str] = {
    Picture.OVERALL: "ampel-gesamt",
    Picture.BY_AREA: "ampel-handlungsfelder",
    Picture.OVER_TIME: "ampel-zeitverlauf",
}


def order(wanted: Wanted, form: Form, *, title: str, back: str) -> str:
    """Orders a paper; the address of its page.

    The concept changes between two orders of the same paper, so each is made anew.
    """
    arguments = to_json(wanted) | {"asked_at": datetime.now(UTC).isoformat(timespec="milliseconds")}
    name = file_name(wanted, form.ending)
    return documents.order(form.kind, arguments, title=title, name=name, back=back)


def file_name(wanted: Wanted, ending: str) -> str:
    """Plain ASCII that says paper and day: ``konzept-langfassung-2027-06-01.pdf``."""
    return f"{_stem(wanted)}-{wanted.on:%Y-%m-%d}.{ending}"


def init_app(app: Flask) -> None:
    """Registers how each kind is made."""
    for form in (*PAPERS.values(), *PICTURES.values()):
        made = Kind(form.kind, _maker(form), Permission.READ_CONCEPT, form.mimetype)
        documents.register(app, made)


def _stem(wanted: Wanted) -> str:
    if wanted.picture:
        return _FILE_NAMES[wanted.picture]
    if wanted.body:
        return f"konzept-auszug-{_plain(organisations.organisation(wanted.body).name)}"
    if wanted.place:
        return f"konzept-auszug-{_plain(wanted.place)}"
    return "konzept-kurzfassung" if wanted.edition is Edition.SHORT else "konzept-langfassung"


def _plain(name: str) -> str:
    return key_for(name).replace("_", "-")[:LONGEST_PART].strip("-")


def _maker(form: Form) -> documents.Make:
    def make(arguments: Mapping[str, Any]) -> bytes:
        # Reads and lets the transaction go: making takes longer than others should wait.
        database.reads()
        report = read(from_json(arguments), local_day(datetime.now(UTC)))
        database.commit()
        return form.make(report)

    return make
