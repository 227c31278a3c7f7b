"""Disclosure control: exact counts of a wave → :class:`~surveys.figures.released.Released`.

A group is shown when its released n says that at least k answered (:mod:`surveys.figures.showing`);
a smaller place is spoken for by the next larger one that is shown. Every count that leaves is
rounded here (:mod:`surveys.figures.rounding`), and nothing but counts leaves.
:mod:`surveys.figures.witness` sees to it that nobody's answer follows from the numbers together, so
no further cell must be hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from surveys.figures import indicators, safety, showing
from surveys.figures.about import Excluded, Reason, Stand, WaveMeta
from surveys.figures.answer_table import AnswerTable, Flags
from surveys.figures.corrections.exclusion import Rule
from surveys.figures.corrections.fates import Fate, Fates
from surveys.figures.corrections.memory import Memory
from surveys.figures.counting import Cells, Counting, Exact
from surveys.figures.estimates.shares import STEP
from surveys.figures.groups import groups
from surveys.figures.groups.definitions import chosen
from surveys.figures.groups.groups import Breakdown
from surveys.figures.plan import Plan
from surveys.figures.released import Indicator, PlaceNode, Released, Row, Status, Table
from surveys.figures.rounding import Rounding
from surveys.figures.safety import Report
from surveys.figures.showing import Counted, Shown
from surveys.figures.tally import Fingerprints, Tally

LEAST_K = 10


class Rounded(NamedTuple):
    """How the counts of a version were rounded."""

    counts: int
    """Numbers that were drawn."""
    turned: int
    """Counts rounded to their other neighbour so that nobody's answer follows, in fives."""
    error: float
    """Mean of released minus exact numbers, in hundredths of a person."""


class Made(NamedTuple):
    """One version, and what the next one must remember of it."""

    released: Released
    memory: Memory
    rounded: Rounded | None = None
    """Of a version made now."""

    @classmethod
    def recalled(cls, released: Released, memory: bytes) -> Made:
        """A version that was made before, with what ``Memory.to_bytes`` gave.

        Raises:
            surveys.figures.corrections.memory.MemoryDamagedError: it did not give this.
        """
        return cls(released, Memory.load(memory))


class ThresholdError(ValueError):
    """k is below 10."""


def release(
    answers: AnswerTable,
    wave: WaveMeta,
    places: Iterable[PlaceNode],
    secret: bytes,
    definitions: Sequence[str] | None = None,
) -> Released:
    """The first version: all tables of a wave that may leave; the same input gives the same.

    Args:
        answers: all answers of the wave.
        wave: what is told about it.
        places: the county's tree; the questionnaire's places are among them.
        secret: the wave's own, at least 16 bytes, kept for ever and never shown.
        definitions: keys of the wave's group definitions; None for the usual ones.

    Raises:
        ThresholdError: k is below 10.
        surveys.figures.groups.groups.PlaceTreeError: the places are no tree or an answer
            names none of them.
        surveys.figures.groups.definitions.UnknownDefinitionError: the questionnaire cannot serve a
            definition.
        surveys.figures.rounding.WeakSecretError: the secret is too short.
    """
    return first(answers, wave, places, secret, definitions).released


def first(  # noqa: PLR0913, PLR0917 (a release, and who waits for it)
    answers: AnswerTable,
    wave: WaveMeta,
    places: Iterable[PlaceNode],
    secret: bytes,
    definitions: Sequence[str] | None = None,
    left_out: Mapping[Rule, bytes | bytearray] | None = None,
    report: Report = lambda _part: None,
) -> Made:
    """The first version, and what a second one must remember of it. See :func:`release`.

    ``left_out`` are keys of answers that are not in the frame, by the rule that says so.
    """
    work = _Work.of(answers, wave, places, Rounding(secret), definitions)
    safety.secure(work.counting, work.rounding, work.counted, report)
    history = _History(excluded=_excluded(work.rounding, left_out))
    released = _released(work, work.responses(), work.tables(), history)
    return Made(released, work.memory(), work.rounded())


def corrected(  # noqa: PLR0913, PLR0917 (a release and what it corrects)
    answers: AnswerTable,
    wave: WaveMeta,
    places: Iterable[PlaceNode],
    secret: bytes,
    earlier: Sequence[Made],
    reason: Reason,
    definitions: Sequence[str] | None = None,
    left_out: Mapping[Rule, bytes | bytearray] | None = None,
    report: Report = lambda _part: None,
) -> Made | None:
    """The version after ``earlier`` ones (the oldest first); None when no group gets new numbers.

    ``left_out`` are keys of answers that are not in the frame, by the rule that says so.
    Which groups do follows from who changed (:mod:`surveys.figures.corrections.fates`). Earlier
    numbers are never drawn or turned again.
    """
    last = earlier[-1]
    rounding = Rounding(secret, last.memory.turned)
    work = _Work.of(answers, wave, places, rounding, definitions)
    pairs = [(one.released, one.memory) for one in earlier]
    fates = Fates.of(work.cells, work.memory(), pairs, wave.k)
    if not fates.renews([one.indicator for one in work.counted]):
        return None
    for one in work.counted:
        rounding.fix(fates.released_before(one))
    limited = [fates.limited(one) for one in work.counted]
    safety.secure(work.counting, rounding, limited, report)
    indicators_of = {one.indicator.key: one.indicator for one in work.counted}
    tables = (fates.table(table, indicators_of[table.indicator]) for table in work.tables())
    anew = fates.fates[(), ()] is Fate.RENEWED
    responses = work.responses() if anew else last.released.responses
    reasons = (*last.released.reasons, reason)
    excluded = _excluded(rounding, left_out)
    if not anew:
        excluded = _as_before(excluded, last.released.excluded)
    history = _History(reasons, fates.carried_over(), excluded)
    return Made(_released(work, responses, tables, history), work.memory(), work.rounded())


class _History(NamedTuple):
    reasons: tuple[Reason, ...] = ()
    stands: tuple[Stand, ...] = ()
    excluded: tuple[Excluded, ...] = ()


def _released(work: _Work, responses: int, tables: Iterable[Table], history: _History) -> Released:
    return Released(
        wave=work.wave,
        responses=responses,
        places=work.counting.places,
        dimensions=tuple(breakdown.dimension for breakdown in work.by),
        indicators=tuple(one.indicator for one in work.counted),
        tables=tuple(tables),
        version=len(history.reasons) + 1,
        reasons=history.reasons,
        stands=history.stands,
        excluded=history.excluded,
    )


@dataclass(frozen=True)
class _Work:
    """All that is counted of a wave."""

    wave: WaveMeta
    counting: Counting
    rounding: Rounding
    by: tuple[Breakdown, ...]
    cells: tuple[Cells, ...]
    """Everybody first."""
    counted: tuple[Counted, ...]
    errors: list[int] = field(default_factory=list)
    """Released minus exact numbers of the rows that were written."""

    @classmethod
    def of(
        cls,
        answers: AnswerTable,
        wave: WaveMeta,
        places: Iterable[PlaceNode],
        rounding: Rounding,
        definitions: Sequence[str] | None,
    ) -> _Work:
        if wave.k < LEAST_K:
            raise ThresholdError(f"k is {wave.k}, at least {LEAST_K} is needed")
        tree = groups.ordered(places)
        counting = Counting(answers, tree, Fingerprints.of(answers.keys, rounding.print_key))
        axes = _axes(answers, tree)
        wanted = chosen(answers.instrument, definitions)
        named = [groups.by_definition(answers, definition) for definition in wanted]
        cells = tuple(counting.cells(by) for by in _combinations(axes, named))
        counted = tuple(
            _count(counting, i, cells, wave.k) for i in indicators.of(answers.instrument)
        )
        return cls(wave, counting, rounding, (*axes, *named), cells, counted)

    def memory(self) -> Memory:
        """What the next version must know, as the counts are rounded now."""
        counting = self.counting
        return Memory.of(counting.answers, counting.prints, self.by, counting.places, self.rounding)

    def responses(self) -> int:
        """Released number of all answers."""
        people = self.cells[0].people
        sets = (int(people.prints), int(people.prints))
        return self.rounding.count(int(people.counts), -1, sets)

    def tables(self) -> Iterator[Table]:
        """As the counts are rounded now."""
        for one in self.counted:
            shown = showing.of(one, self.rounding)
            places, rounding = self.counting.places, self.rounding
            yield from _Writer(one, shown, places, rounding, self.errors).tables()

    def rounded(self) -> Rounded:
        """How the tables were rounded, once they are written."""
        number = len(self.errors)
        mean = sum(self.errors) / number if number else 0.0
        turned = len(self.rounding.turned)
        return Rounded(number, turned - turned % STEP, round(mean, 2))


def plan(
    answers: AnswerTable,
    wave: WaveMeta,
    places: Iterable[PlaceNode],
    secret: bytes,
    definitions: Sequence[str] | None = None,
) -> Plan:
    """What :func:`release` would show, roll up and withhold, without one value."""
    return Plan.of(release(answers, wave, places, secret, definitions))


def _excluded(
    rounding: Rounding, left_out: Mapping[Rule, bytes | bytearray] | None
) -> tuple[Excluded, ...]:
    """How many each rule left out."""
    found = []
    for rule, keys in (left_out or {}).items():
        prints = Fingerprints.of(bytes(keys), rounding.print_key)
        number = len(prints.low)
        everybody = int(prints.tally(np.zeros(number, dtype=np.int64), 1).prints[0])
        released = rounding.count(number, -1, (everybody, everybody))
        found.append(Excluded(rule.value, released))
    return tuple(found)


def _as_before(now: Iterable[Excluded], last: Iterable[Excluded]) -> tuple[Excluded, ...]:
    """The numbers of the last version where it told one: too few changed to draw them anew."""
    numbers = dict(last)
    return tuple(Excluded(one.rule, numbers.get(one.rule, one.number)) for one in now)


def _axes(answers: AnswerTable, places: tuple[PlaceNode, ...]) -> list[Breakdown]:
    """Place, sex and age, as far as the wave asked for them."""
    found = (groups.by_place(answers, places), groups.by_sex(answers), groups.by_age(answers))
    return [axis for axis in found if axis is not None]


def _combinations(
    axes: Sequence[Breakdown], named: Sequence[Breakdown]
) -> Iterator[tuple[Breakdown, ...]]:
    yield ()
    yield from ((axis,) for axis in axes)
    for definition in named:
        yield (definition,)
        yield from ((definition, axis) for axis in axes)


def _count(counting: Counting, indicator: Indicator, cells: Sequence[Cells], k: int) -> Counted:
    """All tables of an indicator, exactly; what describes respondents has its total only."""
    wanted = cells[:1] if indicator.dimension == indicators.CONTEXT else cells
    parts = tuple((part, counting.exact(indicator, part)) for part in wanted)
    return Counted(indicator, k, parts)


@dataclass(frozen=True)
class _Writer:
    """Rows of one indicator, rounded."""

    counted: Counted
    shown: Shown
    places: tuple[PlaceNode, ...]
    rounding: Rounding
    errors: list[int]

    def tables(self) -> Iterator[Table]:
        for at, (cells, exact) in enumerate(self.counted.parts):
            yield Table(self.counted.indicator.key, cells.keys, tuple(self._rows(at, cells, exact)))

    def _rows(self, part: int, cells: Cells, exact: Exact) -> Iterator[Row]:
        shown = self.shown.rows[part].reshape(cells.shape)
        for flat, index in enumerate(np.ndindex(*cells.shape)):
            key = tuple(b.keys[at] for b, at in zip(cells.by, index, strict=True))
            if shown[index]:
                n = int(self.shown.n[part][flat])
                yield self._shown(Row(key, Status.SHOWN, n), index, cells, exact)
            elif into := self._into(index, cells, shown):
                yield Row(key, Status.ROLLED_UP, into=into)
            else:
                yield Row(key, Status.WITHHELD)

    def _into(self, index: tuple[int, ...], cells: Cells, shown: Flags) -> str | None:
        """Key of the next larger place that is shown in the same group."""
        if not cells.has_places or index[-1] == len(self.places):
            return None
        at = {place.key: number for number, place in enumerate(self.places)}
        parent = self.places[index[-1]].parent
        while parent is not None:
            if shown[*index[:-1], at[parent]]:
                return parent
            parent = self.places[at[parent]].parent
        return None

    def _shown(self, row: Row, index: tuple[int, ...], cells: Cells, exact: Exact) -> Row:
        people, missing = cells.people[index], exact.missing[index]
        base = int(exact.valid[index].counts)
        county = not any(index) and showing.is_county(cells, 0)
        return row._replace(
            counts=tuple(
                None
                if few and not county
                else self._rounded(exact.categories[(*index, at)], people, base)
                for at, few in enumerate(self.shown.county_only)
            ),
            share_count=None
            if exact.share is None
            else self._rounded(exact.share[index], people, base),
            missing=self._rounded(missing, people, base + int(missing.counts)),
        )

    def _rounded(self, counted: Tally, people: Tally, whole: int) -> int:
        exact, sets = int(counted.counts), (int(people.prints), int(counted.prints))
        released = self.rounding.count(exact, whole, sets)
        self.errors.append(released - exact)
        return released
