"""How often intervals cover and differences are called clear, measured on many made-up waves."""

import numpy as np
import pytest
from scipy.stats import binom

from surveys.figures.estimates.differences import Share, against_first
from surveys.figures.estimates.shares import random_range

SHARES = np.arange(0.02, 0.9801, 0.01)


def neighbours(count):
    """The released numbers that a count may become, each with its chance."""
    rest = count % 5
    return [(count - rest, 1 - rest / 5), (count - rest + 5, rest / 5)] if rest else [(count, 1)]


def coverage(people):
    """Per true share how often the range that is shown holds it, over chance and rounding."""
    found = np.zeros(len(SHARES))
    for base, of_base in neighbours(people):
        for count in range(people + 1):
            chance = binom.pmf(count, people, SHARES)
            # All of them are the same set of people as the base, so they get the same number.
            same = [(base, 1)] if count == people else neighbours(count)
            for released, of_count in same:
                low, high = random_range(released, base)
                held = (low <= SHARES) & (high >= SHARES)
                found += chance * of_base * of_count * held
    return found


def test_the_range_that_is_shown_covers_at_every_base():
    # From a released base of 30 on there is a range: 30 people and more, as good as always.
    found = np.array([coverage(people) for people in (*range(30, 61), 75, 100, 150, 200)])
    # Worst where a base of 32, 37, 42 … is rounded up and nearly everybody agrees: .888.
    assert found.min() >= 0.885
    assert np.mean(found < 0.90) < 0.005
    assert 0.95 <= found.mean() <= 0.99


def rounded(rng, count):
    rest = int(count) % 5
    return int(count) - rest + 5 * (rng.random() < rest / 5)


def groups(rng, people, *shares):
    return [Share(rounded(rng, rng.binomial(people, p)), rounded(rng, people)) for p in shares]


def test_where_nothing_differs_hardly_any_indicator_says_so():
    rng = np.random.default_rng(7)
    waves = [
        [
            against_first(groups(rng, rng.integers(40, 160), *[rng.uniform(0.1, 0.9)] * 4))
            for _indicator in range(20)
        ]
        for _wave in range(20)
    ]
    said = [any(indicator) for wave in waves for indicator in wave]
    assert np.mean(said) <= 0.05


@pytest.mark.parametrize("share", [0.3, 0.5])
def test_a_gap_of_25_points_is_found_among_three_comparisons(share):
    rng = np.random.default_rng(11)
    draws = [groups(rng, 150, share, share + 0.25, share, share) for _ in range(200)]
    assert np.mean([against_first(draw)[0] for draw in draws]) >= 0.90
