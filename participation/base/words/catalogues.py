"""The interface's words: gettext catalogues, read from their text form once per process.

The msgid is the German sentence. A message missing in a language is looked for in its fallback,
last in the German source itself (``Language.chain``).
"""

from __future__ import annotations

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from participation.base.words.languages import LANGUAGES, Language, current

FOLDER = Path(__file__).resolve().parents[3] / "translations"


def path_of(language: Language) -> Path:
    """Where the catalogue of ``language`` lies."""
    return FOLDER / language.folder / "LC_MESSAGES" / "messages.po"


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(tag: str) -> NullTranslations:
    """The catalogue of one language, with its fallbacks behind it."""
    language = LANGUAGES[tag]
    found = _read(language)
    if language.fallback:
        found.add_fallback(catalogue(language.fallback))
    return found


def _read(language: Language) -> NullTranslations:
    path = path_of(language)
    if not path.exists():
        return NullTranslations()
    with path.open("rb") as file:
        messages = read_po(file, locale=language.babel)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return GNUTranslations(compiled)


def gettext(message: str) -> str:
    """``message`` in the language of the page being made."""
    return catalogue(current().tag).gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """The form of a message that fits ``number``, in the language of the page being made."""
    return catalogue(current().tag).ngettext(singular, plural, number)


def pgettext(context: str, message: str) -> str:
    """``message`` as it is meant in ``context``."""
    return catalogue(current().tag).pgettext(context, message)


def npgettext(context: str, singular: str, plural: str, number: int) -> str:
    """The form of a message that fits ``number``, as it is meant in ``context``."""
    return catalogue(current().tag).npgettext(context, singular, plural, number)
