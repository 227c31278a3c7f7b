"""A board as CSV that can be read in again: one row for each thing on it.

For a German Excel (semicolons, byte order mark, German heads) or plain; both are read back. Cells
that a spreadsheet program would take for a formula get an apostrophe in front, as in our other
files; so do cells that begin with one, and reading takes one away again.
"""

from __future__ import annotations

import csv as csv_lines
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from participation.base.errors import DomainError
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import lazy_gettext
from participation.boards.service.boards import LONGEST, Layout, Opinion, Source, VoteKind
from participation.boards.service.summaries import (
    HANDS,
    BoardContent,
    ColumnContent,
    NoteContent,
    OutcomeContent,
    PromptContent,
    Tally,
    ThemeContent,
    Translated,
)
from participation.exports.figures.csv_file import BOM, DANGEROUS
from participation.sheets.reading.cells import FileRefused
from participation.sheets.reading.text import decoded
from surveys.texts.clean import without_controls

HEADS = (
    ("Art", "kind"),
    ("Nummer", "number"),
    ("Spalte", "column"),
    ("Thema (Nummer)", "theme"),
    ("Sprache", "language"),
    ("Text", "text"),
    ("Weiteres", "more"),
    ("Wer", "who"),
    ("Bis", "until"),
    ("Ort", "place"),
    ("Merkmal", "tag"),
    ("Herkunft", "source"),
    ("Antwort auf (Nummer)", "reply_to"),
    ("Gehört zu (Nummer)", "merged_into"),
    ("Anzahl", "count"),
)
KINDS = {
    "board": "Pinnwand",
    "column": "Spalte",
    "prompt": "Frage",
    "theme": "Thema",
    "note": "Zettel",
    "translation": "Übersetzung",
    "decision": "Verabredung",
    "theme_votes": "Stimmen für Thema",
    "note_votes": "Stimmen für Zettel",
}
GERMAN = {german: english for english, german in KINDS.items()}
SEPARATORS = (";", ",", "\t")
WIDEST = 60
"""Cells of a row: Excel may leave some empty ones behind ours."""
NAMES = tuple(english for _german, english in HEADS)
LARGEST = 5000
"""Rows that are read."""
MOST = 1_000_000
"""The largest number in a cell: more people than any hall holds."""
WORDS = {
    *("dots", "voters"),
    *(opinion.value for opinion in Opinion),
    *"12345",
}
"""What votes are counted by, also with ``hands:`` in front."""
Row = Mapping[str, str]


class NotABoard(DomainError):
    """The file is no board that this platform wrote."""

    title = lazy_gettext("Das ist keine Pinnwand-Datei")
    remedy = lazy_gettext("Nehmen Sie eine CSV-Datei, die hier geschrieben wurde.")


def csv(board: BoardContent, *, german: bool = True) -> bytes:
    """A board as a file."""
    out = io.StringIO(newline="")
    writer = csv_lines.writer(out, delimiter=";" if german else ",", lineterminator="\r\n")
    writer.writerow([head[0 if german else 1] for head in HEADS])
    for row in _rows(board):
        kind = KINDS[row["kind"]] if german else row["kind"]
        writer.writerow([_guarded(str({**row, "kind": kind}.get(name, ""))) for name in NAMES])
    return ((BOM if german else "") + out.getvalue()).encode()


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file, and whether its letters may have suffered."""

    rows: list[Row]
    windows: bool
    """Excel saved it in Windows-1252: letters of other scripts have become question marks."""


def read(content: bytes) -> BoardContent:
    """The board of a file.

    Raises:
        NotABoard: it is none.
    """
    return board(table(content))


def board(found: Table) -> BoardContent:
    """The board that rows tell of.

    Raises:
        NotABoard: they tell of none.
    """
    try:
        return _board(found.rows)
    except (KeyError, ValueError, StopIteration) as error:
        raise NotABoard from error


def _rows(board: BoardContent) -> Iterator[dict[str, Any]]:
    yield {
        "kind": "board",
        "text": board.template,
        "more": board.layout,
        "tag": board.vote_kind,
        "count": board.dots,
    }
    for column in board.columns:
        yield {"kind": "column", "column": column.key, "count": column.colour}
        for prompt in column.prompts:
            yield {
                "kind": "prompt",
                "column": column.key,
                "language": prompt.language,
                "text": prompt.title,
                "more": prompt.prompt,
                "who": prompt.released_by or "",
            }
    for at, theme in enumerate(board.themes, start=1):
        yield {
            "kind": "theme",
            "number": at,
            "column": theme.column or "",
            "text": theme.title,
            "tag": theme.field or "",
        }
        yield from _votes("theme_votes", at, theme.votes)
    for at, note in enumerate(board.notes, start=1):
        yield from _note(at, note)
    for outcome in board.outcomes:
        yield {
            "kind": "decision",
            "theme": outcome.theme or "",
            "text": outcome.what,
            "who": outcome.who,
            "until": outcome.until,
        }


def _note(at: int, note: NoteContent) -> Iterator[dict[str, Any]]:
    yield {
        "kind": "note",
        "number": at,
        "column": note.column,
        "theme": note.theme or "",
        "language": note.language or "",
        "text": note.text,
        "place": note.place or "",
        "tag": note.tag or "",
        "source": note.source,
        "reply_to": note.reply_to or "",
        "merged_into": note.merged_into or "",
    }
    for said in note.translations:
        yield {
            "kind": "translation",
            "number": at,
            "language": said.language,
            "text": said.text,
            "who": said.reviewed_by or "",
        }
    yield from _votes("note_votes", at, note.votes)


def _votes(kind: str, at: int, votes: Iterable[Tally]) -> Iterator[dict[str, Any]]:
    for tally in votes:
        yield {"kind": kind, "number": at, "tag": tally.value, "count": tally.total}


def _guarded(cell: str) -> str:
    cell = without_controls(cell)
    return f"'{cell}" if cell.startswith((*DANGEROUS, "'")) else cell


def table(content: bytes) -> Table:
    """The rows of a file that begins as ours do, whatever Excel made of letters and separators.

    Raises:
        NotABoard: it does not, or it is too long.
    """
    try:
        text, assumed = decoded(content)
    except FileRefused as error:
        raise NotABoard from error
    lines = _lines(text.removeprefix("sep=;").lstrip("\r\n"))
    heads = dict(HEADS) | {name: name for name in NAMES}
    columns = [heads.get(head.strip()) for head in lines[0]] if lines else []
    while columns and columns[-1] is None:
        columns.pop()
    if columns != list(NAMES) or max(map(len, lines)) > WIDEST:
        raise NotABoard
    filled = [line for line in lines[1:] if any(line)]
    if len(filled) > LARGEST:
        raise NotABoard(_("Die Datei hat zu viele Zeilen."))
    return Table([_row(line) for line in filled], bool(assumed))


def _lines(text: str) -> list[list[str]]:
    first = text.partition("\n")[0]
    delimiter = max(SEPARATORS, key=first.count)
    try:
        return list(csv_lines.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv_lines.Error as error:
        raise NotABoard from error


def _row(line: list[str]) -> Row:
    cells = [cell.removeprefix("'") for cell in line[: len(NAMES)]]
    row = dict(zip(NAMES, cells + [""] * (len(NAMES) - len(cells)), strict=True))
    return {**row, "kind": GERMAN.get(row["kind"], row["kind"])}


def _board(rows: list[Row]) -> BoardContent:
    head = next(row for row in rows if row["kind"] == "board")
    if unknown := [at for at, row in enumerate(rows, start=2) if row["kind"] not in KINDS]:
        raise NotABoard(_("Zeile %(n)d passt nicht.") % {"n": unknown[0]})
    of = _Index(rows)
    found = BoardContent(
        _fits(head["text"], 40),
        Layout(head["more"]).value,
        VoteKind(head["tag"]).value,
        _count(head["count"]),
        tuple(_read_column(row, of) for row in of("column")),
        tuple(_read_theme(row, of) for row in of("theme")),
        tuple(_read_note(row, of) for row in of("note")),
        tuple(_read_decision(row) for row in of("decision")),
    )
    _must_point_at_something(found)
    _must_stand_once(found)
    return found


def _must_point_at_something(found: BoardContent) -> None:
    """Raises ValueError: a note names a column, a theme or a note that is not in the file."""
    known = {column.key for column in found.columns}
    most = len(found.themes)
    if any(note.column not in known or (note.theme or 0) > most for note in found.notes):
        raise ValueError
    numbers = [n for note in found.notes for n in (note.reply_to, note.merged_into) if n]
    if any(not 1 <= number <= len(found.notes) for number in numbers):
        raise ValueError


def _must_stand_once(found: BoardContent) -> None:
    """Raises what :func:`_must_differ` does: a thing of which there is one stands there twice."""
    _must_differ(column.key for column in found.columns)
    for column in found.columns:
        _must_differ(prompt.language for prompt in column.prompts)
    for note in found.notes:
        _must_differ(said.language for said in note.translations)
    votes = [theme.votes for theme in found.themes] + [note.votes for note in found.notes]
    for tallies in votes:
        _must_differ(tally.value for tally in tallies)


class _Index:
    """The rows by their kind, and those of a kind by what they belong to."""

    def __init__(self, rows: list[Row]) -> None:
        self._kinds: dict[str, list[Row]] = defaultdict(list)
        self._parts: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in rows:
            self._kinds[row["kind"]].append(row)
            owner = row["column"] if row["kind"] == "prompt" else row["number"]
            self._parts[row["kind"], owner].append(row)

    def __call__(self, kind: str) -> list[Row]:
        return self._kinds.get(kind, [])

    def parts(self, kind: str, owner: str) -> list[Row]:
        """The rows of a kind that belong to a column, or to a number."""
        return self._parts.get((kind, owner), [])


def _read_column(row: Row, of: _Index) -> ColumnContent:
    return ColumnContent(
        _fits(row["column"], 24),
        _count(row["count"]),
        tuple(
            PromptContent(
                _fits(said["language"], 12),
                _fits(said["text"], 60),
                _fits(said["more"], 160),
                _fits(said["who"], 120) or None,
            )
            for said in of.parts("prompt", row["column"])
        ),
    )


def _read_theme(row: Row, of: _Index) -> ThemeContent:
    return ThemeContent(
        _fits(row["text"], 120),
        row["column"] or None,
        _fits(row["tag"], 40) or None,
        _tallies("theme_votes", row, of),
    )


def _read_decision(row: Row) -> OutcomeContent:
    return OutcomeContent(
        _fits(row["who"], 120),
        _fits(row["text"], 400),
        _fits(row["until"], 80),
        _number(row["theme"]),
    )


def _read_note(row: Row, of: _Index) -> NoteContent:
    return NoteContent(
        row["column"],
        _fits(row["text"], LONGEST),
        _fits(row["language"], 12) or None,
        _number(row["theme"]),
        _fits(row["place"], 60) or None,
        _fits(row["tag"], 40) or None,
        Source(row["source"]).value,
        _number(row["reply_to"]),
        _number(row["merged_into"]),
        tuple(
            Translated(
                _fits(said["language"], 12),
                _fits(said["text"], 600),
                _fits(said["who"], 120) or None,
            )
            for said in of.parts("translation", row["number"])
        ),
        _tallies("note_votes", row, of),
    )


def _tallies(kind: str, row: Row, of: _Index) -> tuple[Tally, ...]:
    return tuple(
        Tally(_word(vote["tag"]), _count(vote["count"])) for vote in of.parts(kind, row["number"])
    )


def _fits(cell: str, most: int) -> str:
    if len(cell) > most:
        raise ValueError
    return cell.replace("\0", "")


def _number(cell: str) -> int | None:
    if not cell:
        return None
    if not (found := _count(cell)):
        raise ValueError
    return found


def _count(cell: str) -> int:
    if not 0 <= (found := int(cell)) <= MOST:
        raise ValueError
    return found


def _word(cell: str) -> str:
    if cell.removeprefix(HANDS) not in WORDS:
        raise ValueError
    return cell


def _must_differ(found: Iterable[str]) -> None:
    named = list(found)
    if len(set(named)) != len(named):
        raise ValueError
