"""Named ways to form groups of people, as data; :mod:`surveys.figures.groups.groups` applies them.

A group is never a bare yes/no: it is a definition with a name, printed words and "not stated" as
a group of its own. Definitions by birthplace are named so ("nach Geburtsort"), because the
official ones ask for citizenship at birth. Needs no numpy: pages offer them for a wave.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveys.figures.groups import texts
from surveys.instrument.instrument import Instrument, Text

WITH = "with"
WITHOUT = "without"


class UnknownDefinitionError(ValueError):
    """No group definition of that name, or the questionnaire does not ask what it needs."""


@dataclass(frozen=True, slots=True)
class BirthRule:
    """In the first group when any of the answers says so, in the second when all say otherwise."""

    with_any: Mapping[str, frozenset[str]]
    without_all: Mapping[str, frozenset[str]]
    labels: tuple[Text, Text]

    @property
    def questions(self) -> tuple[str, ...]:
        """Names of the questions it needs."""
        return tuple(self.without_all)


@dataclass(frozen=True, slots=True)
class OwnWords:
    """One group per choice of a question."""

    question: str

    @property
    def questions(self) -> tuple[str, ...]:
        """Names of the questions it needs."""
        return (self.question,)


@dataclass(frozen=True, slots=True)
class GroupDefinition:
    """A named way to form groups."""

    key: str
    name: Text
    definition: Text
    """Printed beside every figure of its groups."""
    rule: BirthRule | OwnWords

    @property
    def questions(self) -> frozenset[str]:
        """Names of the questions it needs."""
        return frozenset(self.rule.questions)


_ABROAD = frozenset({"abroad"})
_GERMANY = frozenset({"germany"})

DEFINITIONS: Mapping[str, GroupDefinition] = {
    definition.key: definition
    for definition in (
        GroupDefinition(
            "migration_background_birth",
            texts.BACKGROUND,
            texts.BACKGROUND_DEFINITION,
            BirthRule(
                {
                    "s_birth_self": _ABROAD,
                    "s_birth_parents": frozenset({"one_abroad", "both_abroad"}),
                },
                {"s_birth_self": _GERMANY, "s_birth_parents": frozenset({"both_germany"})},
                (texts.BACKGROUND_WITH, texts.ALL_IN_GERMANY),
            ),
        ),
        GroupDefinition(
            "immigration_history_birth",
            texts.HISTORY,
            texts.HISTORY_DEFINITION,
            BirthRule(
                {"s_birth_self": _ABROAD, "s_birth_parents": frozenset({"both_abroad"})},
                {
                    "s_birth_self": _GERMANY,
                    "s_birth_parents": frozenset({"both_germany", "one_abroad"}),
                },
                (texts.HISTORY_WITH, texts.HISTORY_WITHOUT),
            ),
        ),
        GroupDefinition(
            "origin_group",
            texts.ORIGIN,
            texts.ORIGIN_DEFINITION,
            OwnWords("s_origin_group"),
        ),
    )
}
USUAL = ("migration_background_birth", "origin_group")
"""Definitions of a wave that names none itself."""


def available(instrument: Instrument) -> tuple[GroupDefinition, ...]:
    """The definitions whose questions the instrument asks."""
    asked = instrument.questions.keys()
    return tuple(found for found in DEFINITIONS.values() if asked >= found.questions)


def usual(instrument: Instrument) -> tuple[str, ...]:
    """Keys of the definitions that a new wave begins with."""
    return tuple(found.key for found in available(instrument) if found.key in USUAL)


def chosen(instrument: Instrument, keys: Sequence[str] | None) -> tuple[GroupDefinition, ...]:
    """The definitions of these keys; for ``None`` the usual ones that the instrument allows.

    Raises UnknownDefinitionError for a key that is none or that the instrument cannot serve.
    """
    possible = {found.key for found in available(instrument)}
    wanted = usual(instrument) if keys is None else keys
    if strange := [key for key in wanted if key not in possible]:
        raise UnknownDefinitionError(", ".join(strange))
    return tuple(DEFINITIONS[key] for key in dict.fromkeys(wanted))
