"""A file's bytes → the filled cells of its sheets, within limits.

Reads XLSX and XLS workbooks and the CSV form whose first column names the sheet.
"""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from surveys.authoring.problems import Problem
from surveys.authoring.workbooks import Table, Value, said, xls_tables, xlsx_tables

MAX_BYTES = 10_000_000
MAX_UNPACKED = 50_000_000
MAX_PARTS = 2_000
MAX_SHEETS = 30
MAX_ROWS = 5_000
MAX_COLUMNS = 300
MAX_CELLS = 200_000
MAX_CHARACTERS = 32_767
GAP = 60
"""So many empty rows end a sheet for pyxform; what stands below is read, and told."""
_TRIED_LINES = 2
"""Lines of a CSV by which its separator is known: the sheet's name, its header."""


class FileRefused(Exception):
    """The file cannot be read at all, or is over a limit."""

    def __init__(
        self, key: str, sheet: str = "", row: int = 0, column: str = "", **params: object
    ) -> None:
        super().__init__(key)
        shown = {name: str(value) for name, value in params.items()}
        self.problem = Problem(sheet, row, column, key, params=shown)


Place = tuple[int, int]
"""Numbers of row and column, from 1."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Filled cells of one sheet; numbers of rows and columns from 1."""

    name: str
    rows: Mapping[int, Mapping[int, str]]
    """As a person reads them."""
    meant: Mapping[Place, str] = field(default_factory=dict)
    """Cells whose value is written otherwise than it is shown: days, shares, long numbers."""
    flaws: Mapping[Place, str] = field(default_factory=dict)
    """Cells that show something and hold nothing, and the key of that problem."""
    hidden: tuple[int, ...] = ()
    """Filled rows that nobody sees."""
    after_gap: tuple[int, ...] = ()
    """Filled rows above which many are empty."""

    @property
    def header(self) -> int:
        """Number of the first filled row; 0: there is none."""
        return next(iter(self.rows), 0)

    def value(self, row: int, column: int) -> str:
        """A filled cell as names and conditions mean it."""
        return self.meant.get((row, column), self.rows[row][column])


def read_sheets(data: bytes, wanted: Iterable[str]) -> dict[str, Sheet]:
    """All sheets by lower-case name.

    Args:
        data: the file.
        wanted: lower-case names of the sheets to read; of others only the first filled row is.
            The only sheet of a file is always read.

    Raises:
        FileRefused: no such file, or over a limit.
    """
    if len(data) > MAX_BYTES:
        raise FileRefused("file_too_large", most=MAX_BYTES // 1_000_000)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and properties; we read cells
            return _limited(list(_opened(data)), frozenset(wanted))
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


def _opened(data: bytes) -> Iterable[Table]:
    if data.startswith(b"PK"):
        return _xlsx(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return xls_tables(data)
    return _csv(data)


def _limited(tables: list[Table], wanted: frozenset[str]) -> dict[str, Sheet]:
    if len(tables) > MAX_SHEETS:
        raise FileRefused("too_many_sheets", most=MAX_SHEETS)
    found: dict[str, Sheet] = {}
    cells = 0
    for table in tables:
        name = table.name.strip().lower()
        if name in wanted or len(tables) == 1:
            sheet = _read(table, MAX_CELLS - cells)
            cells += sum(map(len, sheet.rows.values()))
        else:
            sheet = Sheet(table.name, dict(_beginning(table)))
        found.setdefault(name, sheet)
    return found


def _beginning(table: Table) -> Iterator[tuple[int, dict[int, str]]]:
    """The first filled row of a sheet that nobody needs, however long it is."""
    for number, row in table.rows:
        texts = {at: value.text for at, value in enumerate(row, 1) if value and value.text}
        if texts:
            yield number, texts
            return


def _read(table: Table, most: int) -> Sheet:
    rows: dict[int, dict[int, str]] = {}
    meant: dict[Place, str] = {}
    flaws: dict[Place, str] = {}
    gaps: list[int] = []
    last = cells = 0
    for number, row in table.rows:
        values = dict(_values(table.name, number, row))
        flaws |= {(number, at): value.flaw for at, value in values.items() if value.flaw}
        meant |= {
            (number, at): value.plain for at, value in values.items() if value.plain != value.text
        }
        texts = {at: value.text for at, value in values.items() if value.text}
        if not texts:
            continue
        if rows and number - last > GAP:
            gaps.append(number)
        rows[number], last, cells = texts, number, cells + len(texts)
        if len(rows) > MAX_ROWS:
            raise FileRefused("too_many_rows", table.name, most=MAX_ROWS)
        if cells > most:
            raise FileRefused("too_many_cells", table.name, most=MAX_CELLS)
    hidden = tuple(number for number in rows if number in table.hidden)
    return Sheet(table.name, rows, meant, flaws, hidden, tuple(gaps))


def _values(sheet: str, row: int, values: Iterable[Value | None]) -> Iterator[tuple[int, Value]]:
    for column, value in enumerate(values, 1):
        if value is None or not (value.text or value.flaw):
            continue
        if column > MAX_COLUMNS:
            raise FileRefused("too_many_columns", sheet, most=MAX_COLUMNS)
        if len(value.text) > MAX_CHARACTERS:
            raise FileRefused("cell_too_long", sheet, row, letters(column), most=MAX_CHARACTERS)
        yield column, value


def _xlsx(data: bytes) -> list[Table]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise FileRefused("unpacks_too_large", most=MAX_UNPACKED // 1_000_000)
    if any(part.filename.lower().endswith((".lss", ".lsr")) for part in parts):
        raise FileRefused("limesurvey")
    return xlsx_tables(data, MAX_COLUMNS + 1)


def _csv(data: bytes) -> Iterable[Table]:
    if b"<LimeSurveyDocType>" in data[:2000]:
        raise FileRefused("limesurvey")
    _check_separator(data)
    text = data.decode("utf-8-sig")
    if "\0" in text:
        raise FileRefused("not_a_workbook")
    lines = csv.reader(io.StringIO(text, newline=""))
    sheets: dict[str, list[tuple[int, list[Value | None]]]] = {}
    current: list[tuple[int, list[Value | None]]] | None = None
    for number, (name, *cells) in enumerate((line or [""] for line in lines), 1):
        if name.strip():
            current = sheets.setdefault(name.strip(), [])
        if current is not None:
            # Rows keep the numbers they have in the file.
            current.append((number, [None, *map(said, cells)]))
    return [Table(name, rows) for name, rows in sheets.items()]


def _check_separator(data: bytes) -> None:
    """A German office program separates by semicolons, and not in UTF-8: told before decoding."""
    lines = [line for line in data[:20_000].decode("latin-1").splitlines() if line.strip()]
    for line in lines[:_TRIED_LINES]:
        for separator, name in ((";", ";"), ("\t", "Tab")):
            if line.count(separator) > line.count(","):
                raise FileRefused("csv_separator", sign=name)
