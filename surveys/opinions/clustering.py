"""People who answered alike: two axes, k-means, and whether what it finds is there at all.

The way is the one of Small et al., "Polis: Scaling deliberation by mapping high dimensional opinion
spaces", Recerca 26(2), 2021: a principal component analysis of agree and disagree, in which who
voted on little is moved outwards as far as the missing votes pull to the middle, k-means for two to
five groups and the silhouette (Rousseeuw 1987) to choose among them. K-means always finds groups,
so two questions are asked of what it found; decision 0016 has the figures behind their limits.

Everything here is repeatable: the draws come from a fixed seed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""People on two axes: shape (people, 2); in batches (batch, people, 2)."""
Labels = NDArray[np.int64]
"""The group of each person, from 0."""
SEED = 20161
SIZES = range(2, 6)
STARTS, STARTS_AGAIN = 20, 4
"""How often k-means begins anew: for the people, and for each part of them."""
STEPS = 30
PARTS = 100
PART = 0.8
"""How many parts of the people are grouped again, and which share of them a part is."""


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """People in groups."""

    groups: int
    labels: Labels
    silhouette: float
    """How much nearer people are to their own group than to the next, from -1 to 1."""
    smallest: int
    """People in the smallest group."""


def project(votes: Points) -> Points:
    """People × statements (1, 0, -1, not a number for no vote) → people on two axes."""
    seen = ~np.isnan(votes)
    centred = np.where(seen, votes - np.nanmean(votes, axis=0), 0.0)
    axes = np.linalg.eigh(centred.T @ centred)[1][:, -2:]
    outwards = np.sqrt(votes.shape[1] / seen.sum(axis=1))
    found: Points = centred @ axes * outwards[:, None]
    return found


def splits(points: Points) -> list[Split]:
    """Two to five groups, the clearest first."""
    draw = np.random.default_rng(SEED)
    apart = np.linalg.norm(points[:, None] - points[None], axis=-1)
    found = []
    for groups in SIZES:
        labels = k_means(points[None], groups, STARTS, draw)[0]
        sizes = np.bincount(labels, minlength=groups)
        found.append(Split(groups, labels, silhouette(apart, labels, sizes), int(sizes.min())))
    return sorted(found, key=lambda split: -split.silhouette)


def k_means(points: Points, groups: int, starts: int, draw: np.random.Generator) -> Labels:
    """The best of several runs for each batch of people: shape (batch, people)."""
    centres = _first_centres(points, groups, starts, draw)
    for _step in range(STEPS):
        nearest = _squares(points, centres).argmin(axis=-1)
        member = (nearest[..., None] == np.arange(groups)).astype(float)
        counts = member.sum(axis=2)[..., None]
        sums = member.swapaxes(2, 3) @ points[:, None]
        moved = np.where(counts > 0, sums / np.maximum(counts, 1), centres)
        if np.array_equal(moved, centres):
            break
        centres = moved
    squares = _squares(points, centres)
    best = squares.min(axis=-1).sum(axis=-1).argmin(axis=1)
    labels: Labels = squares[np.arange(len(points)), best].argmin(axis=-1)
    return labels


def _first_centres(
    points: Points, groups: int, starts: int, draw: np.random.Generator
) -> NDArray[np.float64]:
    # Far from each other with chance (k-means++, Arthur and Vassilvitskii 2007).
    batches, people, _axes = points.shape
    batch = np.arange(batches)[:, None]
    chosen = [points[batch, draw.integers(people, size=(batches, starts))]]
    while len(chosen) < groups:
        centres = np.stack(chosen, axis=2)
        chances = _squares(points, centres).min(axis=-1).cumsum(axis=-1)
        at = draw.random((batches, starts, 1)) * chances[..., -1:]
        chosen.append(points[batch, np.minimum((chances < at).sum(axis=-1), people - 1)])
    return np.stack(chosen, axis=2)


def _squares(points: Points, centres: NDArray[np.float64]) -> NDArray[np.float64]:
    inner = points[:, None] @ centres.swapaxes(2, 3)
    own = (points**2).sum(axis=-1)[:, None, :, None]
    found: NDArray[np.float64] = own + (centres**2).sum(axis=-1)[:, :, None] - 2 * inner
    return np.maximum(found, 0.0)


def silhouette(apart: Points, labels: Labels, sizes: Labels) -> float:
    """The mean silhouette of people whose distances are ``apart``; -1 with an empty group."""
    if not sizes.all():
        return -1.0
    member = labels[:, None] == np.arange(len(sizes))
    sums = apart @ member
    inside = sums[member] / np.maximum(sizes[labels] - 1, 1)
    outside = np.where(member, np.inf, sums / sizes).min(axis=1)
    larger = np.maximum(inside, outside)
    each = np.divide(outside - inside, larger, out=np.zeros_like(larger), where=larger > 0)
    return float(np.where(sizes[labels] > 1, each, 0.0).mean())


def between(points: Points, split: Split) -> float:
    """How many people stand between two groups, for each one that stands about a centre.

    On the line from centre to centre the middle half is compared with the quarters to both sides
    of each centre, whichever holds fewer people; of all pairs of groups the worst. An even crowd
    has 1, a crowd that is thickest in the middle more, two camps with a gap near 0.
    """
    worst = 0.0
    for one in range(split.groups):
        for other in range(one):
            ours, theirs = points[split.labels == one], points[split.labels == other]
            line = theirs.mean(axis=0) - ours.mean(axis=0)
            both = np.concatenate([ours, theirs]) - ours.mean(axis=0)
            along = both @ line / (line @ line)
            here, middle, there = (
                int((np.abs(along - place) < 1 / 4).sum()) for place in (0, 1 / 2, 1)
            )
            worst = max(worst, middle / max(1, min(here, there)))
    return worst


def stability(votes: Points, split: Split) -> float:
    """How alike people are grouped when a fifth of them is left out; 1 is the same, 0 chance.

    The mean adjusted Rand index (Hubert and Arabie 1985) of parts of the people, analysed anew,
    with the whole; subsets without replacement as in Hennig 2007.
    """
    draw = np.random.default_rng(SEED)
    people = len(votes)
    parts = [draw.permutation(people)[: round(people * PART)] for _part in range(PARTS)]
    points = np.stack([project(votes[part]) for part in parts])
    again = k_means(points, split.groups, STARTS_AGAIN, draw)
    return float(
        np.mean([rand(split.labels[part], new) for part, new in zip(parts, again, strict=True)])
    )


def rand(one: Labels, other: Labels) -> float:
    """The adjusted Rand index of two groupings of the same people."""
    table = np.zeros((int(one.max()) + 1, int(other.max()) + 1))
    np.add.at(table, (one, other), 1)
    same, rows, columns = (
        float((counts * (counts - 1) / 2).sum())
        for counts in (table, table.sum(axis=1), table.sum(axis=0))
    )
    pairs = len(one) * (len(one) - 1) / 2
    by_chance, most = rows * columns / pairs, (rows + columns) / 2
    return 1.0 if most == by_chance else (same - by_chance) / (most - by_chance)


def by_what_was_seen(votes: Points, labels: Labels) -> float:
    """The share of "who voted on what" that the groups explain, from 0 to 1 (eta squared)."""
    seen = (~np.isnan(votes)).astype(float)
    spread = ((seen - seen.mean(axis=0)) ** 2).sum()
    if not spread:
        return 0.0
    means = np.stack([seen[labels == group].mean(axis=0) for group in range(labels.max() + 1)])
    explained = ((means[labels] - seen.mean(axis=0)) ** 2).sum()
    return float(explained / spread)
