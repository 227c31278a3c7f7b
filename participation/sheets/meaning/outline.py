"""What pages show of a file: first rows, samples and colours of columns. A few kilobytes."""

from __future__ import annotations

from dataclasses import dataclass, field

from participation.sheets.meaning.layout import HEAD
from participation.sheets.reading.cells import (
    Book,
    Cell,
    Merge,
    Sheet,
    packed,
    shown,
    unpacked,
)

SAMPLES = 12
"""Different values kept of each column."""
COLOURS = 24
LONGEST = 80
"""Characters of a sample."""
_NAMED = 20
"""Hidden rows that are kept by number."""


@dataclass(slots=True)
class Outline:
    """One sheet as pages know it."""

    head: Sheet
    """Its first filled rows."""
    filled: int
    """Rows that hold something."""
    width: int
    hidden_rows: int
    """How many, and only of those that hold something."""
    samples: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    """By column: row and text of its first different values."""
    colours: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    """By column: row and code of its different colours."""

    def samples_after(self, column: int, row: int, most: int = 3) -> list[str]:
        """Different values of a column below the header."""
        return [text for number, text in self.samples.get(column, ()) if number >= row][:most]

    def colours_after(self, column: int, row: int) -> list[str]:
        """Different colours of a column below the header."""
        return [code for number, code in self.colours.get(column, ()) if number >= row]


def outlined(book: Book) -> list[Outline]:
    """The outlines of all sheets."""
    return [_outline(sheet) for sheet in book.sheets]


def stored(outlines: list[Outline], notes: list[str]) -> dict[str, object]:
    """As JSON holds them."""
    return {
        "heads": packed(Book([each.head for each in outlines], notes)).hex(),
        "sheets": [
            [o.filled, o.width, o.hidden_rows, list(o.samples.items()), list(o.colours.items())]
            for o in outlines
        ],
    }


def restored(stored: dict[str, object]) -> tuple[list[Outline], list[str]]:
    """What :func:`stored` told: outlines, and the keys of notes about the file."""
    heads = unpacked(bytes.fromhex(str(stored["heads"])))
    found = []
    for head, numbers in zip(heads.sheets, stored["sheets"], strict=True):  # type: ignore[call-overload]  # as stored
        filled, width, hidden, samples, colours = numbers
        found.append(
            Outline(
                head,
                filled,
                width,
                hidden,
                {column: [(row, text) for row, text in each] for column, each in samples},
                {column: [(row, code) for row, code in each] for column, each in colours},
            )
        )
    return found, heads.notes


def _outline(sheet: Sheet) -> Outline:
    numbers = sorted(sheet.rows)
    kept = set(numbers[:HEAD])
    head = Sheet(
        sheet.name,
        {number: [_cut(cell) for cell in sheet.rows[number]] for number in numbers[:HEAD]},
        hidden=sheet.hidden,
        hidden_rows=set(sorted(sheet.hidden_rows & set(numbers))[:_NAMED]),
        hidden_columns={c for c in sheet.hidden_columns if c <= sheet.width},
        merges=_near(sheet.merges, max(kept, default=0)),
        notes=sheet.notes,
        refused=sheet.refused,
    )
    outline = Outline(head, len(numbers), sheet.width, len(sheet.hidden_rows & set(numbers)))
    _collect(sheet, numbers, outline)
    return outline


def _collect(sheet: Sheet, numbers: list[int], outline: Outline) -> None:
    seen: dict[int, set[str]] = {}
    for row in numbers:
        for column, cell in enumerate(sheet.rows[row], 1):
            if cell is None:
                continue
            text = shown(cell)[:LONGEST]
            known = seen.setdefault(column, set())
            if text not in known and len(known) < SAMPLES + HEAD:
                known.add(text)
                outline.samples.setdefault(column, []).append((row, text))
    tints: dict[int, set[str]] = {}
    for (row, column), code in sorted(sheet.fills.items()):
        codes = tints.setdefault(column, set())
        if code not in codes and len(codes) < COLOURS:
            codes.add(code)
            outline.colours.setdefault(column, []).append((row, code))


def _cut(cell: Cell) -> Cell:
    return cell[:200] if isinstance(cell, str) else cell


def _near(merges: list[Merge], last: int) -> list[Merge]:
    return [merge for merge in merges if merge.top <= last]
