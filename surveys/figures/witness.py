"""Makes sure that released numbers allow a second answer for whoever is alone of their kind.

Somebody may know each person's place, sex, age and group, and add and subtract all released
numbers. A person is safe when there is a witness: other answers that could have given exactly the
same numbers. Nearly always one exists: the person answers differently, or trades answers with
another. Where none is found, the counts that stand in the way (a 6 rounded up to 10, a 9 rounded
down to 5: as far as rounding goes) are rounded the other way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from surveys.figures.answer_table import Codes, Flags
from surveys.figures.tally import Numbers

FEW, PARTNERS = 25, 500
"""So many others are tried for a trade of answers: a few at first, then more."""


class Flip(NamedTuple):
    """A count to be rounded the other way."""

    row: int
    column: int


@dataclass
class Slack:
    """Where released numbers leave room for other answers.

    Rows are those of all tables one after the other; the last stands for "in no row". Columns are
    the categories, then the share.
    """

    down: Flags
    """Row × column: whether one person less could have given the same released number."""
    up: Flags
    """The same for one person more."""
    shared: Flags
    """Per category whether it belongs to the share."""
    fixed: Flags | None = None
    """Row × column: what an earlier version told and cannot be turned any more."""
    moves: NDArray[np.bool_] = field(init=False)
    """From × to × row: whether somebody in it could have answered "to" instead of "from"."""

    def __post_init__(self) -> None:
        self._look()

    def _look(self) -> None:
        leaves = self.shared[:, np.newaxis] & ~self.shared
        down, up = self.down.T, self.up.T
        self.moves = (
            (down[:-1, np.newaxis] & up[np.newaxis, :-1])
            & (down[-1] | ~leaves[..., np.newaxis])
            & (up[-1] | ~leaves.T[..., np.newaxis])
        )

    def blocking(self, row: int, own: int, other: int) -> Iterator[Flip]:
        """Counts of a row that keep somebody in it from having answered ``other``."""
        share = len(self.shared)
        downs, ups = [own], [other]
        if self.shared[own] != self.shared[other]:
            (downs if self.shared[own] else ups).append(share)
        blockers = [Flip(row, at) for at in downs if not self.down[row, at]]
        blockers += [Flip(row, at) for at in ups if not self.up[row, at]]
        yield from (flip for flip in blockers if self.fixed is None or not self.fixed[flip])

    def held(self, own: int, other: int) -> Flags:
        """Per row whether a fixed count keeps somebody in it from having answered ``other``."""
        if self.fixed is None:
            return np.zeros(len(self.down), dtype=np.bool_)
        down, up = self.fixed & ~self.down, self.fixed & ~self.up
        found: Flags = down[:, own] | up[:, other]
        if self.shared[own] != self.shared[other]:
            found |= (down if self.shared[own] else up)[:, -1]
        return found

    def free(self, flip: Flip) -> None:
        """Notes that a count was turned: now it has room both ways."""
        self.down[flip] = self.up[flip] = True
        self._look()


@dataclass(frozen=True)
class Crowd:
    """Everybody with a valid answer to one question, and the rows they are counted in."""

    answers: Codes
    """Per person the number of the category."""
    kinds: Numbers
    """Per person the number of all who look the same to the attacker."""
    rows: Numbers
    """Layer × person: number of a row that counts the person; a layer has each person once."""
    exposed: Flags
    """Per person whether any group so small holds them that an answer might follow."""
    slack: Slack

    def flips(self) -> Iterator[Flip]:
        """Counts to round the other way so that nobody's answer follows from the numbers."""
        number = len(self.slack.shared)
        if number == 1 or not self.exposed.any():
            return
        # By kind, not by row: then the order in which answers were stored changes nothing.
        order = np.argsort(self.kinds, kind="stable")
        givers = [order[self.answers[order] == answer] for answer in range(number)]
        stuck, orders = self._without_a_move(self._alike())
        for person, others in zip(stuck.tolist(), orders.tolist(), strict=True):
            if not any(self._trades(person, other, givers[other]) for other in others):
                yield from self._freed(person, givers)

    def _alike(self) -> Numbers:
        """One exposed person of every kind whose people all answered alike (most are alone)."""
        order = np.lexsort((self.answers, self.kinds))
        kinds, answers = self.kinds[order], self.answers[order]
        first = np.flatnonzero(np.diff(kinds, prepend=-1))
        last = np.append(first[1:], len(kinds)) - 1
        alike: Numbers = order[first[answers[first] == answers[last]]]
        return alike[self.exposed[alike]]

    def _without_a_move(self, persons: Numbers) -> tuple[Numbers, Numbers]:
        """Those who could not just have answered differently, and their other answers.

        Those with the fewest counts in the way come first; counts turned later may change the
        order, never whether somebody can trade.
        """
        own, rows = self.answers[persons], self.rows[:, persons]
        answers = range(len(self.slack.shared))
        free = np.stack([self.slack.moves[own, at, rows].sum(axis=0) for at in answers], axis=1)
        free[np.arange(len(persons)), own] = -1
        stuck = (free < len(rows)).all(axis=1)
        orders = np.argsort(-free[stuck], axis=1, kind="stable")[:, :-1]
        return persons[stuck], orders

    def _others(self, person: int) -> list[int]:
        """Other answers of ``person``, those with the fewest counts in the way first."""
        own = int(self.answers[person])
        free = self.slack.moves[own][:, self.rows[:, person]].sum(axis=1)
        return [at for at in np.argsort(-free, kind="stable").tolist() if at != own]

    def _trades(self, person: int, other: int, partners: Numbers) -> bool:
        """Whether one of ``partners``, who answered ``other``, could have traded answers."""
        own, rows = int(self.answers[person]), self.rows[:, person]
        for layer in np.flatnonzero(~self.slack.moves[own, other, rows]):
            partners = partners[self.rows[layer, partners] == rows[layer]]
        # A few first: nearly always one of them can.
        return any(
            bool(self._possible(person, other, some).any())
            for some in (partners[:FEW], partners[FEW:PARTNERS])
        )

    def _possible(self, person: int, other: int, partners: Numbers) -> Flags:
        """Which of ``partners`` share each row with ``person`` or can move back in it."""
        theirs, rows = self.rows[:, partners], self.rows[:, person, np.newaxis]
        back = self.slack.moves[other, int(self.answers[person]), theirs]
        free: Flags = ((theirs == rows) | back).all(axis=0)
        return free

    def _freed(self, person: int, givers: Sequence[Numbers]) -> Iterator[Flip]:
        """Turns what keeps a person from another answer, or else from a trade of answers.

        What an earlier version told stays: where it bars every way, that version left another.
        """
        own, rows = int(self.answers[person]), self.rows[:, person]
        others = self._others(person)
        for other in others:
            if not self.slack.held(own, other)[rows].any():
                yield from self._cleared(rows, own, other)
                return
        for other in others:
            for partner in self._partners(person, other, givers[other]).tolist():
                theirs = self.rows[:, partner]
                yield from self._cleared(rows[rows != theirs], own, other)
                yield from self._cleared(theirs[rows != theirs], other, own)
                return

    def _partners(self, person: int, other: int, partners: Numbers) -> Numbers:
        """Those with whom nothing fixed bars a trade of answers; who shares most rows first."""
        own, rows = int(self.answers[person]), self.rows[:, person, np.newaxis]
        theirs = self.rows[:, partners]
        barred = self.slack.held(own, other)[rows] | self.slack.held(other, own)[theirs]
        same = theirs == rows
        able = np.flatnonzero((same | ~barred).all(axis=0))
        return partners[able[np.argsort(-same[:, able].sum(axis=0), kind="stable")]]

    def _cleared(self, rows: Numbers, own: int, other: int) -> Iterator[Flip]:
        for row in rows.tolist():
            for flip in list(self.slack.blocking(row, own, other)):
                self.slack.free(flip)
                yield flip
