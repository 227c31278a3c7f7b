"""What a workshop came to, as plain frozen values.

``Facts`` are counted from the boards by a job and never typed in. ``Edits`` are the words and the
quotes that the coordinator chooses. Both together make a ``Summary``; its bytes are frozen with
each release. All three go through :mod:`surveys.plain`, so they hold what that knows.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date

from surveys import plain
from surveys.instrument.instrument import Text

REST = "rest"
"""Stands for the notes of a board that belong to no theme."""
NOTHING = Text({})


@dataclass(frozen=True, slots=True)
class Count:
    """Votes of one kind of voter; numbers are exact, for a vote in a room is a public act."""

    dots: int = 0
    agree: int = 0
    disagree: int = 0
    passed: int = 0
    stars: tuple[int, ...] = ()
    """How many gave 1, 2, 3, 4, 5; empty where nobody rated."""

    @property
    def opinions(self) -> int:
        """How many said anything to a statement."""
        return self.agree + self.disagree + self.passed


@dataclass(frozen=True, slots=True)
class Votes:
    """Votes for a note or theme; never broken down by place, role, tag or language."""

    phones: Count = field(default_factory=Count)
    voters: int = 0
    """Different people behind the dots."""
    hands: Count = field(default_factory=Count)
    """Counted in the room by the facilitator; shown beside the phones, never added up."""
    rank: int = plain.later(0)
    """Its place among all that was voted for (:mod:`participation.boards.voting.ranking`); 0: none,
    nobody voted for it, or the summary is older than the rule."""
    weight: float = plain.later(0.0)


@dataclass(frozen=True, slots=True)
class Reading:
    """A note in another language, found right by a person."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """A released note, word for word."""

    id: str
    text: str
    language: str | None
    readings: tuple[Reading, ...]
    column: str
    """Key of its column."""
    theme: str
    """Key of its theme, or :data:`REST`."""
    source: str
    votes: Votes
    replies: int = 0


@dataclass(frozen=True, slots=True)
class ColumnFacts:
    """A column; titles and prompts in the languages in which they were shown."""

    key: str
    colour: int
    title: Text
    prompt: Text


@dataclass(frozen=True, slots=True)
class ThemeFacts:
    """Notes that the facilitator put together."""

    key: str
    title: str
    field: str | None
    votes: Votes
    proposed: tuple[str, ...]
    """Notes proposed as quotes: the one with most dots, then the most central."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the discussion came to."""

    theme: str | None
    who: str
    what: str
    until: str


@dataclass(frozen=True, slots=True)
class BoardFacts:
    """One board of the workshop."""

    key: str
    template: str
    vote_kind: str
    dots: int
    """Dots of one person."""
    columns: tuple[ColumnFacts, ...]
    themes: tuple[ThemeFacts, ...]
    """In the order of the wall; the last one is the rest, if anything is left."""
    notes: tuple[NoteFacts, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class WordLine:
    """A word and in how many notes it stands."""

    word: str
    notes: int


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language that at least three people wrote."""

    language: str
    words: tuple[WordLine, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the boards of a workshop say."""

    event: Text
    workshop: Text
    day: date
    place: str
    room: str
    people: int
    """Phones that wrote or voted."""
    boards: tuple[BoardFacts, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class ThemeEdit:
    """What the coordinator decides about a theme."""

    theme: str
    title: Text = NOTHING
    """In other languages, or instead of the title on the wall."""
    text: Text = NOTHING
    quotes: tuple[str, ...] | None = None
    """Chosen notes; None: those proposed."""


@dataclass(frozen=True, slots=True)
class Edits:
    """What the coordinator decides about a summary."""

    text: Text = NOTHING
    """The first words of the summary."""
    themes: tuple[ThemeEdit, ...] = ()

    def of(self, theme: str) -> ThemeEdit:
        """What was decided about one theme so far."""
        return next((edit for edit in self.themes if edit.theme == theme), ThemeEdit(theme))


@dataclass(frozen=True, slots=True)
class Quotation:
    """A note quoted word for word."""

    note: str
    text: str
    language: str | None
    readings: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class ColumnCount:
    """Notes of one column."""

    column: str
    notes: int


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme as it is released."""

    key: str
    title: Text
    field: str | None
    text: Text
    notes: int
    columns: tuple[ColumnCount, ...]
    not_by_phone: int
    """Notes from paper cards, typed in for others, or read in."""
    replies: int
    votes: Votes
    """For the theme itself."""
    note_dots: int
    """Dots on single notes of the theme, of phones."""
    quotes: tuple[Quotation, ...]
    decisions: tuple[Decision, ...]

    @property
    def rest(self) -> bool:
        """Whether these are the notes that belong to no theme."""
        return self.key == REST


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it is released."""

    key: str
    colour: int
    title: Text
    prompt: Text
    notes: int
    rest: int
    """Notes of it without a theme."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A note or theme and what people said to it."""

    text: Text
    """A theme's title, or the note and its readings."""
    votes: Votes


@dataclass(frozen=True, slots=True)
class Sources:
    """By which way the notes came."""

    phone: int
    paper: int
    proxy: int
    imported: int

    @property
    def others(self) -> int:
        """Notes that came by no phone."""
        return self.paper + self.proxy + self.imported


@dataclass(frozen=True, slots=True)
class Board:
    """A board as it is released."""

    key: str
    vote_kind: str
    dots: int
    notes: int
    sources: Sources
    columns: tuple[Column, ...]
    themes: tuple[Theme, ...]
    statements: tuple[Statement, ...]
    decisions: tuple[Decision, ...]
    """Those that belong to no theme."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a workshop came to, as everybody may read it."""

    version: int
    """1 for the first release; 0 for a draft."""
    event: Text
    workshop: Text
    day: date
    place: str
    room: str
    people: int
    text: Text
    boards: tuple[Board, ...]
    words: tuple[Words, ...]

    @property
    def notes(self) -> int:
        """Notes on all boards."""
        return sum(board.notes for board in self.boards)

    def to_bytes(self) -> bytes:
        """The bytes that are frozen; the same for the same summary."""
        return json.dumps(
            plain.encode(self), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        ).encode()
