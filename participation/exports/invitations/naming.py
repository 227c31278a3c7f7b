"""How papers name a language: in itself where a font has its script, else in Latin letters."""

from __future__ import annotations

from typing import NamedTuple

from babel import Locale

from participation.base.words import tags
from participation.base.words.languages import DEFAULT, LANGUAGES, Language
from participation.exports import paper


class Name(NamedTuple):
    """A language's name and the language it is written in."""

    text: str
    tag: str


def on_paper(language: Language) -> Name:
    """What paper shows: never the sign for a character that no font has.

    Those who cannot be named in their script are named in German and in English: somebody beside
    them reads one of the two, and the QR sign leads to the language itself.
    """
    if paper.prints(language.own_name):
        return Name(language.own_name, language.tag)
    german, english = (
        tags.described(language.tag, Locale.parse(one.babel)) for one in (DEFAULT, LANGUAGES["en"])
    )
    text = german if german == english else f"{german} / {english}"
    return Name(text if paper.prints(text) else language.tag, DEFAULT.tag)
