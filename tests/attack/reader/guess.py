"""A guesser: who knows more than what is certain weighs every rounding by its chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from surveys.figures.released import Released, Row
from tests.attack.attacker import Person, lies_in, profile
from tests.attack.reader.pages import Read

STEP = 5
HARDLY = 1e-3
"""Weight of what cannot be, so that the walk gets past it."""
SWEEPS, BEFORE = 300, 60
"""How often everybody is drawn anew, and how many of these only find the way."""
Chances = NDArray[np.float64]
Counts = NDArray[np.int64]


def held(
    released: Released | Read, question: str, people: Sequence[Person], seed: int = 0
) -> list[tuple[Person, Chances]]:
    """For every unique person the chances of each answer.

    Walks through possible worlds: everybody in turn is given an answer by chance, weighed by how
    the county answered and by how likely every released number of their groups then is.
    """
    walk = _Walk(released, question, people, np.random.default_rng(seed))
    for _ in range(BEFORE):
        walk.sweep()
    seen = np.zeros((len(people), len(walk.shares)))
    for _ in range(SWEEPS):
        walk.sweep()
        seen[np.arange(len(people)), walk.said] += 1
    kinds = Counter(map(profile, people))
    return [
        (person, seen[at] / SWEEPS)
        for at, person in enumerate(people)
        if kinds[profile(person)] == 1
    ]


class _Walk:
    """One possible world, and the way to the next."""

    def __init__(
        self,
        released: Released | Read,
        question: str,
        people: Sequence[Person],
        rng: np.random.Generator,
    ) -> None:
        self.rng = rng
        indicator = released.by_indicator[question]
        keys = [category.key for category in indicator.categories]
        # Columns are the answers, then the share.
        self.of = np.vstack(
            [np.eye(len(keys), dtype=np.int64), np.isin(keys, indicator.share_of)]
        ).T
        rows = [(t.by, r) for t in released.tables_of(question) for r in t.rows if r.shown]
        self.released: Counts = np.array([[*r.counts, r.share_count or 0] for _by, r in rows])
        members = [inside(released, by, row, people) for by, row in rows]
        self.groups = [np.flatnonzero(flags) for flags in np.array(members).T]
        total = np.maximum(next(r for by, r in rows if not by).counts, 1).astype(np.float64)
        self.shares: Chances = total / total.sum()
        self.said: Counts = rng.choice(len(keys), size=len(people), p=self.shares)
        self.counts: Counts = np.zeros_like(self.released)
        for at, answer in enumerate(self.said):
            self.counts[self.groups[at]] += self.of[answer]
        gaps = np.arange(len(people) + STEP * len(people) + 1)
        self.weight: Chances = np.log(np.maximum(1 - gaps / STEP, HARDLY / (1 + gaps)))
        if not indicator.share_of:
            self.released[:, -1] = 0

    def sweep(self) -> None:
        """Everybody is drawn anew."""
        for at in self.rng.permutation(len(self.said)):
            rows = self.groups[at]
            self.counts[rows] -= self.of[self.said[at]]
            gap = self.released[rows] - self.counts[rows]
            gain = (self.weight[abs(gap - 1)] - self.weight[abs(gap)]).sum(axis=0)
            chance = np.log(self.shares) + self.of @ gain
            chance = np.exp(chance - chance.max())
            self.said[at] = self.rng.choice(len(chance), p=chance / chance.sum())
            self.counts[rows] += self.of[self.said[at]]


def inside(
    released: Released | Read, by: tuple[str, ...], row: Row, people: Sequence[Person]
) -> list[bool]:
    """Who of ``people`` belongs to the group of a row."""
    wanted = list(zip(by, row.cell, strict=True))
    return [all(lies_in(released, one[key], member) for key, member in wanted) for one in people]


def by_difference(
    first: Released | Read, second: Released | Read, question: str, person: Person
) -> str:
    """What somebody who is missing in the second version said, as the differences add up."""
    answers = [category.key for category in first.by_indicator[question].categories]
    before = {(t.by, r.cell): r for t in first.tables_of(question) for r in t.rows}
    shared = np.isin(answers, first.by_indicator[question].share_of) - 0.5
    scores = np.zeros(len(answers))
    for table in second.tables_of(question):
        for row in table.rows:
            wanted = zip(table.by, row.cell, strict=True)
            old = before.get((table.by, row.cell))
            if old is None or not (old.shown and row.shown):
                continue
            if all(lies_in(first, person[by], member) for by, member in wanted):
                scores += np.subtract(old.counts, row.counts)
                scores += (old.share_count - row.share_count) * shared
    total = before[(), ()].counts
    if not scores.any():
        return answers[int(np.argmax([count or 0 for count in total]))]
    return answers[int(np.argmax(scores))]
