"""A sheet's cells → rows that are asked by field and language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from surveys.authoring.headers import EITHER, TRANSLATED, Header, read_header
from surveys.authoring.languages import tag_of
from surveys.authoring.problems import Problem, visible
from surveys.authoring.sheets import Sheet, letters
from surveys.instrument.instrument import Text

MAX_PROBLEMS = 500
"""So many are told; beyond, only their number."""


@dataclass
class Findings:
    """Problems (refuse the file) and notices (only told), as they are found."""

    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)

    def problem(self, key: str, cell: Cell, at: int = 0, **params: str) -> None:
        """Something that must be repaired."""
        self.problems.append(cell.problem(key, at, **params))

    def notice(self, key: str, cell: Cell, **params: str) -> None:
        """Something that should be known."""
        self.notices.append(cell.problem(key, 0, **params))


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in the workbook and the text there (empty: the place of a whole row or sheet)."""

    sheet: str
    row: int = 0
    column: str = ""
    text: str = ""

    def problem(self, key: str, at: int = 0, **params: str) -> Problem:
        """A problem at this place; signs in it that nobody sees are shown."""
        shown = {name: visible(param) for name, param in params.items()}
        return Problem(self.sheet, self.row, self.column, key, at, shown)


@dataclass(frozen=True, slots=True)
class Row:
    """One row by field; translated fields by field and language tag."""

    place: Cell
    fields: Mapping[str, Cell]
    texts: Mapping[str, Mapping[str, Cell]]

    def cell(self, name: str) -> Cell:
        """The cell of an untranslated field; the row itself when it is empty."""
        return self.fields.get(name, self.place)

    def get(self, name: str) -> str:
        """The text of an untranslated field, or nothing."""
        return self.cell(name).text

    def all(self, name: str) -> tuple[Cell, ...]:
        """The cells of a field in all languages and in none."""
        own = (self.fields[name],) if name in self.fields else ()
        return (*own, *self.texts.get(name, {}).values())

    def text(self, name: str) -> Text:
        """A translated field in all its languages."""
        return Text({tag: cell.text for tag, cell in self.texts.get(name, {}).items()})


class Tongues:
    """The languages of a workbook: spellings become tags, in the order in which they are met."""

    def __init__(self, default: str, *, assumed: bool, findings: Findings) -> None:
        self.default = default
        self._assumed = assumed
        self._findings = findings
        self.met: dict[str, None] = {}

    def tag(self, header: Header, place: Cell) -> str:
        """The tag of a column's language; ``und``, and a problem, when nobody knows it."""
        if header.language is None:
            return self._unnamed(header, place)
        tag = tag_of(header.language)
        if tag is None:
            self._findings.problem("language_unknown", place, language=header.language)
            return "und"
        self.met.setdefault(tag)
        return tag

    def foresee(self, header: Header) -> None:
        """Keeps the place of a language whose column is still empty."""
        if header.field == "label" and (tag := tag_of(header.language or "")):
            self.met.setdefault(tag)

    def _unnamed(self, header: Header, place: Cell) -> str:
        self.met.setdefault(self.default)
        if self._assumed:
            self._assumed = False
            self._findings.notice(
                "language_assumed", place, header=header.text, language=self.default
            )
        return self.default


def rows_of(sheet: Sheet, kind: str, tongues: Tongues, findings: Findings) -> list[Row]:
    """The rows below the header, read by the columns of ``kind`` (survey, choices, settings)."""
    columns = dict(_columns(sheet, kind, tongues, findings))
    _report_flaws(sheet, columns, findings)
    _report_rows(sheet, findings)
    return [_row(sheet, number, columns) for number in sheet.rows if number != sheet.header]


_Columns = Mapping[int, tuple[str, str | None]]


def _columns(
    sheet: Sheet, kind: str, tongues: Tongues, findings: Findings
) -> Iterator[tuple[int, tuple[str, str | None]]]:
    """Field and tag of each used column; those that name their language with ``::`` come first."""
    filled = {number for at, row in sheet.rows.items() if at != sheet.header for number in row}
    filled |= {number for at, number in sheet.flaws if at != sheet.header}
    seen: dict[str, None] = {}
    used: list[tuple[int, Header, str | None]] = []
    for number, text in sheet.rows.get(sheet.header, {}).items():
        place = Cell(sheet.name, sheet.header, letters(number), text)
        if text in seen:
            findings.problem("column_twice", place, header=text)
        seen.setdefault(text)
        header = read_header(kind, text)
        if number not in filled:
            tongues.foresee(header)
            continue
        if header.unclear:
            findings.problem("column_unclear", place, header=text)
        elif not header.field:
            key = "setting_unused" if kind == "settings" else "column_unused"
            findings.notice(key, place, header=text)
        else:
            tag = tongues.tag(header, place) if _translated(header) else None
            used.append((number, header, tag))
    _each_once(sheet, used, findings)
    for number, header, tag in sorted(used, key=lambda column: "::" not in column[1].text):
        yield number, (header.field, tag)


def _each_once(
    sheet: Sheet, used: Iterable[tuple[int, Header, str | None]], findings: Findings
) -> None:
    """Two columns of one language that differ would lose texts: which counts is not ours to say."""
    first: dict[tuple[str, str], tuple[int, Header]] = {}
    for number, header, tag in used:
        if tag is None or tag == "und":
            continue
        earlier, other = first.setdefault((header.field, tag), (number, header))
        if other.text != header.text and _differ(sheet, earlier, number):
            place = Cell(sheet.name, sheet.header, letters(number), header.text)
            findings.problem("language_twice", place, first=other.text, second=header.text)


def _differ(sheet: Sheet, one: int, other: int) -> bool:
    rows = (row for at, row in sheet.rows.items() if at != sheet.header)
    return any(one in row and other in row and row[one] != row[other] for row in rows)


def _report_flaws(sheet: Sheet, columns: _Columns, findings: Findings) -> None:
    """Cells of used columns, and headers, that show something and hold nothing."""
    for (row, column), key in sheet.flaws.items():
        if column in columns or row == sheet.header:
            text = sheet.rows.get(row, {}).get(column, "")
            findings.problem(key, Cell(sheet.name, row, letters(column), text), said=text)


def _report_rows(sheet: Sheet, findings: Findings) -> None:
    """Rows that somebody may not know to be there; they are read like all others."""
    if sheet.hidden:
        place = Cell(sheet.name, sheet.hidden[0])
        findings.notice("rows_hidden", place, rows=_ranges(sheet.hidden))
    for number in sheet.after_gap:
        findings.notice("rows_after_gap", Cell(sheet.name, number))


def _ranges(numbers: Sequence[int]) -> str:
    """``5, 7–9``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _translated(header: Header) -> bool:
    named = header.language is not None
    return header.field in TRANSLATED and (named or header.field not in EITHER)


def _row(sheet: Sheet, number: int, columns: _Columns) -> Row:
    cells = sheet.rows[number]
    fields: dict[str, Cell] = {}
    texts: dict[str, dict[str, Cell]] = {}
    for column, (name, tag) in columns.items():
        if column not in cells:
            continue
        text = sheet.value(number, column) if tag is None else cells[column]
        cell = Cell(sheet.name, number, letters(column), text)
        target = fields if tag is None else texts.setdefault(name, {})
        target.setdefault(name if tag is None else tag, cell)
    return Row(Cell(sheet.name, number), fields, texts)
