"""The named group definitions a wave may use, with the questions each one needs.

``surveys.groups`` computes them; it needs numpy, which a serving process does not load, so their
keys stand here too and a test holds that both know the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from surveys import group_texts
from surveys.instrument import Instrument, Text


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """A group definition as staff choose it."""

    key: str
    name: Text
    definition: Text
    questions: frozenset[str]


_BIRTH = frozenset({"s_birth_self", "s_birth_parents"})
DEFINITIONS: dict[str, GroupChoice] = {
    choice.key: choice
    for choice in (
        GroupChoice(
            "migration_background_birth",
            group_texts.BACKGROUND,
            group_texts.BACKGROUND_DEFINITION,
            _BIRTH,
        ),
        GroupChoice(
            "immigration_history_birth",
            group_texts.HISTORY,
            group_texts.HISTORY_DEFINITION,
            _BIRTH,
        ),
        GroupChoice(
            "origin_group",
            group_texts.ORIGIN,
            group_texts.ORIGIN_DEFINITION,
            frozenset({"s_origin_group"}),
        ),
    )
}
USUAL = ("migration_background_birth", "origin_group")
"""What a new wave begins with, as far as its questionnaire asks for it."""


def available(instrument: Instrument) -> tuple[GroupChoice, ...]:
    """The definitions whose questions the questionnaire asks."""
    asked = instrument.questions.keys()
    return tuple(choice for choice in DEFINITIONS.values() if asked >= choice.questions)


def usual(instrument: Instrument) -> tuple[str, ...]:
    """Keys of the definitions a new wave begins with."""
    return tuple(choice.key for choice in available(instrument) if choice.key in USUAL)
