"""The closed lists of operators and functions, with what each takes and gives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

OPERATORS = frozenset(("or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod"))
COMPARISONS = frozenset(("=", "!=", "<", "<=", ">", ">="))


class Kind(StrEnum):
    """What a part of an expression is; ``ANY`` may be each of them."""

    STRING = "string"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    SELECTION = "selection"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Signature:
    """How a function is called."""

    gives: Kind
    least: int
    most: int | None
    """Largest number of arguments; None: any."""
    takes: Kind = Kind.ANY
    """What its first argument must be."""


def _takes(gives: Kind, least: int, most: int | None = -1, takes: Kind = Kind.ANY) -> Signature:
    return Signature(gives, least, least if most == -1 else most, takes)


_TEXT, _NUMBER, _TRUTH = Kind.STRING, Kind.NUMBER, Kind.BOOLEAN
FUNCTIONS: dict[str, Signature] = {
    "true": _takes(_TRUTH, 0),
    "false": _takes(_TRUTH, 0),
    "not": _takes(_TRUTH, 1),
    "boolean": _takes(_TRUTH, 1),
    "boolean-from-string": _takes(_TRUTH, 1),
    "selected": _takes(_TRUTH, 2, takes=Kind.SELECTION),
    "contains": _takes(_TRUTH, 2),
    "starts-with": _takes(_TRUTH, 2),
    "ends-with": _takes(_TRUTH, 2),
    "regex": _takes(_TRUTH, 2),
    "checklist": _takes(_TRUTH, 3, None),
    "count-selected": _takes(_NUMBER, 1, takes=Kind.SELECTION),
    "selected-at": _takes(_TEXT, 2, takes=Kind.SELECTION),
    "if": _takes(Kind.ANY, 3),
    "coalesce": _takes(Kind.ANY, 1, None),
    "once": _takes(Kind.ANY, 1),
    "string": _takes(_TEXT, 1),
    "concat": _takes(_TEXT, 1, None),
    "join": _takes(_TEXT, 1, None),
    "substr": _takes(_TEXT, 2, 3),
    "substring": _takes(_TEXT, 2, 3),
    "substring-before": _takes(_TEXT, 2),
    "substring-after": _takes(_TEXT, 2),
    "translate": _takes(_TEXT, 3),
    "normalize-space": _takes(_TEXT, 1),
    "string-length": _takes(_NUMBER, 1),
    "number": _takes(_NUMBER, 1),
    "int": _takes(_NUMBER, 1),
    "round": _takes(_NUMBER, 1, 2),
    "floor": _takes(_NUMBER, 1),
    "ceiling": _takes(_NUMBER, 1),
    "abs": _takes(_NUMBER, 1),
    "pow": _takes(_NUMBER, 2),
    "min": _takes(_NUMBER, 1, None),
    "max": _takes(_NUMBER, 1, None),
    "sum": _takes(_NUMBER, 1, None),
    "count-non-empty": _takes(_NUMBER, 1, None),
    "today": _takes(Kind.DATE, 0),
    "date": _takes(Kind.DATE, 1),
    "format-date": _takes(_TEXT, 2),
    "decimal-date-time": _takes(_NUMBER, 1),
}
