"""The ranking of what was voted on: one rule for phones, walls, summaries and documents.

Only votes of phones decide; hands counted in the room stand beside. Dots weigh by their number. A
statement weighs by the lower end of the 95 % Wilson interval of agree among agree and disagree, so
that 1 : 0 does not beat 40 : 2 and passing weakens nothing. Stars weigh by the same lower end of
the share of 4 and 5, and by their mean where that is alike. What weighs the same shares a rank.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any, Generic, TypeVar

from participation.boards.base.kinds import Opinion, VoteKind

Z = 1.959964
"""Of the normal distribution, for 95 %."""
DIGITS = 9
"""To which two weights are the same: beyond it stands only what computers make of fractions."""
HIGH = ("4", "5")
"""Stars that say "important"."""

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Ranked(Generic[Key]):
    """One thing in the order of what weighs most."""

    target: Key
    rank: int
    """From 1; what weighs the same shares it, and the next ones are as far back as if not."""
    weight: float
    """The number of dots, else a share between 0 and 1."""


def ranking(
    kind: VoteKind, things: Iterable[Key], totals: Mapping[Key, Mapping[str, Any]]
) -> list[Ranked[Key]]:
    """All things that somebody voted for, those that weigh most first.

    Args:
        kind: what people voted with.
        things: what can be voted on, in the order in which things of the same rank are told.
        totals: counts of each, as :func:`participation.boards.voting.tallies.tallies` gives them.
    """
    weighed = [(_weight(kind, totals[thing]), thing) for thing in things if totals.get(thing)]
    weighed.sort(key=lambda each: each[0], reverse=True)  # stable: ties stay as they came
    found: list[Ranked[Key]] = []
    for at, (weight, thing) in enumerate(weighed):
        same = at > 0 and weighed[at - 1][0] == weight
        found.append(Ranked(thing, found[-1].rank if same else at + 1, weight[0]))
    return found


def lower_bound(part: int, whole: int) -> float:
    """The lower end of the 95 % Wilson interval of a share; 0 where nobody spoke."""
    if whole == 0 or part == 0:
        return 0.0
    share, square = part / whole, Z * Z / whole
    spread = Z * sqrt(share * (1 - share) / whole + square / (4 * whole))
    return round((share + square / 2 - spread) / (1 + square), DIGITS)


def _weight(kind: VoteKind, totals: Mapping[str, Any]) -> tuple[float, float]:
    if kind is VoteKind.DOTS:
        return float(totals.get("dots", 0)), 0.0
    if kind is VoteKind.STATEMENTS:
        said = totals.get("opinions", {})
        agree, disagree = said.get(Opinion.AGREE, 0), said.get(Opinion.DISAGREE, 0)
        return lower_bound(agree, agree + disagree), 0.0
    stars = totals.get("ratings", {})
    number = sum(stars.values())
    mean = sum(int(star) * times for star, times in stars.items()) / max(number, 1)
    return lower_bound(sum(stars.get(star, 0) for star in HIGH), number), round(mean, DIGITS)
