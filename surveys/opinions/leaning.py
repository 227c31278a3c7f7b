"""A leaning: one line on which people stand, most of them near its middle, without camps.

Most crowds hold no camps, yet what people say hangs together. Every table of numbers has a first
principal axis, so five questions are asked of it (decision 0016): does it hold more than chance,
do other people and other statements give the same one, do its ends say different things in both
directions, and is it about opinions rather than about who saw what.

Everything here is repeatable: the draws come from a fixed seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from surveys.opinions.groups import FEWEST_IN_GROUP, FEWEST_PEOPLE, Found, Row, counted, voters

if TYPE_CHECKING:
    from surveys.opinions.axes import Votes
    from surveys.opinions.clustering import Labels
FEWEST_ON_STATEMENT, PART_ON_STATEMENT = 30, 5
"""A statement counts when so many voted on it, and at least one in so many of these people."""
ALIKE_FROM = 12
"""Statements from which two people with the same votes are taken for one, voting twice."""
SHUFFLES, HALVES = 99, 20
LEAST_COSINE, LEAST_ORDER = 0.75, 0.4
"""Medians over halves of the people and of the statements."""
CLEARLY, EACH_WAY = 0.3, 2
"""The outer thirds differ by so much on so many statements, each way."""
MOST_BY_WHAT_WAS_SEEN = 0.25
PARTS = 3


def look(table: Sequence[Row]) -> Found | None:
    """The two ends of a leaning and the middle between them, counted exactly; None: there is none.

    What comes back stays in the process that computes, as with
    :func:`surveys.opinions.groups.find`.

    Args:
        table: a row for each person, all of the length of the list of statements.
    """
    rows = voters(table)
    if len(rows) < FEWEST_PEOPLE:
        return None
    least = max(FEWEST_ON_STATEMENT, len(rows) / PART_ON_STATEMENT)
    columns = tuple(
        at for at in range(len(rows[0])) if sum(row[at] is not None for row in rows) >= least
    )
    kept = _once(rows, columns)
    if len(columns) < 2 * EACH_WAY or len(kept) < FEWEST_PEOPLE:
        return None
    return _thirds(kept, columns)


def _once(rows: Sequence[Row], columns: Sequence[int]) -> list[Row]:
    if len(columns) < ALIKE_FROM:
        return list(rows)
    return list({tuple(row[at] for at in columns): row for row in rows}.values())


def _thirds(rows: Sequence[Row], columns: tuple[int, ...]) -> Found | None:
    import numpy as np  # noqa: PLC0415 - heavy: pages that tell of a leaning compute none

    from surveys.opinions import axes  # noqa: PLC0415 - as numpy

    votes = axes.Votes(np.array([[row[at] for at in columns] for row in rows], dtype=float))
    order = votes.scores().argsort(kind="stable")
    third = np.empty(len(rows), dtype=np.int64)
    third[order] = np.arange(len(rows)) * PARTS // len(rows)
    if not (_apart(votes, third) and _there(votes)):
        return None
    parts = ([row for row, at in zip(rows, third, strict=True) if at == n] for n in range(PARTS))
    return Found(tuple(counted(part) for part in parts), columns)


def _apart(votes: Votes, third: Labels) -> bool:
    """Whether the ends say different things each way, and not since they saw different things."""
    ahead = votes.ahead(third == PARTS - 1, third == 0, FEWEST_IN_GROUP)
    each_way = min(int((ahead >= CLEARLY).sum()), int((ahead <= -CLEARLY).sum()))
    return each_way >= EACH_WAY and votes.by_what_was_seen(third) <= MOST_BY_WHAT_WAS_SEEN


def _there(votes: Votes) -> bool:
    """Whether the line is more than chance, and the same for other people and statements."""
    return (
        votes.alike_in_people(HALVES) >= LEAST_COSINE
        and votes.alike_in_statements(HALVES) >= LEAST_ORDER
        and votes.beats_chance(SHUFFLES)
    )
