"""Days as people write them in cells and in titles of columns."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache

from participation.sheets.meaning.titles import normal
from participation.sheets.meaning.years import (
    FILLERS,
    day_or_none,
    month_end,
    within,
    year_of,
)
from participation.sheets.reading.cells import Cell
from participation.sheets.reading.xlsx import serial_day

_EARLIEST, _LATEST = 1950, 2150
_SERIALS = range(18_264, 91_313)
"""Numbers that are days of 1950 to 2149."""
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ][0-9:.]+Z?)?")
_DAY = re.compile(
    r"([0-9]{1,2})[./-] ?([0-9]{1,2})[./-] ?([0-9]{4}|[0-9]{2})(?: [0-9]{1,2}:[0-9:]+)?"
)
_MONTH = re.compile(r"(?:([0-9]{1,2})[./-]([0-9]{4})|([0-9]{4})[./-]([0-9]{1,2}))")
_SHORT = re.compile(r"([0-9]{1,2})/([0-9]{2})")
_ASIDE = re.compile(r"\([^0-9()]*\)")
"""What stands in brackets beside a day: "(geplant)"."""
_TIES = tuple(
    re.compile(rf"(?P<from>.+?)\s*(?:{tie})\s*(?P<to>.+)", re.IGNORECASE)
    for tie in (
        r"\bbis(?:\s+(?:zum|einschließlich|einschl\.|ende))?\b|\bto\b|\buntil\b|\bau\b|[–—→]",
        "-", "/", r",|;|&|\+|\bund\b|\bu\.|\band\b|\bet\b",
    )
)  # fmt: skip
"""What stands between the beginning and the end of a span, the surest first."""
_BEGINS = re.compile(r"(?:von|vom|zwischen|from|between|de|du)\s+", re.IGNORECASE)
_OPEN = re.compile(
    r"(?:(?:ab|seit|from|since|dès|depuis|à partir de|beginn|start|beginnend|startet?)\b[\s:]*)"
    r"(?P<day>.+?)(?:\s*[,;(]?\s*(?:ff\.?|laufend|fortlaufend|dauerhaft|jährlich|unbefristet)\)?)?",
    re.IGNORECASE,
)
_ONWARD = re.compile(r"(?P<day>.+?)\s*ff\.?", re.IGNORECASE)
_LASTING = re.compile(r"(?:läuft|laufend|fortlaufend|dauerhaft|jährlich|ongoing)\s+", re.IGNORECASE)


LONGEST_SPAN = 120
"""Characters; what is longer is a text, whatever days stand in it."""


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
        found = _said(_ASIDE.sub("", cell).strip())
    else:
        found = None
    if found is None or not _EARLIEST <= found.year <= _LATEST:
        raise NoDay
    return found


@lru_cache(maxsize=4096)
def span_end(text: str) -> date | None:
    """The last day of a span: "2024 bis 2026", "Q1–Q3/2025", "2024/25"; None: it is none."""
    # Each tie leads on to the rest behind it: without a memory that doubles with every tie.
    if len(text) > LONGEST_SPAN:
        return None
    said = _BEGINS.sub("", text.strip(), count=1) if _BEGINS.match(text.strip()) else text.strip()
    for tie in _TIES:
        match = tie.fullmatch(said)
        if match and (found := _end(match["from"].strip(), match["to"].strip())):
            return found
    return None


def is_span(text: str) -> bool:
    """Whether a cell tells more than one day, or a beginning alone."""
    return _try(text) is None and (span_end(text) is not None or is_beginning(text))


def is_beginning(text: str) -> bool:
    """Whether a cell names a beginning and no end: "ab 2025", "läuft seit Herbst 2019"."""
    if len(text) > LONGEST_SPAN:
        return False
    said = _LASTING.sub("", text.strip(), count=1)
    match = _OPEN.fullmatch(said) or _ONWARD.fullmatch(said)
    return match is not None and _try(match["day"]) is not None


def _end(start: str, end: str) -> date | None:
    if re.fullmatch(r"[0-9]{2}", end) and (years := re.search(r"([0-9]{2})[0-9]{2}$", start)):
        end = years[1] + end  # "2024-26"
    last = _try(end) or span_end(end)
    if last is None:
        return None
    _first, _blank, kind = end.partition(" ")  # "1. bis 3. Quartal 2026"
    for said in (start, f"{start}{last.year}", f"{start} {last.year}", f"{start} {kind}"):
        first = _try(said) or span_end(said)
        if first is not None and first < last:
            return last
    return None


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
        or month_end(int(years[-1]), 12)
    )


def _try(text: str) -> date | None:
    try:
        return day_of(text)
    except NoDay:
        return None


def _counted(number: float) -> date | None:
    if number == int(number) and _EARLIEST <= number <= _LATEST:
        return month_end(int(number), 12)
    if int(number) not in _SERIALS:
        return None
    day = serial_day(number)
    return day.date() if isinstance(day, datetime) else day


def _said(text: str) -> date | None:
    if text.isascii() and text.isdigit():
        return _counted(int(text[:9]))
    if match := _ISO.fullmatch(text):
        return day_or_none(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY.fullmatch(text):
        return _european(int(match[1]), int(match[2]), match[3])
    if (match := _MONTH.fullmatch(text)) and (
        found := month_end(int(match[2] or match[3]), int(match[1] or match[4]))
    ):
        return found
    if match := _SHORT.fullmatch(text):
        return month_end(2000 + int(match[2]), int(match[1]))
    return _found(normal(text))


def _found(said: str) -> date | None:
    """By the words around a year: "bis 31 12 2027", "ende 2027", "3 quartal 2027"."""
    words = [word for word in said.split() if word not in FILLERS]
    digits = all(word.isascii() and word.isdigit() for word in words)
    if digits and len(words) == 3 and words != said.split():  # noqa: PLR2004 - day, month, year
        return _european(int(words[0][:4]), int(words[1][:4]), words[2][:4])
    year = year_of(words)
    if year is None or not _EARLIEST <= year.year <= _LATEST:
        return None
    return within(year)


def _european(first: int, second: int, year: str) -> date | None:
    full = int(year) if len(year) > 2 else 2000 + int(year)  # noqa: PLR2004 - two digits of this century
    return day_or_none(full, second, first) or day_or_none(full, first, second)
