"""Titles of columns: found, joined, compared."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from participation.sheets.reading.cells import Merge, Sheet, shown
from surveys.authoring.sheets import letters

LONGEST = 120


@lru_cache(maxsize=20_000)
def normal(text: str) -> str:
    """``text`` as it is compared: small letters and digits, no accents, single spaces."""
    small = text.replace("ß", "ss").replace("ẞ", "ss").casefold()
    bare = "".join(c for c in unicodedata.normalize("NFKD", small) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", bare).strip()


def titles(sheet: Sheet, first: int, last: int) -> dict[int, str]:
    """By column, its title from the header's rows ``first`` to ``last``, joined by " / ".

    A title that is there twice gets a number; a column without one is left out, unless data stand
    in it.
    """
    found: dict[int, str] = {}
    for column in range(1, sheet.width + 1):
        parts: list[str] = []
        for row in range(first, last + 1):
            said = _said(sheet, row, column, first, last)
            if said and said not in parts:
                parts.append(said)
        if parts or _data(sheet, column, last):
            found[column] = " / ".join(parts)[:LONGEST] or f"({letters(column)})"
    return _numbered(found)


def twice(found: Iterable[str]) -> list[str]:
    """Titles that :func:`titles` had to number."""
    return [title for title in found if re.search(r" \([2-9][0-9]*\)$", title)]


def fingerprint(found: Iterable[str]) -> str:
    """The same for headers of the same titles in whatever order."""
    joined = "\n".join(sorted(map(normal, found)))
    return hashlib.sha256(joined.encode()).hexdigest()


def merge_at(sheet: Sheet, row: int, column: int) -> Merge | None:
    """The joined cell that covers a place."""
    for merge in sheet.merges:
        if merge.top <= row <= merge.bottom and merge.left <= column <= merge.right:
            return merge
    return None


def _said(sheet: Sheet, row: int, column: int, first: int, last: int) -> str:
    merge = merge_at(sheet, row, column)
    if merge is not None:
        if merge.top < first:
            return ""
        return _one_line(shown(sheet.cell(merge.top, merge.left)))
    said = _one_line(shown(sheet.cell(row, column)))
    if said or row == last or _joined(sheet, row):
        return said
    # Without joined cells a heading stands above the first of its columns and those after it.
    before = (shown(sheet.cell(row, left)) for left in range(column - 1, 0, -1))
    return _one_line(next((text for text in before if text), ""))


def _joined(sheet: Sheet, row: int) -> bool:
    return any(merge.top <= row <= merge.bottom for merge in sheet.merges)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _data(sheet: Sheet, column: int, last: int) -> bool:
    return any(sheet.cell(row, column) is not None for row in sheet.rows if row > last)


def _numbered(found: dict[int, str]) -> dict[int, str]:
    seen: Counter[str] = Counter()
    named: dict[int, str] = {}
    for column, title in found.items():
        seen[normal(title)] += 1
        again = seen[normal(title)]
        named[column] = f"{title} ({again})" if again > 1 else title
    return named
