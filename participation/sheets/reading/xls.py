"""Workbooks of Excel 97 to 2003. For child processes only."""

from __future__ import annotations

import io
from typing import Protocol

from participation.sheets.reading.cells import (
    MAX_CELLS,
    MAX_SHEETS,
    Book,
    FileRefused,
    Flaw,
    Merge,
    Sheet,
)
from participation.sheets.reading.colours import plain_colour
from participation.sheets.reading.taking import Taker

_LOCKED = "EncryptedPackage".encode("utf-16-le")


class _Cell(Protocol):
    ctype: int
    value: object
    xf_index: int | None


def read_xls(data: bytes) -> Book:
    """The sheets of an old workbook, with colours, merged cells and what is hidden.

    Raises:
        FileRefused: it is locked by a password or no workbook.
    """
    import xlrd  # noqa: PLC0415  jobs only; pyxform brings it

    if _LOCKED in data:
        raise FileRefused("locked")
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except xlrd.XLRDError as error:
        raise FileRefused("locked" if "encrypt" in str(error).lower() else "not_a_sheet") from error
    if book.nsheets > MAX_SHEETS:
        raise FileRefused("too_many_sheets", most=MAX_SHEETS)
    cells_left, sheets = MAX_CELLS, []
    for number in range(book.nsheets):
        sheet, cells_left = _sheet(book, number, cells_left)
        sheets.append(sheet)
    return Book(sheets)


def _sheet(book: object, number: int, cells_left: int) -> tuple[Sheet, int]:
    source = book.sheet_by_index(number)  # type: ignore[attr-defined]  # xlrd has no types
    sheet = Sheet(source.name, hidden=source.visibility != 0)
    taker = Taker(sheet, cells_left)
    for row in range(source.nrows):
        for column, cell in enumerate(source.row(row)):
            taker.take(row + 1, column + 1, _value(book, cell))
            if colour := _colour(book, cell.xf_index):
                sheet.fills[row + 1, column + 1] = colour
    if sheet.refused:
        sheet.fills = {}
        return sheet, cells_left
    sheet.merges = [Merge(top + 1, left + 1, bottom, right)
                    for top, bottom, left, right in source.merged_cells]  # fmt: skip
    sheet.hidden_rows = {n + 1 for n, info in source.rowinfo_map.items() if info.hidden}
    sheet.hidden_columns = {n + 1 for n, info in source.colinfo_map.items() if info.hidden}
    return sheet, taker.cells_left


def _value(book: object, cell: _Cell) -> object:
    import xlrd  # noqa: PLC0415  as above

    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Flaw("error", xlrd.error_text_from_code.get(cell.value, "#?"))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate_as_datetime(cell.value, book.datemode)  # type: ignore[attr-defined]  # as above
        except (ValueError, OverflowError):
            return cell.value
    return cell.value


def _colour(book: object, style: int | None) -> str:
    if style is None:
        return ""
    background = book.xf_list[style].background  # type: ignore[attr-defined]  # as above
    if background.fill_pattern != 1:
        return ""
    return plain_colour(book.colour_map.get(background.pattern_colour_index))  # type: ignore[attr-defined]  # as above
