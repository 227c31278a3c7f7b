"""A tree's value for given answers. Total: every checked tree has a value for any answers."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from surveys.expressions.functions import EAGER, remainder
from surveys.expressions.tree import Call, Expression, Literal, Operation, Reference
from surveys.expressions.values import Atom, as_number, as_truth, atom, comparable, equal


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression can see."""

    values: Mapping[str, object]
    current: Atom
    today: date | None


_RELATIONS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}


def evaluate(
    expression: Expression,
    values: Mapping[str, object],
    current: object = None,
    today: date | None = None,
) -> Atom:
    """The value of ``expression``.

    Args:
        expression: a tree as :func:`surveys.expressions.parse` gives.
        values: answers and calculations by name; what is missing is empty.
        current: what ``.`` means.
        today: the day that ``today()`` gives; by default the machine's.
    """
    return _value(expression, Scope(values, atom(current), today))


def truth(
    expression: Expression,
    values: Mapping[str, object],
    current: object = None,
    today: date | None = None,
) -> bool:
    """Whether a condition holds."""
    return as_truth(evaluate(expression, values, current, today))


def _value(node: Expression, scope: Scope) -> Atom:
    if isinstance(node, Reference):
        return atom(scope.values.get(node.name))
    if isinstance(node, Literal):
        return node.value
    if isinstance(node, Operation):
        return _operation(node.operator, node.operands, scope)
    if isinstance(node, Call):
        return _call(node.function, node.arguments, scope)
    return scope.current


def _operation(name: str, operands: Sequence[Expression], scope: Scope) -> Atom:
    if name == "and":
        return all(as_truth(_value(operand, scope)) for operand in operands)
    if name == "or":
        return any(as_truth(_value(operand, scope)) for operand in operands)
    if len(operands) == 1:
        return -as_number(_value(operands[0], scope))
    left, right = (_value(operand, scope) for operand in operands)
    return _binary(name, left, right)


def _binary(name: str, left: Atom, right: Atom) -> Atom:
    if name == "=":
        return equal(left, right)
    if name == "!=":
        return not equal(left, right)
    if relation := _RELATIONS.get(name):
        return relation(*comparable(left, right))
    return _arithmetic(name, as_number(left), as_number(right))


def _arithmetic(name: str, left: float, right: float) -> float:
    if found := _ARITHMETIC.get(name):
        return found(left, right)
    if name == "mod":
        return remainder(left, right)
    if right:
        return left / right
    return left * float("inf") if left else float("nan")


def _call(name: str, arguments: Sequence[Expression], scope: Scope) -> Atom:
    if name == "if":
        condition, then, otherwise = arguments
        return _value(then if as_truth(_value(condition, scope)) else otherwise, scope)
    if name == "once":
        return scope.current if scope.current != "" else _value(arguments[0], scope)
    if name == "today":
        return scope.today or date.today()  # noqa: DTZ011  the county's day is the machine's
    return EAGER[name](*(_value(argument, scope) for argument in arguments))
