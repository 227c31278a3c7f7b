"""Hints in a text that somebody could be recognised: numbers, addresses, names.

Finds too much rather than too little, for a person reads what it finds. It knows the writing of
the languages the platform speaks; digits of every script count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from surveys.texts import flag_words

MOST = 20_000
"""Characters that are looked at; no text of a person is longer."""
STRUCK = "[…]"
"""What stands where something was struck out."""


class Flag(StrEnum):
    """What a text may hold; the first one names somebody most surely."""

    TELEPHONE = "telephone"
    MAIL = "mail"
    LINK = "link"
    """A web address or the name of a profile."""
    ADDRESS = "address"
    NAME = "name"
    DATE = "date"
    """A whole date: of birth, of an appointment."""


CONTACT = frozenset({Flag.TELEPHONE, Flag.MAIL, Flag.LINK})
"""Flags of what leads straight to a person."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in a text."""

    flag: Flag
    start: int
    end: int
    """Behind its last character."""


_NUMBER = re.compile(r"\+?\d(?:[\s/().\-–]{0,3}\d){5,30}")
_DATE = re.compile(
    r"(?<!\d)(?:[0-3]?\d\s?[./-]\s?[01]?\d\s?[./-]\s?(?:19|20)\d\d|(?:19|20)\d\d-[01]\d-[0-3]\d)(?!\d)"
)
_YEARS = re.compile(r"(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d")
_HARMLESS = re.compile(
    # 3.4.2027, 12.-14.06.2027, 3.4., 12. 6. 27, 2027-05-04
    r"(?<![\d.])[0-3]?\d\.(?:\s?[-–]\s?[0-3]?\d\.)?\s?[01]?\d\.(?:\s?(?:19|20)?\d\d(?!\d))?"
    r"|(?<!\d)[0-3]?\d[/-][01]?\d[/-](?:19|20)\d\d(?!\d)|(?<!\d)(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)"
    # 14.30–16.00, 8:00
    r"|(?<!\d)[0-2]?\d[:.][0-5]\d(?:\s?(?:[-–]|bis)\s?[0-2]?\d[:.][0-5]\d)(?!\d)"
    r"|(?<!\d)[0-2]?\d:[0-5]\d(?!\d)"
    # 1.200.500, 10.000 - 20.000
    r"|(?<![\d.+(/-])(?<!\d\s)[1-9]\d{0,2}(?:\.\d{3})+(?![\d/])"
    # Az. 12-345/2024, Kundennummer 4711 0815, § 16 Abs. 2
    rf"|(?<!\w)(?:{'|'.join(flag_words.FILES)})\W{{0,4}}(?:[A-Z]{{0,3}}[\d/.\- ]){{1,24}}"
    # 123/2024, 4 K 123/24
    r"|(?<![\d/(+])[1-9]\d{0,5}/(?:19|20)?\d\d(?![\d/]|[\s-]?\d)",
    re.IGNORECASE,
)
"""Digits that are no telephone number: dates, times, amounts, files."""
_RANGE = re.compile(
    r"(?<![\d+(/.-])(?<!\d\s)([1-9]\d{1,6})\s{0,2}[-–]\s{0,2}([1-9]\d{1,6})(?![\d/-]|\s\d)"
)
_MONEY = re.compile(
    r"\s?(?:€|euro|eur\b|usd|\$|грн|руб|tl\b|lira|يورو|یورو|евро|євро)", re.IGNORECASE
)
_AT = r"\s?(?:@|\(at\)|\[at\]|\(ät\))\s?"
_MAIL = re.compile(
    rf"[\w.+-]{{1,64}}{_AT}[\w-]{{1,64}}(?:\s?(?:\.|\(dot\)|\[dot\]|\(punkt\))\s?\w{{2,24}}){{1,4}}"
    r"|\b(?:gmail|googlemail|outlook|hotmail|yahoo|icloud)\.\w{2,3}\b|\bgmx\.(?:de|net|at)\b"
    r"|\b(?:web\.de|mail\.ru|ukr\.net|yandex\.ru|t-online\.de)\b",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"https?://\S{1,200}|\bwww\.\S{3,200}|(?<![\w.])@\w[\w.]{2,40}"
    r"|\b(?:t|wa|fb|facebook|instagram|tiktok|vk)\.(?:me|com)/\S{1,100}",
    re.IGNORECASE,
)
_HOUSE = (
    r"\s{0,2},?\s{0,2}(?:nr?\.?|no:?|№|дом|д\.|буд\.?|будинок|رقم|پلاک|شماره)?"
    r"\s{0,2}\d{1,4}\s?[a-hа-д]?\b"
)
_STREETS = "|".join(flag_words.STREETS)
_ADDRESS = re.compile(
    # Lindenstraße 5, Am Ring 12b, Хауптштрассе 5
    rf"[\w-]{{0,30}}(?:{'|'.join(flag_words.STREET_ENDINGS)})\b\.?{_HOUSE}"
    # вул. Шевченка, 12 · Atatürk Caddesi No: 5 · شارع السلام 5
    rf"|(?<!\w)(?:{_STREETS})\b\.?(?:\s{{1,2}}[\w.-]{{1,30}}){{0,3}}{_HOUSE}"
    rf"|[\w-]{{2,30}}\s(?:{'|'.join(flag_words.STREETS_AFTER)})\b\.?{_HOUSE}"
    # 12 Station Road
    r"|\b\d{1,4}\s[A-Z]\w{1,30}\s(?:street|road|avenue|lane|st\.|rd\.)"
    # 99901 Uckerstein
    r"|(?<!\d)\d{5}\s[A-ZÄÖÜ][a-zäöüß]{2,30}(?:\s[A-ZÄÖÜ][a-zäöüß]{2,30})?"
    # a flat, a room in a shelter
    rf"|(?<!\w)(?:{'|'.join(flag_words.ROOMS)})\.?\s?(?:nr\.?|№|no\.?)?\s?\d{{1,4}}\b",
    re.IGNORECASE,
)
_TITLED = re.compile(
    rf"(?<!\w)(?:{'|'.join(flag_words.TITLES)})\.?\s{{1,2}}[^\W\d_][\w'’-]{{1,30}}"
    rf"|\b[^\W\d_]\w{{2,30}}\s(?:Bey|Hanım|Hoca)\b"
)
_CALLED = re.compile(
    rf"(?<!\w)(?:{'|'.join(flag_words.CALLED)})\s{{0,2}}:?\s{{0,2}}[^\W\d_][\w'’-]{{0,30}}"
    r"(?:\s[A-ZА-ЯЇІЄҐÄÖÜÇŞİ][\w'’-]{1,30})?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w'’]{1,30}")
_PAIR = re.compile(
    r"(?<!\w)[A-ZА-ЯЇІЄҐÇŞİÖÜ][a-zа-яїієґёçşığöü'’]{2,30}"
    r"\s[A-ZА-ЯЇІЄҐÇŞİÖÜ][a-zа-яїієґёçşığöü'’]{2,30}(?!\w)"
)
_CAPITALS = frozenset({"de", "de-simple"})
"""Languages that write every noun with a capital: two of them in a row say nothing."""


def find(text: str, language: str = "") -> tuple[Finding, ...]:
    """Where ``text`` may say who somebody is, in its order; places do not overlap.

    Args:
        text: what somebody wrote.
        language: tag of the language it was written in, if that is known.
    """
    plain = _with_ascii_digits(text[:MOST])
    return tuple(_apart(_all(plain, language)))


def flags(text: str, language: str = "") -> tuple[Flag, ...]:
    """What ``text`` may hold, each once, what names somebody most surely first."""
    found = {finding.flag for finding in find(text, language)}
    return tuple(flag for flag in Flag if flag in found)


def urgency(text: str, language: str = "") -> int:
    """How soon a person should read ``text``: 0 for nothing found, most for a telephone number."""
    found = flags(text, language)
    return len(Flag) - list(Flag).index(found[0]) if found else 0


def contact(text: str) -> tuple[Flag, ...]:
    """Only what leads straight to a person: telephone, mail, a link or profile."""
    return tuple(flag for flag in flags(text) if flag in CONTACT)


def struck(text: str, findings: Iterable[Finding]) -> str:
    """``text`` with every finding struck out."""
    kept, at = [], 0
    for finding in findings:
        kept += [text[at : finding.start], STRUCK]
        at = finding.end
    return "".join((*kept, text[at:]))


def _all(text: str, language: str) -> Iterator[Finding]:
    yield from _numbers(text)
    for flag, pattern in (
        (Flag.MAIL, _MAIL),
        (Flag.LINK, _LINK),
        (Flag.ADDRESS, _ADDRESS),
        (Flag.NAME, _TITLED),
        (Flag.NAME, _CALLED),
        (Flag.DATE, _DATE),
    ):
        yield from (_finding(flag, match) for match in pattern.finditer(text))
    for match in _WORD.finditer(text):
        if _is_name(match[0]):
            yield _finding(Flag.NAME, match)
    if language and language not in _CAPITALS:
        yield from (_finding(Flag.NAME, match) for match in _PAIR.finditer(text))


def _is_name(word: str) -> bool:
    if word in flag_words.GIVEN_NAMES:
        return True
    return any(word[:-ending] in flag_words.NAME_STEMS for ending in (1, 2, 3))


def _numbers(text: str) -> Iterator[Finding]:
    bare = _RANGE.sub(_blank_range, _HARMLESS.sub(_blank, text))
    for match in _NUMBER.finditer(bare):
        harmless = _DATE.fullmatch(match[0]) or _YEARS.fullmatch(match[0])
        if not harmless and not _MONEY.match(text, match.end()):
            yield _finding(Flag.TELEPHONE, match)


def _blank(match: re.Match[str]) -> str:
    """As long as what it stands for, so that places stay, and nothing that numbers run through."""
    return "x" * len(match[0])


def _blank_range(match: re.Match[str]) -> str:
    """From 100 to 200: two numbers of one length, the second one larger."""
    low, high = match[1], match[2]
    return _blank(match) if len(low) == len(high) and low < high else match[0]


def _finding(flag: Flag, match: re.Match[str]) -> Finding:
    return Finding(flag, match.start(), match.end())


def _apart(found: Iterable[Finding]) -> Iterator[Finding]:
    """What overlaps becomes one finding under the surest flag."""
    order = list(Flag)
    last: Finding | None = None
    for finding in sorted(found, key=lambda item: (item.start, -item.end)):
        if last is None or finding.start >= last.end:
            if last is not None:
                yield last
            last = finding
            continue
        surest = min((last.flag, finding.flag), key=order.index)
        last = Finding(surest, last.start, max(last.end, finding.end))
    if last is not None:
        yield last


def _with_ascii_digits(text: str) -> str:
    # Digit for digit, so that places stay where they are.
    return "".join(str(unicodedata.decimal(char, char)) for char in text)
