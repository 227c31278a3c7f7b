"""Groups are found where people stand in camps, and nowhere else."""

from random import Random

import numpy as np
import pytest

from surveys import plain
from surveys.opinions import clustering
from surveys.opinions import groups as opinions
from surveys.opinions.groups import AGREE, DISAGREE, Counts, Found, Group, Reason
from surveys.opinions.released import Disclosed, Division, Side, Stance, about, disclose, stance
from tests.support.opinions import camps, crowd, noise, totals


def found(table) -> Found:
    result = opinions.find(table)
    assert isinstance(result, Found), result
    return result


@pytest.mark.parametrize("seed", range(3))
def test_two_camps_are_found_with_their_sizes(seed: int):
    groups = found(camps(seed, (90, 45), 20, 14)).groups
    assert [group.size for group in groups] == pytest.approx([90, 45], abs=2)


def test_three_camps_are_found_with_their_sizes():
    groups = found(camps(4, (60, 50, 40), 24, 20)).groups
    assert [group.size for group in groups] == pytest.approx([60, 50, 40], abs=2)


def test_camps_are_found_though_people_leave_out_a_third():
    assert len(found(camps(1, (80, 60), 24, 20, kept=0.66)).groups) == 2


def test_each_group_holds_what_its_camp_holds_and_counts_add_up():
    table = camps(2, (90, 45), 20, 14)
    result = found(table)
    for at in range(20):
        together = [sum(part) for part in zip(*(g.counts[at] for g in result.groups), strict=True)]
        assert together[:2] == list(totals(table)[at])
        sides = {stance(group.counts[at]) for group in result.groups}
        assert sides == set(Stance) or at >= 14


def test_the_order_in_which_people_come_changes_nothing():
    table = camps(3, (50, 40), 16, 12)
    shuffled = Random(1).sample(table, len(table))
    assert opinions.find(shuffled) == opinions.find(table)


@pytest.mark.parametrize("seed", range(12))
def test_votes_that_nothing_ties_together_make_no_groups(seed: int):
    assert isinstance(opinions.find(noise(seed, 80 + 10 * seed, 8 + 4 * seed)), Reason)


@pytest.mark.parametrize("seed", range(12))
def test_a_crowd_that_leans_more_or_less_makes_no_groups(seed: int):
    assert isinstance(opinions.find(crowd(seed, 100 + 10 * seed, 20, 1 + seed % 2)), Reason)


def test_79_people_are_too_few_and_so_are_many_with_six_votes():
    table = camps(1, (40, 40), 12, 10)
    assert isinstance(opinions.find(table), Found)
    assert opinions.find(table[1:]) is Reason.TOO_FEW
    short = [[*row[:6], *([None] * 6)] for row in table]
    assert opinions.find(short) is Reason.TOO_FEW
    assert opinions.find([]) is Reason.TOO_FEW


def test_a_group_of_nine_is_not_shown_one_of_twelve_is():
    assert opinions.find(camps(5, (90, 9), 20, 18)) is Reason.TOO_SMALL
    assert [group.size for group in found(camps(5, (90, 12), 20, 18)).groups] == [90, 12]


def test_people_who_saw_other_statements_are_no_opinion_groups():
    nothing = [None] * 12
    one, other = noise(1, 90, 12), noise(2, 90, 12)
    parallel = [row + nothing for row in one] + [nothing + row for row in other]
    assert opinions.find(parallel) is Reason.NOT_THE_SAME


def test_who_was_asked_something_else_is_no_opinion_group():
    table = camps(1, (100, 60), 16, 16)
    assert len(found(table).groups) == 2
    missed = [row if at < 100 else row[:8] + [None] * 8 for at, row in enumerate(table)]
    assert opinions.find(missed) is Reason.NOT_THE_SAME


def test_people_of_one_mind_are_one_crowd():
    assert opinions.find([[AGREE, DISAGREE] * 6] * 100) is Reason.ONE_CROWD


def test_groups_that_depend_on_single_people_are_not_shown(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(clustering, "stability", lambda _votes, _split: 0.79)
    assert opinions.find(camps(2, (90, 45), 20, 14)) is Reason.UNSTABLE


def test_two_groupings_of_the_same_people_are_compared_as_the_literature_does():
    # Hubert and Arabie 1985 by hand: pairs together in both 2, rows 6, columns 4 of 15.
    one, other = np.array([0, 0, 0, 1, 1, 1]), np.array([0, 0, 1, 1, 2, 2])
    assert clustering.rand(one, other) == pytest.approx(
        (2 - 6 * 3 / 15) / ((6 + 3) / 2 - 6 * 3 / 15)
    )
    assert clustering.rand(one, 1 - one) == 1


def test_it_is_told_what_is_typical_shared_and_divides():
    groups = (
        Group(
            60,
            (
                Counts(55, 3, 2),
                Counts(50, 5, 5),
                Counts(30, 30, 0),
                Counts(2, 58, 0),
                Counts(38, 20, 2),
            ),
        ),
        Group(
            41,
            (
                Counts(6, 34, 1),
                Counts(35, 4, 2),
                Counts(33, 8, 0),
                Counts(20, 21, 0),
                Counts(16, 25, 0),
            ),
        ),
    )
    result = disclose(
        Found(groups, (0, 1, 2, 3, 4)), [(61, 37), (85, 9), (63, 38), (22, 79), (54, 45)]
    )
    assert (result.about, [group.about for group in result.groups]) == (100, [60, 40])
    assert result.groups[0].typical == (Side(0, Stance.FOR), Side(3, Stance.AGAINST))
    assert result.groups[1].typical == (Side(0, Stance.AGAINST), Side(2, Stance.FOR))
    assert result.shared == (Side(1, Stance.FOR),)
    assert result.divided == (Division(4, (0,), (1,)),), "the first is told on both sides already"
    assert result.statements == {0, 1, 2, 3, 4}


def test_nothing_is_told_of_fewer_than_ten_voices_in_a_group():
    assert stance(Counts(9, 0, 30)) is None
    assert stance(Counts(10, 0, 30)) is Stance.FOR
    assert stance(Counts(5, 5, 0)) is None


def test_what_is_told_survives_as_plain_values_and_holds_no_exact_size():
    table = camps(2, (92, 44), 20, 14)
    result = disclose(opinions.find(table), totals(table))
    assert plain.decode(Disclosed, plain.encode(result)) == result
    assert [group.about for group in result.groups] == [90, 45]
    assert [about(people) for people in (10, 12, 13, 137)] == [10, 10, 15, 135]


def test_where_there_are_none_only_the_reason_is_told():
    assert disclose(Reason.ONE_CROWD, []) == Disclosed(Reason.ONE_CROWD)
