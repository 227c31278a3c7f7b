"""The compiled, immutable questionnaire: every language inside, nothing left to look up.

An :class:`Instrument` is made once (from an XLSForm workbook, see :mod:`surveys.xlsform`), frozen
when a wave opens and only read from then on. It holds data, no behaviour of the web.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from surveys.expressions import Expression, references
from surveys.instrument import marks

PACE = 15
"""Seconds that reading and answering one question takes; the shipped forms take 15 to 20."""
HASTE = 9
"""Seconds a question below which a form's own number of minutes is not believed."""


class InstrumentKind(StrEnum):
    """Whose answers these are; the two are never mixed in a table."""

    ANONYMOUS = "anonymous"
    CONFIDENTIAL = "confidential"


class QuestionType(StrEnum):
    """What a question takes; names are XLSForm's."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    NOTE = "note"
    CALCULATE = "calculate"

    @property
    def asks(self) -> bool:
        """Whether a person answers it (a note only says, a calculation only computes)."""
        return self not in (QuestionType.NOTE, QuestionType.CALCULATE)

    @property
    def measures(self) -> bool:
        """Whether its answer is a number or a day."""
        return self in (QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.DATE)

    @property
    def selects(self) -> bool:
        """Whether it offers choices."""
        return self in (QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE)


class Missing(StrEnum):
    """Why a chosen code is no substantive answer."""

    DONT_KNOW = "dont_know"
    PREFER_NOT = "prefer_not"
    NOT_APPLICABLE = "not_applicable"


class Localized(NamedTuple):
    """A string and the language tag it is really in (for ``lang`` and ``dir`` on a fallback)."""

    text: str
    language: str

    @property
    def plain(self) -> str:
        """The string without marks (:mod:`surveys.instrument.marks`), in one line."""
        return marks.plain(self.text)


@dataclass(frozen=True, slots=True)
class Text:
    """One string in several languages, keyed by language tag."""

    strings: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(self.strings.values())

    def localized(self, chain: Sequence[str]) -> Localized:
        """The string in the first language of ``chain`` that has it.

        ``chain`` runs from the wanted language over its fallbacks; another form of one of them
        (``en-GB`` for ``en``) stands before the next. When none has the string, any language that
        has it serves. An empty text answers with ``("", chain[0])``.
        """
        for wanted in chain:
            if text := self.strings.get(wanted):
                return Localized(text, wanted)
            for tag, text in self.strings.items():
                if text and tag.startswith(f"{wanted}-"):
                    return Localized(text, tag)
        for tag, text in self.strings.items():
            if text:
                return Localized(text, tag)
        return Localized("", chain[0])


EMPTY = Text()


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a select question."""

    name: str
    label: Text
    exclusive: bool = False
    """Chosen alone or not at all ("nothing of this")."""
    missing: Missing | None = None
    """Set for "don't know" and its kin: counted as missing, drawn apart as the last tile."""
    group: Text = EMPTY
    """Heading under which a long list shows it (the town or Amt a village belongs to)."""
    aliases: tuple[str, ...] = ()
    """Other words that lead to it in a long list (village names, postcodes)."""


@dataclass(frozen=True)
class Question:
    """One row that says, asks or computes something."""

    name: str
    type: QuestionType
    label: Text = EMPTY
    hint: Text = EMPTY
    choices: tuple[Choice, ...] = ()
    list_name: str = ""
    """Name of the choice list; a county's own lists (``places``, ``offers``) are put in by it."""
    max_choices: int | None = None
    randomize: bool = False
    fixed_last: int = 0
    """With ``randomize``: how many choices at the end keep their place."""
    relevant: tuple[Expression, ...] = ()
    """All must hold; its own condition and those of the groups around it."""
    required: Expression | None = None
    required_message: Text = EMPTY
    constraint: Expression | None = None
    constraint_message: Text = EMPTY
    default: str = ""
    calculation: Expression | None = None
    max_length: int = 1000
    """Characters a text may have."""
    long_text: bool = False
    """A text of several lines, read by a person before anybody else sees it."""
    searchable: bool = False
    """A long list of choices that wants headings and a filter field."""
    sensitive: bool = False
    """May touch something painful: the page links help and offers the quick exit first."""
    why: Text = EMPTY
    """One sentence on why this is asked, shown with the question."""
    traits: Mapping[str, str] = field(default_factory=dict)
    """The methods sheet: ``construct``, ``dimension``, ``benchmark``, ``tested`` …"""

    @cached_property
    def choice_names(self) -> frozenset[str]:
        """Names of all choices."""
        return frozenset(choice.name for choice in self.choices)

    def choice(self, name: str) -> Choice | None:
        """The choice of that name, if there is one."""
        return next((choice for choice in self.choices if choice.name == name), None)


@dataclass(frozen=True, slots=True)
class Page:
    """What one screen shows: usually one question, or a group asked together."""

    name: str
    questions: tuple[Question, ...]
    heading: Text = EMPTY
    """Set for a group; a page of one question has the question as its heading."""
    section: Text = EMPTY
    """Label of the section that begins with this page ("Über Sie"), with its one sentence why."""
    section_why: Text = EMPTY
    section_name: str = ""
    """Which section it belongs to; a section whose first page is skipped begins with the next."""


@dataclass(frozen=True)
class Instrument:
    """A whole questionnaire."""

    key: str
    version: str
    kind: InstrumentKind
    title: Text
    purpose: Text
    languages: tuple[str, ...]
    default_language: str
    pages: tuple[Page, ...]
    calculations: tuple[Question, ...] = ()
    """Questions of type ``calculate``, as in the questionnaire; ``order`` says what needs what."""
    minutes: int = 5
    """As the form names them; what people are told is ``duration``."""

    @property
    def duration(self) -> int:
        """Minutes that answering takes.

        The form's own figure, unless it is one that nobody could keep (earlier imports stored 5
        where a form named none): then a quarter of a minute a question, as in the shipped forms.
        """
        asked = len(self.asked)
        if self.minutes * 60 >= asked * HASTE:
            return max(self.minutes, 1)
        return -(-asked * PACE // 60)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """All questions by name, in order, calculations last."""
        rows = [question for page in self.pages for question in page.questions]
        return {question.name: question for question in (*rows, *self.calculations)}

    @cached_property
    def order(self) -> tuple[Question, ...]:
        """All questions, each after those that its condition or calculation needs.

        Otherwise as in the questionnaire. The check refuses questions that need each other in a
        circle.
        """
        return tuple(_ordered(self.questions))

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        """The questions that a person answers."""
        return tuple(question for question in self.questions.values() if question.type.asks)

    @property
    def uncounted(self) -> tuple[Question, ...]:
        """Questions that no figure is made of and whose answers nobody reads: numbers, days."""
        return tuple(question for question in self.asked if question.type.measures)

    def __iter__(self) -> Iterator[Page]:
        return iter(self.pages)

    def with_choices(self, list_name: str, choices: Iterable[Choice]) -> Instrument:
        """The same instrument with a county's own list put in wherever ``list_name`` is used.

        Choices of the instrument's list that are missing codes ("I don't know") or exclusive
        stay behind the county's own.
        """
        own = tuple(choices)
        return replace(
            self,
            pages=tuple(
                replace(page, questions=tuple(_filled(q, list_name, own) for q in page.questions))
                for page in self.pages
            ),
        )


def _filled(question: Question, list_name: str, own: tuple[Choice, ...]) -> Question:
    if question.list_name != list_name:
        return question
    kept = tuple(c for c in question.choices if c.missing is not None or c.exclusive)
    return replace(question, choices=own + kept)


def needs(question: Question) -> frozenset[str]:
    """Names of all that decides whether the question is shown or what it computes."""
    calculation = () if question.calculation is None else (question.calculation,)
    return frozenset().union(*map(references, (*question.relevant, *calculation)))


def _ordered(questions: Mapping[str, Question]) -> Iterator[Question]:
    """A question moves only when something that it needs stands behind it."""
    order = {name: at for at, name in enumerate(questions)}
    wanted = {name: sorted(needs(q) & order.keys(), key=order.__getitem__, reverse=True)
              for name, q in questions.items()}  # fmt: skip
    met: set[str] = set()
    for name in questions:
        stack = [] if name in met else [name]
        while stack:
            met.add(stack[-1])
            waiting = wanted[stack[-1]]
            while waiting and waiting[-1] in met:
                waiting.pop()
            if waiting:
                stack.append(waiting[-1])
            else:
                yield questions[stack.pop()]
