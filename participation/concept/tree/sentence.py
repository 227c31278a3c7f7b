"""What makes a public sentence hard to read, as far as a program can tell: hints, never a bar."""

from __future__ import annotations

import re
from enum import StrEnum

MOST_WORDS, MOST_LETTERS = 14, 16
"""Of a sentence, and of a word without a hyphen, at the level A2."""
_SENTENCE = re.compile(r"[.!?:…]+(?:\s|$)")
_WORD = re.compile(r"[^\W\d_]+")
_SHORT = re.compile(r"\b(?:z\. ?B|u\. ?a|d\. ?h|bzw|ggf|inkl|usw|etc|ca)\.?(?=\W|$)", re.IGNORECASE)
_WHEN = re.compile(
    r"\d|\b(?:seit|ab|bis|jetzt|immer|jede[nrs]?|täglich|ständig|künftig|bald|heute|nun"
    r"|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember"
    r"|frühling|frühjahr|sommer|herbst|winter|jahr|jahres)\b",
    re.IGNORECASE,
)


class Hint(StrEnum):
    """Why people might not understand it."""

    LONG_SENTENCE = "long_sentence"
    LONG_WORD = "long_word"
    ABBREVIATION = "abbreviation"
    NO_TIME = "no_time"
    """It does not say since or until when."""


def hints(sentence: str) -> tuple[Hint, ...]:
    """What to look at again in a German sentence for everybody; empty: nothing is found."""
    if not sentence.strip():
        return ()
    parts = [part.split() for part in _SENTENCE.split(sentence)]
    found = {
        Hint.LONG_SENTENCE: any(len(words) > MOST_WORDS for words in parts),
        Hint.LONG_WORD: any(len(word) > MOST_LETTERS for word in _WORD.findall(sentence)),
        Hint.ABBREVIATION: bool(_SHORT.search(sentence)),
        Hint.NO_TIME: not _WHEN.search(sentence),
    }
    return tuple(hint for hint, there in found.items() if there)
