"""Numbers and amounts of money as people write them in cells."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from participation.sheets.reading.cells import Cell

LARGEST = Decimal(10) ** 13
_TIMES = {
    "": 1, "t": 1_000, "tsd": 1_000, "k": 1_000, "tausend": 1_000,
    "mio": 1_000_000, "m": 1_000_000, "million": 1_000_000, "millionen": 1_000_000,
}  # fmt: skip
_NUMBER = re.compile(r"([-+−]?)([0-9][0-9.,' \u202f\u2009’]*|[0-9])")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
_CURRENCY = re.compile(r"€|\beur(?:o|os)?\b|(?<=t)eur(?:o)?\b|%|\bht\b|\bttc\b")


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
