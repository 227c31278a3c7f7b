"""The summary of a workshop as a Word file, for the minutes and the council's papers."""

from __future__ import annotations

from participation.boards.service.summaries import Board, Decision, Summary, Theme
from participation.exports.documents.docx_file import Paper
from participation.exports.figures.cloud import cloud
from participation.exports.figures.facts import word
from participation.exports.summaries import lines

WORDS = 20
"""Words of one language in the table."""


def docx(summary: Summary) -> bytes:
    """The file; runs in a job."""
    paper = Paper(lines.title(summary), subject=word(summary.event))
    paper.paragraph(lines.about(summary))
    if text := word(summary.text):
        for part in text.split("\n"):
            paper.paragraph(part)
    paper.paragraph(lines.whole(summary))
    for number, board in enumerate(summary.boards, start=1):
        if len(summary.boards) > 1:
            paper.heading(f"Pinnwand {number}")
        _board(paper, board)
    _words(paper, summary)
    paper.heading("So sind die Zahlen gemeint")
    for sentence in lines.MEANING:
        paper.bullet(sentence)
    return paper.bytes()


def _board(paper: Paper, board: Board) -> None:
    paper.heading("Themen")
    paper.table(
        ("Thema", "Handlungsfeld", "Zettel", "Stimmen"),
        [
            (lines.name(t), lines.field(t), t.notes, lines.votes(t, board))
            for t in lines.themes(board)
        ],
        "Themen mit Handlungsfeld, Zetteln und Stimmen",
    )
    for theme in lines.themes(board):
        _theme(paper, theme, board)
    _decisions(paper, board.decisions)
    if rows := list(lines.statements(board)):
        paper.heading("Wo sind wir uns einig?")
        heads = ("Aussage", "dafür", "dagegen", "enthalten", "zusammen")
        paper.table(heads, rows, "Aussagen mit Stimmen")
    paper.heading("Zettel je Spalte")
    paper.table(
        ("Spalte", "Zettel", "ohne Thema"),
        [(word(column.title), column.notes, column.rest) for column in board.columns],
        "Zettel je Spalte",
    )
    counts = board.sources
    paper.paragraph(
        f"Vom Handy {counts.phone}, von Papier {counts.paper}, für andere getippt {counts.proxy},"
        f" eingelesen {counts.imported}."
    )


def _theme(paper: Paper, theme: Theme, board: Board) -> None:
    paper.heading(lines.name(theme), 2)
    paper.paragraph(lines.counts(theme, board))
    if text := word(theme.text):
        paper.paragraph(text)
    for quote in theme.quotes:
        paper.quote(quote.text, quote.language)
        if said := lines.reading(quote):
            paper.paragraph(f"Übersetzt: {said.text}", said.language)
    _decisions(paper, theme.decisions)


def _decisions(paper: Paper, found: tuple[Decision, ...]) -> None:
    if found:
        paper.paragraph("Verabredet:")
        for item in found:
            paper.bullet(lines.decision(item))


def _words(paper: Paper, summary: Summary) -> None:
    if not summary.words:
        return
    paper.heading("Wörter, die oft vorkommen")
    for found in summary.words:
        own = lines.language(found.language)
        paper.heading(own, 2, found.language)
        shown = {line.word: line.notes for line in found.words}
        paper.picture(
            cloud(shown, found.language),
            f"Wortbild, {own}. Die Zahlen stehen in der Tabelle danach.",
        )
        rows = [(line.word, line.notes) for line in found.words[:WORDS]]
        paper.table(("Wort", "Zettel"), rows, f"Wörter, {own}")
