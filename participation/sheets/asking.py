"""The page that asks what words, colours and names of a sheet mean."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from participation.base.words.catalogues import gettext as _
from participation.sheets import memory
from participation.sheets.meaning.titles import normal
from participation.sheets.meaning.values import MAKE, word_key
from participation.sheets.reading.colours import colour_name, is_colour
from participation.sheets.registry import Registration
from participation.sheets.sentences import COLOURS
from participation.sheets.store import ImportInfo
from participation.sheets.target import Field

ALIKE = 0.8
"""How like two names must be, that somebody is asked whether they are one."""
PERSON = re.compile(r"(frau|herrn?|fr\.|hr\.|dr\.|prof\.)\s", re.IGNORECASE)
"""How names of people begin: such are no bodies, and nothing is proposed for them."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word or colour of the sheet whose meaning is asked."""

    field: str
    name: str
    """Of its select."""
    said: str
    shown: str
    often: int
    colour: str
    """Its code, if it is one."""


def unknown(found: ImportInfo) -> list[Word]:
    """Words whose meaning is asked, by field."""
    unknown: dict[str, dict[str, int]] = found.report.get("unknown", {})
    return [
        Word(field, f"word-{field}-{number}", said, _shown(said), often, _code(said))
        for field, words_said in unknown.items()
        for number, (said, often) in enumerate(words_said.items())
    ]


def words(
    registration: Registration,
    found: ImportInfo,
    sent: MultiDict[str, str] | None = None,
    problems: Sequence[tuple[str, str]] = (),
) -> tuple[str, dict[str, Any]]:
    """The page; what was sent stands there again."""
    asked = unknown(found)
    fields = {each.key: each for each in registration.target.fields()}
    proposed, hints = _proposals(asked, fields, memory.words(registration.target.key))
    if sent is not None:
        proposed = {word.name: sent.get(word.name, "") for word in asked}
    by_field = {key: [w for w in asked if w.field == key] for key in {w.field for w in asked}}
    return "sheets/words.html", {
        "fields": fields,
        "by_field": {key: by_field[key] for key in fields if key in by_field},
        "chosen_now": proposed,
        "hints": hints,
        "problems": list(problems),
        "make": MAKE,
    }


def _proposals(
    asked: Sequence[Word], fields: Mapping[str, Field], remembered: Mapping[str, Mapping[str, str]]
) -> tuple[dict[str, str], dict[str, str]]:
    """By name of a select: what stands in it, and what is told beside it."""
    proposed: dict[str, str] = {}
    hints: dict[str, str] = {}
    for word in asked:
        each = fields[word.field]
        titles = {choice.key: str(choice.title) for choice in each.choices}
        before = remembered.get(word.field, {}).get(word_key(word.said))
        if before is not None and word.colour:
            # A colour is said anew each time, by hand.
            meant = titles.get(before, _("nichts"))
            hints[word.name] = _("Beim letzten Mal: %(meaning)s") % {"meaning": meant}
        elif before is not None:
            proposed[word.name] = before or "-"
        elif each.makes and (hint := next(_doubts(word.said, titles), "")):
            hints[word.name] = hint
        elif each.makes:
            proposed[word.name] = MAKE
    return proposed, hints


def _doubts(said: str, titles: Mapping[str, str]) -> Iterator[str]:
    """Why a name may not be a new one."""
    if PERSON.match(said):
        yield _("Das klingt nach einem Menschen. Wählen Sie die Stelle.")
    known = {normal(title): title for title in titles.values()}
    for alike in difflib.get_close_matches(normal(said), known, 1, ALIKE):
        yield _("Ist „%(name)s“ gemeint?") % {"name": known[alike]}


def _code(said: str) -> str:
    return said if is_colour(said) else ""


def _shown(said: str) -> str:
    return f"{_(COLOURS[colour_name(said)])} ({said})" if is_colour(said) else said
