"""The seam between the engine's types of answers and the web: what each field takes and looks like.

WTForms reads and validates what was posted; the pages draw their inputs themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from werkzeug.datastructures import MultiDict
from wtforms import Field
from wtforms.form import BaseForm

from participation.base.web.templating import decimal_mark
from participation.respond.questions import undecoded
from surveys.instrument import answers
from surveys.instrument.answers import AnswerProblem, Value
from surveys.instrument.instrument import Question, QuestionType

PREFIX = "q:"
"""Before the name of a question that could be taken for something of the page's."""
SEARCH = "find:"
"""Before a question's name: what was typed to search its choices. No name holds a colon."""
CONTROLS = frozenset({"do", "token", "again", "homepage"})
"""What the pages have always posted for themselves: never an answer."""
OWN = CONTROLS | {
    *("probe", "via", "code", "find", "language"),
    *("answer", "main", "problems", "link", "leave", "begin"),
    *("submit", "appendChild", "addEventListener"),
}
"""Names that an answer's field cannot have: fields and ids of the pages, and what their script
asks of a form, which a field of that name would hide."""


def field_name(question: str) -> str:
    """The name of a question's field, and what its ids begin with.

    The question's own name, unless that could be taken for something of the page's; so a page
    that was loaded before this rule is read as well (:func:`posted_values`).
    """
    taken = question in OWN or "-" in question or question.startswith("find.")
    return PREFIX + question if taken else question


def posted_values(posted: MultiDict[str, str], question: str) -> Sequence[str]:
    """The raw values of a question; of pages drawn before under the question's bare name."""
    field = field_name(question)
    if field in posted or question in CONTROLS:
        return posted.getlist(field)
    return posted.getlist(question)


class AnswerField(Field):
    """One question's field; ``part`` names how the page draws it."""

    part: ClassVar[str] = ""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  WTForms' own protocol
        super().__init__(**options)
        self.raw: Sequence[str] = ()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keeps the raw values; the engine reads them together with the rest of the page."""
        self.raw = [str(value) for value in valuelist]


class TextField(AnswerField):
    """Own words."""

    part = "text"


class NumberField(AnswerField):
    """A number, in digits of any script."""

    part = "number"


class DateField(AnswerField):
    """A day."""

    part = "date"


class OneField(AnswerField):
    """One of several tiles."""

    part = "one"


class SeveralField(AnswerField):
    """Some of several tiles."""

    part = "several"


FIELDS: dict[QuestionType, type[AnswerField]] = {
    QuestionType.TEXT: TextField,
    QuestionType.INTEGER: NumberField,
    QuestionType.DECIMAL: NumberField,
    QuestionType.DATE: DateField,
    QuestionType.SELECT_ONE: OneField,
    QuestionType.SELECT_MULTIPLE: SeveralField,
}


class PageForm(BaseForm):
    """What was posted for one page of a questionnaire."""

    def __init__(self, questions: Sequence[Question], posted: MultiDict[str, str]) -> None:
        self.questions = [question for question in questions if question.type.asks]
        super().__init__({q.name: _field(q.type) for q in self.questions})
        self.raw: dict[str, list[str]] = {}
        """What was posted, by question."""
        self.values: Mapping[str, Value | None] = {}
        self.problems: tuple[AnswerProblem, ...] = ()
        self.process(
            MultiDict((q.name, v) for q in self.questions for v in posted_values(posted, q.name))
        )
        for name, field in self._fields.items():
            self.raw[name] = list(getattr(field, "raw", ()))

    def check(self, others: Mapping[str, object], today: date) -> bool:
        """Reads all fields; whether no problem was found.

        Args:
            others: answers and calculations of the other pages, for constraints that see them.
            today: the county's day.
        """
        mark = decimal_mark()
        read = answers.read_page(self.questions, self.raw.__getitem__, others, today, mark)
        names = undecoded.kept()
        broken = [
            AnswerProblem(question, "unreadable")
            for question in self.questions
            if names & {question.name, field_name(question.name)}
        ]
        self.values, self.problems = read.values, (*broken, *read.problems)
        for problem in self.problems:
            self[problem.question.name].errors = [problem.key]
        return not self.problems


@lru_cache(maxsize=len(QuestionType))
def _field(kind: QuestionType) -> Any:  # noqa: ANN401  WTForms calls it an unbound field
    return FIELDS[kind]()
