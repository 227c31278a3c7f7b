"""Where the header stands and where the data begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from participation.sheets.meaning.titles import merge_at, normal
from participation.sheets.reading.cells import Sheet, shown
from participation.sheets.target import Field

HEAD = 40
"""Filled rows among which a header is looked for."""
_MOST_ROWS = 4
"""Rows of one header."""
_LONG = 90
"""Characters from which on a text is no title."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Numbers of rows: the header's first and last, and the first with data."""

    first: int
    last: int
    data: int


def words_of(fields: Sequence[Field]) -> frozenset[str]:
    """All titles by which columns of the fields are known."""
    return frozenset(
        normal(text) for field in fields for text in (str(field.title), *field.aliases)
    )


def find(sheet: Sheet, known: frozenset[str]) -> Layout:
    """The likeliest header; rows of titles above the table are passed over."""
    numbers = sorted(sheet.rows)[:HEAD]
    if not numbers:
        return Layout(1, 1, 2)
    row = max(numbers, key=lambda number: (_score(sheet, number, known, numbers), -number))
    last = max(row, _lowest(sheet, row))
    first = _highest(sheet, row)
    return Layout(first, last, _data_from(sheet, last))


def _score(sheet: Sheet, row: int, known: frozenset[str], numbers: Sequence[int]) -> float:
    texts = _texts(sheet, row)
    if len(texts) < 2:  # noqa: PLR2004 - one filled cell is a headline
        return float(len(texts)) / 2
    familiar = sum(_familiar(text, known) for text in texts)
    short = sum(len(text) <= _LONG and not text.replace(".", "").isdigit() for text in texts)
    follow = any(number > row for number in numbers)
    return 4 * familiar + short * len(set(texts)) / len(texts) * (0.6 if not follow else 1)


def _familiar(text: str, known: frozenset[str]) -> bool:
    said = normal(text)
    return said in known or any(f" {word} " in f" {said} " for word in known if len(word) > 4)  # noqa: PLR2004 - short words are in many


def _texts(sheet: Sheet, row: int) -> list[str]:
    return [shown(cell) for cell in sheet.rows.get(row, ()) if isinstance(cell, str)]


def _lowest(sheet: Sheet, row: int) -> int:
    """Titles may be divided below: "Zuständig" above "Amt" and "Person"."""
    bottom = max((m.bottom for m in sheet.merges if m.top == row and m.bottom > row), default=row)
    wide = [m for m in sheet.merges if m.top == m.bottom == row and m.right > m.left]
    if bottom == row and wide and row + 1 in sheet.rows:
        below = sheet.rows[row + 1]
        filled = {number for number, cell in enumerate(below, 1) if cell is not None}
        within = {c for m in wide for c in range(m.left, m.right + 1)}
        if filled and filled <= within:
            bottom = row + 1
    return min(bottom, row + _MOST_ROWS - 1)


def _highest(sheet: Sheet, row: int) -> int:
    """Headings above the titles belong to the header when they stand above several columns."""
    first = row
    while first > 1 and row - first < _MOST_ROWS - 1 and first - 1 in sheet.rows:
        above = first - 1
        texts = _texts(sheet, above)
        single = merge_at(sheet, above, 1)
        banner = single is not None and single.right >= sheet.width
        if len(texts) < 2 or len(set(texts)) < len(texts) or banner:  # noqa: PLR2004 - one is a headline
            break
        if max(map(len, texts)) > _LONG:
            break
        first = above
    return first


def _data_from(sheet: Sheet, last: int) -> int:
    row = min((number for number in sheet.rows if number > last), default=last + 1)
    texts = _texts(sheet, row)
    if row == last + 1 and len(texts) > 3:  # noqa: PLR2004 - fewer tell nothing
        # A row of hints ("Freitext", "Auswahl") begins alike in most of its cells.
        ((_, often),) = Counter(text.split()[0].casefold() for text in texts).most_common(1)
        if often * 2 > len(texts):
            return row + 1
    return row
