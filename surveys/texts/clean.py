"""A text as it is kept and compared, without what nobody can see and no file can hold."""

from __future__ import annotations

import re
import unicodedata

_BREAKS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_MANY_BREAKS = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Co", "Zs", "Zl", "Zp", "Mn", "Mc", "Me"})
"""Categories of which no sign is seen by itself."""
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0\U0001d159")
"""Letters and symbols that are drawn as nothing."""
_MARKS = frozenset({"Mn", "Me", "Cf"})
_ALIKE = str.maketrans({"ı": "i", "ـ": None, "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ە": "ه"})
"""Letters that people type for one another: Turkish, and Arabic beside Persian."""


def clean(text: str) -> str:
    """``text`` composed, without control characters and with at most one empty line in a row."""
    lines = without_controls(_BREAKS.sub("\n", unicodedata.normalize("NFC", text)))
    return _MANY_BREAKS.sub("\n\n", lines).strip()


def without_controls(text: str) -> str:
    """``text`` without what no XML and no database holds; tabs are spaces, line breaks stay."""
    return "".join(
        " " if character == "\t" else character
        for character in text
        if character in "\n\t" or not _barred(character)
    )


def visible(text: str) -> bool:
    """Whether anybody sees anything of ``text``: not only spaces, marks and zero-width signs."""
    return any(
        character not in _FILLERS and unicodedata.category(character) not in _UNSEEN
        for character in text
    )


def folded(text: str) -> str:
    """``text`` for comparing words: one case and width, no accents, vowel signs or soft hyphens."""
    # Folding may compose anew, so marks go last: "İ" becomes "i" with a dot above.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(
        character for character in apart if unicodedata.category(character) not in _MARKS
    )
    return bare.translate(_ALIKE)


def _barred(character: str) -> bool:
    point = ord(character)
    nothing = 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE  # noqa: PLR2004 - Unicode's own
    return nothing or unicodedata.category(character) in ("Cc", "Cs")
