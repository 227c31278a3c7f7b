"""One short text, and the words in it as people would count them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

NO_JOINERS = str.maketrans(dict.fromkeys("\u00ad\u0640\u200d\u200e\u200f\u2066\u2067\u2068\u2069"))
"""Soft hyphens, the Arabic stretching line and marks of direction: seen by nobody, in the way."""
PERSIAN = str.maketrans("يىك", "ییک")
"""Letters that Arabic keyboards write where Persian has its own."""
DOTTED = str.maketrans("Iİ", "ıi")
"""Turkish small letters that Python's ``lower`` does not know."""
WORD = re.compile(r"[^\W\d_]+(?:[-'’ʼ\u200c][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Post:
    """A note or a free text that was written down once."""

    id: str
    text: str
    language: str | None = None
    """Tag of the language it is in, where somebody said so."""
    author: str | None = None
    """Something that is the same for notes of the same person; ``None`` where nobody knows."""
    readings: tuple[str, ...] = ()
    """Reviewed translations: the same note said in other languages."""


def base(language: str | None) -> str | None:
    """The language whose words these are: ``de-simple`` is German, Dari is read as Persian."""
    if language is None:
        return None
    first = language.lower().partition("-")[0]
    return {"prs": "fa"}.get(first, first)


def words(text: str, language: str | None = None) -> list[str]:
    """The words of ``text`` in its own spelling, without digits and bare letters."""
    clean = unicodedata.normalize("NFKC", text).translate(NO_JOINERS)
    clean = "".join(c for c in clean if not _vowel_mark(c))
    if language == "fa":
        clean = clean.translate(PERSIAN)
    return [found for found in WORD.findall(clean) if len(found) > 1]


def small(word: str, language: str | None = None) -> str:
    """``word`` as it is compared: small letters, by the rules of its language."""
    return (word.translate(DOTTED) if language == "tr" else word).casefold()


def _vowel_mark(character: str) -> bool:
    return "\u064b" <= character <= "\u065f" or character == "\u0670"
