"""What may leave: the one frozen set of tables of a closed wave, and its bytes.

:func:`surveys.figures.disclosure.release` makes a :class:`Released`, :meth:`Released.load`
re-reads one;
there is no third way. Every number in it is a count rounded to fives at random; shares, ranges
and sentences are arithmetic on these (:mod:`surveys.figures.estimates`). Pages read it, so it
needs no pandas.

The document is JSON: ``{"schema": …, "sha256": …, "content": …}`` where ``content`` holds the
fields of :class:`Released` under their own names (a :class:`~surveys.instrument.instrument.Text`
as an object of language tag → string, a date as ISO text) and every row as an array in the order
of :class:`Row`. A first version is written in schema 1, which knows no versions: it lacks the
fields of :data:`OF_VERSIONS`. The hash is that of the canonical bytes of ``content`` (keys sorted,
no blanks, UTF-8), so the same release gives the same bytes for everyone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from surveys import plain
from surveys.figures import document as documents
from surveys.figures.about import Excluded, Reason, SampleKind, Stand, WaveMeta
from surveys.figures.document import Raw, ReleaseDamagedError
from surveys.instrument.instrument import EMPTY, Text

OF_VERSIONS = {"version": 1, "reasons": [], "stands": []}
"""Fields of schema 2, and what they are in schema 1."""

NOT_KNOWN = "not_known"
"""Member of every dimension for those who did not say."""

SEX = "sex"
AGE = "age"
PLACE = "place"


class PlaceKind(StrEnum):
    """What a node of the tree of places is."""

    COUNTY = "county"
    PLANNING_AREA = "planning_area"
    DISTRICT_OFFICE = "district_office"
    JOINT_MUNICIPALITY = "joint_municipality"
    TOWN = "town"
    MUNICIPALITY = "municipality"
    LOCALITY = "locality"


class DimensionKind(StrEnum):
    """What a dimension of a table separates."""

    PLACE = "place"
    SEX = "sex"
    AGE = "age"
    GROUP = "group"


class IndicatorKind(StrEnum):
    """How an indicator is computed from its counts."""

    SHARE = "share"
    """People in the categories of ``share_of``, of all valid answers."""
    MULTIPLE = "multiple"
    """For each option, people who ticked it, of all who answered."""
    MEAN = "mean"
    """Mean of the steps 1, 2, 3 … of a scale."""


class Status(StrEnum):
    """What became of a row."""

    SHOWN = "shown"
    ROLLED_UP = "rolled_up"
    """Too few answers; the larger place named in ``into`` speaks for it."""
    WITHHELD = "withheld"
    """Too few answers and nothing larger to speak for it."""
    CHANGED = "changed"
    """Some of its people changed, too few of them for new numbers, too many for the old ones."""


@dataclass(frozen=True, slots=True)
class PlaceNode:
    """One place of the county's tree, as it was at release."""

    key: str
    kind: PlaceKind
    name: str
    parent: str | None = None
    """Key of the next larger place; ``None`` for the county."""
    population: int | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """One value of a dimension: "women", "18–24", "born abroad"."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True)
class Dimension:
    """What rows of a table are separated by."""

    key: str
    """``place``, ``sex``, ``age`` or the key of a group definition."""
    kind: DimensionKind
    label: Text
    members: tuple[Member, ...] = ()
    """In the order to show; for places see ``Released.places``."""
    definition: Text = EMPTY
    """Printed wherever a group is shown; set for group definitions."""

    def member(self, key: str) -> Member | None:
        """The member of that key, if there is one."""
        return next((member for member in self.members if member.key == key), None)


@dataclass(frozen=True, slots=True)
class Category:
    """One answer that is counted: a step of a scale or an option."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is told of one question."""

    key: str
    kind: IndicatorKind
    question: str
    """Name of the question; waves are compared by it."""
    title: Text
    """Short name of the figure; empty: the wording serves."""
    wording: Text
    """The question as it was asked, in every language."""
    categories: tuple[Category, ...]
    """Substantive answers in the order of the questionnaire (a scale: least first)."""
    share_of: tuple[str, ...] = ()
    """Categories that make the share; empty when only the distribution is told."""
    construct: str = ""
    dimension: str = ""
    """structural, cultural, social, identificational, needs, offers or context."""
    scale: bool = False
    """Whether the categories are ordered steps (stacked bar) or just different (sorted bars)."""

    @property
    def counted_as(self) -> tuple[IndicatorKind, tuple[str, ...], tuple[str, ...]]:
        """All that its numbers depend on besides the answers: kind, share, answers."""
        return self.kind, self.share_of, tuple(category.key for category in self.categories)


class Row(NamedTuple):
    """Released counts of one group of people; all ``None`` unless ``status`` is shown."""

    cell: tuple[str, ...]
    """One member key per dimension of the table, empty in the total."""
    status: Status
    n: int | None = None
    """Released number of valid answers: the base of every share."""
    counts: tuple[int | None, ...] = ()
    """Per category; ``None`` for an option that is told for the county only."""
    share_count: int | None = None
    """People in any of the categories of ``share_of`` (a count of its own, no sum)."""
    missing: int | None = None
    """People who were asked and gave no answer that counts."""
    into: str | None = None
    """Key of the larger place that speaks for a rolled-up row."""

    @property
    def shown(self) -> bool:
        """Whether the row has figures."""
        return self.status is Status.SHOWN


@dataclass(frozen=True)
class Table:
    """One indicator by no, one or two dimensions."""

    indicator: str
    by: tuple[str, ...]
    """Keys of dimensions: (), (place,), (definition,), (definition, place) …"""
    rows: tuple[Row, ...]

    @classmethod
    def unread(cls, indicator: str, by: tuple[str, ...], rows: bytes, answers: int) -> Table:
        """A table whose rows are read when somebody asks for them.

        Args:
            indicator: as the field.
            by: as the field.
            rows: as the document has them, JSON.
            answers: how many answers the indicator has.
        """
        table = cls.__new__(cls)
        table.__dict__.update(indicator=indicator, by=by, _unread=(rows, answers))
        return table

    def __getattr__(self, name: str) -> tuple[Row, ...]:
        """The rows, when they are not read yet.

        Raises:
            ReleaseDamagedError: they are none of this table.
        """
        if name != "rows" or "_unread" not in self.__dict__:
            raise AttributeError(name)
        rows, answers = self.__dict__["_unread"]
        found = _decoded(Rows, {"rows": documents.parsed(rows)}).rows
        for row in found:
            _check_row(row, len(self.by), answers)
        self.__dict__["rows"] = found
        return found

    @cached_property
    def by_cell(self) -> Mapping[tuple[str, ...], Row]:
        """Rows by their cell."""
        return {row.cell: row for row in self.rows}


@dataclass(frozen=True)
class Rows:
    """What a table is read from."""

    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Released:
    """The immutable set of tables of one closed wave: one version of it."""

    wave: WaveMeta
    responses: int
    """Released number of all answers of the wave."""
    places: tuple[PlaceNode, ...]
    """County first, parents before children."""
    dimensions: tuple[Dimension, ...]
    indicators: tuple[Indicator, ...]
    tables: tuple[Table, ...]
    version: int = 1
    reasons: tuple[Reason, ...] = ()
    """One for each version after the first, the oldest first."""
    stands: tuple[Stand, ...] = ()
    """Groups that are not here have numbers of this version."""
    excluded: tuple[Excluded, ...] = plain.later(())
    """One for each rule that left answers out."""

    @cached_property
    def _stands(self) -> Mapping[tuple[tuple[str, ...], tuple[str, ...]], int]:
        return {(stand.by, stand.cell): stand.version for stand in self.stands}

    def stand(self, by: tuple[str, ...], cell: tuple[str, ...]) -> int:
        """The version that the numbers of a group of people come from."""
        return self._stands.get((by, cell), self.version)

    @cached_property
    def by_place(self) -> Mapping[str, PlaceNode]:
        """Places by key."""
        return {place.key: place for place in self.places}

    @cached_property
    def by_indicator(self) -> Mapping[str, Indicator]:
        """Indicators by key."""
        return {indicator.key: indicator for indicator in self.indicators}

    @cached_property
    def by_dimension(self) -> Mapping[str, Dimension]:
        """Dimensions by key."""
        return {dimension.key: dimension for dimension in self.dimensions}

    @cached_property
    def _by_table(self) -> Mapping[tuple[str, tuple[str, ...]], Table]:
        return {(table.indicator, table.by): table for table in self.tables}

    def table(self, indicator: str, *by: str) -> Table | None:
        """The table of an indicator by these dimensions, if it was released."""
        return self._by_table.get((indicator, by))

    def tables_of(self, indicator: str) -> tuple[Table, ...]:
        """All tables of an indicator, the total first."""
        return tuple(table for table in self.tables if table.indicator == indicator)

    def total(self, indicator: str) -> Row:
        """The county's row of an indicator.

        Raises KeyError when the release has no such indicator.
        """
        return self._by_table[indicator, ()].rows[0]

    @property
    def speaks_for_respondents_only(self) -> bool:
        """Whether figures read "Ergebnis der Befragten" and nothing wider may be said."""
        return self.wave.sample is SampleKind.SELF_SELECTED

    @cached_property
    def sha256(self) -> str:
        """Hash of the content, printed on exports."""
        return documents.digest(self._written)

    def to_bytes(self) -> bytes:
        """The document; the same release gives the same bytes."""
        return documents.sealed(self._written, self._schema)

    @property
    def _schema(self) -> int:
        return 1 if self.version == 1 else 2

    @cached_property
    def _written(self) -> bytes:
        """The canonical bytes of the content: half a second's work for a large one, done once."""
        fields: dict[str, Any] = plain.encode(self)
        left_out = OF_VERSIONS if self._schema == 1 else {}
        kept = {name: value for name, value in fields.items() if name not in left_out}
        return documents.canonical(kept)

    @classmethod
    def load(cls, document: bytes) -> Released:
        """Re-read a document made by :meth:`to_bytes`; rows are read once they are asked for.

        Raises:
            ReleaseDamagedError: schema or hash do not fit.
        """
        opened = documents.opened(document)
        content = opened.content
        if opened.schema == 1 and not OF_VERSIONS.keys() & content.keys():
            content |= OF_VERSIONS
        released = _decoded(cls, content)
        released.__dict__["tables"] = tuple(_unread(released, opened.tables))
        _check(released)
        # Just checked: to write everything down again for it costs as much as all the rest.
        released.__dict__["sha256"] = opened.sha256
        return released


D = TypeVar("D")


def _decoded(kind: type[D], content: object) -> D:
    try:
        return plain.decode(kind, content)
    except (plain.NotPlainError, ValueError) as problem:
        raise ReleaseDamagedError("the content does not follow the schema") from problem


@dataclass(frozen=True)
class Heading:
    """What a table is of."""

    indicator: str
    by: tuple[str, ...]


def _unread(released: Released, tables: Iterable[Raw]) -> Iterator[Table]:
    for table in tables:
        head = _decoded(Heading, table.heading)
        indicator = released.by_indicator.get(head.indicator)
        if indicator is None or not all(key in released.by_dimension for key in head.by):
            raise ReleaseDamagedError("a table of something unknown")
        yield Table.unread(head.indicator, head.by, table.rows, len(indicator.categories))


def _check(released: Released) -> None:
    """What the types alone do not say."""
    if [reason.version for reason in released.reasons] != list(range(2, released.version + 1)):
        raise ReleaseDamagedError("versions without their reasons")
    if not all(0 < stand.version < released.version for stand in released.stands):
        raise ReleaseDamagedError("numbers of a version that is not earlier")
    if any(excluded.number < 0 or excluded.number % 5 for excluded in released.excluded):
        raise ReleaseDamagedError("a count that was not rounded")


def _check_row(row: Row, dimensions: int, categories: int) -> None:
    expected = categories if row.shown else 0
    if len(row.cell) != dimensions or len(row.counts) != expected:
        raise ReleaseDamagedError("a row that does not fit its table")
    if (row.n is not None) != row.shown or (row.into is not None) != (
        row.status is Status.ROLLED_UP
    ):
        raise ReleaseDamagedError("a row that contradicts its status")
    numbers = (row.n, row.share_count, row.missing, *row.counts)
    if any(number is not None and (number < 0 or number % 5) for number in numbers):
        raise ReleaseDamagedError("a count that was not rounded")
