"""A workbook, understood row by row: what the check looks at and the instrument is built from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from surveys.authoring.table import Cell, Findings, Row
from surveys.authoring.types import Role
from surveys.expressions import Expression
from surveys.instrument.instrument import QuestionType, Text


@dataclass(frozen=True)
class Entry:
    """A row of ``survey`` that asks, says, computes, or begins or ends a group."""

    row: Row
    role: Role
    name: str = ""
    type: QuestionType = QuestionType.NOTE
    list_name: str = ""
    page: bool = False
    """Of a group: its questions are asked on one page."""
    label: Text = field(default_factory=Text)
    expressions: Mapping[str, Expression] = field(default_factory=dict)
    """Conditions and calculations by field: relevant, required, constraint, calculation."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    """max_choices, fixed_last, max_length."""
    flags: frozenset[str] = frozenset()
    """Which of randomize, searchable, sensitive its row says."""


@dataclass(frozen=True)
class ChoiceRow:
    """A row of ``choices``."""

    row: Row
    name: str
    label: Text


@dataclass
class Form:
    """The whole workbook."""

    settings: Row
    languages: tuple[str, ...]
    default_language: str
    findings: Findings
    entries: list[Entry] = field(default_factory=list)
    lists: dict[str, list[ChoiceRow]] = field(default_factory=dict)
    gone: dict[str, Role] = field(default_factory=dict)
    """Names of rows that are dropped or refused."""

    @property
    def questions(self) -> dict[str, Entry]:
        """All questions, notes and calculations by name."""
        return {entry.name: entry for entry in self.entries if entry.role is Role.QUESTION}

    @cached_property
    def choice_names(self) -> dict[str, frozenset[str]]:
        """Names of the choices of each list, when all lists are read."""
        return {
            name: frozenset(choice.name for choice in choices)
            for name, choices in self.lists.items()
        }


def whole(sheet: str) -> Cell:
    """The place of a whole sheet."""
    return Cell(sheet)
