from math import comb

import pytest

from surveys.figures.estimates.shares import (
    Wording,
    figure,
    mean,
    missing_rate,
    percent,
    random_range,
    share,
    widths,
    wilson,
)


@pytest.mark.parametrize(
    ("count", "base", "low", "high"),
    [
        # Newcombe, Statistics in Medicine 17 (1998), table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_bounds(count, base, low, high):
    assert wilson(count, base) == pytest.approx((low, high), abs=5e-5)


def test_the_random_range_allows_for_the_rounding_of_count_and_base():
    # Three persons for the count, p² more for the base.
    assert random_range(0, 100) == pytest.approx((0, wilson(3, 100).high))
    found = wilson(50 - 3.25, 100).low, wilson(50 + 3.25, 100).high
    assert random_range(50, 100) == pytest.approx(found)
    assert random_range(100, 100) == pytest.approx((wilson(96, 100).low, 1))


@pytest.mark.parametrize("count", [0, 5, 100, 105])
def test_the_random_range_stays_within_0_and_1(count):
    low, high = random_range(count, 100)
    assert 0 <= low < high <= 1


def test_a_count_rounded_above_its_base_is_held_to_all():
    assert (share(35, 30), percent(35, 30), figure(35, 30).count) == (1.0, 100, 30)


def test_seven_of_ten():
    result = figure(430, 610)
    assert (result.wording, result.parts, result.whole, result.percent) == (
        Wording.ABOUT,
        7,
        10,
        70,
    )


def test_below_a_base_of_30_there_is_no_percent_and_no_range():
    result = figure(5, 15)
    assert (result.parts, result.whole, result.percent, result.range, result.few) == (
        5,
        15,
        None,
        None,
        True,
    )


@pytest.mark.parametrize(
    ("count", "base", "wording"),
    [
        (0, 400, Wording.HARDLY_ANYONE),
        (0, 10, Wording.HARDLY_ANYONE),
        (15, 400, Wording.UNDER_ONE),
        (20, 400, Wording.ABOUT),
        (385, 400, Wording.OVER_NINE),
        (400, 400, Wording.NEARLY_ALL),
        (25, 25, Wording.NEARLY_ALL),
    ],
)
def test_the_ends_have_words_of_their_own(count, base, wording):
    assert figure(count, base).wording is wording


def test_halves_of_a_percent_go_up():
    assert (percent(5, 40), percent(25, 200)) == (13, 13)


def test_the_mean_counts_steps_from_one():
    assert mean([10, 0, 0, 0, 30]) == 4.0


def test_there_is_no_mean_of_few():
    assert mean([10, 15]) is None


def test_from_a_base_of_30_there_is_a_percent_a_range_and_a_mean():
    result = figure(15, 30)
    assert (result.parts, result.whole, result.percent, result.few) == (5, 10, 50, False)
    assert result.range == random_range(15, 30)
    assert mean([15, 15]) == 1.5
    assert (figure(15, 29).percent, mean([15, 14])) == (None, None)


def test_the_parts_of_a_stacked_bar_make_one():
    assert sum(widths([5, 10, 35])) == pytest.approx(1)


def test_an_empty_stacked_bar_has_no_width():
    assert widths([0, 0]) == (0.0, 0.0)


def test_the_missing_rate_is_of_those_asked():
    assert (missing_rate(30, 70), missing_rate(0, 0)) == (0.3, 0.0)


def rounded(count):
    """Both neighbouring fives with their chances."""
    below, rest = count - count % 5, count % 5
    return [(below, 1 - rest / 5), (below + 5, rest / 5)]


def coverage(base, chance):
    """How often the range of rounded counts holds the true share, exactly."""
    held = 0.0
    for count in range(base + 1):
        likely = comb(base, count) * chance**count * (1 - chance) ** (base - count)
        for number, one in rounded(count):
            for of, other in rounded(base):
                low, high = random_range(number, of)
                held += likely * one * other * (low <= chance <= high)
    return held


@pytest.mark.parametrize("base", [30, 32, 41, 70, 151])
@pytest.mark.parametrize("chance", [0.02, 0.1, 0.3, 0.5, 0.8, 0.98])
def test_the_random_range_holds_the_true_share_in_spite_of_rounding(base, chance):
    assert coverage(base, chance) >= 0.90
