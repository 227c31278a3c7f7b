"""The functions of the closed list whose arguments are all evaluated first."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date
from decimal import ROUND_FLOOR, Decimal, InvalidOperation

from surveys.expressions.patterns import matches
from surveys.expressions.values import Atom, as_date, as_number, as_string, as_truth

MAX_TEXT = 10_000
"""Characters a text may grow to; calculations that double one another would fill the memory."""


def remainder(left: float, right: float) -> float:
    """XPath's ``mod``: the sign is that of the left side."""
    if not right or math.isnan(right) or not math.isfinite(left):
        return math.nan
    return math.fmod(left, right)


def _names(value: Atom) -> list[str]:
    return as_string(value).split()


def _selected_at(value: Atom, index: Atom) -> str:
    names, at = _names(value), as_number(index)
    return names[int(at)] if 0 <= at < len(names) else ""


def _substr(value: Atom, start: Atom, end: Atom = math.inf) -> str:
    """XForms' ``substr``: from 0, ``end`` not included, negative counted from the end."""
    text = as_string(value)
    return text[_index(start, len(text)) : _index(end, len(text))]


def _index(value: Atom, length: int) -> int:
    number = as_number(value)
    return int(max(-length, min(length, number))) if not math.isnan(number) else 0


def _substring(value: Atom, start: Atom, length: Atom = math.inf) -> str:
    """XPath's ``substring``: counted from 1."""
    first = round_half_up(as_number(start))
    last = first + round_half_up(as_number(length))
    return "".join(c for at, c in enumerate(as_string(value), 1) if first <= at < last)


def round_half_up(number: float, digits: float = 0) -> float:
    """XPath's ``round``: a half goes towards positive infinity; other digits when asked."""
    if not math.isfinite(number) or not abs(digits) <= 12:  # noqa: PLR2004  beyond any double
        return number
    unit = Decimal(1).scaleb(-int(digits))
    try:
        steps = (Decimal(str(number)) / unit + Decimal("0.5")).to_integral_value(ROUND_FLOOR)
    except InvalidOperation:
        return number
    return float(steps * unit)


def _round(value: Atom, digits: Atom = 0.0) -> float:
    return round_half_up(as_number(value), as_number(digits))


def _whole(rule: Callable[[float], int]) -> Callable[[Atom], float]:
    def apply(value: Atom) -> float:
        number = as_number(value)
        return float(rule(number)) if math.isfinite(number) else number

    return apply


def _numbers(values: tuple[Atom, ...]) -> list[float]:
    """The arguments that are answered."""
    return [as_number(value) for value in values if value != ""]


def _extreme(pick: Callable[[list[float]], float]) -> Callable[..., float]:
    def apply(*values: Atom) -> float:
        numbers = _numbers(values)
        return math.nan if not numbers or any(map(math.isnan, numbers)) else pick(numbers)

    return apply


def _power(base: Atom, exponent: Atom) -> float:
    try:
        return math.pow(as_number(base), as_number(exponent))
    except (ValueError, OverflowError):
        return math.nan


def _checklist(least: Atom, most: Atom, *truths: Atom) -> bool:
    low, high = as_number(least), as_number(most)
    count = sum(map(as_truth, truths))
    return (low < 0 or count >= low) and (high < 0 or count <= high)


def _translate(value: Atom, old: Atom, new: Atom) -> str:
    before, after = as_string(old), as_string(new)
    table: dict[str, str] = {}
    for at, character in enumerate(before):
        table.setdefault(character, after[at : at + 1])
    return "".join(table.get(character, character) for character in as_string(value))


def _before(value: Atom, mark: Atom) -> str:
    head, found, _ = as_string(value).partition(as_string(mark) or "\0")
    return head if found else ""


def _after(value: Atom, mark: Atom) -> str:
    text, wanted = as_string(value), as_string(mark)
    return text.partition(wanted)[2] if wanted else text


def _join(separator: Atom, *values: Atom) -> str:
    return as_string(separator).join(map(as_string, values))[:MAX_TEXT]


def _concat(*values: Atom) -> str:
    return "".join(map(as_string, values))[:MAX_TEXT]


def _date(value: Atom) -> Atom:
    return as_date(value) or ""


_FORMATS: dict[str, Callable[[date], str]] = {
    "Y": lambda day: f"{day.year:04}",
    "y": lambda day: f"{day.year % 100:02}",
    "m": lambda day: f"{day.month:02}",
    "n": lambda day: str(day.month),
    "d": lambda day: f"{day.day:02}",
    "e": lambda day: str(day.day),
}


def _format_date(value: Atom, pattern: Atom) -> str:
    day = as_date(value) if value != "" else None
    if day is None:
        return ""
    head, *rest = as_string(pattern).split("%")
    return head + "".join(_formatted(day, part[:1]) + part[1:] for part in rest)


def _formatted(day: date, letter: str) -> str:
    return _FORMATS[letter](day) if letter in _FORMATS else ""


EAGER: dict[str, Callable[..., Atom]] = {
    "true": lambda: True,
    "false": lambda: False,
    "not": lambda value: not as_truth(value),
    "boolean": as_truth,
    "boolean-from-string": lambda value: as_string(value).lower() in ("1", "true"),
    "selected": lambda value, name: as_string(name).strip() in _names(value),
    "contains": lambda value, part: as_string(part) in as_string(value),
    "starts-with": lambda value, part: as_string(value).startswith(as_string(part)),
    "ends-with": lambda value, part: as_string(value).endswith(as_string(part)),
    "regex": lambda value, pattern: matches(as_string(pattern), as_string(value)),
    "checklist": _checklist,
    "count-selected": lambda value: float(len(_names(value))),
    "selected-at": _selected_at,
    "coalesce": lambda *values: next((value for value in values if value != ""), ""),
    "string": as_string,
    "concat": _concat,
    "join": _join,
    "substr": _substr,
    "substring": _substring,
    "substring-before": _before,
    "substring-after": _after,
    "translate": _translate,
    "normalize-space": lambda value: " ".join(as_string(value).split()),
    "string-length": lambda value: float(len(as_string(value))),
    "number": as_number,
    "int": _whole(math.trunc),
    "round": _round,
    "floor": _whole(math.floor),
    "ceiling": _whole(math.ceil),
    "abs": lambda value: abs(as_number(value)),
    "pow": _power,
    "min": _extreme(min),
    "max": _extreme(max),
    "sum": lambda *values: sum(map(as_number, values)),
    "count-non-empty": lambda *values: float(sum(value != "" for value in values)),
    "date": _date,
    "format-date": _format_date,
    "decimal-date-time": lambda value: as_number(as_date(value) or value),
}
"""Implementation of each function but ``if``, ``once`` and ``today``, which see the scope."""
