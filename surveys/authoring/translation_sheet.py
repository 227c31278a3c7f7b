"""The translation sheet: a workbook with the German texts and a column for each language.

Row 1 and column A hold what the platform reads (tags and keys); both are hidden. Everything but
the columns of translations is locked, without a password: a guard against slips, not people.
"""

from __future__ import annotations

import importlib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveys.apart import SECONDS, BrokeOff, TooSlow, apart
from surveys.authoring.problems import Problem
from surveys.authoring.sheets import FileRefused, Sheet, letters, read_sheets
from surveys.authoring.translations import Changes, Entry
from surveys.texts.clean import without_controls

SHEET = "Texte"
SOURCE = "de"
MARK = "vielstimmig"
_FILLED_IN = re.compile(r"\$\{\w+\}|\{\w+\}")
"""What the platform fills in: a translation must keep it."""
_HOW = (
    "Schreiben Sie die Übersetzung in die Spalte Ihrer Sprache.",
    "Ändern Sie sonst nichts. Graue Zellen sind gesperrt.",
    "Leere Zellen ändern nichts: Der alte Text bleibt.",
    "Was in {Klammern} steht, bleibt genau so.",
    "Speichern Sie als XLSX. Laden Sie die Datei auf der Seite „Sprachen“ wieder hoch.",
    "Danach liest eine Person die Sprache und steht mit ihrem Namen dafür.",
)


@dataclass(frozen=True, slots=True)
class Read:
    """What a filled sheet says: wordings that are new, or all that is wrong with it."""

    changes: Changes
    problems: tuple[Problem, ...]


def write(found: Iterable[Entry], names: Mapping[str, str]) -> bytes:
    """The workbook with these texts; ``names`` are tags and own names of the languages wanted.

    Loads a workbook library: for jobs and commands.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415

    out = io.BytesIO()
    # Every cell is written as text: nothing that begins with "=" becomes a formula.
    book = Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    locked = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#F3F4F7"})
    open_ = book.add_format({"text_wrap": True, "valign": "top", "locked": False, "border": 1})
    head = book.add_format({"bold": True, "bg_color": "#E5EBF7", "text_wrap": True})
    sheet = book.add_worksheet(SHEET)
    sheet.set_column(0, 0, None, None, {"hidden": True})
    sheet.set_column(1, 1, 18)
    sheet.set_column(2, 2 + len(names), 44)
    sheet.set_row(0, None, None, {"hidden": True})
    for column, (tag, name) in enumerate(
        [(MARK, "key"), ("", "Wo"), (SOURCE, "Deutsch"), *names.items()]
    ):
        sheet.write_string(0, column, tag)
        sheet.write_string(1, column, without_controls(name), head)
    for line, entry in enumerate(found, 2):
        sheet.write_string(line, 0, entry.key)
        sheet.write_string(line, 1, without_controls(entry.where), locked)
        sheet.write_string(line, 2, without_controls(_source(entry)), locked)
        for column, tag in enumerate(names, 3):
            text = without_controls(entry.text.strings.get(tag, ""))
            sheet.write_string(line, column, text, open_)
    sheet.freeze_panes(2, 3)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    how = book.add_worksheet("Anleitung")
    how.set_column(0, 0, 90)
    for line, sentence in enumerate(_HOW):
        how.write_string(line, 0, sentence)
    book.close()
    return out.getvalue()


def read(data: bytes, found: Sequence[Entry], tags: frozenset[str]) -> Read:
    """What a filled sheet changes; with one problem it changes nothing.

    Args:
        data: the workbook.
        found: the texts it is for, as they are now.
        tags: languages that may be translated into.
    """
    try:
        sheet = read_sheets(data, (SHEET.lower(),)).get(SHEET.lower())
    except FileRefused as refused:
        return Read({}, (refused.problem,))
    columns = {} if sheet is None else sheet.rows.get(1, {})
    if sheet is None or columns.get(1) != MARK:
        return Read({}, (Problem(key="no_translation_sheet"),))
    problems = [*_formulas(data), *_unknown(columns, tags)]
    known = {entry.key: entry for entry in found}
    changes: dict[str, dict[str, str]] = {}
    for number, cells in sheet.rows.items():
        if number > 2:  # noqa: PLR2004 - two rows of heads
            items = list(_row(sheet, number, cells, known))
            problems += [item for item in items if isinstance(item, Problem)]
            wordings = dict(item for item in items if isinstance(item, tuple))
            if wordings:
                changes[cells[1]] = wordings
    return Read({} if problems else changes, tuple(problems))


def _row(
    sheet: Sheet, number: int, cells: Mapping[int, str], known: Mapping[str, Entry]
) -> Iterator[Problem | tuple[str, str]]:
    """New wordings of one row by tag, and its problems."""
    entry = known.get(cells.get(1, ""))
    columns = sheet.rows[1]
    source = next((at for at, tag in columns.items() if tag == SOURCE), 0)
    if entry is None:
        yield Problem(SHEET, number, "A", "row_unknown")
        return
    if cells.get(source, "") != _source(entry).strip():
        yield Problem(SHEET, number, letters(source or 3), "source_changed")
        return
    for column, tag in columns.items():
        text = cells.get(column, "")
        if column < 3 or tag == SOURCE or not text or text == entry.text.strings.get(tag):  # noqa: PLR2004 - key and place
            continue
        key, params = _wrong(text, entry)
        if key:
            yield Problem(SHEET, number, letters(column), key, params=params)
        else:
            yield tag, text


def _wrong(text: str, entry: Entry) -> tuple[str, dict[str, str]]:
    if len(text) > entry.longest:
        return "cell_too_long", {"most": str(entry.longest)}
    kept, wanted = (set(_FILLED_IN.findall(words)) for words in (text, _source(entry)))
    if kept != wanted:
        return "filled_in_lost", {"what": ", ".join(sorted(wanted ^ kept))}
    return "", {}


def _formulas(data: bytes) -> Iterator[Problem]:
    from openpyxl import load_workbook  # noqa: PLC0415  jobs only

    if not zipfile.is_zipfile(io.BytesIO(data)):
        return
    book = load_workbook(io.BytesIO(data), read_only=True)
    if SHEET not in book.sheetnames:
        return
    for row in book[SHEET].iter_rows():
        for cell in row:
            if cell.data_type == "f":
                yield Problem(SHEET, cell.row or 0, letters(cell.column or 0), "formula")


def _unknown(columns: Mapping[int, str], tags: frozenset[str]) -> Iterator[Problem]:
    for column, tag in columns.items():
        if column > 3 and tag not in tags:  # noqa: PLR2004 - key, place and source
            yield Problem(SHEET, 1, letters(column), "language_unknown", params={"language": tag})


def _source(entry: Entry) -> str:
    return entry.text.localized((SOURCE,)).text


def read_apart(data: bytes, found: Sequence[Entry], tags: frozenset[str]) -> Read:
    """:func:`read` in a child process with limits; never raises for what the file holds."""
    importlib.import_module("openpyxl")
    try:
        return apart(lambda: read(data, found, tags))
    except BrokeOff:
        return Read({}, (Problem(key="broke_off"),))
    except TooSlow:
        return Read({}, (Problem(key="too_slow", params={"most": f"{SECONDS:g}"}),))
