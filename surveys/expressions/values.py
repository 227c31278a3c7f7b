"""What parts of an expression evaluate to, and XPath 1.0's rules to turn one into another."""

from __future__ import annotations

import math
import re
from datetime import date
from decimal import Decimal

from surveys.expressions.tree import number_text

Atom = str | float | bool | date
"""A string (empty: no answer), a number, a truth, a date."""

_EPOCH = date(1970, 1, 1).toordinal()
_NUMBER = re.compile(r"\s*-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*", re.ASCII)
_DATE = re.compile(r"\s*([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T.*)?", re.ASCII)


def atom(value: object) -> Atom:
    """An answer as an expression sees it: a selection is its names with a space between."""
    if value is None:
        return ""
    if isinstance(value, str | bool | float | date):
        return value
    if isinstance(value, int | Decimal):
        return float(value)
    if isinstance(value, tuple):
        return " ".join(value)
    message = f"no answer: {type(value).__name__}"
    raise TypeError(message)


def as_string(value: Atom) -> str:
    """XPath's ``string()``."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else number_text(value)


def as_number(value: Atom) -> float:
    """XPath's ``number()``: NaN for what is none; a date is its days since 1970-01-01."""
    if isinstance(value, date):
        return float(value.toordinal() - _EPOCH)
    if isinstance(value, str):
        return float(value) if _NUMBER.fullmatch(value) else math.nan
    return float(value)


def as_truth(value: Atom) -> bool:
    """XPath's ``boolean()``: false are ``""``, 0 and NaN."""
    if isinstance(value, float):
        return value == value and value != 0  # noqa: PLR0124  NaN is the one that differs
    return bool(value)


def as_date(value: Atom) -> date | None:
    """The date that an ISO string or a number of days since 1970-01-01 means."""
    if isinstance(value, date):
        return value
    try:
        if isinstance(value, str):
            found = _DATE.fullmatch(value)
            return date(*map(int, found.groups())) if found else None
        return date.fromordinal(_EPOCH + math.floor(value))
    except (ValueError, OverflowError):
        return None


def equal(left: Atom, right: Atom) -> bool:
    """XPath's ``=``: as truths, else as numbers, else as strings; dates as dates."""
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    if isinstance(left, bool) or isinstance(right, bool):
        return as_truth(left) == as_truth(right)
    if isinstance(left, float) or isinstance(right, float):
        return as_number(left) == as_number(right)
    return as_date(left) == as_date(right)


def comparable(left: Atom, right: Atom) -> tuple[float, float]:
    """Both sides of ``<`` as numbers; beside a date an ISO string counts as one."""
    if isinstance(left, date) or isinstance(right, date):
        left, right = _dated(left), _dated(right)
    return as_number(left), as_number(right)


def _dated(value: Atom) -> Atom:
    return (as_date(value) or value) if isinstance(value, str) else value
