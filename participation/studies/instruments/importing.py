"""A county's own workbook: taken in, read by a child process, reported on."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import Flask

from participation.base import database, jobs
from participation.base.errors import DomainError
from participation.base.words.catalogues import gettext as _
from participation.studies.instruments.versions import keep_version
from participation.studies.models import Upload
from surveys.authoring.problems import MESSAGES, Problem

KIND = "import_questionnaire"
LARGEST = 2 * 1024 * 1024
"""Bytes of a workbook; the largest real one known is a quarter of it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem or a notice as a page shows it, with all places that it is true of."""

    sheet: str
    places: tuple[str, ...]
    """Cells and rows of the sheet, as ``C5``; empty: the whole sheet or file."""
    sentence: str


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a workbook."""

    version_id: uuid.UUID | None
    """None: it was refused."""
    problems: tuple[Finding, ...]
    notices: tuple[Finding, ...]
    number: int
    """How many places are to be repaired."""


def begin(name: str, content: bytes) -> uuid.UUID:
    """Takes a workbook in and has it read; returns the job.

    Raises:
        DomainError: the file is empty or too large.
    """
    if not content:
        raise DomainError(_("Die Datei ist leer. Wählen Sie eine andere."))
    if len(content) > LARGEST:
        raise DomainError(_("Die Datei ist größer als 2 MB. Löschen Sie Bilder oder leere Zeilen."))
    upload_id = uuid.uuid4()
    database.connection().execute(
        sa.insert(Upload).values(id=upload_id, name=name[:120], content=content)
    )
    return jobs.enqueue(KIND, {"upload": str(upload_id)})


def report(result: Mapping[str, Any]) -> Report:
    """The finished job's result in the words of the page's language."""
    version_id = result.get("version")
    return Report(
        uuid.UUID(version_id) if version_id else None,
        tuple(findings(result.get("problems", ()))),
        tuple(findings(result.get("notices", ()))),
        len(result.get("problems", ())),
    )


def findings(stored: Iterable[Mapping[str, Any]]) -> Iterator[Finding]:
    """Stored problems or notices in the words of the page's language.

    Those of one reason stand together, the reason that is met first before the others; what is
    said alike of several cells is said once.
    """
    reasons: dict[str, dict[tuple[str, str], list[str]]] = {}
    for item in stored:
        places = reasons.setdefault(item["key"], {}).setdefault(
            (item["sheet"], _sentence(item)), []
        )
        if item["row"] or item["column"]:
            places.append(f"{item['column']}{item['row'] or ''}")
    for found in reasons.values():
        for (sheet, sentence), places in found.items():
            yield Finding(sheet, tuple(dict.fromkeys(places)), sentence)


def init_app(app: Flask) -> None:
    """States how workbooks are read."""
    jobs.register(app, KIND, _work)


def _work(arguments: dict[str, Any], progress: jobs.Report) -> dict[str, Any]:
    upload_id = uuid.UUID(arguments["upload"])
    row = (
        database.connection()
        .execute(sa.select(Upload.name, Upload.content).where(Upload.id == upload_id))
        .one()
    )
    database.commit()
    progress(0.1)
    result = _read(row.name, row.content)
    # Only now: a job that is killed while reading finds its file again.
    database.connection().execute(sa.delete(Upload).where(Upload.id == upload_id))
    return result


def _read(name: str, content: bytes) -> dict[str, Any]:
    # The parser costs half a second to import and never belongs into a serving process.
    from surveys.xlsform.apart import read_apart  # noqa: PLC0415

    verdict = read_apart(content, key=_key(name))
    notices = stored(verdict.notices)
    if verdict.instrument is None:
        return {"problems": stored(verdict.problems), "notices": notices}
    version_id = keep_version(verdict.instrument, source=content, notices=notices)
    return {"version": str(version_id), "notices": notices}


def stored(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Problems as JSON holds them."""
    return [
        {
            "sheet": problem.sheet,
            "row": problem.row,
            "column": problem.column,
            "key": problem.key,
            "params": dict(problem.params),
        }
        for problem in problems
    ]


def _sentence(item: Mapping[str, Any]) -> str:
    template = _(MESSAGES.get(item["key"], item["key"]))
    return template.format_map(item.get("params", {}))


def _key(name: str) -> str:
    stem = name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1].rsplit(".", 1)[0]
    plain = "".join(c if c.isascii() and c.isalnum() else "_" for c in stem.lower())
    return plain.strip("_")[:50] or "form"
