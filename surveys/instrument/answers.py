"""Raw values of a page → typed answers, or problems with message keys; answers ↔ JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from surveys.expressions import truth
from surveys.instrument import reading
from surveys.instrument.instrument import Instrument, Question, QuestionType, Text
from surveys.instrument.reading import NotReadable

Value = str | int | Decimal | date | tuple[str, ...]
"""Text or the name of a choice, integer, decimal, date, names of several choices in list order."""
Answers = Mapping[str, Value]
"""Question name → value; who is absent was not answered."""

MAX_RAW = 10_000
"""Characters of one raw value; a browser's field holds far fewer."""
POINT = "."
"""Parts the decimals of what a machine wrote."""
OF_NUMBERS = frozenset({"not_a_number", "out_of_range"})
"""Problems that are told with the bounds of their question."""


class AnswerProblem(Exception):
    """A raw value that is no answer.

    Keys and their parameters: ``too_many_chosen`` (max, chosen), ``exclusive_with_others``
    (choice: its name; label: a Text), ``unknown_choice``, ``not_a_number`` and ``out_of_range``
    (min, max: numbers, each only when there is one), ``unclear_number`` (whole, part: the two
    decimals that it may be), ``not_a_date``, ``too_long`` (max, over),
    ``constraint`` (message: a Text, the questionnaire's own, may be empty), ``unreadable`` (broken
    input that no browser sends).
    """

    def __init__(self, question: Question, key: str, **params: Any) -> None:  # noqa: ANN401
        super().__init__(f"{question.name}: {key}")
        self.question = question
        self.key = key
        self.params: Mapping[str, Any] = params

    @property
    def message(self) -> Text:
        """The questionnaire's own message; empty when it has none for this problem."""
        own: Text = self.params.get("message", self.question.constraint_message)
        return own if self.key in ("constraint", "out_of_range") else Text()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page's raw values say."""

    values: Mapping[str, Value | None]
    """Readable answers by question; None: left empty."""
    problems: tuple[AnswerProblem, ...]


def read(
    question: Question,
    raw: Sequence[str],
    values: Mapping[str, object] | None = None,
    today: date | None = None,
    mark: str = "",
) -> Value | None:
    """The answer that ``raw`` holds; None when the question was left empty.

    Args:
        question: one that asks.
        raw: all values of its field as the browser sent them; a date is one ISO string or the
            three fields day, month, year. Digits of any script count.
        values: the other answers and calculations, for a constraint that looks at them.
        today: the county's day; by default the machine's.
        mark: what parts decimals in the language of the page.

    Raises:
        AnswerProblem: it is none; also when the question's constraint does not hold.
    """
    value = _read(question, raw, mark)
    if value is not None:
        check(question, value, values or {}, today)
    return value


def read_page(
    questions: Iterable[Question],
    raw: Callable[[str], Sequence[str]],
    values: Mapping[str, object],
    today: date | None = None,
    mark: str = "",
) -> Reading:
    """All answers of a page; constraints see the page's other new answers too.

    Args:
        questions: those visible on the page.
        raw: gives a question's raw values by its name.
        values: answers and calculations of the other pages.
        today: the county's day; by default the machine's.
        mark: what parts decimals in the language of the page.
    """
    asked = [question for question in questions if question.type.asks]
    found: dict[str, Value | None] = {}
    problems: dict[str, AnswerProblem] = {}
    for question in asked:
        try:
            found[question.name] = _read(question, raw(question.name), mark)
        except AnswerProblem as problem:
            problems[question.name] = problem
    scope = {**values, **found}
    for question in asked:
        try:
            if (value := found.get(question.name)) is not None:
                check(question, value, scope, today)
        except AnswerProblem as problem:
            problems[question.name] = problem
            del found[question.name]
    return Reading(found, tuple(problems[q.name] for q in asked if q.name in problems))


def check(
    question: Question, value: Value, values: Mapping[str, object], today: date | None = None
) -> None:
    """Raises AnswerProblem when ``value`` breaks the question's constraint."""
    constraint = question.constraint
    if constraint is None or truth(constraint, values, value, today):
        return
    bounds = reading.bounds(constraint)
    if bounds and not question.constraint_message:
        raise AnswerProblem(question, "out_of_range", **bounds)
    raise AnswerProblem(question, "constraint", message=question.constraint_message)


def defaults(questions: Iterable[Question]) -> dict[str, Value]:
    """What the questions hold before anybody answers them; a constraint is not asked yet."""
    held = {question.name: _default(question) for question in questions if question.default}
    return {name: value for name, value in held.items() if value is not None}


def dump(answers: Answers) -> dict[str, str | int | list[str]]:
    """The answers as JSON holds them: decimals and dates as strings, several choices as a list."""
    return {name: _plain(value) for name, value in answers.items()}


def load(instrument: Instrument, data: Mapping[str, Any]) -> dict[str, Value]:
    """What :func:`dump` wrote, typed by the instrument; names that it does not ask are left out.

    Raises:
        AnswerProblem: a value that is none for its question.
    """
    questions = instrument.questions
    return {
        name: _typed(questions[name], value)
        for name, value in data.items()
        if name in questions and questions[name].type.asks
    }


def _plain(value: Value) -> str | int | list[str]:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else value


def _typed(question: Question, value: Any) -> Value:  # noqa: ANN401  any JSON may come
    match question.type, value:
        case QuestionType.SELECT_MULTIPLE, list() if all(isinstance(name, str) for name in value):
            return tuple(value)
        case QuestionType.INTEGER, int() if not isinstance(value, bool):
            return value
        case ((QuestionType.TEXT | QuestionType.SELECT_ONE), str()):
            return value
        case ((QuestionType.DECIMAL | QuestionType.DATE), str()):
            try:
                if question.type is QuestionType.DECIMAL:
                    return reading.decimal([value], POINT)
                return reading.day([value])
            except NotReadable as problem:
                raise AnswerProblem(question, problem.key) from None
    raise AnswerProblem(question, "unreadable")


def _default(question: Question) -> Value | None:
    several = question.type is QuestionType.SELECT_MULTIPLE
    try:
        raw = question.default.split() if several else [question.default]
        return _read(question, raw, POINT)
    except AnswerProblem:  # a choice that the county's own list does not have
        return None


def _read(question: Question, raw: Sequence[str], mark: str) -> Value | None:
    if any(reading.is_broken(part) or len(part) > MAX_RAW for part in raw):
        raise AnswerProblem(question, "unreadable")
    filled = [stripped for part in raw if (stripped := part.strip())]
    if not filled:
        return None
    try:
        return _READERS[question.type](question, filled, mark)
    except NotReadable as problem:
        bounds = _bounds(question) if problem.key in OF_NUMBERS else {}
        raise AnswerProblem(question, problem.key, **problem.params, **bounds) from None


def _bounds(question: Question) -> Mapping[str, int | float]:
    return reading.bounds(question.constraint) if question.constraint else {}


def _text(question: Question, raw: Sequence[str]) -> str:
    text = reading.single(raw).replace("\r\n", "\n").replace("\r", "\n")
    if (over := len(text) - question.max_length) > 0:
        raise NotReadable("too_long", max=question.max_length, over=over)
    return text


def _one(question: Question, raw: Sequence[str]) -> str:
    name = reading.single(raw)
    if name not in question.choice_names:
        raise NotReadable("unknown_choice")
    return name


def _several(question: Question, raw: Sequence[str]) -> tuple[str, ...]:
    chosen = frozenset(raw)
    if not chosen <= question.choice_names:
        raise NotReadable("unknown_choice")
    picked = [choice for choice in question.choices if choice.name in chosen]
    alone = next((choice for choice in picked if choice.exclusive), None)
    if alone and len(picked) > 1:
        raise NotReadable("exclusive_with_others", choice=alone.name, label=alone.label)
    if question.max_choices is not None and len(picked) > question.max_choices:
        raise NotReadable("too_many_chosen", max=question.max_choices, chosen=len(picked))
    return tuple(choice.name for choice in picked)


_READERS: dict[QuestionType, Callable[[Question, Sequence[str], str], Value]] = {
    QuestionType.TEXT: lambda question, raw, _: _text(question, raw),
    QuestionType.INTEGER: lambda _, raw, __: reading.integer(raw),
    QuestionType.DECIMAL: lambda _, raw, mark: reading.decimal(raw, mark),
    QuestionType.DATE: lambda _, raw, __: reading.day(raw),
    QuestionType.SELECT_ONE: lambda question, raw, _: _one(question, raw),
    QuestionType.SELECT_MULTIPLE: lambda question, raw, _: _several(question, raw),
}
