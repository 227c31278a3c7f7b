"""What stands in a file's sheets, before anybody says what it means; and its form as JSON."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

MAX_BYTES = 10_000_000
MAX_UNPACKED = 100_000_000
MAX_PARTS = 3_000
MAX_SHEETS = 200
MAX_ROWS = 5_000
"""Rows of data; what stands above them is given room beside."""
ROWS_ABOVE = 100
MAX_COLUMNS = 300
MAX_CELLS = 400_000
MAX_CHARACTERS = 32_767
FARTHEST_ROW = 1_048_576


@dataclass(frozen=True, slots=True)
class Flaw:
    """A cell that shows something and holds nothing."""

    kind: str
    """``formula`` (no stored value) or ``error`` (``#REF!``)."""
    said: str


Cell = str | int | float | date | Flaw | None
Row = Sequence[Cell]
Place = tuple[int, int]
"""Number of row and column, from 1."""


class FileRefused(Exception):
    """The file cannot be taken; ``key`` is one of the sentences of ``sentences.py``."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.params = {name: str(value) for name, value in params.items()}


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells joined into one, of which the first holds the value."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """One sheet; only rows that hold something, by their number."""

    name: str
    rows: dict[int, list[Cell]] = field(default_factory=dict)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    fills: dict[Place, str] = field(default_factory=dict)
    """Colour of a cell's ground as ``#RRGGBB``; white is none."""
    notes: list[str] = field(default_factory=list)
    """Keys of sentences about the sheet: what was not or cannot be read."""
    refused: str = ""
    """Key of the sentence why the sheet cannot be taken; its rows are gone then."""

    def cell(self, row: int, column: int) -> Cell:
        """What stands there."""
        found = self.rows.get(row, ())
        return found[column - 1] if 0 < column <= len(found) else None

    @property
    def width(self) -> int:
        """Number of the last column that holds something."""
        return max(map(len, self.rows.values()), default=0)


@dataclass(slots=True)
class Book:
    """All sheets of a file, in its order."""

    sheets: list[Sheet]
    notes: list[str] = field(default_factory=list)
    """Keys of sentences about the file."""


def packed(book: Book) -> bytes:
    """The book as bytes that :func:`unpacked` reads."""
    stored = {"notes": book.notes, "sheets": [_sheet_to(sheet) for sheet in book.sheets]}
    return zlib.compress(json.dumps(stored, ensure_ascii=False).encode(), 1)


def unpacked(data: bytes) -> Book:
    """What :func:`packed` wrote."""
    stored = json.loads(zlib.decompress(data))
    return Book([_sheet_from(sheet) for sheet in stored["sheets"]], stored["notes"])


def shown(cell: Cell) -> str:
    """A cell as a person reads it."""
    if cell is None:
        return ""
    if isinstance(cell, Flaw):
        return cell.said
    if isinstance(cell, date):
        return cell.strftime("%d.%m.%Y")
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell).replace(".", ",")
    return str(cell)


_Stored = str | int | float | None | Mapping[str, str]


def _to(cell: Cell) -> _Stored:
    if isinstance(cell, Flaw):
        return {cell.kind: cell.said}
    if isinstance(cell, date):
        return {"date": cell.isoformat()}
    return cell


def _from(stored: _Stored) -> Cell:
    if not isinstance(stored, Mapping):
        return stored
    ((kind, said),) = stored.items()
    return date.fromisoformat(said) if kind == "date" else Flaw(kind, said)


def _sheet_to(sheet: Sheet) -> dict[str, object]:
    return {
        "name": sheet.name,
        "rows": [[number, *map(_to, row)] for number, row in sheet.rows.items()],
        "hidden": sheet.hidden,
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "merges": [list(asdict(merge).values()) for merge in sheet.merges],
        "fills": [[*place, colour] for place, colour in sheet.fills.items()],
        "notes": sheet.notes,
        "refused": sheet.refused,
    }


def _sheet_from(stored: dict[str, list[list[object]]]) -> Sheet:
    rows: Iterator[tuple[int, list[Cell]]] = (
        (row[0], [_from(cell) for cell in row[1:]])  # type: ignore[misc,arg-type]  # as _sheet_to wrote
        for row in stored["rows"]
    )
    return Sheet(
        name=str(stored["name"]),
        rows=dict(rows),
        hidden=bool(stored["hidden"]),
        hidden_rows={int(str(number)) for number in stored["hidden_rows"]},
        hidden_columns={int(str(number)) for number in stored["hidden_columns"]},
        merges=[Merge(*merge) for merge in stored["merges"]],  # type: ignore[arg-type]  # four numbers
        fills={(row, column): str(colour) for row, column, colour in stored["fills"]},  # type: ignore[misc]  # as written
        notes=[str(note) for note in stored["notes"]],
        refused=str(stored["refused"]),
    )
