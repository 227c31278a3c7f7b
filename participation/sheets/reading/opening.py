"""What kind of file it is, by its first bytes and never by its name."""

from __future__ import annotations

import io
import zipfile

from participation.sheets.reading.cells import (
    MAX_BYTES,
    MAX_PARTS,
    MAX_UNPACKED,
    Book,
    FileRefused,
)
from participation.sheets.reading.text import read_text
from participation.sheets.reading.xls import read_xls
from participation.sheets.reading.xlsx import read_xlsx


def read(data: bytes) -> Book:
    """All sheets of a file.

    Raises:
        FileRefused: it is no table, locked, or over a limit.
    """
    if not data.strip(b"\0 \t\r\n"):
        raise FileRefused("empty")
    if len(data) > MAX_BYTES:
        raise FileRefused("too_large", most=MAX_BYTES // 1_000_000)
    try:
        book = _read(data)
    except (FileRefused, MemoryError):
        raise
    except Exception as error:
        # Broken and hostile files make readers raise whatever they like.
        raise FileRefused("not_a_sheet") from error
    if not any(sheet.rows or sheet.refused for sheet in book.sheets):
        raise FileRefused("empty")
    for sheet in book.sheets:
        # Empty rows are often coloured down to the end of the sheet.
        sheet.fills = {at: colour for at, colour in sheet.fills.items() if at[0] in sheet.rows}
    return book


def _read(data: bytes) -> Book:
    if data.startswith(b"PK"):
        return _zipped(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return read_xls(data)
    if data.startswith(b"%PDF"):
        raise FileRefused("pdf")
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype", b"<html", b"<table", b"<?xml")):
        raise FileRefused("web_page")
    if head.startswith((b"{\\rtf", b"\x1f\x8b", b"7z\xbc\xaf", b"rar!", b"\x89png", b"gif8")):
        raise FileRefused("not_a_sheet")
    return read_text(data)


def _zipped(data: bytes) -> Book:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise FileRefused("unpacks_too_large", most=MAX_UNPACKED // 1_000_000)
        if any(part.flag_bits & 1 for part in parts):
            raise FileRefused("locked")
        names = {part.filename for part in parts}
        if "[Content_Types].xml" in names and any(name.endswith("workbook.bin") for name in names):
            raise FileRefused("binary_workbook")
        if "[Content_Types].xml" in names and not any("word/" in name for name in names):
            return read_xlsx(archive)
        kind = archive.read("mimetype")[:100] if "mimetype" in names else b""
    raise FileRefused("open_document" if b"opendocument.spreadsheet" in kind else "not_a_sheet")
