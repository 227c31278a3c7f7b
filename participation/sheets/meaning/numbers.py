"""Numbers and amounts of money as people write them in cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation

from participation.sheets.meaning.titles import normal
from participation.sheets.meaning.years import MONTHS
from participation.sheets.reading.cells import Cell

LARGEST = Decimal(10) ** 13
_TIMES = {
    "": 1, "t": 1_000, "tsd": 1_000, "k": 1_000, "tausend": 1_000,
    "mio": 1_000_000, "m": 1_000_000, "million": 1_000_000, "millionen": 1_000_000,
}  # fmt: skip
_NUMBER = re.compile(r"([-+−]?)([0-9][0-9.,' \u202f\u2009’]*|[0-9])")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
_CURRENCY = re.compile(r"€|\beur(?:o|os)?\b|(?<=t)eur(?:o)?\b|%|\bht\b|\bttc\b")


_DAY_MONTH = re.compile(r"([0-9]{1,2})[.\s-]{0,2}([^\W\d_]{3,9})\.?")
"""As German and English spreadsheets show "1.2" once it is a day: "01. Feb", "1-Feb"."""
_MONTH_YEAR = re.compile(r"([^\W\d_]{3,9})\.?[\s-]{0,2}([0-9]{2})")
"""The same of "1.13": "Jan 13"."""
_LAST_THIRD, _MONTHS_OF_A_YEAR = 2009, 12
_WHOLE_DAY = re.compile(r"([0-9]{2})\.([0-9]{2})\.([0-9]{4})")


class NoNumber(Exception):
    """The cell holds no number that can be read without guessing."""


def number_of(cell: Cell, *, money: bool = False) -> Decimal:
    """The number in a filled cell.

    Raises:
        NoNumber: it holds none, or words beside it.
    """
    if isinstance(cell, int):
        found = Decimal(cell)
    elif isinstance(cell, float):
        found = Decimal(repr(round(cell, 6)))
    elif isinstance(cell, str):
        found = _said(cell)
    else:
        raise NoNumber
    if abs(found) >= LARGEST:
        raise NoNumber
    return found.quantize(Decimal("0.01")) if money else _short(found)


def _short(found: Decimal) -> Decimal:
    """Without noughts at the end, never as a power of ten."""
    whole = found.to_integral_value()
    return whole.quantize(Decimal(1)) if whole == found else found.normalize()


def _said(text: str) -> Decimal:
    small = re.sub(r"[.,][-–—]+", " ", _CURRENCY.sub(" ", text.casefold())).strip()
    match = _NUMBER.match(small)
    if not match:
        raise NoNumber
    rest = small[match.end() :].strip().strip(".").strip()
    if rest not in _TIMES:
        raise NoNumber
    number = _digits(re.sub(r"[' \u202f\u2009’]", "", match[2]).rstrip(".,"))
    signed = -number if match[1] in ("-", "−") else number
    return signed * _TIMES[rest]


def _digits(text: str) -> Decimal:
    """Separators by what they can only mean; "1.234" is a thousand, as Germans write."""
    if "," in text and "." in text:
        point = max(",", ".", key=text.rfind)
        other = "." if point == "," else ","
        text = text.replace(other, "").replace(point, ".")
    elif text.count(",") > 1 or _THOUSANDS.fullmatch(text):
        text = text.replace(",", "").replace(".", "")
    else:
        text = text.replace(",", ".")
    try:
        return Decimal(text)
    except InvalidOperation:
        raise NoNumber from None


def typing_year(cells: Iterable[Cell]) -> int | None:
    """The year in which numbers of a column became days: that of most of them; None: of none."""
    days = [day for day in map(_day, cells) if day is not None]
    # A year before is the third part of a number: "1.2.3" became a day of 2003.
    years = Counter(day.year for day in days if day.year > _LAST_THIRD)
    return max(years, key=lambda year: (years[year], year)) if years else 0 if days else None


def number_of_day(cell: Cell, typed: int | None = None) -> str | None:
    """The outline number that a spreadsheet program made a day of; None: the cell is no such day.

    "1.2" became the first of February of the year ``typed``; "1.13" the first of January 2013, and
    "1.2.3" the first of February 2003.
    """
    day = _day(cell)
    if day is not None:
        if day.year == typed or typed is None:
            return f"{day.day}.{day.month}"
        year = day.year % 100
        short = day.day == 1 and year > _MONTHS_OF_A_YEAR  # else the second part would be a month
        return f"{day.month}.{year}" if short else f"{day.day}.{day.month}.{year}"
    if not isinstance(cell, str):
        return None
    if (match := _DAY_MONTH.fullmatch(cell)) and (month := MONTHS.get(normal(match[2]))):
        return f"{int(match[1])}.{month}"
    if (match := _MONTH_YEAR.fullmatch(cell)) and (month := MONTHS.get(normal(match[1]))):
        return f"{month}.{match[2]}"
    return None


def _day(cell: Cell) -> date | None:
    if isinstance(cell, date):
        return cell
    match = _WHOLE_DAY.fullmatch(cell) if isinstance(cell, str) else None
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None
