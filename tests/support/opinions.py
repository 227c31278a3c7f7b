"""Invented votes: camps, one crowd, and answers that nothing ties together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from surveys.opinions.groups import AGREE, DISAGREE, PASS

Table = list[list[int | None]]
FIRM = 0.85
"""Share of a camp that votes with its camp."""
PASSING = 0.1


def camps(
    seed: int, sizes: tuple[int, ...], statements: int, contested: int, *, kept: float = 1
) -> Table:
    """Camps of these sizes on opposite sides of so many statements; of the rest one opinion."""
    rng = np.random.default_rng([seed, 1])
    chances = np.tile(rng.uniform(0.2, 0.9, statements), (len(sizes), 1))
    for at in range(contested):
        lonely = at % len(sizes)
        chances[:, at] = np.where(np.arange(len(sizes)) == lonely, FIRM, 1 - FIRM)
        if rng.random() < 1 / 2:
            chances[:, at] = 1 - chances[:, at]
    return _votes(rng, np.repeat(chances, sizes, axis=0), kept)


def noise(seed: int, people: int, statements: int, *, kept: float = 1) -> Table:
    """Every statement is liked by so many, and no two have anything to do with each other."""
    rng = np.random.default_rng([seed, 2])
    liked = rng.uniform(0.1, 0.9, statements)
    return _votes(rng, np.tile(liked, (people, 1)), kept)


def crowd(seed: int, people: int, statements: int, leanings: int = 1) -> Table:
    """People who lean more or less to a side, most of them little (an item response model)."""
    rng = np.random.default_rng([seed, 3])
    leaning = rng.standard_normal((people, leanings))
    pull = rng.normal(0, 1, (leanings, statements))
    logit = 1.7 * (leaning @ pull + rng.normal(0, 0.8, statements))
    return _votes(rng, 1 / (1 + np.exp(-logit)), 1)


def _votes(rng: np.random.Generator, chances: NDArray[np.float64], kept: float) -> Table:
    votes = np.where(rng.random(chances.shape) < chances, AGREE, DISAGREE)
    votes[rng.random(chances.shape) < PASSING] = PASS
    unseen = rng.random(chances.shape) >= kept
    return [
        [None if gone else int(value) for value, gone in zip(row, left, strict=True)]
        for row, left in zip(votes, unseen, strict=True)
    ]


def totals(table: Table) -> list[tuple[int, int]]:
    """How many agree and disagree with each statement: what everybody can read."""
    columns = zip(*table, strict=True)
    return [(column.count(AGREE), column.count(DISAGREE)) for column in columns]
