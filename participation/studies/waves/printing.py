"""Which languages paper cannot show here, because no font of this machine has their script."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import Flask

from participation.base import hooks
from participation.base.words import tags
from participation.base.words.languages import Language, of_tag, ordered

Prints = Callable[[str], bool]
"""Whether every character of a text can be set on paper."""
PRINTS = hooks.One[Prints]("studies.prints")
CJK = frozenset({"Hani", "Hans", "Hant", "Jpan", "Kore"})
"""Scripts (ISO 15924) that one family of fonts has together."""


@dataclass(frozen=True, slots=True)
class Unprinted:
    """A language of which paper shows the name in Latin letters alone."""

    language: Language
    font: str
    """What would show it, once it is installed on the machine."""


def say_what_prints(app: Flask, prints: Prints) -> None:
    """Registers how a higher slice knows what it can set."""
    PRINTS.register(app, prints)


def unprinted(found: Iterable[str]) -> list[Unprinted]:
    """Those of the languages whose own name cannot be set."""
    prints = PRINTS.registered()
    return [
        Unprinted(language, _font(language.tag))
        for language in map(of_tag, ordered(found))
        if not prints(language.own_name)
    ]


def _font(tag: str) -> str:
    script = tags.script(tag)
    return "Noto Sans CJK" if script in CJK else f"Noto Sans {tags.script_name(script)}"
