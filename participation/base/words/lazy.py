"""Strings that are looked up when shown, for class bodies and tables made at import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import escape

from participation.base.words.catalogues import gettext

if TYPE_CHECKING:

    class Lazy(str):
        """To the type checker a string: WTForms asks for one and only ever shows it."""

        __slots__ = ("message",)
        message: str

else:

    @dataclass(frozen=True, slots=True)
    class Lazy:
        """A message that becomes a string in the language of the page that shows it."""

        message: str

        def __str__(self) -> str:
            return gettext(self.message)

        def __html__(self) -> str:
            return str(escape(str(self)))


def lazy_gettext(message: str) -> Lazy:
    """Marks ``message`` for the catalogue and puts the look-up off."""
    return Lazy(message)
