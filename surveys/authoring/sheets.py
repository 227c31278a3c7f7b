"""A file's bytes → the filled cells of its sheets, within limits.

Reads XLSX and XLS workbooks and the CSV form whose first column names the sheet.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from surveys.authoring.problems import Problem

MAX_BYTES = 10_000_000
MAX_UNPACKED = 50_000_000
MAX_PARTS = 2_000
MAX_SHEETS = 30
MAX_ROWS = 5_000
MAX_COLUMNS = 300
MAX_CELLS = 200_000
MAX_CHARACTERS = 32_767
EMPTY_ROWS_END = 60
"""So many empty rows end a sheet, as in pyxform; padded workbooks have a million."""


_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What no workbook can hold and no page should show."""


class FileRefused(Exception):
    """The file cannot be read at all, or is over a limit."""

    def __init__(
        self, key: str, sheet: str = "", row: int = 0, column: str = "", **params: object
    ) -> None:
        super().__init__(key)
        shown = {name: str(value) for name, value in params.items()}
        self.problem = Problem(sheet, row, column, key, params=shown)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Filled cells of one sheet; numbers of rows and columns from 1."""

    name: str
    rows: Mapping[int, Mapping[int, str]]

    @property
    def header(self) -> int:
        """Number of the first filled row; 0: there is none."""
        return next(iter(self.rows), 0)


def read_sheets(data: bytes) -> dict[str, Sheet]:
    """All sheets by lower-case name.

    Raises:
        FileRefused: no such file, or over a limit.
    """
    if len(data) > MAX_BYTES:
        raise FileRefused("file_too_large", most=MAX_BYTES // 1_000_000)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and properties; we read cells
            return _limited(_opened(data))
    except (FileRefused, MemoryError):
        raise
    except Exception as error:
        # Foreign readers raise whatever they like on broken or hostile files.
        raise FileRefused("not_a_workbook") from error


def letters(column: int) -> str:
    """``1`` → ``A``, ``28`` → ``AB``."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


_Rows = Iterable[Iterable[object]]
_Sheets = Iterable[tuple[str, _Rows]]


def _opened(data: bytes) -> _Sheets:
    if data.startswith(b"PK"):
        return _xlsx(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _xls(data)
    return _csv(data)


def _limited(sheets: _Sheets) -> dict[str, Sheet]:
    found: dict[str, Sheet] = {}
    cells = 0
    for name, rows in sheets:
        if len(found) == MAX_SHEETS:
            raise FileRefused("too_many_sheets", most=MAX_SHEETS)
        sheet = Sheet(name, dict(_filled(name, rows, MAX_CELLS - cells)))
        cells += sum(map(len, sheet.rows.values()))
        found.setdefault(name.strip().lower(), sheet)
    return found


def _filled(sheet: str, rows: _Rows, most: int) -> Iterator[tuple[int, dict[int, str]]]:
    last, cells = MAX_ROWS, 0
    for number, row in enumerate(rows, 1):
        if number - last > EMPTY_ROWS_END:
            return
        filled = _cells(sheet, number, row)
        if not filled:
            continue
        last = number
        cells += len(filled)
        if number > MAX_ROWS:
            raise FileRefused("too_many_rows", sheet, most=MAX_ROWS)
        if cells > most:
            raise FileRefused("too_many_cells", sheet, most=MAX_CELLS)
        yield number, filled


def _cells(sheet: str, row: int, values: Iterable[object]) -> dict[int, str]:
    cells: dict[int, str] = {}
    for column, value in enumerate(values, 1):
        if value is None or not (text := _text(value)):
            continue
        if column > MAX_COLUMNS:
            raise FileRefused("too_many_columns", sheet, most=MAX_COLUMNS)
        if len(text) > MAX_CHARACTERS:
            raise FileRefused("cell_too_long", sheet, row, letters(column), most=MAX_CHARACTERS)
        cells[column] = text
    return cells


def _text(value: object) -> str:
    """What a person sees in the cell: no ``.0``, no time of a mere date."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return _UNPRINTABLE.sub("", str(value).replace("\u00a0", " ").replace("\r\n", "\n")).strip()


def _xlsx(data: bytes) -> _Sheets:
    from openpyxl import load_workbook  # noqa: PLC0415  only jobs and commands load it

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise FileRefused("unpacks_too_large", most=MAX_UNPACKED // 1_000_000)
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # padded files declare a million rows
        yield sheet.title, sheet.iter_rows(max_col=MAX_COLUMNS + 1, values_only=True)
    book.close()


def _xls(data: bytes) -> _Sheets:
    import xlrd  # noqa: PLC0415  jobs only; pyxform brings it

    book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO())
    for sheet in book.sheets():
        yield sheet.name, ([_xls_value(book, cell) for cell in row] for row in sheet.get_rows())


def _xls_value(book: Any, cell: Any) -> object:  # noqa: ANN401  xlrd has no types
    import xlrd  # noqa: PLC0415  jobs only; pyxform brings it

    kind, value = cell.ctype, cell.value
    if kind == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(value, book.datemode)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    return None if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_ERROR, xlrd.XL_CELL_BLANK) else value


def _csv(data: bytes) -> _Sheets:
    text = data.decode("utf-8-sig")
    if "\0" in text:
        raise FileRefused("not_a_workbook")
    lines = csv.reader(io.StringIO(text, newline=""))
    sheets: dict[str, list[list[object]]] = {}
    current: list[list[object]] | None = None
    for number, (name, *cells) in enumerate((line or [""] for line in lines), 1):
        if name.strip():
            # Rows keep the numbers they have in the file: empty ones stand for those before.
            current = sheets.setdefault(name.strip(), [])
            current.extend([] for _ in range(number - 1 - len(current)))
        if current is not None:
            current.append([None, *cells])
    return sheets.items()
