"""Words of a list, found in a text however they are written: case, width, accents, endings.

Finds too much rather than too little: what it finds makes a note wait for a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from surveys.texts.clean import folded

_WORD = re.compile(r"\w+")
_DECLINED = frozenset("аеиоуыэюяіїєьй")
"""Last letters that Slavic declension changes: "сука", "суки", "суку"."""
_SHORT, _LONG = 3, 5
"""A word below has no endings; one below the second has short ones."""
_BEFORE = ("وال", "بال", "فال", "كال", "ال", "لل", "و")
"""What Arabic writes together with the word that follows."""

SHIPPED: dict[str, tuple[str, ...]] = {
    "de": ("Arschloch", "Drecksau", "Fotze", "Hure", "Hurensohn", "Kanake", "Missgeburt", "Neger",
           "Nutte", "Schlampe", "Wichser", "Zigeuner", "Untermensch", "Sieg Heil"),
    "en": ("asshole", "bitch", "cunt", "faggot", "motherfucker", "nigger", "whore"),
    "ar": ("شرموطة", "قحبة", "عاهرة", "كلب ابن كلب", "ابن الكلب", "منيك"),
    "fa": ("جنده", "حرامزاده", "بی شرف", "مادرجنده"),
    "ru": ("блядь", "сука", "пидор", "шлюха", "хуй", "чурка", "хохол", "жид"),
    "tr": ("orospu", "kahpe", "şerefsiz", "ibne", "siktir", "yavşak"),
    "uk": ("блядь", "сука", "підар", "шльондра", "хуй", "кацап", "жид", "курва"),
}  # fmt: skip
"""Gross insults by language: short on purpose, a county adds what it needs."""


def holds(text: str, listed: Iterable[str]) -> bool:
    """Whether ``text`` holds one of the ``listed`` words, or one that is shipped."""
    stems, phrases = _stems((*listed, *(word for words in SHIPPED.values() for word in words)))
    words = _WORD.findall(folded(text))
    if any(not stems.isdisjoint(_forms(word)) for word in words):
        return True
    together = f" {' '.join(words)} "
    return any(f" {phrase} " in together for phrase in phrases)


@lru_cache(maxsize=16)
def _stems(listed: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """What words begin with, and phrases of several words."""
    split = [_WORD.findall(folded(entry)) for entry in listed]
    single = (words[0] for words in split if len(words) == 1)
    return (
        frozenset(_stem(word) for word in single),
        frozenset(" ".join(words) for words in split if len(words) > 1),
    )


def _stem(word: str) -> str:
    return word[:-1] if len(word) > _SHORT and word[-1] in _DECLINED else word


def _forms(word: str) -> Iterator[str]:
    """A word without each ending it may have, itself first."""
    bare = [word, *(word[len(part) :] for part in _BEFORE if word.startswith(part))]
    for form in bare:
        yield form
        for end in range(1, len(form)):
            stem = form[:-end]
            if end > _longest_ending(stem):
                break
            yield stem


def _longest_ending(stem: str) -> int:
    if len(stem) < _SHORT:
        return 0
    return 2 if len(stem) < _LONG else 4
