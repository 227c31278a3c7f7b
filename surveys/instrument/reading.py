"""Numbers and dates as people write them, in digits of any script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from surveys.expressions import Call, Current, Expression, Literal, Operation

MAX_DIGITS = 15
"""Digits a number may have; more than a double holds exactly is no answer."""
FIRST_YEAR, LAST_YEAR = 1850, 2150
"""Years a date may lie in; a year of another calendar (1403) is told, not stored."""


class NotReadable(Exception):
    """A raw value that is not what its question takes; ``key`` as in ``AnswerProblem``."""

    def __init__(self, key: str, **params: Any) -> None:  # noqa: ANN401
        super().__init__(key)
        self.key = key
        self.params = params


_BROKEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_MINUS = re.compile("^[-\u2212\u2013\u2010\u2011\ufe63\uff0d]")
_SILENT = re.compile(
    "[\\s\u00a0\u2009\u202f'\u2019\u066c\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069]"
)
"""Spaces, marks that group thousands, and marks of direction that come with a copied number."""
_POINT = re.compile("[,.\u066b\u060c\uff0c\uff0e]")
_INTEGER = re.compile(r"-?[0-9]+", re.ASCII)
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:[.,][0-9]{3})+", re.ASCII)
_DECIMAL = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)", re.ASCII)
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", re.ASCII)
_DOTTED = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})", re.ASCII)


def is_broken(raw: str) -> bool:
    """Whether it holds NUL bytes or what else no keyboard types."""
    return _BROKEN.search(raw) is not None


def single(raw: Sequence[str]) -> str:
    """The one value of a field that can have only one."""
    if len(raw) != 1:
        raise NotReadable("unreadable")
    return raw[0]


def _ascii(raw: str) -> str:
    """The same with digits, minus sign and spaces as a machine writes them."""
    digits = "".join(str(unicodedata.decimal(char, char)) for char in _SILENT.sub("", raw))
    return _MINUS.sub("-", digits)


def integer(raw: Sequence[str]) -> int:
    """A whole number; ``1.000`` and ``1,000`` are one thousand, ``12,5`` is none."""
    text = _ascii(single(raw))
    if _GROUPED.fullmatch(text):
        text = re.sub("[.,]", "", text)
    if not _INTEGER.fullmatch(text):
        raise NotReadable("not_a_number")
    if len(text.lstrip("-")) > MAX_DIGITS:
        raise NotReadable("out_of_range")
    return int(text)


def decimal(raw: Sequence[str]) -> Decimal:
    """A number; the last point or comma parts the decimals."""
    text = _POINT.sub(".", _ascii(single(raw)))
    whole, _, decimals = text.rpartition(".")
    text = f"{whole.replace('.', '')}.{decimals}" if whole else text
    if not _DECIMAL.fullmatch(text):
        raise NotReadable("not_a_number")
    if len(text.strip("-").replace(".", "")) > MAX_DIGITS:
        raise NotReadable("out_of_range")
    return Decimal(text)


def day(raw: Sequence[str]) -> date:
    """A date: ISO, ``day.month.year``, or the three fields day, month, year."""
    text = ".".join(map(_ascii, raw)) if len(raw) == 3 else _ascii(single_date(raw))  # noqa: PLR2004
    if found := _ISO.fullmatch(text):
        year, month, day_ = map(int, found.groups())
    elif found := _DOTTED.fullmatch(text):
        day_, month, year = map(int, found.groups())
    else:
        raise NotReadable("not_a_date")
    try:
        value = date(year, month, day_)
    except ValueError:
        raise NotReadable("not_a_date") from None
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise NotReadable("not_a_date")
    return value


def single_date(raw: Sequence[str]) -> str:
    """The one value of a date field; one or two of its three fields are no date."""
    if len(raw) != 1:
        raise NotReadable("not_a_date")
    return raw[0]


def bounds(constraint: Expression) -> dict[str, int | float]:
    """``min`` and ``max`` of a constraint that only says these (``. >= 0 and . <= 120``)."""
    rules = constraint.operands if isinstance(constraint, Operation) else ()
    if not isinstance(constraint, Operation) or constraint.operator != "and":
        rules = (constraint,)
    found: dict[str, int | float] = {}
    for rule in rules:
        match rule:
            case Operation(">=", (Current(), Literal(float(least)))):
                found["min"] = _short(least)
            case Operation("<=", (Current(), Literal(float(most)))):
                found["max"] = _short(most)
            case Call("true"):
                continue
            case _:
                return {}
    return found


def _short(number: float) -> int | float:
    return int(number) if number.is_integer() else number
