"""The summary of a workshop as a workbook: themes, statements, columns, quotes, words, notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from participation.boards.service.summaries import BoardContent, ColumnContent, Summary, Theme
from participation.exports.documents.xlsx_file import Book, Cell
from participation.exports.figures.facts import word
from participation.exports.summaries import lines

Cells = Sequence[Cell]
THEME_HEAD = (
    "Thema",
    "Handlungsfeld",
    "Zettel",
    "Punkte",
    "Menschen",
    "Punkte auf Zetteln",
    "Hände im Raum",
    "nicht vom Handy",
    "Antworten",
    "Text",
)
NOTE_HEAD = (
    "Nummer",
    "Pinnwand",
    "Spalte",
    "Zettel",
    "Sprache",
    "Übersetzung",
    "Thema",
    "Ort",
    "Stichwort",
    "Weg",
    "Antwort auf",
    "Sagt dasselbe wie",
    "Punkte",
)
SOURCE_NAMES = {"phone": "Handy", "paper": "Papier", "proxy": "auf Zuruf", "import": "eingelesen"}
WIDE = 60
WIDE_ONES = frozenset({"Zitat", "Text", "Wert", "Was"})


def xlsx(summary: Summary, boards: Sequence[BoardContent] = ()) -> bytes:
    """The file; runs in a job.

    Args:
        summary: what the workshop came to.
        boards: its boards as they hang now, for the sheet of all notes.
    """
    book = Book(lines.title(summary))
    for name, head, rows in _tables(summary):
        book.sheet(name, head, rows, dict.fromkeys(WIDE_ONES, WIDE))
    notes = [row for at in enumerate(boards, 1) for row in _notes(*at)]
    book.sheet("Alle Zettel", NOTE_HEAD, notes, dict.fromkeys(WIDE_ONES, WIDE))
    return book.bytes()


def _tables(summary: Summary) -> Iterator[tuple[str, tuple[str, ...], list[Cells]]]:
    """Name, head and rows of each sheet, in order."""
    themes = [theme for board in summary.boards for theme in lines.themes(board)]
    yield "Übersicht", ("Angabe", "Wert"), _overview(summary)
    yield "Themen", THEME_HEAD, [_theme(theme) for theme in themes]
    yield (
        "Spalten",
        ("Spalte", "Zettel", "ohne Thema"),
        [(word(c.title), c.notes, c.rest) for board in summary.boards for c in board.columns],
    )
    yield (
        "Einigkeit",
        ("Aussage", "dafür", "dagegen", "enthalten", "zusammen"),
        [row for board in summary.boards for row in lines.statements(board)],
    )
    yield (
        "Zitate",
        ("Thema", "Zitat", "Sprache", "Übersetzung"),
        [row for theme in themes for row in _quotes(theme)],
    )
    yield "Verabredet", ("Thema", "Was", "Wer", "Bis"), _decisions(summary, themes)
    yield (
        "Wörter",
        ("Sprache", "Wort", "Zettel"),
        [(w.language, line.word, line.notes) for w in summary.words for line in w.words],
    )


def _theme(theme: Theme) -> Cells:
    """A row below :data:`THEME_HEAD`."""
    return (
        lines.name(theme),
        lines.field(theme),
        theme.notes,
        theme.votes.phones.dots,
        theme.votes.voters,
        theme.note_dots,
        theme.votes.hands.dots,
        theme.not_by_phone,
        theme.replies,
        word(theme.text),
    )


def _quotes(theme: Theme) -> list[Cells]:
    said = [(quote, lines.reading(quote)) for quote in theme.quotes]
    return [
        (lines.name(theme), quote.text, quote.language or "", reading.text if reading else "")
        for quote, reading in said
    ]


def _decisions(summary: Summary, themes: Sequence[Theme]) -> list[Cells]:
    """What was agreed on themes, then what belongs to none."""
    found = [(lines.name(theme), d) for theme in themes for d in theme.decisions]
    found += [("", d) for board in summary.boards for d in board.decisions]
    return [(name, d.what, d.who, d.until) for name, d in found]


def _overview(summary: Summary) -> list[Cells]:
    return [
        ("Workshop", word(summary.workshop)),
        ("Veranstaltung", word(summary.event)),
        ("Tag", f"{summary.day:%d.%m.%Y}"),
        ("Ort", summary.place),
        ("Fassung", summary.version or lines.DRAFT),
        ("Zettel", summary.notes),
        ("Menschen am Handy", summary.people),
        ("Zettel von Papier", sum(board.sources.paper for board in summary.boards)),
        ("Zettel für andere getippt", sum(board.sources.proxy for board in summary.boards)),
        ("Zettel eingelesen", sum(board.sources.imported for board in summary.boards)),
        *(("Hinweis", sentence) for sentence in lines.MEANING),
    ]


def _notes(number: int, board: BoardContent) -> Iterator[Cells]:
    """A row below :data:`NOTE_HEAD` for every note that everybody may see."""
    titles = {column.key: _german(column) for column in board.columns}
    for at, note in enumerate(board.notes, start=1):
        said = next((item.text for item in note.translations if item.language == "de"), "")
        dots = sum(tally.total for tally in note.votes if tally.value == "dots")
        yield (
            at,
            number,
            titles[note.column],
            note.text,
            note.language or "",
            said,
            board.themes[note.theme - 1].title if note.theme else "",
            note.place or "",
            note.tag or "",
            SOURCE_NAMES.get(note.source, note.source),
            note.reply_to or "",
            note.merged_into or "",
            dots,
        )


def _german(column: ColumnContent) -> str:
    return next((said.title for said in column.prompts if said.language == "de"), column.key)
