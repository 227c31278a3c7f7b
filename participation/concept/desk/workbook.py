"""All measures as a workbook."""

from __future__ import annotations

from flask import Response

from participation.base.web.security import Permission, staff
from participation.concept.desk import parts
from participation.concept.desk.overview import blueprint
from participation.concept.intake.workbook import xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/measures.xlsx")
@staff(Permission.READ_CONCEPT)
def workbook() -> Response:
    """A sheet to work in; the import reads it back."""
    parts.the_concept()
    answer = Response(xlsx(), mimetype=XLSX)
    answer.headers["Content-Disposition"] = "attachment; filename=massnahmen.xlsx"
    return answer
