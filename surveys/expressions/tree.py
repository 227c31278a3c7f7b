"""The closed syntax tree of an expression, and its form as plain data and as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

from surveys.expressions.signatures import FUNCTIONS, OPERATORS

MAX_DEPTH = 100
"""Levels a tree may have; more is no question for people and would exhaust the stack."""


class ExpressionProblem(Exception):
    """An expression that cannot be used.

    Attributes:
        key: which problem (``syntax``, ``unknown_function``, ``arguments``, ``too_long`` …).
        column: where in the text it begins, from 1; 0 when it concerns the whole.
        params: what a message may name.
    """

    def __init__(self, key: str, column: int = 0, **params: str) -> None:
        super().__init__(f"{key} at column {column}: {params}")
        self.key = key
        self.column = column
        self.params = params


@dataclass(frozen=True, slots=True)
class Literal:
    """A number or a string written in the expression."""

    value: float | str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """``${name}``: the answer or calculation of that name; empty when there is none."""

    name: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Current:
    """``.``: the answer that is being checked."""

    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Operation:
    """An operator with its operands; ``and`` and ``or`` take any number, ``-`` one or two."""

    operator: str
    operands: tuple[Expression, ...]
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the closed list with its arguments."""

    function: str
    arguments: tuple[Expression, ...] = ()
    column: int = field(default=0, compare=False)


Expression = Literal | Reference | Current | Operation | Call
TRUE = Call("true")


def children(expression: Expression) -> tuple[Expression, ...]:
    """The parts directly below."""
    if isinstance(expression, Operation):
        return expression.operands
    return expression.arguments if isinstance(expression, Call) else ()


def parts(expression: Expression) -> Iterator[Expression]:
    """The expression and everything below it, from the outside in."""
    yield expression
    for child in children(expression):
        yield from parts(child)


def references(expression: Expression) -> frozenset[str]:
    """Names of all answers and calculations it needs."""
    return frozenset(part.name for part in parts(expression) if isinstance(part, Reference))


def to_data(expression: Expression) -> Any:  # noqa: ANN401  JSON has no closer type
    """Nested lists: ``["$", name]``, ``["."]``, ``[operator or function, part …]``, literals."""
    match expression:
        case Literal(value):
            return value
        case Reference(name):
            return ["$", name]
        case Current():
            return ["."]
        case Operation(head, below) | Call(head, below):
            return [head, *map(to_data, below)]


def from_data(data: Any) -> Expression:  # noqa: ANN401  JSON has no closer type
    """The tree that :func:`to_data` wrote.

    Raises:
        ExpressionProblem: ``data`` is no such tree.
    """
    match data:
        case bool():
            raise ExpressionProblem("data")
        case str() | int() | float():
            return Literal(data if isinstance(data, str) else float(data))
        case ["$", str(name)]:
            return Reference(name)
        case ["."]:
            return Current()
        case [str(head), *below] if head in OPERATORS:
            return Operation(head, tuple(map(from_data, below)))
        case [str(head), *below] if head in FUNCTIONS:
            return Call(head, tuple(map(from_data, below)))
    raise ExpressionProblem("data")


def to_text(expression: Expression) -> str:
    """The expression as a workbook writes it; parsing the text gives an equal tree."""
    match expression:
        case Operation(operator, (operand,)):
            return f"{operator} {_inner(operand)}"
        case Operation(operator, operands):
            return f" {operator} ".join(map(_inner, operands))
        case Call(function, arguments):
            return f"{function}({', '.join(map(to_text, arguments))})"
    return _leaf_text(expression)


def _inner(expression: Expression) -> str:
    text = to_text(expression)
    return f"({text})" if isinstance(expression, Operation) else text


def _leaf_text(leaf: Literal | Reference | Current) -> str:
    match leaf:
        case Literal(str(value)):
            return f'"{value}"' if '"' not in value else f"'{value}'"
        case Literal(value):
            return number_text(float(value))
        case Reference(name):
            return f"${{{name}}}"
        case Current():
            return "."


@cache
def number_text(number: float) -> str:
    """A number as XPath writes it: no exponent, no ``.0``."""
    if number != number or number in (float("inf"), float("-inf")):  # noqa: PLR0124  NaN
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(number)]
    if number == int(number):
        return str(int(number))
    return f"{Decimal(repr(number)):f}"
