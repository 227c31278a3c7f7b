"""In which languages of its event a summary is not whole yet; it may be released all the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from participation.boards.summaries.document import Quotation, Summary
from surveys.instrument.instrument import Text


@dataclass(frozen=True, slots=True)
class Missing:
    """What readers of one language do not get in it."""

    language: str
    opening: bool
    """Whether the first words are missing."""
    titles: int
    """Themes without a name."""
    texts: int
    """Texts about themes."""
    quotes: int
    """Quotes without a reviewed translation."""

    @property
    def anything(self) -> bool:
        """Whether something is missing at all."""
        return self.opening or bool(self.titles or self.texts or self.quotes)


def missing(summary: Summary, tags: Iterable[str]) -> tuple[Missing, ...]:
    """What is missing in each of ``tags``; languages that have everything are left out."""
    found = (_in(summary, tag) for tag in tags)
    return tuple(item for item in found if item.anything)


def _in(summary: Summary, tag: str) -> Missing:
    themes = [theme for board in summary.boards for theme in board.themes]
    return Missing(
        tag,
        _lacks(summary.text, tag),
        sum(_lacks(theme.title, tag) for theme in themes),
        sum(_lacks(theme.text, tag) for theme in themes),
        sum(_unread(quote, tag) for theme in themes for quote in theme.quotes),
    )


def _lacks(text: Text, tag: str) -> bool:
    """Whether something was written, but not in this language."""
    return bool(text) and not text.strings.get(tag)


def _unread(quote: Quotation, tag: str) -> bool:
    spoken = {quote.language, *(reading.language for reading in quote.readings)}
    return quote.language is not None and _base(tag) not in {_base(item or "") for item in spoken}


def _base(tag: str) -> str:
    return tag.partition("-")[0]
