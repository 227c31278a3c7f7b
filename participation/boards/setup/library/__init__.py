"""The shipped templates of boards, as data: their columns, and their prompts in all languages.

German is ours and counts as released; the other languages are drafts until a person has read them.
``becomes`` says what a note of a column may turn into later: ``need``, ``gap`` (of what is
offered), ``measure``, ``goal``, ``mission``, ``area``, ``target_group``, ``responsible``, ``text``
(of a report), or what happens to a measure (``unchanged``, ``adapted``, ``deleted``, ``new``,
``keep``).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from participation.base.words.languages import Language
from participation.boards.base.kinds import Layout

FOLDER = Path(__file__).parent
SHIPPED = "Vielstimmig"
"""Who stands for the German prompts of a template."""


@dataclass(frozen=True, slots=True)
class Words:
    """A column in one language."""

    title: str
    prompt: str


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """One column of a template."""

    key: str
    becomes: str
    texts: dict[str, Words]
    """By language."""


@dataclass(frozen=True, slots=True)
class Template:
    """A board to begin with."""

    key: str
    layout: Layout
    title: dict[str, str]
    """By language of the staff."""
    purpose: dict[str, str]
    columns: tuple[TemplateColumn, ...]

    def called(self, language: Language) -> str:
        """Its name in a language of the staff."""
        return self.title.get(language.tag, self.title["de"])

    def meant_for(self, language: Language) -> str:
        """What it is good for, in a language of the staff."""
        return self.purpose.get(language.tag, self.purpose["de"])


@cache
def templates() -> dict[str, Template]:
    """All templates by key, in the order in which they are offered."""
    found = [_read(path) for path in sorted(FOLDER.glob("*.json"))]
    return {template.key: template for template in found}


def becomes(template: str, column: str) -> str:
    """What a note of a column may turn into; ``text`` for a column of the county's own."""
    known = templates().get(template)
    columns = known.columns if known else ()
    return next((item.becomes for item in columns if item.key == column), "text")


def _read(path: Path) -> Template:
    read: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    columns = tuple(
        TemplateColumn(
            item["key"],
            item["becomes"],
            {tag: Words(**words) for tag, words in item["texts"].items()},
        )
        for item in read["columns"]
    )
    return Template(read["key"], Layout(read["layout"]), read["title"], read["purpose"], columns)
