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
_HIDDEN = re.compile("[\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069]")
"""Marks of direction that come with a copied number."""
_SPACES = re.compile("[\\s\u00a0\u2009\u202f'\u2019\u066c]+")
"""Spaces and marks that group thousands and nothing else."""
_MARKS = str.maketrans({"\u060c": ",", "\uff0c": ",", "\uff0e": "."})
_INTEGER = re.compile(r"-?[0-9]+", re.ASCII)
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}([.,'])[0-9]{3}(?:\1[0-9]{3})*", re.ASCII)
_EITHER = re.compile(r"(-?[1-9][0-9]{0,2})([.,])([0-9]{3})", re.ASCII)
"""One mark before three digits: thousands for one reader, decimals for another."""
_PARTED = re.compile("([-0-9.,']*)([.,\u066b])([0-9]*)", re.ASCII)
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
    return _SPACES.sub("", _digits(raw))


def _digits(raw: str) -> str:
    shown = _HIDDEN.sub("", raw).strip()
    return _MINUS.sub("-", "".join(str(unicodedata.decimal(char, char)) for char in shown))


def _number(raw: Sequence[str]) -> str:
    """The one value with points and commas as they were typed, and ``'`` for any other mark."""
    text = _SPACES.sub("'", _digits(single(raw)).translate(_MARKS)).strip("'")
    return text.replace("-'", "-")


def _plain(text: str, form: re.Pattern[str]) -> str:
    """``text`` when it has that form, and not too many digits."""
    if not form.fullmatch(text):
        raise NotReadable("not_a_number")
    if len(text.strip("-").replace(".", "")) > MAX_DIGITS:
        raise NotReadable("out_of_range")
    return text


def integer(raw: Sequence[str]) -> int:
    """A whole number; ``1.000`` and ``1,000`` are one thousand, ``12,5`` and ``2 3`` are none."""
    text = _number(raw)
    if _GROUPED.fullmatch(text):
        text = re.sub("[.,']", "", text)
    return int(_plain(text, _INTEGER))


def decimal(raw: Sequence[str], mark: str = "") -> Decimal:
    """A number; ``1.234,5`` and ``1,234.5`` are one, ``12.05.2026`` is none.

    Args:
        raw: the one value of its field.
        mark: what parts decimals in the language of the page. With it ``1,250`` is clear;
            with another one, or none, it may be either of two numbers.
    """
    text = _number(raw)
    if found := _EITHER.fullmatch(text):
        before, between, after = found.groups()
        whole, part = Decimal(before + after), Decimal(f"{before}.{after}")
        if between != mark:
            raise NotReadable("unclear_number", whole=whole, part=part)
        return part
    if _GROUPED.fullmatch(text):
        return Decimal(_plain(re.sub("[.,']", "", text), _INTEGER))
    if found := _PARTED.fullmatch(text):
        before, between, after = found.groups()
        grouped = _GROUPED.fullmatch(before)
        if grouped and grouped[1] != between:
            before = before.replace(grouped[1], "")
        text = f"{before}.{after}"
    return Decimal(_plain(text, _DECIMAL))


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
