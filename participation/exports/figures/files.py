"""The files of a release: written by a job, handed out as they are.

Writing a workbook takes longer than a request may; so all formats are written right after the
figures are frozen, and a download reads one row.
"""

from __future__ import annotations

import gzip
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import Response, request

from participation.base import database, jobs
from participation.exports.figures.csv_file import csv
from participation.exports.figures.xlsx_file import xlsx
from participation.exports.models import ExportFile
from participation.monitoring import service as monitoring
from surveys.figures.released import Released

KIND = "export"


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file."""

    key: str
    """Names it in addresses."""
    ending: str
    mimetype: str
    make: Callable[[Released], bytes]
    packed: bool
    """Whether it is kept and sent by gzip."""


CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: Mapping[str, Format] = {
    made.key: made
    for made in (
        Format("excel", "excel.csv", CSV, lambda r: csv(r, german=True), packed=True),
        Format("plain", "plain.csv", CSV, lambda r: csv(r, german=False), packed=True),
        Format("xlsx", "tabellen.xlsx", XLSX, xlsx, packed=False),
    )
}


def ask(wave_id: uuid.UUID, released: Released) -> None:
    """Has the files of a fresh release written once its transaction is committed.

    Nobody's answer waits for a workbook: on SQLite an open transaction locks all others out.
    """
    del released
    jobs.enqueue(KIND, {"wave": str(wave_id)})


def work(arguments: dict[str, Any], report: jobs.Report) -> dict[str, Any]:
    """The job that writes every format of a release."""
    wave_id = uuid.UUID(arguments["wave"])
    released = monitoring.released(wave_id)
    database.commit()
    if released is None:
        return {}
    rows = []
    for number, made in enumerate(FORMATS.values(), start=1):
        rows.append(_row(wave_id, released, made))
        report(number / len(FORMATS))
    connection = database.connection()
    connection.execute(sa.delete(ExportFile).where(ExportFile.sha256 == released.sha256))
    connection.execute(sa.insert(ExportFile), rows)
    return {}


def _row(wave_id: uuid.UUID, released: Released, made: Format) -> dict[str, Any]:
    content = made.make(released)
    return {
        "sha256": released.sha256,
        "format": made.key,
        "wave_id": wave_id,
        "content": gzip.compress(content, mtime=0) if made.packed else content,
    }


def answer(released: Released, key: str) -> Response:
    """One format as an answer that a browser saves under a telling name."""
    made = FORMATS[key]
    content = _content(released, made)
    unpack = made.packed and "gzip" not in request.headers.get("Accept-Encoding", "")
    found = Response(gzip.decompress(content) if unpack else content, content_type=made.mimetype)
    if made.packed:
        found.vary.add("Accept-Encoding")
        if not unpack:
            found.headers["Content-Encoding"] = "gzip"
    name = f"ergebnisse-{released.wave.key}-{ending(released, key)}"
    found.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return found


def ending(released: Released, key: str) -> str:
    """How the name of a saved file ends: a version after the first is named."""
    own = FORMATS[key].ending
    return f"fassung-{released.version}-{own}" if released.version > 1 else own


def _content(released: Released, made: Format) -> bytes:
    statement = sa.select(ExportFile.content).where(
        ExportFile.sha256 == released.sha256, ExportFile.format == made.key
    )
    kept: bytes | None = database.connection().execute(statement).scalar()
    if kept is not None:
        return kept
    content = made.make(released)
    return gzip.compress(content, mtime=0) if made.packed else content
