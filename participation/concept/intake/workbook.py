"""All measures as a workbook with the titles and words that the import reads back unchanged."""

from __future__ import annotations

import io
import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from participation.concept.intake import fields as sheet
from participation.concept.intake import rows
from participation.sheets.meaning import traces
from participation.sheets.target import Field, Kind, Value
from surveys.texts.clean import without_controls

Cell = str | float | date | None
WIDTHS = {"title": 50, "text": 50, "reason": 40, "area": 24, "main_goal": 30, "sub_goal": 30}


def table(fields: Sequence[Field]) -> list[list[Cell]]:
    """Header and measures that count; the history stays in the platform."""
    header: list[Cell] = [sheet.german(each.title) for each in fields]
    found = rows.existing(counted=True)
    named = {each.key: each.values["number"] or each.values["title"] for each in found}
    all_fields = [field.key for field in fields if field.kind is not Kind.TRACE]
    secret = traces.key_of_installation()
    return [
        header,
        *(
            [
                traces.written(uuid.UUID(each.key), each.values, all_fields, secret)
                if field.kind is Kind.TRACE
                else _cell(field, each.values[field.key], named)
                for field in fields
            ]
            for each in found
        ),
    ]


def xlsx() -> bytes:
    """The workbook."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - few pages write workbooks

    out = io.BytesIO()
    book = Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    page = book.add_worksheet("Maßnahmen")
    bold = book.add_format({"bold": True, "text_wrap": True})
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    all_fields = sheet.fields(sheet.lists())
    fields = [each for each in all_fields if not each.dated and each.kind is not Kind.PART]
    for at, field in enumerate(fields):
        hidden = {"hidden": field.kind is Kind.TRACE}
        page.set_column(at, at, WIDTHS.get(field.key, 16), None, hidden)
    for row, line in enumerate(table(fields)):
        for column, cell in enumerate(line):
            if isinstance(cell, str):
                said = without_controls(cell)
                page.write_string(row, column, said, bold if row == 0 else None)
            elif isinstance(cell, date):
                page.write_datetime(row, column, cell, day)
            elif cell is not None:
                page.write_number(row, column, cell)
    page.freeze_panes(1, 0)
    book.close()
    return out.getvalue()


def _cell(field: Field, value: Value, named: Mapping[str, Value]) -> Cell:
    if field.kind is Kind.PARENT:
        return str(named[str(value)]) if str(value) in named else None
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, tuple):
        # Semicolons divide names; the import compares names without signs.
        return "; ".join(str(each).replace(";", ",") for each in value) or None
    if isinstance(value, str) and field.kind in (Kind.CHOICE, Kind.DATE):
        found = (sheet.german(each.title) for each in field.choices if each.key == value)
        return next(found, value)
    return value
