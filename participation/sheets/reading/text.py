"""CSV, TSV and a table pasted from somewhere: bytes of whatever encoding, whatever separator."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterable

from participation.sheets.reading.cells import (
    MAX_CELLS,
    MAX_CHARACTERS,
    Book,
    FileRefused,
    Sheet,
)
from participation.sheets.reading.taking import Taker

SEPARATORS = (";", "\t", ",", "|")
"""The likelier first: German programs write semicolons."""
_LOOKED_AT = 200
"""Rows by which the separator is judged."""
_SWALLOWED = 60
"""Lines in one cell from which on a lonely quotation mark is the likelier reason."""


def read_text(data: bytes) -> Book:
    """A text file as a book of one sheet.

    Raises:
        FileRefused: it is no text.
    """
    text, notes = decoded(data)
    sheet = Sheet("")
    taker = Taker(sheet, MAX_CELLS)
    for row, cells in enumerate(_rows(text), 1):
        for column, value in enumerate(cells, 1):
            taker.take(row, column, value)
    return Book([sheet], notes)


def decoded(data: bytes) -> tuple[str, list[str]]:
    """The text of a file, and what had to be assumed: ``windows_assumed`` where it is no Unicode.

    Raises:
        FileRefused: it is no text.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(data, "utf-16"), []
    nuls = data[:2000].count(0)
    if nuls > min(len(data), 2000) // 4:
        # UTF-16 without its mark: of Latin letters every other byte is 0.
        return _strict(data, "utf-16-le" if data[1:2] == b"\0" else "utf-16-be"), []
    if nuls:
        raise FileRefused("not_a_sheet")
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), ["windows_assumed"]


def _strict(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise FileRefused("not_a_sheet") from None
    if "\0" in text:
        raise FileRefused("not_a_sheet")
    return text


def _rows(text: str) -> list[list[str]]:
    csv.field_size_limit(MAX_CHARACTERS * 100)
    head, _, rest = text.partition("\n")
    named = head.strip().strip('"').lower()
    if named.startswith("sep=") and len(named) <= len("sep=;"):
        separator = named[4:] or "\t"
        return [[], *_parsed(rest, separator)]  # rows keep their numbers
    return max((_parsed(text, each) for each in SEPARATORS), key=_likely)


def _parsed(text: str, separator: str) -> list[list[str]]:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        rows = [["\n" * _SWALLOWED]]
    if any(cell.count("\n") >= _SWALLOWED for row in rows for cell in row):
        lines = io.StringIO(text, newline="")
        return list(csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE))
    return rows


def _likely(rows: list[list[str]]) -> tuple[float, int]:
    """How alike the rows are in width, then how wide: a wrong separator divides unevenly."""
    widths = Counter(_widths(rows[:_LOOKED_AT]))
    if not widths or set(widths) <= {1}:
        return (0.0, 0)
    width, often = max(
        ((width, often) for width, often in widths.items() if width > 1), key=lambda item: item[1]
    )
    return (round(often / sum(widths.values()), 1), width)


def _widths(rows: Iterable[list[str]]) -> Iterable[int]:
    return (len(row) for row in rows if any(cell.strip() for cell in row))
