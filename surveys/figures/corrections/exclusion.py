"""Answers that are left out of figures by a rule; nobody looks at a single one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, TypeVar


class Rule(StrEnum):
    """Why an answer is left out; the first that applies is counted."""

    HIDDEN = "hidden"
    """A field was filled that people do not see: a program wrote it."""
    FAST = "fast"
    """It was sent faster than anybody can read."""


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


A = TypeVar("A", bound=Flagged)


@dataclass
class Exclusion:
    """Leaves answers out by rules."""

    rules: Collection[Rule]
    left_out: dict[Rule, bytearray] = field(init=False)
    """Per rule in force the keys of the answers it left out, one after the other."""

    def __post_init__(self) -> None:
        self.left_out = {rule: bytearray() for rule in Rule if rule in self.rules}

    def kept(self, answers: Iterable[A]) -> Iterator[A]:
        """The answers that no rule leaves out."""
        for answer in answers:
            rule = next((rule for rule in self.left_out if _applies(rule, answer)), None)
            if rule is None:
                yield answer
            else:
                self.left_out[rule].extend(answer.key)


def _applies(rule: Rule, answer: Flagged) -> bool:
    return answer.hidden_filled if rule is Rule.HIDDEN else answer.too_fast
