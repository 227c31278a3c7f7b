"""XLSX and XLSM workbooks, read as streams in one pass: values, formulas, colours, what is hidden.

Not by openpyxl, which tells either formulas or their stored values, stumbles over styles that other
programs write, and needs four times as long. Macros, links and pictures are never looked at.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from datetime import date, datetime, timedelta

from participation.sheets.reading.cells import (
    FARTHEST_ROW,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_SHEETS,
    Book,
    FileRefused,
    Flaw,
    Merge,
    Sheet,
)
from participation.sheets.reading.styles import Styles, read_styles
from participation.sheets.reading.taking import Taker
from participation.sheets.reading.xml import Elements, elements, listen

_REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
"""How texts hold signs that XML does not: "_x000D_" ends a line, "_x005F_" is a plain "_"."""
_LAST_DAY = 2_958_465
"""31 December 9999 as a serial number."""
_LEAP_MISTAKE = 60
"""Serial numbers count a 29 February 1900 that never was."""


def read_xlsx(archive: zipfile.ZipFile) -> Book:
    """The sheets of a workbook.

    Raises:
        FileRefused: it is none, or has too many sheets.
    """
    main = _main_part(archive)
    parts = {f"r:{key}": value for key, value in _relations(archive, main).items()}
    found = elements(archive.read(main), "sheet", "workbookPr")
    listed = [attributes for name, attributes in found if name == "sheet"]
    if len(listed) > MAX_SHEETS:
        raise FileRefused("too_many_sheets", most=MAX_SHEETS)
    epoch = any(a.get("date1904") in ("1", "true") for name, a in found if name == "workbookPr")
    texts = _shared(archive, main)
    styles = _styles(archive, main)
    cells_left, sheets = MAX_CELLS, []
    for attributes in listed:
        path = parts.get(f"r:{attributes.get('id', '')}", "")
        if "worksheet" not in path or path not in archive.namelist():
            continue  # a chart's sheet
        listener = _Cells(attributes.get("name", ""), cells_left, texts, styles, epoch=epoch)
        listener.sheet.hidden = attributes.get("state", "visible") != "visible"
        listen(archive.read(path), listener)
        cells_left = cells_left if listener.sheet.refused else listener.taker.cells_left
        sheets.append(listener.sheet)
    return Book(sheets)


def serial_day(number: float, *, epoch: bool = False) -> date | datetime | None:
    """The day of a serial number; ``epoch``: counted from 1904. None: no day has it."""
    if epoch:
        start = datetime(1904, 1, 1)  # noqa: DTZ001 - a day of the calendar
    else:
        start = datetime(1899, 12, 30 if number >= _LEAP_MISTAKE else 31)  # noqa: DTZ001 - as above
    if not 0 < number < _LAST_DAY:
        return None
    moment = start + timedelta(seconds=round(number * 86400))
    return moment if number % 1 else moment.date()


class _Cells(Elements):
    """Hears the cells of one sheet."""

    def __init__(
        self, name: str, cells_left: int, texts: list[str], styles: Styles, *, epoch: bool
    ) -> None:
        super().__init__()
        self.sheet = Sheet(name)
        self.taker = Taker(self.sheet, cells_left)
        self.texts, self.styles, self.epoch = texts, styles, epoch
        self.row = self.column = self.style = 0
        self.kind = ""
        self.value: str | None = None
        self.formula: str | None = None
        self.heard: list[str] | None = None
        self.silent = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "c":
            self._cell(attributes)
        elif name in ("v", "f", "t"):
            self.heard = None if self.silent else []
        elif name == "rPh":
            self.silent = True  # how a word is spoken
        elif name == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0
            if attributes.get("hidden") in ("1", "true"):
                self.sheet.hidden_rows.add(self.row)
        elif name == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
            self.sheet.hidden_columns.update(range(first, min(last, first + 300) + 1))
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "conditionalFormatting" and "conditional_colours" not in self.sheet.notes:
            self.sheet.notes.append("conditional_colours")

    def text(self, data: str) -> None:
        """A piece of text."""
        if self.heard is not None:
            self.heard.append(data)

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "c":
            self._put()
        elif name == "rPh":
            self.silent = False
        elif name in ("v", "f", "t") and self.heard is not None:
            said = "".join(self.heard)
            if name == "f":
                self.formula = said
            else:
                self.value = said if name == "v" else (self.value or "") + said
            self.heard = None

    def _cell(self, attributes: dict[str, str]) -> None:
        self.column += 1
        placed = _REFERENCE.fullmatch(attributes.get("r", ""))
        if placed:
            self.column, self.row = _number(placed[1]), int(placed[2])
        self.kind, self.style = attributes.get("t", "n"), int(attributes.get("s", 0))
        self.value = self.formula = None

    def _put(self) -> None:
        if not 0 < self.row <= FARTHEST_ROW:
            return
        colour = self.styles.colour(self.style)
        if colour and self.column <= MAX_COLUMNS and len(self.sheet.fills) < MAX_CELLS:
            self.sheet.fills[self.row, self.column] = colour
        if self.formula is not None and not self.value:
            # A formula that gives an empty text is stored as a text and holds nothing.
            if self.kind != "str":
                self.taker.take(self.row, self.column, Flaw("formula", f"={self.formula}"[:60]))
            return
        if self.value is not None:
            self.taker.take(self.row, self.column, self._meant(self.value))

    def _meant(self, value: str) -> object:
        if self.kind == "s":
            return self.texts[int(value)]
        if self.kind == "b":
            return value == "1"
        if self.kind == "e":
            return Flaw("error", value)
        if self.kind == "d":
            return datetime.fromisoformat(value)
        if self.kind in ("str", "inlineStr") or not value.strip():
            return _unescaped(value)
        number = float(value)
        day = None
        if self.styles.is_date(self.style):
            day = serial_day(number, epoch=self.epoch)
        return number if day is None else day

    def _merge(self, reference: str) -> None:
        start, _, end = reference.partition(":")
        first, last = _REFERENCE.fullmatch(start), _REFERENCE.fullmatch(end)
        if first and last and len(self.sheet.merges) < MAX_CELLS:
            self.sheet.merges.append(
                Merge(int(first[2]), _number(first[1]), int(last[2]), _number(last[1]))
            )


class _Texts(Elements):
    """Hears the shared texts of a workbook."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.heard: list[str] = []
        self.listening = self.silent = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        del attributes
        if name == "si":
            self.heard = []
        elif name == "rPh":
            self.silent = True
        elif name == "t":
            self.listening = not self.silent

    def text(self, data: str) -> None:
        """A piece of text."""
        if self.listening:
            self.heard.append(data)

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "si":
            self.texts.append(_unescaped("".join(self.heard)))
        elif name == "rPh":
            self.silent = False
        elif name == "t":
            self.listening = False


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


def _main_part(archive: zipfile.ZipFile) -> str:
    found = elements(archive.read("_rels/.rels"), "Relationship")
    for _, attributes in found:
        if attributes.get("Type", "").endswith("/officeDocument"):
            return attributes.get("Target", "").lstrip("/")
    raise FileRefused("not_a_sheet")


def _relations(archive: zipfile.ZipFile, main: str) -> dict[str, str]:
    folder, name = posixpath.split(main)
    found = elements(archive.read(f"{folder}/_rels/{name}.rels"), "Relationship")
    return {
        attributes.get("Id", ""): posixpath.normpath(
            posixpath.join("/" + folder, attributes.get("Target", ""))
        ).lstrip("/")
        for _, attributes in found
    }


def _part(archive: zipfile.ZipFile, main: str, ending: str) -> bytes:
    path = posixpath.join(posixpath.dirname(main), ending)
    return archive.read(path) if path in archive.namelist() else b""


def _shared(archive: zipfile.ZipFile, main: str) -> list[str]:
    data = _part(archive, main, "sharedStrings.xml")
    listener = _Texts()
    if data:
        listen(data, listener)
    return listener.texts


def _styles(archive: zipfile.ZipFile, main: str) -> Styles:
    return read_styles(_part(archive, main, "styles.xml"), _part(archive, main, "theme/theme1.xml"))


def _number(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
