"""Where people agree and where they do not: one rule, explained beside the table.

Of those who said yes or no to a statement: four fifths or more on one side count as "all agree"
(or "all against"), less than three fifths on either side as "not of one mind", all between as
"most". Below :data:`FEWEST` voices nothing is said. Passing is shown, and counts for nobody.
Phones and raised hands are shown apart and only phones decide: a hand may have a phone too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from participation.boards.summaries.document import Statement

FEWEST = 5
"""Yes and no together, below which nothing is said of a statement."""
ALL = (4, 5)
"""The share, as a fraction of whole numbers, from which one side counts as all."""
MOST = (3, 5)


class AgreementLevel(StrEnum):
    """How far people agree on a statement."""

    ALL_FOR = "all_for"
    ALL_AGAINST = "all_against"
    MOST_FOR = "most_for"
    MOST_AGAINST = "most_against"
    DIVIDED = "divided"
    TOO_FEW = "too_few"


TONES = ("t5", "t2", "t3")
"""Colours of agree, disagree and pass on pages; readable without colour by the numbers beside."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a bar, in percent of its length."""

    tone: str
    start: int
    percent: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """A statement, how people stand to it, and its bar."""

    statement: Statement
    level: AgreementLevel
    percent: tuple[int, int, int]
    """Agree, disagree, pass among all who answered; adds up to 100, or (0, 0, 0)."""

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The parts of the bar that are there, from its reading side."""
        starts = (0, self.percent[0], self.percent[0] + self.percent[1])
        parts = zip(TONES, starts, self.percent, strict=True)
        return tuple(Bar(*part) for part in parts if part[2])


def agreements(statements: Iterable[Statement]) -> tuple[Agreement, ...]:
    """All statements in the order of their ranks.

    A summary released before there were ranks keeps its order: first what all agree on, last where
    nobody can say.
    """
    found = [_agreement(statement) for statement in statements]
    if any(each.statement.votes.rank for each in found):
        return tuple(sorted(found, key=lambda each: each.statement.votes.rank))
    order = list(_ORDER)
    return tuple(sorted(found, key=lambda each: (order.index(each.level), -_share(each))))


_ORDER = (
    AgreementLevel.ALL_FOR,
    AgreementLevel.ALL_AGAINST,
    AgreementLevel.DIVIDED,
    AgreementLevel.MOST_FOR,
    AgreementLevel.MOST_AGAINST,
    AgreementLevel.TOO_FEW,
)


def _agreement(statement: Statement) -> Agreement:
    count = statement.votes.phones
    percent = whole_percents(count.agree, count.disagree, count.passed)
    return Agreement(statement, agreement_level(count.agree, count.disagree), percent)


def _share(found: Agreement) -> float:
    count = found.statement.votes.phones
    return count.agree / max(1, count.agree + count.disagree)


def agreement_level(agree: int, disagree: int) -> AgreementLevel:
    """How far people agree on what ``agree`` of them want and ``disagree`` do not."""
    voices = agree + disagree
    if voices < FEWEST:
        return AgreementLevel.TOO_FEW
    for (part, whole), agreeing, against in (
        (ALL, AgreementLevel.ALL_FOR, AgreementLevel.ALL_AGAINST),
        (MOST, AgreementLevel.MOST_FOR, AgreementLevel.MOST_AGAINST),
    ):
        if agree * whole >= voices * part:
            return agreeing
        if disagree * whole >= voices * part:
            return against
    return AgreementLevel.DIVIDED


def whole_percents(agree: int, disagree: int, passed: int) -> tuple[int, int, int]:
    """Percents that add up to 100 (largest remainders first); zeros when nobody answered."""
    counts = (agree, disagree, passed)
    total = sum(counts)
    if not total:
        return (0, 0, 0)
    floors = [count * 100 // total for count in counts]
    left = sorted(range(3), key=lambda at: (-(counts[at] * 100 % total), at))
    for at in left[: 100 - sum(floors)]:
        floors[at] += 1
    return (floors[0], floors[1], floors[2])
