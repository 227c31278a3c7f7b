"""A reader who knows all exact totals and all that is told of groups learns nobody's vote.

The reader is given more than anybody has: how the sizes are rounded, every rule by which something
is told or not, and that nobody voted who is in no group.
"""

import numpy as np
import pytest
from scipy.signal import fftconvolve

from surveys.opinions import groups, leaning
from surveys.opinions.groups import FEWEST_IN_GROUP, Reason
from surveys.opinions.released import (
    CLEARLY,
    STEP,
    Disclosed,
    DisclosedGroup,
    Stance,
    about,
    disclose,
)
from tests.support.opinions import camps, crowd, totals

FEW = 10
LEFT = 3
"""Numbers that a reader must hold possible for each count of a group."""


def stances(shown: Disclosed, at: int) -> list[Stance | None]:
    """What is told of each group about one statement."""
    said: list[Stance | None] = [None] * len(shown.groups)
    for number, group in enumerate(shown.groups):
        for side in (*group.typical, *shown.shared):
            if side.statement == at:
                said[number] = side.stance
    for each in shown.divided:
        if each.statement == at:
            for number in each.supporters:
                said[number] = Stance.FOR
            for number in each.opponents:
                said[number] = Stance.AGAINST
    return said


def fitting(shown: Disclosed, number: int, at: int, total: tuple[int, int]):
    """Which pairs (agree, disagree) of one group go with what is told of it."""
    yes, no = np.mgrid[: total[0] + 1, : total[1] + 1].astype(float)
    group, said = shown.groups[number], stances(shown, at)[number]
    fits = yes + no <= group.about + STEP // 2
    if said:
        here, there = (yes, total[0] - yes) if said is Stance.FOR else (no, total[1] - no)
        fits &= (yes + no >= FEWEST_IN_GROUP) & (here * 5 >= (yes + no) * 3)
        if at in {side.statement for side in group.typical}:
            rest = np.maximum(sum(total) - yes - no, 1)
            fits &= here / np.maximum(yes + no, 1) - there / rest >= CLEARLY
    return fits


def possible(shown: Disclosed, at: int, total: tuple[int, int]):
    """For each group the pairs that are left when all groups must add up to the totals."""
    regions = [fitting(shown, number, at, total) for number in range(len(shown.groups))]
    for number, region in enumerate(regions):
        others = [other for at, other in enumerate(regions) if at != number]
        together = others[0].astype(float)
        for more in others[1:]:
            together = fftconvolve(together, more.astype(float))[: total[0] + 1, : total[1] + 1]
        yield region & (together > 1 / 2)[::-1, ::-1]


@pytest.mark.parametrize(
    "sizes", [(90, 45), (80, 12), (60, 60), (100, 16), (150, 50), (60, 50, 40), (60, 40, 15)]
)
def test_exact_totals_do_not_open_the_groups(sizes: tuple[int, ...]):
    looked_at = 0
    for seed in range(6):
        table = camps(seed, sizes, 24, 21)
        result = disclose(groups.find(table), totals(table))
        for at in result.statements:
            total = totals(table)[at]
            for fits in possible(result, at, total):
                for axis in (0, 1):
                    numbers = fits.any(axis=1 - axis).sum()
                    assert numbers >= min(LEFT, total[axis] + 1)
                    looked_at += 1
    assert looked_at


@pytest.mark.parametrize("people", [81, 120, 200])
def test_exact_totals_do_not_open_the_ends_of_a_leaning_though_it_is_known_how_large_they_are(
    people: int,
):
    looked_at = 0
    for seed in range(4):
        table = crowd(seed, people, 24)
        parts = leaning.look(table)
        found = disclose(Reason.ONE_CROWD, totals(table), parts).leaning
        if parts is None or found is None:
            continue
        sides = (found.ends[0], (), found.ends[1])
        sizes = (about(part.size) for part in parts.groups)
        thirds = tuple(map(DisclosedGroup, sizes, sides))
        result = Disclosed(None, about(people), thirds, found.shared)
        for at in result.statements:
            total = totals(table)[at]
            for fits in possible(result, at, total):
                for axis in (0, 1):
                    numbers = fits.any(axis=1 - axis).sum()
                    assert numbers >= min(LEFT, total[axis] + 1)
                    looked_at += 1
    assert looked_at


def test_no_number_of_people_below_ten_leaves():
    table = camps(1, (90, 12), 20, 16)
    result = disclose(groups.find(table), totals(table))
    sizes = [result.about, *(group.about for group in result.groups)]
    assert all(size >= FEW and size % STEP == 0 for size in sizes)


def test_without_one_of_the_voters_nearly_always_the_same_is_told():
    """Of two releases of a day the difference is a person: it must not show."""
    table = camps(3, (90, 45), 20, 16)
    result = disclose(groups.find(table), totals(table))
    others = 0
    for gone in range(0, len(table), 15):
        less = table[:gone] + table[gone + 1 :]
        others += disclose(groups.find(less), totals(less)).statements != result.statements
    assert others <= 2
