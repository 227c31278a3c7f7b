import random
from statistics import pvariance

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.figures.estimates.differences import (
    Share,
    against_first,
    against_rest,
    change_of_gap,
    clear,
    difference,
    gap,
    p_value,
)
from surveys.figures.estimates.indices import (
    Consistency,
    RankSpan,
    alpha,
    consistency,
    rank_spans,
    step,
    variance,
)
from surveys.figures.estimates.samples import Stratum, finite_range, stratified
from surveys.figures.estimates.shares import Z95, wilson

NEWCOMBE_TWO = [
    # Newcombe 1998, Interval estimation for the difference between independent proportions,
    # table II, method 10.
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (0, 10, 0, 10, -0.2775, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0000),
    (10, 10, 0, 10, 0.6075, 1.0000),
]
NEWCOMBE_ONE = [
    # Newcombe 1998, Two-sided confidence intervals for the single proportion, table I, method 3.
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
]


@pytest.mark.parametrize(("count", "base", "low", "high"), NEWCOMBE_ONE)
def test_the_interval_of_a_share_is_that_of_the_paper(count, base, low, high):
    assert wilson(count, base) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize("row", NEWCOMBE_TWO)
def test_the_interval_of_a_difference_is_that_of_the_paper(row):
    found = difference(Share(*row[:2]).exact_at(), Share(*row[2:4]).exact_at())
    assert found[1:] == pytest.approx(row[4:], abs=5e-5)


SHARES = st.integers(6, 60).flatmap(
    lambda fives: st.integers(0, fives).map(lambda count: Share(5 * count, 5 * fives))
)


@given(SHARES, SHARES)
def test_a_difference_of_rounded_shares_is_wider_than_of_exact_ones(first, second):
    shown = gap(first, second)(Z95)
    exact = difference(first.exact_at(), second.exact_at())
    assert shown.low <= exact.low <= exact.value <= exact.high <= shown.high


@given(SHARES, SHARES)
def test_a_difference_the_other_way_round_has_the_same_p(first, second):
    one, other = gap(first, second), gap(second, first)
    assert one(Z95).low == pytest.approx(-other(Z95).high)
    assert p_value(one) == pytest.approx(p_value(other), abs=1e-9)


@given(SHARES, SHARES)
def test_p_is_below_5_percent_just_when_the_interval_excludes_0(first, second):
    shown = gap(first, second)(Z95)
    excluded = shown.low > 0 or shown.high < 0
    assert (p_value(gap(first, second)) < 0.05) == excluded


def test_equal_shares_differ_at_no_level():
    assert p_value(gap(Share(50, 100), Share(50, 100))) == 1


@given(SHARES, SHARES)
def test_a_gap_that_stayed_did_not_change(first, second):
    changed = change_of_gap(gap(first, second), gap(first, second))
    assert changed(Z95).value == 0
    assert p_value(changed) == 1


def test_holm_stops_at_the_first_that_is_not_clear():
    # Holm 1979: the smallest against 0.05/4, then 0.05/3, and so on; what follows is not looked at.
    assert clear([0.01, 0.04, 0.03, 0.005]) == (True, False, False, True)
    assert clear([0.02, 0.001]) == (True, True)
    assert clear([0.03, 0.04]) == (False, False)
    assert clear([]) == ()


def test_each_group_is_compared_with_the_first_only():
    assert against_first([Share(30, 150), Share(105, 150), Share(30, 150)]) == (True, False)


def test_a_part_is_compared_with_the_others_together():
    parts = [Share(150, 200), Share(60, 200), Share(65, 200), Share(5, 25)]
    assert against_rest(parts, Share(280, 625)) == (True, True, True, None)
    # The same two parts, which are each other's rest, differ alike.
    assert against_rest([Share(50, 100), Share(60, 100)], Share(110, 200)) == (False, False)
    assert against_rest([Share(50, 100), Share(15, 20)], Share(65, 120)) == (None, None)


@given(SHARES, SHARES)
def test_what_others_are_left_with_is_less_sure_than_what_was_released(part, rest):
    whole = Share(part.released + rest.released, part.base + rest.base)
    if against_rest([part], whole)[0]:
        assert against_first([rest, part])[0]


def test_strata_are_weighted_by_their_population():
    # By hand (Cochran): W = .75, .25; p = .2, .5; n = 100, 50; N = 3000, 1000.
    strata = [Stratum(20, 100, 3000), Stratum(25, 50, 1000)]
    endless = stratified(strata, finite=False)
    assert endless.share == pytest.approx(0.275, abs=1e-12)
    by_hand = 0.5625 * 0.16 / 99 + 0.0625 * 0.25 / 49
    assert endless.error == pytest.approx(by_hand**0.5, abs=1e-9)
    corrected = 0.5625 * 0.16 / 99 * (1 - 1 / 30) + 0.0625 * 0.25 / 49 * 0.95
    assert stratified(strata).error == pytest.approx(corrected**0.5, abs=1e-9)


AWARDED = [Stratum(73, 100, 4421), Stratum(16, 50, 755), Stratum(24, 50, 1018)]
"""Schools with an award in the stratified sample "apistrat" of R's survey package: primary, high,
middle. Its svymean(~awards) of version 4.5 says what follows, with fpc and with weights alone."""


@pytest.mark.parametrize(("finite", "error"), [(True, 0.0344059182), (False, 0.0348975178)])
def test_the_share_of_a_stratified_sample_is_that_of_r(finite, error):
    found = stratified(AWARDED, finite=finite)
    assert found == pytest.approx((0.6389360672, error), abs=1e-8)


@pytest.mark.parametrize(("finite", "error"), [(True, 213.110257341), (False, 216.155223646)])
def test_its_total_is_that_of_r(finite, error):
    whole = sum(stratum.population for stratum in AWARDED)
    found = stratified(AWARDED, finite=finite)
    assert whole * found.share == pytest.approx(3957.57, abs=1e-6)
    # R's weights without fpc are rounded to 32 bits.
    assert whole * found.error == pytest.approx(error, rel=1e-7)


def test_a_sample_that_is_a_large_part_has_a_narrower_range():
    wide, narrow = wilson(40, 100), finite_range(40, 100, 150)
    assert wide.low < narrow.low < 0.4 < narrow.high < wide.high
    assert finite_range(40, 100, 10**9) == pytest.approx(wide, abs=1e-6)
    assert finite_range(40, 100, 100) == (0.4, 0.4)


def test_an_index_is_told_in_whole_steps():
    assert [step(total, 2) for total in (2, 3, 4, 5, 9, 10)] == [1, 2, 2, 3, 5, 5]
    assert [step(total, 4) for total in (4, 5, 6, 9, 10)] == [1, 1, 2, 2, 3]


def answers(items, shared, people=20_000, seed=3):
    rng = random.Random(seed)
    for _ in range(people):
        own = rng.gauss(3, shared)
        yield [max(1, min(5, round(own + rng.gauss(0, 1)))) for _item in range(items)]


def counts(values):
    return [sum(value == at for value in values) for at in range(1, 6)]


@pytest.mark.parametrize("items", [3, 5, 8])
@pytest.mark.parametrize("shared", [0.4, 0.7, 1.0])
def test_alpha_from_bands_is_near_that_of_the_answers(items, shared):
    given_ = list(answers(items, shared))
    sums = [sum(one) for one in given_]
    columns = list(zip(*given_, strict=True))
    exact = items / (items - 1) * (1 - sum(map(pvariance, columns)) / pvariance(sums))
    found = alpha([counts(c) for c in columns], counts([step(s, items) for s in sums]))
    assert found == pytest.approx(exact, abs=0.06)


def test_alpha_is_not_told_of_few():
    assert alpha([[20, 20, 20], [20, 20, 20]], [20, 20, 20]) is None
    assert variance([50, 0, 50]) == 1


def test_alpha_is_told_in_three_words():
    items = [consistency(value) for value in (0.59, 0.6, 0.7, 0.71)]
    assert items == [Consistency.LOW, Consistency.FAIR, Consistency.FAIR, Consistency.GOOD]


def test_needs_that_chance_may_have_swapped_share_their_ranks():
    assert rank_spans([150, 145, 60, 20], 200) == (
        RankSpan(1, 2),
        RankSpan(1, 2),
        RankSpan(3, 3),
        RankSpan(4, 4),
    )
