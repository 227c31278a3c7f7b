"""Signs in a text that somebody could be recognised: numbers, addresses, what looks like a name."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

MIN_DIGITS = 6
"""Digits from which a row of digits may be a telephone number."""

_NUMBER = re.compile(r"\+?\d(?:[\s/().\-–]{0,3}\d){5,}")
_MAIL = re.compile(r"[^\s@]@[^\s@]+\.[^\s@]{2,}")
_NAMED = re.compile(
    r"\b(?:Frau|Herrn?|Hr\.|Fr\.|Dr\.|Mrs?\.?|Ms\.?)\s+\w+"
    r"|\b(?:ich heiße|mein Name ist|my name is|меня зовут|мене звати|adım|اسمي|نام من|اسم من)\b",
    re.IGNORECASE,
)


class Mark(StrEnum):
    """What a text may hold that names somebody."""

    TELEPHONE = "telephone"
    MAIL = "mail"
    NAME = "name"


def marks(text: str) -> tuple[Mark, ...]:
    """What in ``text`` may name somebody; finds too much rather than too little."""
    found = []
    if _NUMBER.search(_with_ascii_digits(text)):
        found.append(Mark.TELEPHONE)
    if _MAIL.search(text):
        found.append(Mark.MAIL)
    if _NAMED.search(text):
        found.append(Mark.NAME)
    return tuple(found)


def _with_ascii_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(char, char)) for char in text)
