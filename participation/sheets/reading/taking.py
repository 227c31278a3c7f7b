"""Cells as foreign readers give them → rows of a sheet, within limits."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from participation.sheets.reading.cells import (
    MAX_CHARACTERS,
    MAX_COLUMNS,
    MAX_ROWS,
    ROWS_ABOVE,
    Cell,
    Flaw,
    Sheet,
)

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b\ud800-\udfff\ufeff\ufffe\uffff]")
_ERRORS = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#BEZUG!", "#NV",
           "#WERT!", "#ZAHL!", "#SPILL!", "#CALC!", "#ÜBERLAUF!")  # fmt: skip
"""What a spreadsheet program shows where it cannot count, German names beside the English."""


def plain(value: object) -> Cell:
    """A value as a cell: texts without unseen signs, a date without its midnight."""
    if value is None or isinstance(value, Flaw):
        return value
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime) and value.time() != time():
        return value.strftime("%d.%m.%Y %H:%M")
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    return _text(value.strftime("%H:%M") if isinstance(value, time) else str(value))


def _number(value: float) -> Cell:
    if value != value or value in (float("inf"), float("-inf")):  # noqa: PLR0124 - what NaN is known by
        return Flaw("error", str(value))
    return int(value) if float(value).is_integer() and abs(value) < 2**53 else value


def _text(value: str) -> Cell:
    text = value.replace("\u00a0", " ").replace("\r\n", "\n").replace("\r", "\n")
    text = _UNPRINTABLE.sub("", text).strip()
    if text.upper() in _ERRORS:
        return Flaw("error", text)
    return text or None


class Taker:
    """Puts cells into a sheet until a limit is reached; then the sheet is refused, not the file."""

    def __init__(self, sheet: Sheet, cells_left: int) -> None:
        self.sheet = sheet
        self.cells_left = cells_left
        """Cells that the whole file may still bring."""

    def take(self, row: int, column: int, value: object) -> None:
        """One cell."""
        cell = plain(value)
        if cell is None or self.sheet.refused:
            return
        if isinstance(cell, str) and len(cell) > MAX_CHARACTERS:
            cell = Flaw("long", cell[:60])
        found = self.sheet.rows.get(row)
        if found is None:
            if len(self.sheet.rows) >= MAX_ROWS + ROWS_ABOVE:
                self._refuse("too_many_rows")
                return
            found = self.sheet.rows[row] = []
        if column > MAX_COLUMNS:
            self._refuse("too_many_columns")
            return
        found.extend([None] * (column - len(found)))
        found[column - 1] = cell
        self.cells_left -= 1
        if self.cells_left < 0:
            self._refuse("too_many_cells")

    def _refuse(self, key: str) -> None:
        sheet = self.sheet
        sheet.refused = key
        sheet.rows, sheet.merges, sheet.fills = {}, [], {}
