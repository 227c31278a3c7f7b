"""An attacker on released figures who knows everybody's place, sex, age, group and gaps.

He writes down, for every kind of person, how many may have given each answer, so that all released
numbers come out, and looks for persons of whom only one answer is possible. A second set of
answers with the very same numbers (a witness) protects a person; integer programming finds it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import permutations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, vstack

from surveys.figures.released import NOT_KNOWN, PLACE, Released, Row, Table
from tests.attack.reader.pages import Read

Person = Mapping[str, str]
"""Dimension → member; ``answer`` is what the attacker wants to know."""
Numbers = NDArray[np.float64]
Profile = tuple[tuple[str, str], ...]

KNOWN_BY = {
    PLACE: "s_municipality",
    "sex": "s_gender",
    "age": "s_age",
    "origin_group": "s_origin_group",
    "migration_background_birth": "background",
}
NODES = 2_000
"""The search ends after so many nodes, wherever it runs; who is not moved by then is looked at alone."""
SLACK = 4
"""A released number is at most this far from the exact one."""


class Attack:
    """All that follows from the released numbers of one indicator.

    ``option`` asks who ticked it, ``gaps`` who left the question out; else who answered what.
    """

    def __init__(  # noqa: PLR0913, PLR0917 (what an attacker may choose)
        self,
        released: Released | Read,
        indicator: str,
        people: Sequence[Person],
        slack: int = SLACK,
        option: str | None = None,
        gaps: bool = False,  # noqa: FBT001, FBT002 (named wherever it is given)
    ) -> None:
        self.released = released
        self.indicator = indicator
        self.slack = slack
        rounded_up = released.wave.k + 4
        self.most_hidden = rounded_up + -rounded_up % 5 - 1
        """A group is shown at the next multiple of five after k + 4, and more is always shown."""
        self.least_shown = 0
        result = released.by_indicator[indicator]
        self.answers = [category.key for category in result.categories]
        self.share = [at for at, name in enumerate(self.answers) if name in result.share_of]
        self.gaps = gaps
        self.option = self.answers.index(option) if option else None
        if gaps or option:
            self.answers, self.share = ["yes", "no"], []
        self.people = people
        self.kinds = Counter(profile(person) for person in people)
        self.order = list(self.kinds)
        self.tables = released.tables_of(indicator)
        self.constraints = self._constraints()

    def determined(self, alike: int = 1, known: Sequence[Person] = ()) -> list[Person]:
        """Persons for whom no second answer is possible.

        Args:
            alike: look at up to so many people of one kind who all answered alike.
            known: persons whose answers the attacker has been told.
        """
        result = Counter(map(self._variable, known))
        lower = np.zeros(len(self.order) * len(self.answers))
        for at, count in result.items():
            lower[at] = count
        left = self._unmoved(self._targets(alike, known), lower)
        while left and len(again := self._unmoved(left, lower)) < len(left):
            left = again
        return [person for person in left if self._unmoved([person], lower)]

    def _targets(self, alike: int, known: Sequence[Person]) -> list[Person]:
        """One person of each kind to be attacked, whose others are known or answered alike."""
        given, shown = (
            Counter(map(self._variable, self.people)),
            Counter(map(self._variable, known)),
        )
        found = {}
        for person in self.people:
            kind, at = profile(person), self._variable(person)
            open_ones = self.kinds[kind] - sum(
                count
                for other, count in shown.items()
                if other // len(self.answers) == at // len(self.answers)
            )
            if 0 < open_ones <= alike and given[at] - shown[at] == open_ones:
                found[kind] = person
        return list(found.values())

    def possible(self) -> float:
        """Mean number of answers that unique persons may have given."""
        unique = [p for p in self.people if self.kinds[profile(p)] == 1]
        found = sum(len(self._may_have(unique, answer)) for answer in range(len(self.answers)))
        return found / len(unique) if unique else float(len(self.answers))

    def _may_have(self, persons: Sequence[Person], answer: int) -> list[Person]:
        """Those of ``persons`` who give an answer in some world."""
        width, found, left = len(self.answers), [], list(persons)
        while left:
            places = {self.order.index(profile(p)) * width + answer: p for p in left}
            cost = np.zeros(len(self.order) * width)
            cost[list(places)] = -1
            x = self._solve(cost, gap=0.5)  # some are enough: the rest is looked at again
            gained = [p for at, p in places.items() if x is not None and round(x[at]) == 1]
            if not gained:
                return found
            found += gained
            left = [p for p in left if p not in gained]
        return found

    def unique(self) -> int:
        """How many persons are the only ones of their kind."""
        return sum(count == 1 for count in self.kinds.values())

    def _unmoved(self, persons: Sequence[Person], lower: Numbers | None = None) -> list[Person]:
        """Those of ``persons`` who keep their answer in a world that moves as many as it can."""
        cost = np.zeros(len(self.order) * len(self.answers))
        places = [self._variable(person) for person in persons]
        cost[places] = 1
        x = self._solve(cost, lower)
        if x is None:
            return list(persons)
        given = Counter(map(self._variable, self.people))
        pairs = zip(persons, places, strict=True)
        return [person for person, at in pairs if round(x[at]) >= given[at]]

    def _solve(
        self, cost: Numbers, lower: Numbers | None = None, gap: float = 0.0
    ) -> Numbers | None:
        """The world of the lowest cost; None when none was found within the nodes allowed."""
        found = milp(
            cost,
            integrality=1,
            bounds=Bounds(0 if lower is None else lower, len(self.people)),
            constraints=self.constraints,
            options={"node_limit": NODES, "mip_rel_gap": gap},
        )
        assert found.status in {0, 1}, found.message
        return found.x

    def _variable(self, person: Person) -> int:
        kind = self.order.index(profile(person))
        return kind * len(self.answers) + self.answers.index(person["answer"])

    def _constraints(self) -> LinearConstraint:
        """Every kind has its people; every released number is near the one that made it."""
        width = len(self.answers)
        rows, low, high = [], [], []
        for at, kind in enumerate(self.order):
            rows.append(self._sum([at], range(width)))
            low.append(self.kinds[kind])
            high.append(self.kinds[kind])
        for members, row in self._rows():
            for categories, least, most in self._bounds(row):
                rows.append(self._sum(members, categories))
                low.append(least)
                high.append(most)
        return LinearConstraint(vstack(rows), low, high)

    def _sum(self, kinds: Iterable[int], categories: Iterable[int]) -> csr_array:
        width = len(self.answers)
        chosen = [kind * width + category for kind in kinds for category in categories]
        line = np.zeros((1, len(self.order) * width))
        line[0, chosen] = 1
        return csr_array(line)

    def _bounds(self, row: Row) -> Iterator[tuple[list[int], int, int]]:
        """What each number of a row says; and a hidden row, of those who answered."""
        for categories, number in self._numbers(row) if row.shown else ():
            yield categories, max(0, number - self.slack), number + self.slack
        if self.gaps and not row.shown:
            yield [0], 0, self.most_hidden

    def proved_complete(self) -> int:
        """Shown rows of so few people that all of them must have answered."""
        asked = ((sum(self.kinds[self.order[at]] for at in m), row) for m, row in self._shown())
        return sum(people == max(self.least_shown, row.n - self.slack) for people, row in asked)

    def _numbers(self, row: Row) -> Iterator[tuple[list[int], int]]:
        counts = (row.n, row.missing) if self.gaps else row.counts
        if self.option is not None:
            counts = (row.counts[self.option],)
        for at, number in enumerate(counts):
            if number is not None:
                yield [at], number
        if self.share and row.share_count is not None:
            yield self.share, row.share_count

    def _shown(self) -> Iterator[tuple[list[int], Row]]:
        return ((members, row) for members, row in self._rows() if row.shown)

    def _rows(self) -> Iterator[tuple[list[int], Row]]:
        for table in self.tables:
            for row in table.rows:
                yield self.members(table, row), row

    def members(self, table: Table, row: Row) -> list[int]:
        """Numbers of the kinds of people that a row speaks of."""
        wanted = list(zip(table.by, row.cell, strict=True))
        return [
            at
            for at, kind in enumerate(self.order)
            if all(lies_in(self.released, dict(kind)[by], member) for by, member in wanted)
        ]

    def one_apart(self) -> Iterator[tuple[Row, Row, Person]]:
        """Pairs of shown rows where the second holds one (unique) person more."""
        shown = [(frozenset(members), row) for members, row in self._shown()]
        persons = {profile(person): person for person in self.people}
        for (small, less), (large, more) in permutations(shown, 2):
            rest = [self.order[at] for at in large - small]
            if small < large and len(rest) == 1 and self.kinds[rest[0]] == 1:
                yield less, more, persons[rest[0]]


def profile(person: Person) -> Profile:
    """What the attacker knows of a person."""
    return tuple(sorted((key, value) for key, value in person.items() if key != "answer"))


def lies_in(released: Released | Read, member: str, wanted: str) -> bool:
    """Whether ``member`` is ``wanted`` or a place within it; the county holds everybody."""
    if wanted in released.by_place and member == NOT_KNOWN:
        return released.by_place[wanted].parent is None
    while member != wanted and member in released.by_place:
        member = released.by_place[member].parent or ""
    return member == wanted


def crowd(
    released: Released,
    answers: Iterable[Mapping[str, object]],
    answer: Callable[[Mapping[str, object]], str | None],
) -> list[Person]:
    """The attacker's register of all whose ``answer`` he is after (None: he knows there is none)."""
    asked = [d.key for d in released.dimensions if d.key in KNOWN_BY]
    found = ((answer(given), given) for given in answers)
    return [
        {"answer": secret, **{key: str(given.get(KNOWN_BY[key], NOT_KNOWN)) for key in asked}}
        for secret, given in found
        if secret is not None
    ]
