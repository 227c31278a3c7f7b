"""A file as an answer that a browser saves under a telling name."""

from __future__ import annotations

from flask import Response

from participation.exports.csv_file import csv
from participation.exports.xlsx_file import xlsx
from surveys.released import Released

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_answer(released: Released, *, german: bool) -> Response:
    """The release as a CSV file to save."""
    ending = "excel.csv" if german else "plain.csv"
    return _file(csv(released, german=german), "text/csv; charset=utf-8", released, ending)


def xlsx_answer(released: Released) -> Response:
    """The release as a workbook to save."""
    return _file(xlsx(released), XLSX, released, "tabellen.xlsx")


def _file(content: bytes, kind: str, released: Released, ending: str) -> Response:
    answer = Response(content, content_type=kind)
    name = f"ergebnisse-{released.wave.key}-{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
