"""Days as people write them in cells and in titles of columns."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime

from participation.sheets.meaning.titles import normal
from participation.sheets.reading.cells import Cell
from participation.sheets.reading.xlsx import serial_day

_MONTHS = (
    "januar jan january janvier jaenner janner",
    "februar feb february fevrier fev",
    "marz maerz mrz march mar mars",
    "april apr avril avr",
    "mai may",
    "juni jun june juin",
    "juli jul july juillet",
    "august aug aout",
    "september sep sept septembre",
    "oktober okt october oct octobre",
    "november nov novembre",
    "dezember dez december dec decembre",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_EARLIEST, _LATEST = 1950, 2150
_SERIALS = range(18_264, 91_313)
"""Numbers that are days of 1950 to 2149."""
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_LAST_MONTHS = {"anfang": 3, "mitte": 6, "ende": 12, "mid": 6, "end": 12, "fin": 12, "bis": 12}
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ][0-9:.]+Z?)?")
_DAY = re.compile(
    r"([0-9]{1,2})[./-] ?([0-9]{1,2})[./-] ?([0-9]{4}|[0-9]{2})(?: [0-9]{1,2}:[0-9:]+)?"
)
_MONTH = re.compile(r"(?:([0-9]{1,2})[./-]([0-9]{4})|([0-9]{4})[./-]([0-9]{1,2}))")


class NoDay(Exception):
    """The cell holds no day that can be read without guessing."""


def day_of(cell: Cell) -> date:
    """The day in a filled cell; of a month or year its last.

    Raises:
        NoDay: it holds none.
    """
    if isinstance(cell, date):
        found: date | None = cell
    elif isinstance(cell, int | float):
        found = _counted(cell)
    elif isinstance(cell, str):
        found = _said(cell.strip())
    else:
        found = None
    if found is None or not _EARLIEST <= found.year <= _LATEST:
        raise NoDay
    return found


def day_in_title(title: str) -> date | None:
    """The day a column speaks of: "Stand 31.12.2023", "Sachstand 2015/2016", "Q1 2024"."""
    for pattern in (_ISO, _DAY, _MONTH):
        for match in pattern.finditer(title):
            if found := _try(match[0]):
                return found
    years = re.findall(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])", title)
    if not years:
        return None
    before = normal(title.partition(years[-1])[0]).split()
    return (
        _try(" ".join([*before[-2:], years[-1]]))
        or _try(" ".join([*before[-1:], years[-1]]))
        or _end(int(years[-1]), 12)
    )


def _try(text: str) -> date | None:
    try:
        return day_of(text)
    except NoDay:
        return None


def _counted(number: float) -> date | None:
    if number == int(number) and _EARLIEST <= number <= _LATEST:
        return _end(int(number), 12)
    if int(number) not in _SERIALS:
        return None
    day = serial_day(number)
    return day.date() if isinstance(day, datetime) else day


def _said(text: str) -> date | None:
    if text.isascii() and text.isdigit():
        return _counted(int(text[:9]))
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY.fullmatch(text):
        return _european(int(match[1]), int(match[2]), match[3])
    if match := _MONTH.fullmatch(text):
        return _end(int(match[2] or match[3]), int(match[1] or match[4]))
    return _worded(normal(text).split())


def _european(first: int, second: int, year: str) -> date | None:
    full = int(year) if len(year) > 2 else 2000 + int(year)  # noqa: PLR2004 - two digits of this century
    return _day(full, second, first) or _day(full, first, second)


def _worded(words: list[str]) -> date | None:
    """As in "31 dezember 2027", "dezember 2027", "q4 2027", "iv quartal 2027", "ende 2027"."""
    if not words or not (words[-1].isascii() and words[-1].isdigit() and len(words[-1]) == 4):  # noqa: PLR2004 - a year
        return None
    year, rest = int(words[-1]), [word for word in words[:-1] if word not in ("de", "le", "of")]
    if len(rest) == 2 and rest[1] in MONTHS and rest[0].isdigit():  # noqa: PLR2004 - day and month
        return _day(year, MONTHS[rest[1]], int(rest[0][:2]))
    if len(rest) == 2 and rest[1] in ("quartal", "quarter", "trimestre"):  # noqa: PLR2004 - as said
        rest = [f"q{rest[0]}"]
    if len(rest) != 1:
        return None
    word = rest[0]
    if word in MONTHS:
        return _end(year, MONTHS[word])
    if word[:1] in ("q", "t") and word[1:] in _QUARTERS:
        return _end(year, 3 * _QUARTERS[word[1:]])
    return _end(year, _LAST_MONTHS[word]) if word in _LAST_MONTHS else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _end(year: int, month: int) -> date | None:
    if not 1 <= month <= 12 or not _EARLIEST <= year <= _LATEST:  # noqa: PLR2004 - months of a year
        return None
    return date(year, month, calendar.monthrange(year, month)[1])
