"""Opinion groups: votes of many people on the same statements → what groups of them hold.

:func:`find` looks for groups and says why when there are none; what it finds counts people exactly
and stays in the process that computes. :func:`surveys.opinions.released.disclose` makes of it what
may be kept and shown: words for whole groups, sizes rounded to 5, nothing of one person. Decision
0016 argues the limits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

AGREE, PASS, DISAGREE = 1, 0, -1
Row = Sequence[int | None]
"""What one person says to each statement; None: nothing."""
FEWEST_PEOPLE, FEWEST_VOTES, FEWEST_IN_GROUP = 80, 7, 10
COMMON = (1, 2)
"""A statement counts when more than this share of the people voted on it."""
MOST_BETWEEN = 0.5
LEAST_STABILITY = 0.8
MOST_BY_WHAT_WAS_SEEN = 0.25


class Reason(StrEnum):
    """Why there are no groups."""

    TOO_FEW = "too_few"
    """Fewer than 80 people voted on 7 statements."""
    NOT_THE_SAME = "not_the_same"
    """They did, but not on the same ones."""
    ONE_CROWD = "one_crowd"
    """Opinions run into each other: nobody could say where a group ends."""
    TOO_SMALL = "too_small"
    """What stands apart is fewer than 10 people."""
    UNSTABLE = "unstable"
    """Without some of the people the groups would be others."""


class Counts(NamedTuple):
    """Exact numbers of people."""

    agree: int
    disagree: int
    passed: int

    @property
    def voices(self) -> int:
        """Who said yes or no."""
        return self.agree + self.disagree


@dataclass(frozen=True, slots=True)
class Group:
    """People who answered alike, counted exactly."""

    size: int
    counts: tuple[Counts, ...]
    """One for each statement of the table."""


@dataclass(frozen=True, slots=True)
class Found:
    """Groups, the largest first."""

    groups: tuple[Group, ...]
    common: tuple[int, ...]
    """Numbers of the statements on which most of the people voted."""

    @property
    def people(self) -> int:
        """People in all groups together."""
        return sum(group.size for group in self.groups)


@dataclass(frozen=True, slots=True)
class Common:
    """People who voted enough on the same statements."""

    rows: tuple[tuple[int | None, ...], ...]
    """In an order that does not depend on the one they came in."""
    statements: tuple[int, ...]


def common(table: Sequence[Row]) -> Common | Reason:
    """Who can be compared, or why it is too few; cheap, needs no numpy."""
    rows = voters(table)
    if len(rows) < FEWEST_PEOPLE:
        return Reason.TOO_FEW
    part, whole = COMMON
    statements = tuple(
        at
        for at in range(len(rows[0]))
        if sum(row[at] is not None for row in rows) * whole > len(rows) * part
    )
    compared = [
        tuple(row) for row in rows if _votes([row[at] for at in statements]) >= FEWEST_VOTES
    ]
    if len(compared) < FEWEST_PEOPLE:
        return Reason.NOT_THE_SAME
    return Common(tuple(sorted(compared, key=_key)), statements)


def voters(table: Sequence[Row]) -> list[Row]:
    """Who voted enough, in an order that does not depend on the one they came in."""
    return sorted((row for row in table if _votes(row) >= FEWEST_VOTES), key=_key)


def _votes(row: Row) -> int:
    return sum(value is not None for value in row)


def _key(row: Row) -> tuple[int, ...]:
    return tuple(2 if value is None else value for value in row)


def find(table: Sequence[Row]) -> Found | Reason:
    """Looks for groups of people with like opinions; the same table gives the same answer.

    Args:
        table: a row for each person, all of the length of the list of statements.
    """
    people = common(table)
    return people if isinstance(people, Reason) else _grouped(people)


def _grouped(people: Common) -> Found | Reason:
    import numpy as np  # noqa: PLC0415 - heavy: pages that tell of groups compute none

    from surveys.opinions import clustering  # noqa: PLC0415 - as numpy

    votes = np.array([[row[at] for at in people.statements] for row in people.rows], dtype=float)
    points = clustering.project(votes)
    if not points.var(axis=0).any():
        return Reason.ONE_CROWD
    clearest, *others = clustering.splits(points)
    fit = [each for each in (clearest, *others) if each.smallest >= FEWEST_IN_GROUP]
    if not fit:
        return Reason.TOO_SMALL
    split = fit[0]
    small = split is not clearest and clearest.smallest > 0
    if clustering.between(points, split) > MOST_BETWEEN:
        return Reason.TOO_SMALL if small else Reason.ONE_CROWD
    if clustering.stability(votes, split) < LEAST_STABILITY:
        return Reason.TOO_SMALL if small else Reason.UNSTABLE
    if clustering.by_what_was_seen(votes, split.labels) > MOST_BY_WHAT_WAS_SEEN:
        return Reason.NOT_THE_SAME
    members = [
        [row for row, at in zip(people.rows, split.labels, strict=True) if at == number]
        for number in range(split.groups)
    ]
    groups = sorted((counted(rows) for rows in members), key=lambda each: (-each.size, each.counts))
    return Found(tuple(groups), people.statements)


def counted(rows: Sequence[Row]) -> Group:
    """These people as a group."""
    columns = zip(*rows, strict=True)
    counts = (
        Counts(column.count(AGREE), column.count(DISAGREE), column.count(PASS))
        for column in columns
    )
    return Group(len(rows), tuple(counts))
