"""Rounds those counts the other way that would let somebody's answer be worked out.

Puts exact counts and their roundings into the form that :mod:`surveys.figures.witness` searches,
question by question, before any row is written: first who left a question out (what decides which
rows are shown), then what those who answered said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from surveys.figures import showing
from surveys.figures.answer_table import Codes, Flags
from surveys.figures.counting import VALID, Cells, Counting, Exact
from surveys.figures.estimates.shares import STEP, least_shown
from surveys.figures.released import IndicatorKind, PlaceNode
from surveys.figures.rounding import Rounding
from surveys.figures.showing import Counted, Shown
from surveys.figures.tally import Numbers, Tally
from surveys.figures.witness import Crowd, Flip, Slack

SMALL = 40
"""People in no cell of at most this many valid answers hide among too many to be worked out."""


@dataclass(frozen=True)
class _PublishedTable:
    """What one kind of table shows of one question, or of one option of a multiple choice."""

    cells: Cells
    speaks: Flags
    """Per cell, flat: whether it says anything about the question."""
    counts: Tally
    """Cell × count: the categories and, where there is one, the share; or the one option."""
    base: Numbers
    """Per cell the number of people that the counts are a part of."""
    hidden_below: int = 0
    """A cell with a lower released first count is hidden, which says just that."""


@dataclass(frozen=True)
class _Question:
    """What :mod:`surveys.figures.witness` looks at in one go."""

    answers: Codes
    """Of all people; those with a valid answer are ``valid``."""
    valid: Numbers
    shared: Flags
    tables: tuple[_PublishedTable, ...]


Looks = Callable[[Counting, Counted, Shown], Iterator[_Question]]

Report = Callable[[float], None]
"""Told how much is done, from 0 to 1; may raise to stop it."""


def secure(
    counting: Counting, rounding: Rounding, counted: Sequence[Counted], report: Report
) -> None:
    """Has ``rounding`` round those counts the other way that must be.

    A turned n can show a row that was hidden: whatever is shown only then is looked at again. That
    ends, for a count is turned once at most.
    """
    lineages = _lineages(counting.places)
    several = [one for one in counted if len(one.parts) > 1]
    kinds = {one.indicator.key: _kinds(one) for one in several}
    seen: dict[tuple[Looks, str], Shown] = {}
    looks: list[tuple[Looks, Counted]] = [(look, one) for look in (_gaps, _said) for one in several]
    done, expected = 0, len(looks) + 1
    while looks:
        for look, one in looks:
            report(min(1.0, done / expected))
            done += 1
            key = one.indicator.key
            shown = seen[look, key] = showing.of(one, rounding)
            for question in look(counting, one, shown):
                for table, flip in _flips(question, kinds[key][question.valid], rounding, lineages):
                    rounding.flip(_sets(table, flip.row, flip.column))
        now = {one.indicator.key: showing.of(one, rounding) for one in several}
        looks = [
            (look, one)
            for look in (_gaps, _said)
            for one in several
            if now[one.indicator.key].shows_more_than(seen[look, one.indicator.key])
        ]


def _flips(
    question: _Question, kinds: Numbers, rounding: Rounding, lineages: Numbers
) -> Iterator[tuple[_PublishedTable, Flip]]:
    """Counts to round the other way, each with its table and its row there."""
    starts = np.cumsum([0, *(len(table.speaks) for table in question.tables)])
    rows, exposed = _placed(question, lineages, starts)
    if not exposed.any():
        return
    slacks = [_slack(table, rounding, len(question.shared) + 1) for table in question.tables]
    nowhere = np.ones((1, len(question.shared) + 1), dtype=np.bool_)
    down, up = (np.concatenate([*flags, nowhere]) for flags in zip(*slacks, strict=True))
    slack = Slack(down, up, question.shared, _fixed(question, rounding, down & up))
    for flip in Crowd(question.answers[question.valid], kinds, rows, exposed, slack).flips():
        at = int(np.searchsorted(starts, flip.row, side="right")) - 1
        yield question.tables[at], Flip(flip.row - int(starts[at]), flip.column)


def _fixed(question: _Question, rounding: Rounding, free: Flags) -> Flags:
    """Row × count: what an earlier version showed and is in somebody's way, and stays so."""
    fixed = np.zeros(free.shape, dtype=np.bool_)
    start = 0
    for table in question.tables:
        rows = len(table.speaks)
        for row, count in np.argwhere(~free[start : start + rows]).tolist():
            fixed[start + row, count] = rounding.is_fixed(_sets(table, row, count))
        start += rows
    return fixed


def _kinds(one: Counted) -> Numbers:
    """Per person the number of all who share place, sex, age and groups."""
    found: Numbers = np.zeros(len(one.parts[0][0].codes), dtype=np.int64)
    for cells, _ in one.parts:
        if len(cells.by) == 1:
            found = found * cells.shape[0] + cells.codes
    return np.unique(found, return_inverse=True)[1]


def _gaps(counting: Counting, one: Counted, shown: Shown) -> Iterator[_Question]:
    """Who answered at all."""
    several = one.indicator.kind is IndicatorKind.MULTIPLE
    missing = 1 if several else len(one.indicator.categories)
    states = counting.states(one.indicator)
    tables = tuple(_answered(one, part) for part in range(len(one.parts)))
    asked = np.flatnonzero(states <= missing)
    del shown
    yield _Question((states == missing).astype(np.int16), asked, _none_shared(2), tables)


def _said(counting: Counting, one: Counted, shown: Shown) -> Iterator[_Question]:
    """What each person answered."""
    states = counting.states(one.indicator)
    if one.indicator.kind is not IndicatorKind.MULTIPLE:
        keys = [category.key for category in one.indicator.categories]
        shared = np.isin(keys, one.indicator.share_of)
        tables = tuple(
            _whole(cells, exact, shown.rows[part] & one.drawn(part))
            for part, (cells, exact) in enumerate(one.parts)
        )
        yield _Question(states, np.flatnonzero(states < len(keys)), shared, tables)
        return
    valid = np.flatnonzero(states == VALID)
    for at, category in enumerate(one.indicator.categories):
        ticked = counting.answers.ticked(one.indicator.question, category.key)
        tables = tuple(_option(one, shown, part, at) for part in range(len(one.parts)))
        yield _Question((~ticked).astype(np.int16), valid, _none_shared(2), tables)


def _answered(one: Counted, part: int) -> _PublishedTable:
    cells, exact = one.parts[part]
    asked = (exact.valid.counts + exact.missing.counts).reshape(-1)
    valid, missing = (tally.shaped(len(asked), 1) for tally in (exact.valid, exact.missing))
    return _PublishedTable(cells, one.drawn(part), valid.beside(missing), asked, least_shown(one.k))


def _none_shared(number: int) -> Flags:
    return np.zeros(number, dtype=np.bool_)


def _whole(cells: Cells, exact: Exact, rows: Flags) -> _PublishedTable:
    base = exact.valid.counts.reshape(-1)
    counts = exact.categories.shaped(len(base), -1)
    if exact.share is not None:
        counts = counts.beside(exact.share.shaped(len(base), 1))
    return _PublishedTable(cells, rows, counts, base)


def _option(one: Counted, shown: Shown, part: int, at: int) -> _PublishedTable:
    cells, exact = one.parts[part]
    base, rows = exact.valid.counts.reshape(-1), shown.rows[part] & one.drawn(part)
    if shown.county_only[at]:
        rows = rows & [showing.is_county(cells, row) for row in range(len(base))]
    return _PublishedTable(cells, rows, exact.categories[..., at].shaped(len(base), 1), base)


def _placed(question: _Question, lineages: Numbers, starts: Numbers) -> tuple[Numbers, Flags]:
    """Layer × person: the row that counts the person; and who is in a small cell of any table."""
    nowhere = int(starts[-1])
    exposed = np.zeros(len(question.valid), dtype=np.bool_)
    layers = []
    for table, start in zip(question.tables, starts, strict=False):
        own = np.where(table.speaks, np.arange(len(table.speaks)) + start, nowhere)
        rows, small = np.append(own, nowhere), np.append(table.base <= SMALL, False)
        for codes in _ancestry(table.cells, question.valid, lineages):
            layers.append(rows[codes])
            exposed |= small[codes]
    return np.stack(layers), exposed


def _slack(table: _PublishedTable, rounding: Rounding, width: int) -> tuple[Flags, Flags]:
    """Per row and count whether one person less or more keeps the released number possible.

    Only a remainder of 1 that was rounded up has no room below, only a 4 rounded down none above.
    """
    down = np.ones((len(table.speaks), width), dtype=np.bool_)
    up = down.copy()
    rest = table.counts.counts % STEP
    tight = table.speaks[:, np.newaxis] & ((rest == 1) | (rest == STEP - 1))
    for row, count in np.argwhere(tight & ~_unsaid(table, rounding)).tolist():
        exact = int(table.counts.counts[row, count])
        released = rounding.count(exact, int(table.base[row]), _sets(table, row, count))
        down[row, count] = released < exact or rest[row, count] != 1
        up[row, count] = released > exact or rest[row, count] == 1
    return down, up


def _unsaid(table: _PublishedTable, rounding: Rounding) -> Flags:
    """Counts of hidden rows: all but a first one that could not be one higher and still hide it."""
    exact = table.counts.counts
    unsaid = np.zeros(exact.shape, dtype=np.bool_)
    for row in np.flatnonzero(exact[:, 0] < table.hidden_below).tolist():
        n, whole = int(exact[row, 0]), int(table.base[row])
        if rounding.count(n, whole, _sets(table, row, 0)) < table.hidden_below:
            unsaid[row] = True
            unsaid[row, 0] = n < table.hidden_below - 1
    return unsaid


def _sets(table: _PublishedTable, row: int, count: int) -> tuple[int, int]:
    people = table.cells.people.prints.reshape(-1)
    return int(people[row]), int(table.counts.prints[row, count])


def _ancestry(cells: Cells, people: Numbers, lineages: Numbers) -> Iterator[Numbers]:
    """Numbers of the cells that hold each person: one, or one per level of places; −1 for none."""
    codes = cells.codes[people]
    if not cells.has_places:
        yield codes
        return
    rest, place = np.divmod(codes, cells.shape[-1])
    for level in lineages:
        above = level[place]
        yield np.where(above < 0, -1, rest * cells.shape[-1] + above)


def _lineages(places: Sequence[PlaceNode]) -> Numbers:
    """Level × place: the place itself, its parent, … −1; last those who named no place."""
    at = {place.key: number for number, place in enumerate(places)}
    parents = np.array([at.get(p.parent or "", -1) for p in places] + [0, -1])
    levels = [np.arange(len(places) + 1)]
    while (levels[-1] >= 0).any():
        levels.append(parents[levels[-1]])
    return np.stack(levels[:-1])
