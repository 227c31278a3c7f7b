"""The summary of a workshop as a workbook: themes, statements, columns, quotes, words."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from participation.boards.service_summaries import Summary
from participation.exports import summary_lines as lines
from participation.exports.facts import word

Cells = Sequence[str | int]
WIDTH = 22
WIDE = 60


def xlsx(summary: Summary) -> bytes:
    """The file; runs in a job."""
    import xlsxwriter  # noqa: PLC0415 - only jobs write workbooks

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": lines.title(summary)})
    sheets = _Sheets(book)
    sheets.add("Übersicht", ("Angabe", "Wert"), _overview(summary))
    themes = [(board, theme) for board in summary.boards for theme in lines.themes(board)]
    sheets.add(
        "Themen",
        (
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
        ),
        [
            (
                lines.name(t),
                lines.field(t),
                t.notes,
                t.votes.phones.dots,
                t.votes.voters,
                t.note_dots,
                t.votes.hands.dots,
                t.not_by_phone,
                t.replies,
                word(t.text),
            )
            for _board, t in themes
        ],
    )
    sheets.add(
        "Spalten",
        ("Spalte", "Zettel", "ohne Thema"),
        [(word(c.title), c.notes, c.rest) for board in summary.boards for c in board.columns],
    )
    sheets.add(
        "Einigkeit",
        ("Aussage", "dafür", "dagegen", "enthalten", "zusammen"),
        [row for board in summary.boards for row in lines.statements(board)],
    )
    sheets.add(
        "Zitate",
        ("Thema", "Zitat", "Sprache", "Übersetzung"),
        [
            (lines.name(t), q.text, q.language or "", said.text if said else "")
            for _board, t in themes
            for q in t.quotes
            for said in [lines.reading(q)]
        ],
    )
    sheets.add(
        "Verabredet",
        ("Thema", "Was", "Wer", "Bis"),
        [(lines.name(t), d.what, d.who, d.until) for _board, t in themes for d in t.decisions]
        + [("", d.what, d.who, d.until) for board in summary.boards for d in board.decisions],
    )
    sheets.add(
        "Wörter",
        ("Sprache", "Wort", "Zettel"),
        [(w.language, line.word, line.notes) for w in summary.words for line in w.words],
    )
    book.close()
    return out.getvalue()


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


class _Sheets:
    """Sheets with a frozen, bold first row."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - xlsxwriter ships no types
        self._book = book
        self._head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self._text = book.add_format({"text_wrap": True, "valign": "top"})

    def add(self, name: str, heads: Sequence[str], rows: Sequence[Cells]) -> None:
        """One sheet; an empty one says so by its head alone."""
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for at, head in enumerate(heads):
            sheet.write_string(0, at, head, self._head)
            sheet.set_column(at, at, WIDE if head in ("Zitat", "Text", "Wert", "Was") else WIDTH)
        for line, row in enumerate(rows, start=1):
            for at, cell in enumerate(row):
                if isinstance(cell, int):
                    sheet.write_number(line, at, cell)
                else:
                    sheet.write_string(line, at, cell, self._text)
