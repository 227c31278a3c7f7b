"""How often intervals cover and differences are called clear, measured on many made-up waves."""

import numpy as np
import pytest
from scipy.stats import binom

from surveys.figures.estimates.differences import Share, against_first
from surveys.figures.estimates.shares import random_range

SHARES = np.arange(20, 981, 4) / 1000
BASES = [*range(30, 203), 217, 232, 252, 298, 302, 377, 402, 502, 752, 1002]
"""All small ones; of large ones mostly those that a base of remainder 2 is rounded up from."""


def chances(number):
    """Every count up to ``number`` × every released count: how likely it becomes that."""
    counts = np.arange(number + 1)
    found = np.zeros((number + 1, number // 5 + 2))
    found[counts, counts // 5] = 1 - counts % 5 / 5
    found[counts, counts // 5 + 1] = counts % 5 / 5
    return found


def coverage(people):
    """Per true share how often the range that is shown holds it, over chance and rounding."""
    likely = binom.pmf(np.arange(people + 1)[:, np.newaxis], people, SHARES)
    released, found = chances(people), np.zeros(len(SHARES))
    for step, chance in enumerate(released[people]):
        if chance:
            # All of them are the same set of people as the base, so they get the same number.
            numbers = released.copy()
            numbers[people] = np.arange(numbers.shape[1]) == step
            ranges = [random_range(5 * at, 5 * step) for at in range(numbers.shape[1])]
            low, high = np.array(ranges).T[..., np.newaxis]
            held = (low <= SHARES) & (high >= SHARES)
            found += chance * ((numbers.T @ likely) * held).sum(axis=0)
    return found


def test_the_range_that_is_shown_covers_at_every_base():
    # From a released base of 30 on there is a range: 30 people and more, as good as always.
    found = np.array([coverage(people) for people in BASES])
    assert found.min() >= 0.90
    means = found.mean(axis=1)
    assert (means.min() >= 0.95, means.max() <= 0.995) == (True, True)
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
