"""XLSX and XLS files → their sheets, cell by cell as a person reads them.

What the readers of these formats keep to themselves is found here too: hidden rows, and formulas
whose result nobody stored.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from surveys.authoring.formats import plain, shown

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What no workbook can hold and no page should show."""
_ENCODED = re.compile("_x(00[01][0-9A-F]|007F)_", re.IGNORECASE)
"""How a workbook holds a sign that XML cannot; its reader leaves it as it is written."""
_BREAK = re.compile("\r\n?|\x0b")
"""Ends of lines as other programs copy them."""
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PLACE = re.compile(r"([A-Z]+)[0-9]+")


@dataclass(frozen=True, slots=True)
class Value:
    """What stands in one cell."""

    text: str
    """As a person reads it."""
    plain: str
    """As names and conditions mean it: days as ISO, numbers with a point."""
    flaw: str = ""
    """Key of the problem of a cell that shows something and holds nothing."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, read when its rows are asked for."""

    name: str
    rows: Iterable[tuple[int, Iterable[Value | None]]]
    """By number, from 1; rows that hold nothing may be left out."""
    hidden: set[int] = field(default_factory=set)
    """Numbers of rows that nobody sees; whole as soon as the first row is read."""


def said(value: object, code: str = "") -> Value:
    """A cell's value and its format → what it says."""
    meant = _clean(plain(value))
    seen = shown(value, code)
    return Value(meant if seen is None else _clean(seen), meant)


def xlsx_tables(data: bytes, columns: int) -> list[Table]:
    """The sheets of an XLSX workbook, of each row at most so many columns."""
    from openpyxl import load_workbook  # noqa: PLC0415  only jobs and commands load it

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    tables = []
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # padded files declare a million rows
        hidden: set[int] = set()
        tables.append(Table(sheet.title, _xlsx_rows(sheet, columns, hidden), hidden))
    return tables


def _xlsx_rows(
    sheet: Any,  # noqa: ANN401  openpyxl's types tell little of read-only sheets
    columns: int,
    hidden: set[int],
) -> Iterator[tuple[int, list[Value | None]]]:
    found = _scanned(sheet)
    hidden |= found.hidden
    for number, row in enumerate(sheet.iter_rows(max_col=columns), 1):
        if number > found.last:
            return
        if number in found.written:
            yield (
                number,
                [
                    Value("", "", "formula_empty")
                    if (number, column) in found.unsaid
                    else _xlsx_value(cell)
                    for column, cell in enumerate(row, 1)
                ],
            )


def _xlsx_value(cell: Any) -> Value | None:  # noqa: ANN401  as above
    value: object = cell.value
    if value is None:
        return None
    if cell.data_type == "e":
        return Value(str(value), str(value), "cell_error")
    return said(value, "" if isinstance(value, str) else cell.number_format)


@dataclass(slots=True)
class _Scan:
    """What the markup of a sheet says about its rows."""

    written: set[int] = field(default_factory=set)
    """Rows with a value or a formula; the others are only styled."""
    hidden: set[int] = field(default_factory=set)
    unsaid: set[tuple[int, int]] = field(default_factory=set)
    """Row and column of formulas without a stored value."""
    last: int = 0


def _scanned(sheet: Any) -> _Scan:  # noqa: ANN401  as above
    from openpyxl.xml.functions import iterparse  # noqa: PLC0415  jobs only

    found, number = _Scan(), 0
    # openpyxl keeps hidden rows and formulas to itself when it reads values only.
    with sheet._get_source() as source:  # noqa: SLF001
        for _event, element in iterparse(source):
            if element.tag == f"{_MAIN}row":
                number = int(float(element.get("r") or number + 1))
                _scan_row(element, number, found)
                element.clear()
    found.last = max(found.written, default=0)
    return found


def _scan_row(row: Element, number: int, found: _Scan) -> None:
    if row.get("hidden") in ("1", "true"):
        found.hidden.add(number)
    column = 0
    for cell in row:
        column = _column(cell.get("r", "")) or column + 1
        value, formula = cell.find(f"{_MAIN}v"), cell.find(f"{_MAIN}f")
        if formula is not None and (value is None or not value.text) and cell.get("t") != "str":
            found.unsaid.add((number, column))
            found.written.add(number)
        elif value is not None or cell.find(f"{_MAIN}is") is not None:
            found.written.add(number)


def _column(place: str) -> int:
    """``AB5`` → 28; 0: it says nothing."""
    found = _PLACE.fullmatch(place)
    number = 0
    for letter in found[1] if found else "":
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def xls_tables(data: bytes) -> Iterator[Table]:
    """The sheets of an XLS workbook."""
    import xlrd  # noqa: PLC0415  jobs only; pyxform brings it

    book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), formatting_info=True)
    for sheet in book.sheets():
        hidden = {at + 1 for at, row in sheet.rowinfo_map.items() if row.hidden}
        rows = ([_xls_value(book, cell) for cell in row] for row in sheet.get_rows())
        yield Table(sheet.name, enumerate(rows, 1), hidden)


def _xls_value(book: Any, cell: Any) -> Value | None:  # noqa: ANN401  xlrd has no types
    import xlrd  # noqa: PLC0415  jobs only; pyxform brings it

    kind, value = cell.ctype, cell.value
    if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return None
    if kind == xlrd.XL_CELL_ERROR:
        text = xlrd.error_text_from_code.get(value, "#?")
        return Value(text, text, "cell_error")
    if kind == xlrd.XL_CELL_BOOLEAN:
        return said(bool(value))
    if kind == xlrd.XL_CELL_TEXT:
        return said(value)
    code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
    return _xls_day(book, value, code) if kind == xlrd.XL_CELL_DATE else said(value, code)


def _xls_day(book: Any, value: float, code: str) -> Value:  # noqa: ANN401  xlrd has no types
    import xlrd  # noqa: PLC0415  jobs only; pyxform brings it

    if re.search(r"\[[hms]+\]", code, re.IGNORECASE):
        return said(timedelta(days=value), code)
    moment = xlrd.xldate_as_datetime(value, book.datemode)
    return said(moment.time() if value < 1 else moment, code)


def _clean(text: str) -> str:
    text = _ENCODED.sub(lambda sign: chr(int(sign[1], 16)), text)
    return _UNPRINTABLE.sub("", _BREAK.sub("\n", text.replace("\u00a0", " "))).strip()
