"""What a slice provides so that a county's sheet can be imported into it: the :class:`Target`.

A target declares its fields and how its rows are read, made, changed and removed. All else belongs
to the base: reading any file, mapping columns and words, the list of problems, the preview,
applying it in one transaction, taking it back within a day, the pages.

Register one in ``init_app``::

    sheets.register(app, MeasureTarget(), "/desk/concept/import", back="concept.tree")

The front page of the import is then ``url_for(sheets.endpoint(target.key))``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from participation.base.web.security import Permission
from participation.base.words.lazy import Lazy


class Kind(StrEnum):
    """How the cells of a field are read, and of which type its value is."""

    TEXT = "text"
    """``str``; spaces at the ends and repeated ones are gone, new lines stay."""
    NUMBER = "number"
    """``Decimal``: "1.234,5", "1234.5" and numbers kept as text are understood."""
    MONEY = "money"
    """``Decimal``, euro: "3.000 €", "EUR 3000,-" and "3 T€" are understood."""
    DATE = "date"
    """``date``: a real date, a serial number, "31.12.2027", "12/2027" (its last day)."""
    YEAR = "year"
    """``Decimal``, the year of whatever a DATE may be."""
    CHOICE = "choice"
    """``str``, the key of a :class:`Choice`; staff say once what the sheet's own words mean."""
    NAMES = "names"
    """``tuple[str, ...]``: names with ";", a new line or "," between them, each once."""
    PARENT = "parent"
    """``str``, the key of another row of the same target: the cell holds its number or title.
    A parent of the same sheet is created first, wherever it stands; circles are a problem."""
    PART = "part"
    """No value of its own: the title of a part. Where the cell is filled, the row is named by it,
    and its PARENT is the row whose title stands in the title column (sub-measures in a column)."""
    TRACE = "trace"
    """No value of its own: what :func:`~participation.sheets.meaning.traces.written` wrote beside
    the row. So its cells are known to be as they were written out, or changed since."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a CHOICE field."""

    key: str
    title: str | Lazy
    aliases: tuple[str, ...] = ()
    """Other words for it, in any language, case does not matter ("läuft", "en cours")."""
    begins: bool = False
    """Of a DATE field: also said by a beginning without an end ("ab 2025", "seit 2019")."""


@dataclass(frozen=True, slots=True)
class Dated:
    """What held on a day: one entry of a dated field."""

    on: date
    value: str


Value = str | Decimal | date | tuple[str, ...] | tuple[Dated, ...] | None
"""The value of a field, by its :class:`Kind`; None: nothing stands there."""
Values = Mapping[str, Value]
"""Values by the key of their field."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a row of the target holds and a column of the sheet may tell."""

    key: str
    """Lower-case letters, digits and ``_``; stays the same for ever (mappings are remembered)."""
    kind: Kind
    title: str | Lazy
    """For staff, and the first title that is looked for in a header."""
    aliases: tuple[str, ...] = ()
    """Other titles of such columns, German, English, French; case and signs do not matter."""
    choices: tuple[Choice, ...] = ()
    """Of a CHOICE field: all values it can have. Of a DATE field: words that stand for something
    else than a day ("Daueraufgabe"); its value is then the key. Of a NAMES field: the names there
    are; its values are their titles, and a cell that is one of them is not divided at its comma."""
    required: bool = False
    """A row without it is a problem, and no mapping without it goes on."""
    longest: int = 4000
    """Characters of a text or of one name."""
    dated: bool = False
    """Of a TEXT or CHOICE field: several columns may tell it, each for one day. Its value is
    ``tuple[Dated, ...]`` by day. What the database holds for other days stays."""
    nothing: tuple[str, ...] = ()
    """Words that stand for no value ("Daueraufgabe" in a column of dates); "-" always does."""
    grouping: bool = False
    """A heading above several rows (area, goal): stands in the first row only, by a merged cell or
    by empty cells below it, and is then said of all of them."""
    closed: bool = False
    """Of a NAMES field: staff say what any other name than its choices means."""
    makes: bool = False
    """Of a closed field: the target makes names that staff say are new. Of a CHOICE field too: the
    value of such a word is the word itself behind a "+"."""
    without: str = ""
    """Of a NAMES field: key of the one whose names it leaves out (a partner is not responsible)."""
    past_of: str = ""
    """Of a dated field: key of the field that tells the same of today (``light``, ``reason``)."""
    inside: bool = False
    """Of a dated TEXT field: in a column without a day the days stand in its cells
    ("Stand 03/2023: …"). What has no day goes to the field that tells the same of today."""
    whole_to: str = ""
    """Of a TEXT field: key of the one that holds the whole if it is too long."""
    proposed: str = ""
    """Of a CHOICE field: which choice new rows are proposed to have if no column tells it."""
    whole: bool = False
    """Of a NUMBER or MONEY field: rounded, from 0 to 999,999,999; anything else is a problem."""


@dataclass(frozen=True, slots=True)
class Existing:
    """A row of the target as it is now."""

    key: str
    """What the target knows it by (a UUID as text, say)."""
    values: Values
    """All fields that can be imported; a PARENT is the key of that row."""
    revision: str = ""
    """Anything that changes whenever the row or what hangs on it changes, also outside of the
    fields: what was created is only taken back while it stays the same."""


class Target(Protocol):
    """What sheets can be taken into. All verbs run within the caller's transaction, never commit.

    ``create``, ``change`` and ``remove`` run in a job: no request, no signed-in account.
    """

    @property
    def key(self) -> str:
        """Names the target for ever: lower-case letters, digits and ``_``, at most 40."""

    @property
    def name(self) -> str | Lazy:
        """What its rows are called in a heading: "Maßnahmen"."""

    @property
    def permission(self) -> Permission:
        """Who may import."""

    @property
    def number(self) -> str | None:
        """Key of the field that numbers rows; a row with the same number is the same row."""

    @property
    def title(self) -> str:
        """Key of the TEXT field that names rows; where no number decides, its likeness does."""

    def fields(self) -> Sequence[Field]:
        """All fields, in the order of the mapping page.

        May ask the database (for choices): one statement for each list, not for each choice.
        """

    def existing(self) -> Sequence[Existing]:
        """All rows there are, in their order; a constant number of statements."""

    def hold(self, keys: Collection[str]) -> None:
        """Nobody else changes these rows before the transaction ends; one statement.

        Called before rows are compared with what a sheet or an import says of them.
        """

    def objections(self, rows: Mapping[str, tuple[str | None, Values]]) -> Mapping[str, str]:
        """Why the target cannot take rows: asked for the preview, so that all is told at once.

        Writes nothing; a constant number of statements.

        Args:
            rows: by any name, the key of the row there is (None: it would be new), and what would
                be made or changed. Rows of the sheet that it would belong to are left out.

        Returns:
            By the same names a sentence, of those that cannot be.
        """

    def create(self, rows: Mapping[str, Values]) -> None:
        """Makes rows of the fields that the sheet tells, in a constant number of statements.

        Their keys are UUIDs as text; a row that others belong to stands before them.

        Values are checked for type, length, choice and required. Anything else that cannot be is
        a ``DomainError``, which names the row, takes the whole import back and is shown.
        """

    def change(self, rows: Mapping[str, Values]) -> None:
        """Gives rows other values of the fields named, and of no other; statements as above.

        Also called to give old values back. A dated field comes whole, with the days that stay.
        """

    def remove(self, keys: Sequence[str]) -> Collection[str]:
        """Removes rows that an import made; the keys of those on which something hangs: they stay.

        A row that belongs to another one of them stands before it.
        """
