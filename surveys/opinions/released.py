"""What may be kept and shown of opinion groups: words for whole groups, nobody's answer.

How many agree with a statement is exact and public: it was a show of hands. How many of a group do
is a breakdown of participants, so no such number leaves. A group's size is rounded to 5. Of a
statement it is said that most of a group are for it, or against it, by the rule of the boards
(three fifths of those who said yes or no), and only of ten or more. Where the exact totals would
still narrow a group down to fewer than :data:`CHOICES` numbers, the statement is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import sqrt
from statistics import NormalDist
from typing import TypeVar

from surveys import plain
from surveys.opinions.groups import FEWEST_IN_GROUP, Counts, Found, Group, Reason

STEP = 5
"""Sizes are rounded to a multiple of it."""
MOST = (3, 5)
NEARLY_ALL = (4, 5)
CLEARLY = 0.3
"""How much larger a group's share is than that of all others, for a statement to be typical."""
CHANCE = 0.05
"""Of all statements and groups together, that one looks typical by chance."""
CHOICES = 5
"""Numbers that a reader must hold possible for each count of a group."""
TYPICAL, SHARED, DIVIDED = 3, 5, 5
"""Statements that are told: of each group, of all, of those that divide."""
T = TypeVar("T")


class Stance(StrEnum):
    """What most of a group say."""

    FOR = "for"
    AGAINST = "against"


@dataclass(frozen=True, slots=True)
class Side:
    """A statement and what most say to it."""

    statement: int
    stance: Stance


@dataclass(frozen=True, slots=True)
class Division:
    """A statement on which groups stand against each other; groups count from 0."""

    statement: int
    supporters: tuple[int, ...]
    opponents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DisclosedGroup:
    """A group, as it may be shown."""

    about: int
    """Its people, rounded to 5."""
    typical: tuple[Side, ...]
    """What most here say and clearly fewer elsewhere."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """Two ends of one crowd: no camps, no sizes, only what most near an end say."""

    ends: tuple[tuple[Side, ...], ...]
    """Of each end, what most there say and clearly fewer elsewhere."""
    shared: tuple[Side, ...]
    """What most say at both ends and between them."""


@dataclass(frozen=True, slots=True)
class Disclosed:
    """What is said of groups, or why there are none."""

    reason: Reason | None
    about: int = 0
    """People in all groups together, rounded to 5."""
    groups: tuple[DisclosedGroup, ...] = ()
    shared: tuple[Side, ...] = ()
    """What most of every group say."""
    divided: tuple[Division, ...] = ()
    """Further statements that divide: not those typical of groups on both sides."""
    everybody: tuple[Side, ...] = plain.later(())
    """What nearly all say, from the totals that everybody can read."""
    halved: tuple[int, ...] = plain.later(())
    """Statements on which people are of no one mind, from the same totals."""
    leaning: Leaning | None = field(default=None, metadata={plain.LATER: True})
    """Told where there are no groups only."""

    @property
    def statements(self) -> frozenset[int]:
        """Numbers of all statements that are named."""
        sides = [side for group in self.groups for side in group.typical]
        if self.leaning:
            sides += [*self.leaning.shared, *(s for end in self.leaning.ends for s in end)]
        named = {side.statement for side in (*sides, *self.shared, *self.everybody)}
        return frozenset(named | {each.statement for each in self.divided} | set(self.halved))

    def renumbered(self, places: Mapping[int, int]) -> Disclosed:
        """With other numbers for statements; what has none is not told."""

        def sides(given: tuple[Side, ...]) -> tuple[Side, ...]:
            return tuple(
                replace(side, statement=places[side.statement])
                for side in given
                if side.statement in places
            )

        groups = (replace(group, typical=sides(group.typical)) for group in self.groups)
        lean = self.leaning
        return replace(
            self,
            groups=tuple(groups),
            shared=sides(self.shared),
            divided=tuple(
                replace(each, statement=places[each.statement])
                for each in self.divided
                if each.statement in places
            ),
            everybody=sides(self.everybody),
            halved=tuple(places[at] for at in self.halved if at in places),
            leaning=lean and Leaning(tuple(map(sides, lean.ends)), sides(lean.shared)),
        )


def disclose(
    found: Found | Reason, totals: Sequence[tuple[int, int]], leaning: Found | None = None
) -> Disclosed:
    """What may be shown of groups; where there are none, of what all share and of a leaning.

    Args:
        found: what :func:`surveys.opinions.groups.find` says.
        totals: for each statement how many agree and disagree, as everybody can read.
        leaning: what :func:`surveys.opinions.leaning.look` says.
    """
    if isinstance(found, Reason):
        return Disclosed(
            found,
            everybody=_everybody(totals),
            halved=_halved(totals),
            leaning=_leaning(leaning, totals) if leaning else None,
        )
    open_ = [at for at in found.common if _wide(found.groups, at, totals[at])]
    typical = [_typical(group, found, open_) for group in found.groups]
    named = {(side.statement, side.stance) for sides in typical for side in sides}
    more = [at for at in open_ if not all((at, side) in named for side in Stance)]
    return Disclosed(
        None,
        about(found.people),
        tuple(
            DisclosedGroup(about(group.size), sides)
            for group, sides in zip(found.groups, typical, strict=True)
        ),
        _shared(found.groups, open_),
        _divided(found.groups, more),
    )


def _everybody(totals: Sequence[tuple[int, int]]) -> tuple[Side, ...]:
    part, whole = NEARLY_ALL
    sides = []
    for at, both in enumerate(totals):
        side = Stance.FOR if both[0] >= both[1] else Stance.AGAINST
        if sum(both) >= FEWEST_IN_GROUP and max(both) * whole >= sum(both) * part:
            sides.append((-max(both) / sum(both), Side(at, side)))
    return _first(SHARED, sides, lambda side: side.statement)


def _halved(totals: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    part, whole = MOST
    found = [
        (max(both) / sum(both), at)
        for at, both in enumerate(totals)
        if sum(both) >= FEWEST_IN_GROUP and max(both) * whole < sum(both) * part
    ]
    return _first(DIVIDED, found, lambda at: at)


def _leaning(parts: Found, totals: Sequence[tuple[int, int]]) -> Leaning | None:
    """What may be told of the ends; None where a statement of each end would not be."""
    open_ = [at for at in parts.common if _wide(parts.groups, at, totals[at])]
    one, _middle, other = parts.groups
    ends = tuple(_typical(end, parts, open_) for end in (one, other))
    return Leaning(ends, _shared(parts.groups, open_)) if all(ends) else None


def about(people: int) -> int:
    """A number of people, rounded to 5."""
    return (people + STEP // 2) // STEP * STEP


def stance(counts: Counts) -> Stance | None:
    """What most say; None: they are too few, or of no one mind."""
    part, whole = MOST
    if counts.voices < FEWEST_IN_GROUP:
        return None
    if counts.agree * whole >= counts.voices * part:
        return Stance.FOR
    return Stance.AGAINST if counts.disagree * whole >= counts.voices * part else None


def _typical(group: Group, found: Found, open_: Iterable[int]) -> tuple[Side, ...]:
    bound = NormalDist().inv_cdf(1 - CHANCE / (2 * len(found.groups) * len(found.common)))
    sides = []
    for at in open_:
        side, rest = stance(group.counts[at]), _rest(group, found, at)
        if side and rest.voices >= FEWEST_IN_GROUP:
            larger, score = _ahead(group.counts[at], rest, side)
            if larger >= CLEARLY and score >= bound:
                sides.append((-larger, Side(at, side)))
    return _first(TYPICAL, sides, lambda side: side.statement)


def _rest(group: Group, found: Found, at: int) -> Counts:
    others = [other.counts[at] for other in found.groups if other is not group]
    return Counts(*(sum(part) for part in zip(*others, strict=True)))


def _ahead(ours: Counts, theirs: Counts, side: Stance) -> tuple[float, float]:
    """By how much a share is larger than another one, and the pooled two-proportion score of it."""
    here, there = (each.agree if side is Stance.FOR else each.disagree for each in (ours, theirs))
    larger = here / ours.voices - there / theirs.voices
    pooled = (here + there) / (ours.voices + theirs.voices)
    error = sqrt(pooled * (1 - pooled) * (1 / ours.voices + 1 / theirs.voices))
    return larger, larger / error if error else 0.0


def _shared(groups: Sequence[Group], open_: Iterable[int]) -> tuple[Side, ...]:
    sides = []
    for at in open_:
        stances = {stance(group.counts[at]) for group in groups}
        if len(stances) == 1 and (side := stances.pop()):
            sides.append((-min(_share(group, at, side) for group in groups), Side(at, side)))
    return _first(SHARED, sides, lambda side: side.statement)


def _divided(groups: Sequence[Group], open_: Iterable[int]) -> tuple[Division, ...]:
    found = []
    for at in open_:
        stances = [stance(group.counts[at]) for group in groups]
        supporters, opponents = (
            tuple(number for number, said in enumerate(stances) if said is side) for side in Stance
        )
        if supporters and opponents:
            shares = [_share(group, at, Stance.FOR) for group in groups]
            found.append((min(shares) - max(shares), Division(at, supporters, opponents)))
    return _first(DIVIDED, found, lambda each: each.statement)


def _share(group: Group, at: int, side: Stance) -> float:
    counts = group.counts[at]
    return (counts.agree if side is Stance.FOR else counts.disagree) / max(1, counts.voices)


def _first(limit: int, found: list[tuple[float, T]], order: Callable[[T], int]) -> tuple[T, ...]:
    # The clearest ones, but told in the order of the wall: a rank would compare exact shares.
    clearest = sorted(found, key=lambda pair: (pair[0], order(pair[1])))[:limit]
    return tuple(sorted((each for _, each in clearest), key=order))


def _wide(groups: Sequence[Group], at: int, totals: tuple[int, int]) -> bool:
    """Whether readers who know the exact totals still cannot tell what a group's numbers are.

    They know how large groups are but for the rounding, what most of each say, and (the worst case)
    that nobody voted who is in no group.
    """
    reaches = [_reach(group, at) for group in groups]
    for number, total in enumerate(totals):
        sides = [reach[number] for reach in reaches]
        for this, (least, most) in enumerate(sides):
            others = [side for other, side in enumerate(sides) if other != this]
            low = max(least, total - sum(side[1] for side in others))
            high = min(most, total - sum(side[0] for side in others))
            if low <= high and high - low + 1 < min(CHOICES, total + 1):
                return False
    return True


def _reach(group: Group, at: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Least and most people of a group who can agree, and who can disagree."""
    part, whole = MOST
    largest = about(group.size) + STEP // 2
    said = stance(group.counts[at])
    many = (-(-FEWEST_IN_GROUP * part // whole), largest)
    few = (0, largest * (whole - part) // whole)
    if said is None:
        return (0, largest), (0, largest)
    return (many, few) if said is Stance.FOR else (few, many)
