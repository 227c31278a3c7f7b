"""A summary in the German of files: the same words in Word, PDF and tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from participation.base.words.languages import direction
from participation.boards.service.summaries import (
    AGREEMENT_WORDINGS,
    AgreementLevel,
    Board,
    Decision,
    Quotation,
    Summary,
    Theme,
    agreements,
    field_of,
    language_name,
    reading_for,
    top,
)
from participation.exports.figures.facts import CHAIN, word

REST = "Zettel ohne Thema"
DRAFT = "Entwurf, nicht veröffentlicht"
MEANING = (
    "Gezählt ist genau, was im Workshop zu sehen war. Nichts ist geschätzt oder gerundet.",
    "Zitate stehen wörtlich, ohne Namen. Darunter steht, wo es sie gibt, die geprüfte Übersetzung.",
    "Hände im Raum hat die Moderation gezählt. Sie stehen neben den Punkten.",
    "Ein Wort zählt einmal je Zettel. Gezeigt wird, was mindestens 3 Menschen geschrieben haben.",
)
STANDS = {level: str(words.message) for level, words in AGREEMENT_WORDINGS.items()}
"""German whatever the language of the desk."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and its language."""

    text: str
    language: str

    @property
    def direction(self) -> str:
        """``ltr`` or ``rtl``."""
        return direction(self.language)


def title(summary: Summary) -> str:
    """What the document is called."""
    return f"Auswertung: {word(summary.workshop)}"


def about(summary: Summary) -> str:
    """Event, day, place and version in one line."""
    version = f"Fassung {summary.version}" if summary.version else DRAFT
    parts = (word(summary.event), f"{summary.day:%d.%m.%Y}", summary.place, summary.room, version)
    return " · ".join(part for part in parts if part)


def whole(summary: Summary) -> str:
    """How much there is."""
    return (
        f"{summary.notes} Zettel, {summary.people} Menschen haben am Handy geschrieben oder"
        " abgestimmt."
    )


def name(theme: Theme) -> str:
    """The theme's name."""
    return REST if theme.rest else word(theme.title)


def field(theme: Theme) -> str:
    """Its field of action, or nothing."""
    found = field_of(theme)
    return word(found.name) if found else ""


def votes(theme: Theme, board: Board) -> str:
    """Dots with voters, hands beside them, stars; or nothing."""
    phones, hands = theme.votes.phones, theme.votes.hands
    parts = []
    if board.vote_kind == "dots":
        parts.append(f"{phones.dots} Punkte von {theme.votes.voters} Menschen")
        if theme.note_dots:
            parts.append(f"{theme.note_dots} Punkte auf einzelnen Zetteln")
    if phones.stars:
        high = phones.stars[3] + phones.stars[4]
        parts.append(f"wichtig (4 oder 5 von 5): {high} von {sum(phones.stars)}")
    if hands.dots:
        parts.append(f"{hands.dots} Hände im Raum")
    return ", ".join(parts)


def counts(theme: Theme, board: Board) -> str:
    """All counts of a theme in one line."""
    parts = [f"{theme.notes} Zettel"]
    if counted := votes(theme, board):
        parts.append(counted)
    if theme.not_by_phone:
        parts.append(f"{theme.not_by_phone} auf Papier oder für andere getippt")
    if theme.replies:
        parts.append(f"{theme.replies} Antworten darauf")
    return " · ".join(parts)


def decision(found: Decision) -> str:
    """Who does what until when."""
    return " · ".join(part for part in (found.what, found.who, found.until) if part)


def reading(quote: Quotation) -> Passage | None:
    """The German (else English) reading of a quote in another language."""
    found = reading_for(quote, CHAIN)
    return Passage(found.text, found.language) if found else None


def themes(board: Board) -> list[Theme]:
    """In the order in which they are told."""
    return top(board)


def statements(board: Board) -> Iterator[tuple[str, int, int, int, str]]:
    """Statement, agree, disagree, pass, how people stand to it."""
    for found in agreements(board.statements):
        count = found.statement.votes.phones
        yield (
            word(found.statement.text),
            count.agree,
            count.disagree,
            count.passed,
            STANDS[AgreementLevel(found.level)],
        )


def language(tag: str) -> str:
    """A language by its own name."""
    return language_name(tag)
