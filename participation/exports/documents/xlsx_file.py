"""The one room for workbooks of documents: sheets with a head, never a formula, never a link.

How to add one: take a :class:`Book`, add its sheets in order, return ``book.bytes()``. Runs in a
job: xlsxwriter is heavy.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from surveys.texts.clean import without_controls

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 32_767
"""Characters of a cell; of a longer text Excel would show none."""
CUT = " […]"
WIDTH = 22


@dataclass(frozen=True, slots=True)
class Percent:
    """A cell that holds whole percents."""

    value: int


Cell = str | int | float | date | Percent | None


class Book:
    """A workbook that grows sheet by sheet."""

    def __init__(self, title: str) -> None:
        from xlsxwriter import Workbook  # noqa: PLC0415 - only jobs write workbooks

        self._out = io.BytesIO()
        self._book = Workbook(
            self._out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        self._book.set_properties({"title": without_controls(title)})
        self._head = self._book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self._text = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._number = self._book.add_format({"num_format": "#,##0.###", "valign": "top"})
        self._whole = self._book.add_format({"num_format": "#,##0", "valign": "top"})
        self._share = self._book.add_format({"num_format": "0 %", "valign": "top"})
        self._day = self._book.add_format({"num_format": "dd.mm.yyyy", "valign": "top"})

    def sheet(
        self,
        name: str,
        heads: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        wide: Mapping[str, int],
    ) -> None:
        """A sheet whose head stays in view; an empty one says so by its head alone.

        Args:
            name: of the sheet, at most 31 characters.
            heads: of the columns.
            rows: cells by column; None stays empty.
            wide: widths of the columns that are not as wide as others, by their heads.
        """
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        for at, head in enumerate(heads):
            sheet.write_string(0, at, head, self._head)
            sheet.set_column(at, at, wide.get(head, WIDTH))
        for line, row in enumerate(rows, start=1):
            for at, cell in enumerate(row):
                self._write(sheet, line, at, cell)
        if rows:
            sheet.autofilter(0, 0, len(rows), len(heads) - 1)

    def bytes(self) -> bytes:
        """The file."""
        self._book.close()
        return self._out.getvalue()

    def _write(self, sheet: Worksheet, line: int, at: int, cell: Cell) -> None:
        if isinstance(cell, str):
            text = without_controls(cell)
            cut = text if len(text) <= MOST else text[: MOST - len(CUT)] + CUT
            sheet.write_string(line, at, cut, self._text)
        elif isinstance(cell, date):
            sheet.write_datetime(line, at, cell, self._day)
        elif isinstance(cell, Percent):
            sheet.write_number(line, at, cell.value / 100, self._share)
        elif cell is not None:
            sheet.write_number(line, at, cell, self._style(cell))

    def _style(self, cell: float) -> Format:
        return self._whole if isinstance(cell, int) else self._number
