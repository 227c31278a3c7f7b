"""Wordings of a summary on pages and in documents: which translation, which name, which order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from participation.areas import service as areas
from participation.areas.service import AreaInfo
from participation.base.words.languages import LANGUAGES
from participation.base.words.lazy import Lazy, lazy_gettext
from participation.boards.summaries.agreement import Agreement, AgreementLevel, agreements
from participation.boards.summaries.document import Board, Quotation, Reading, Theme

FEW_WORDS = 30
"""Words of one language that a page lists."""
AGREEMENT_WORDINGS: dict[AgreementLevel, Lazy] = {
    AgreementLevel.ALL_FOR: lazy_gettext("Alle sind dafür"),
    AgreementLevel.ALL_AGAINST: lazy_gettext("Alle sind dagegen"),
    AgreementLevel.MOST_FOR: lazy_gettext("Die meisten sind dafür"),
    AgreementLevel.MOST_AGAINST: lazy_gettext("Die meisten sind dagegen"),
    AgreementLevel.DIVIDED: lazy_gettext("Nicht einig"),
    AgreementLevel.TOO_FEW: lazy_gettext("Zu wenige Stimmen"),
}
"""The table's words; the rule behind them stands in :mod:`.agreement`."""


def reading_for(quote: Quotation, chain: Sequence[str]) -> Reading | None:
    """The translation that a reader of ``chain`` needs beside the original; None for no need."""
    first = chain[0].partition("-")[0]
    if quote.language is None or quote.language.partition("-")[0] == first:
        return None
    by_language = {reading.language: reading for reading in quote.readings}
    return next((by_language[tag] for tag in chain if tag in by_language), None)


def language_name(tag: str) -> str:
    """A language by its own name, or its tag where we have none."""
    return LANGUAGES[tag].own_name if tag in LANGUAGES else tag


def field_of(theme: Theme) -> AreaInfo | None:
    """The field of action of a theme."""
    return areas.by_key(theme.field)


def agreed(board: Board) -> tuple[Agreement, ...]:
    """How people stand to each statement, what weighs most first."""
    return agreements(board.statements)


def top(board: Board) -> list[Theme]:
    """Themes that weigh most first, then those with most notes; the rest stands last.

    Without ranks, as in summaries released before there were any, dots decide.
    """
    if any(theme.votes.rank for theme in board.themes):
        last = len(board.themes) + max(theme.votes.rank for theme in board.themes)
        return sorted(
            board.themes,
            key=lambda theme: (theme.rest, theme.votes.rank or last, -theme.notes),
        )
    return sorted(
        board.themes, key=lambda theme: (theme.rest, -theme.votes.phones.dots, -theme.notes)
    )


WORDS: dict[str, Any] = {
    "agreed": agreed,
    "by_weight": top,
    "field_of": field_of,
    "language_name": language_name,
    "reading_for": reading_for,
}
"""What templates of a summary ask."""
