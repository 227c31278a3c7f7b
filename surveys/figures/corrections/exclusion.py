"""Answers that are left out of figures by a rule; nobody looks at a single one."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, TypeVar

from surveys.instrument.instrument import Instrument, Question

ALIKE = 6
"""So many scales must be answered before "all alike" says anything."""


class Rule(StrEnum):
    """Why an answer is left out; the first that applies is counted."""

    HIDDEN = "hidden"
    """A field was filled that people do not see: a program wrote it."""
    FAST = "fast"
    """It was sent faster than anybody can read."""
    EMPTY = "empty"
    """No question with choices has an answer that counts."""
    ALIKE = "alike"
    """All scales, six or more, were answered with the same step."""


ALL = tuple(Rule)
"""In force at the first release of a wave."""

CHOSEN = (Rule.HIDDEN, Rule.FAST)
"""A correction may choose these, for they ask how an answer came and not what it says."""


def of_correction(chosen: Collection[Rule], before: Collection[Rule]) -> tuple[Rule, ...]:
    """Rules of a correction: ``chosen`` ones, and those that read answers as they were ``before``.

    Which groups get new numbers is decided exactly, by who came and who went. Did a correction
    choose a rule that reads answers, it would tell of small groups who answered how.
    """
    return tuple(rule for rule in Rule if rule in (chosen if rule in CHOSEN else before))


class Flagged(Protocol):
    """A stored answer."""

    @property
    def key(self) -> bytes:
        """Its random key."""

    @property
    def too_fast(self) -> bool:
        """Whether it was sent faster than anybody can read."""

    @property
    def hidden_filled(self) -> bool:
        """Whether a field was filled that people do not see."""

    @property
    def answers(self) -> str:
        """JSON, name of the question → what was said."""


A = TypeVar("A", bound=Flagged)


@dataclass
class Exclusion:
    """Leaves answers out by rules.

    Args:
        rules: those in force.
        instrument: the questionnaire.
        scales: names of its questions whose choices are steps of a scale.
    """

    rules: Collection[Rule]
    instrument: Instrument
    scales: Collection[str] = ()
    left_out: dict[Rule, bytearray] = field(init=False)
    """Per rule in force the keys of the answers it left out, one after the other."""

    def __post_init__(self) -> None:
        self.left_out = {rule: bytearray() for rule in Rule if rule in self.rules}
        self._choices = {q.name: _counted(q) for q in self.instrument.asked if q.type.selects}

    def kept(self, answers: Iterable[A]) -> Iterator[A]:
        """The answers that no rule leaves out."""
        for answer in answers:
            rule = self._rule(answer)
            if rule is None:
                yield answer
            else:
                self.left_out[rule].extend(answer.key)

    def _rule(self, answer: Flagged) -> Rule | None:
        """The first rule in force that applies."""
        flags = {Rule.HIDDEN: answer.hidden_filled, Rule.FAST: answer.too_fast}
        for rule in self.left_out:
            if rule in flags:
                if flags[rule]:
                    return rule
            elif self._applies(rule, json.loads(answer.answers)):
                return rule
        return None

    def _applies(self, rule: Rule, given: Mapping[str, object]) -> bool:
        if rule is Rule.EMPTY:
            return not any(self._counts(name, said) for name, said in given.items())
        steps = [
            self._choices[name][said]
            for name in self.scales
            if isinstance(said := given.get(name), str) and said in self._choices[name]
        ]
        return len(steps) >= ALIKE and len(set(steps)) == 1

    def _counts(self, name: str, said: object) -> bool:
        choices = self._choices.get(name, {})
        return any(choice in choices for choice in (said if isinstance(said, list) else [said]))


def _counted(question: Question) -> dict[object, int]:
    """The choices that are answers and no missing codes, each with its step."""
    names = (choice.name for choice in question.choices if choice.missing is None)
    return {name: at for at, name in enumerate(names)}
