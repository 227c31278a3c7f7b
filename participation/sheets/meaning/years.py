"""Words around a year: months, quarters, halves, seasons, weeks, school years; their last day.

All words are compared as ``titles.normal`` makes them: small letters, no accents, no signs.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

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
FILLERS = frozenset(
    {
        "bis",
        "zum",
        "zur",
        "spatestens",
        "voraussichtlich",
        "vorauss",
        "vsl",
        "ca",
        "circa",
        "etwa",
        "rund",
        "geplant",
        "planmassig",
        "im",
        "in",
        "am",
        "den",
        "der",
        "des",
        "de",
        "le",
        "la",
        "of",
        "by",
        "until",
        "jusqu",
        "umsetzung",
        "fertigstellung",
        "abschluss",
        "frist",
        "stichtag",
        "vom",
    }
)
"""Words that change nothing: "bis spätestens", "voraussichtlich im"."""
_LAST_MONTHS = {
    "anfang": 3, "jahresanfang": 3, "jahresbeginn": 3, "mitte": 6, "mid": 6, "jahresmitte": 6,
    "ende": 12, "end": 12, "fin": 12, "jahresende": 12, "jahr": 12, "kalenderjahr": 12,
    "haushaltsjahr": 12, "hj": 12, "fruhjahr": 5, "fruhling": 5, "spring": 5, "printemps": 5,
    "fruhsommer": 6, "sommer": 8, "summer": 8, "ete": 8, "sommerferien": 8, "spatsommer": 9,
    "herbstferien": 10, "herbst": 11, "autumn": 11, "automne": 11, "spatherbst": 11, "winter": 12,
    "hiver": 12, "schuljahr": 7, "sj": 7, "schuljahresende": 7, "kitajahr": 7,
}  # fmt: skip
"""By word its last month; some are told of two years: "Winter 2026/27"."""
_IN_THE_SECOND = {"winter": 2, "hiver": 2}
"""Of two years: the last month in the second."""
_COUNTS = {
    "1": 1, "i": 1, "erstes": 1, "erste": 1, "ersten": 1, "first": 1, "premier": 1,
    "2": 2, "ii": 2, "zweites": 2, "zweite": 2, "zweiten": 2, "second": 2, "deuxieme": 2,
    "3": 3, "iii": 3, "drittes": 3, "dritten": 3, "third": 3, "troisieme": 3,
    "4": 4, "iv": 4, "viertes": 4, "vierten": 4, "fourth": 4, "quatrieme": 4,
}  # fmt: skip
_QUARTER = frozenset({"q", "t", "quartal", "quarter", "trimestre", "jahresviertel"})
_HALF = frozenset({"h", "hj", "halbjahr", "half", "semestre", "jahreshalfte", "halbjahres"})
_WEEK = frozenset({"kw", "w", "kalenderwoche", "woche", "week", "semaine"})
_DAYS = {"anfang": 10, "mitte": 20}
"""Days by which the beginning and the middle of a month are over."""
_JOINED = re.compile(r"(q|t|h|hj|kw)([0-9]{1,2}|iv|i{1,3})")


@dataclass(frozen=True, slots=True)
class Year:
    """A year, and the words beside it."""

    year: int
    words: tuple[str, ...]
    two: bool = False
    """It is the second of two: "2026/27"."""


def year_of(words: Sequence[str]) -> Year | None:
    """The year that words speak of; None: none, or more than one can tell."""
    if len(words) > 1 and _is_year(words[0]) and not any(map(_is_number, words[-1:])):
        words = [*words[1:], words[0]]  # "2026 q3"
    *before, last = words or [""]
    if _is_year(last):
        return _whole(before, int(last))
    if not (_is_number(last) and len(last) == 2 and before):  # noqa: PLR2004 - "27"
        return None
    if _is_year(before[-1]):
        second = int(before[-1][:2] + last)
        later = second > int(before[-1])
        return Year(second, tuple(before[:-1]), two=True) if later else None
    if _is_number(before[-1]) and not (set(before) & (_QUARTER | _HALF | _WEEK)):
        return None
    return Year(2000 + int(last), tuple(before))


def _whole(before: Sequence[str], year: int) -> Year | None:
    if not before or not _is_year(before[-1]):
        return Year(year, tuple(before))
    return Year(year, tuple(before[:-1]), two=True) if int(before[-1]) < year else None


def within(said: Year) -> date | None:
    """The last day of what the words beside a year name; None: they name nothing known."""
    year, words = said.year, _divided(said.words)
    if not words:  # two years alone are no day: which of them?
        return None if said.two else month_end(year, 12)
    if len(words) == 1:
        return _of_one(words[0], said)
    if len(words) != 2:  # noqa: PLR2004 - all else is a sentence
        return None
    first, second = words
    if second in MONTHS:
        return _in_month(first, MONTHS[second], year)
    return _counted(first, second, year) or _counted(second, first, year)


def month_end(year: int, month: int) -> date | None:
    """Its last day."""
    if not 1 <= month <= 12 or not 1 <= year <= 9999:  # noqa: PLR2004 - months of a year
        return None
    return date(year, month, calendar.monthrange(year, month)[1])


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The day, if the calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _of_one(word: str, said: Year) -> date | None:
    if word in MONTHS:
        return month_end(said.year, MONTHS[word])
    if said.two and word in _IN_THE_SECOND:
        return month_end(said.year, _IN_THE_SECOND[word])
    if word in _LAST_MONTHS:
        return month_end(said.year, _LAST_MONTHS[word])
    roman = word in _COUNTS and not word.isdigit() and len(word) < 4  # noqa: PLR2004 - "iii 2027"
    return month_end(said.year, 3 * _COUNTS[word]) if roman else None


def _in_month(first: str, month: int, year: int) -> date | None:
    if _is_number(first):
        return day_or_none(year, month, int(first[:4]))
    if first in _DAYS:
        return day_or_none(year, month, _DAYS[first])
    return month_end(year, month) if first == "ende" else None


def _counted(number: str, kind: str, year: int) -> date | None:
    """As in "3 quartal", "zweites halbjahr", "12 kw"."""
    if kind in _WEEK and _is_number(number):
        try:
            return date.fromisocalendar(year, int(number[:3]), 7)
        except ValueError:
            return None
    if kind in _QUARTER and number in _COUNTS:
        return month_end(year, 3 * _COUNTS[number])
    if kind in _HALF and _COUNTS.get(number, 9) < 3:  # noqa: PLR2004 - a year has two
        return month_end(year, 6 * _COUNTS[number])
    return None


def _divided(words: Sequence[str]) -> list[str]:
    found: list[str] = []
    for word in words:
        match = _JOINED.fullmatch(word)
        found += [match[1], match[2]] if match else [word]
    return found


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit()


def _is_year(word: str) -> bool:
    return _is_number(word) and len(word) == 4  # noqa: PLR2004 - as it is written
