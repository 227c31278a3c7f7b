"""The summary of a workshop as a tagged PDF."""

from __future__ import annotations

from typing import Any

from participation.boards.service.summaries import Board, Decision, Summary, Theme
from participation.exports import paper
from participation.exports.figures.facts import word
from participation.exports.summaries import lines

WORDS = 30


def pdf(summary: Summary) -> bytes:
    """The file; runs in a job."""
    return paper.pdf("summary.typ", data(summary), title=lines.title(summary), language="de")


def data(summary: Summary) -> dict[str, Any]:
    """What the template prints."""
    return {
        "about": lines.about(summary),
        "text": word(summary.text),
        "whole": lines.whole(summary),
        "boards": [_board(board) for board in summary.boards],
        "words": [
            {
                "tag": found.language,
                "name": lines.language(found.language),
                "words": [[line.word, str(line.notes)] for line in found.words[:WORDS]],
            }
            for found in summary.words
        ],
        "meaning": list(lines.MEANING),
    }


def _board(board: Board) -> dict[str, Any]:
    return {
        "themes": [_theme(theme, board) for theme in lines.themes(board)],
        "decisions": _decisions(board.decisions),
        "statements": [[str(cell) for cell in row] for row in lines.statements(board)],
        "columns": [[word(c.title), str(c.notes), str(c.rest)] for c in board.columns],
    }


def _theme(theme: Theme, board: Board) -> dict[str, Any]:
    quotes = []
    for quote in theme.quotes:
        said = lines.reading(quote)
        quotes.append(
            {
                "text": quote.text,
                "tag": quote.language or "de",
                "reading": said.text if said else "",
            }
        )
    return {
        "name": lines.name(theme),
        "field": lines.field(theme),
        "counts": lines.counts(theme, board),
        "text": word(theme.text),
        "quotes": quotes,
        "decisions": _decisions(theme.decisions),
    }


def _decisions(found: tuple[Decision, ...]) -> list[str]:
    return [lines.decision(item) for item in found]
