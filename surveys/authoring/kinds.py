"""Types of an expression's parts, and where they do not fit together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from surveys.expressions.signatures import COMPARISONS, FUNCTIONS, Kind
from surveys.expressions.tree import (
    Call,
    Current,
    Expression,
    ExpressionProblem,
    Literal,
    Operation,
    Reference,
    parts,
)
from surveys.expressions.values import as_date
from surveys.instrument.instrument import QuestionType

_NUMBER = re.compile(r"\s*-?[0-9]+(\.[0-9]*)?\s*", re.ASCII)
_KINDS = {
    QuestionType.INTEGER: Kind.NUMBER,
    QuestionType.DECIMAL: Kind.NUMBER,
    QuestionType.DATE: Kind.DATE,
    QuestionType.TEXT: Kind.STRING,
    QuestionType.SELECT_ONE: Kind.SELECTION,
    QuestionType.SELECT_MULTIPLE: Kind.SELECTION,
}
_ARITHMETIC = frozenset(("+", "-", "*", "div", "mod"))


@dataclass(frozen=True, slots=True)
class Names:
    """What an expression may know of a question: its type and the names of its choices."""

    type: QuestionType
    choices: frozenset[str] = frozenset()

    @property
    def kind(self) -> Kind:
        """What its answer is; a calculation may be anything."""
        return _KINDS.get(self.type, Kind.ANY)


def kind_problems(
    expression: Expression, names: Mapping[str, Names], own: Names | None
) -> Iterator[ExpressionProblem]:
    """Every part that cannot mean what it says; ``own`` is what ``.`` means."""
    check = _Check(names, own)
    for part in parts(expression):
        if isinstance(part, Operation) and part.operator in COMPARISONS:
            yield from check.comparison(*part.operands)
        elif isinstance(part, Operation) and part.operator in _ARITHMETIC:
            yield from check.numbers(part.operands)
        elif isinstance(part, Call) and FUNCTIONS[part.function].takes is Kind.SELECTION:
            yield from check.selection(part)


@dataclass(frozen=True, slots=True)
class _Check:
    names: Mapping[str, Names]
    own: Names | None

    def _question(self, part: Expression) -> Names | None:
        if isinstance(part, Reference):
            return self.names.get(part.name)
        return self.own if isinstance(part, Current) else None

    def comparison(self, left: Expression, right: Expression) -> Iterator[ExpressionProblem]:
        for side, other in ((left, right), (right, left)):
            question = self._question(side)
            if question is not None and isinstance(other, Literal) and other.value != "":
                yield from _literal(side, question, other)

    def numbers(self, operands: tuple[Expression, ...]) -> Iterator[ExpressionProblem]:
        for part in operands:
            if isinstance(part, Literal) and not _is_number(part):
                yield ExpressionProblem("not_a_number", part.column, value=str(part.value))

    def selection(self, call: Call) -> Iterator[ExpressionProblem]:
        first = call.arguments[0]
        question = self._question(first)
        if question is None:
            return
        if question.kind not in (Kind.SELECTION, Kind.ANY):
            yield ExpressionProblem("not_a_selection", call.column, function=call.function)
        elif call.function == "selected" and isinstance(call.arguments[1], Literal):
            yield from _literal(first, question, call.arguments[1])


def _literal(side: Expression, question: Names, literal: Literal) -> Iterator[ExpressionProblem]:
    """A question beside a value that it can never have."""
    value = literal.value if isinstance(literal.value, str) else f"{literal.value:g}"
    name = side.name if isinstance(side, Reference) else "."
    if question.kind is Kind.NUMBER and not _is_number(literal):
        yield ExpressionProblem("not_a_number", literal.column, value=value)
    if question.kind is Kind.DATE and as_date(literal.value) is None:
        yield ExpressionProblem("not_a_date", literal.column, value=value)
    if question.choices and not _offers(question, value):
        yield ExpressionProblem("choice_unknown", literal.column, name=name, value=value)


def _offers(question: Names, value: str) -> bool:
    """Whether the value is a choice, or several of a multiple choice, or only a bound."""
    if question.type is QuestionType.SELECT_MULTIPLE:
        return question.choices.issuperset(value.split())
    return value.strip() in question.choices or (
        _NUMBER.fullmatch(value) is not None and all(map(_NUMBER.fullmatch, question.choices))
    )


def _is_number(literal: Literal) -> bool:
    return isinstance(literal.value, float) or _NUMBER.fullmatch(literal.value) is not None
