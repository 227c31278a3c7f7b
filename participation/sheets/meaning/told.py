"""What is said of a sheet (the plan) and what was read of it: rows, problems, notices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from participation.sheets.meaning.layout import Layout
from participation.sheets.meaning.mapping import Columns, Source
from participation.sheets.meaning.traces import Trace
from participation.sheets.meaning.values import RowRef, Words
from participation.sheets.target import Field, Kind, Value

NAMED = 12
"""Rows that a notice lists by number."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to mend or to know, at its place in the file."""

    sheet: str
    row: int
    column: str
    said: str
    """What stands there."""
    key: str
    """Of a sentence of ``sentences.py``."""
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class ReadRow:
    """One row of the sheet as the fields understand it."""

    order: int
    sheet: str
    number: int
    hidden: bool
    values: dict[str, Value | RowRef] = field(default_factory=dict)
    """Of all fields that are mapped, None where nothing stands; a PARENT is still its words."""
    part: bool = False
    """Whether it is a part of the row that its PARENT names."""
    number_above: Value | RowRef = None
    """Of a part: the number in joined cells, which is that of the row it belongs to."""
    flawed: bool = False
    """Whether a problem stands in it: it is taken whole or not at all."""
    trace: Trace | None = None
    """Which row it was when it was written out, and what its cells were."""


@dataclass(slots=True)
class Readings:
    """All that the chosen sheets say."""

    rows: list[ReadRow] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
    notices: list[Finding] = field(default_factory=list)
    unknown: dict[str, Counter[str]] = field(default_factory=dict)
    """By field: words of the sheet whose meaning nobody told, and how often each stands there."""
    spellings: dict[tuple[str, str], str] = field(default_factory=dict)
    """By field and word as words are compared: how it was written first."""


@dataclass(frozen=True)
class Plan:
    """What is needed to read: the fields of a target and what staff said of the sheet."""

    fields: Sequence[Field]
    title: str
    number: str | None
    layout: Layout
    columns: Columns
    words: Mapping[str, Words]
    lenient: bool = False
    """Cells with a problem are left empty; else their whole row stays away."""
    secret: bytes = field(default=b"", repr=False)
    """With which traces were written."""

    def mapped(self) -> Iterator[tuple[Field, tuple[Source, ...]]]:
        """Fields that a column tells, with their columns."""
        for each in self.fields:
            if sources := self.columns.sources.get(each.key):
                yield each, sources

    @cached_property
    def by_key(self) -> dict[str, Field]:
        """All fields by their key."""
        return {each.key: each for each in self.fields}

    @property
    def parent(self) -> Field | None:
        """The field by which a row names the one above it."""
        return next((each for each in self.fields if each.kind is Kind.PARENT), None)

    @property
    def part(self) -> Field | None:
        """The field that names a part of a row."""
        return next((each for each in self.fields if each.kind is Kind.PART), None)


def listed(numbers: Sequence[object]) -> str:
    """The first of them in one line."""
    return ", ".join(map(str, numbers[:NAMED])) + (" …" if len(numbers) > NAMED else "")


def shown_value(value: Value | RowRef) -> str:
    """A value in one line, to compare and to name by it."""
    return "" if value is None or isinstance(value, RowRef | tuple) else str(value)
