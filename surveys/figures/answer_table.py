"""Stored answers of a wave → a table of coded columns.

Rows stream straight into typed arrays (one byte or two a value), so that 100,000 answers fit into
few megabytes; no list of dicts is ever built. Only choices are coded: texts, numbers and dates
give no figure yet. Runs in jobs and commands, never in a serving process (pandas).
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from surveys.instrument import answers as typed
from surveys.instrument.instrument import Instrument, Missing, Question, QuestionType, needs
from surveys.instrument.path import walk

ANSWERED = "<answered>"
"""State of a multiple choice with at least one option that is no missing code."""
SKIPPED = "<skipped>"
"""On the path and left out."""
NOT_ASKED = "<not asked>"
"""Not on this person's path."""

KEY_BYTES = 16
Codes = NDArray[np.int16]
Flags = NDArray[np.bool_]


class UnknownCodeError(ValueError):
    """A stored answer that its question does not offer; a release must not guess what it means."""

    def __init__(self, question: str, code: object) -> None:
        super().__init__(f"{question}: {code!r} is none of its choices")
        self.question = question
        self.code = code


class StoredAnswer(NamedTuple):
    """One answer row as the web stored it."""

    key: bytes
    """The row's random key, 16 bytes."""
    answers: str | bytes | Mapping[str, Any]
    """What :func:`surveys.instrument.answers.dump` wrote, as JSON text or read already."""


@dataclass(frozen=True)
class AnswerTable:
    """All answers of one wave, a column for each question.

    ``data`` has a categorical column per question with choices (its categories: the choices'
    names, then :data:`SKIPPED` and :data:`NOT_ASKED`) and for a multiple choice, beside its state,
    a boolean column ``question/option`` per option.
    """

    instrument: Instrument
    data: pd.DataFrame
    keys: bytes
    """All random keys one after the other, 16 bytes each, in the order of ``data``."""

    def __len__(self) -> int:
        return len(self.data)

    def has(self, question: str) -> bool:
        """Whether the wave asked this question with choices."""
        return question in self.data.columns

    def codes(self, question: str, names: Mapping[str, int], other: int) -> Codes:
        """Per answer the number that ``names`` gives to its category, else ``other``."""
        column = self.data[question].cat
        lookup = [names.get(str(name), other) for name in column.categories]
        chosen: Codes = np.asarray(lookup, dtype=np.int16)[column.codes.to_numpy()]
        return chosen

    def ticked(self, question: str, option: str) -> Flags:
        """Per answer whether ``option`` of a multiple choice was ticked."""
        flags: Flags = self.data[f"{question}/{option}"].to_numpy()
        return flags


def substantive(question: Question) -> tuple[str, ...]:
    """Names of the choices that are answers and no missing codes, in their order."""
    return tuple(choice.name for choice in question.choices if choice.missing is None)


def missing_names(question: Question) -> tuple[str, ...]:
    """Categories that count as missing: "don't know", "prefer not to say" and left out.

    "Not applicable" and :data:`NOT_ASKED` are neither answers nor missing.
    """
    said = (
        choice.name
        for choice in question.choices
        if choice.missing in (Missing.DONT_KNOW, Missing.PREFER_NOT)
    )
    return (*said, SKIPPED)


def build(instrument: Instrument, rows: Iterable[StoredAnswer]) -> AnswerTable:
    """The table of ``rows``, which are read once and not kept.

    Raises UnknownCodeError for an answer that the instrument does not offer.
    """
    columns = [_column(instrument, question) for question in _coded(instrument)]
    keys = bytearray()
    for row in rows:
        if len(row.key) != KEY_BYTES:
            raise UnknownCodeError("key", row.key)
        keys += row.key
        answers = _read(row.answers)
        for column in columns:
            column.add(answers)
    data = pd.DataFrame(
        {name: values for column in columns for name, values in column.finished()},
        index=pd.RangeIndex(len(keys) // KEY_BYTES),
        copy=False,
    )
    return AnswerTable(instrument, data, bytes(keys))


def _coded(instrument: Instrument) -> Iterable[Question]:
    return (q for q in instrument.asked if q.type.selects)


def _read(answers: str | bytes | Mapping[str, Any]) -> Mapping[str, Any]:
    if isinstance(answers, Mapping):
        return answers
    try:
        read = json.loads(answers)
    except ValueError as problem:
        raise UnknownCodeError("answers", "not JSON") from problem
    if not isinstance(read, dict):
        raise UnknownCodeError("answers", "no object")
    return read


def _column(instrument: Instrument, question: Question) -> _One | _Several:
    kind = _Several if question.type is QuestionType.SELECT_MULTIPLE else _One
    return kind(question, _absent(instrument, question))


Absent = Callable[[Mapping[str, Any]], str]
"""Why an answer is not there: :data:`SKIPPED` or :data:`NOT_ASKED`."""


def _absent(instrument: Instrument, question: Question) -> Absent:
    if not question.relevant:
        return lambda _: SKIPPED
    needed = sorted(_needed(instrument, question))
    known: dict[tuple[object, ...], str] = {}

    def absent(answers: Mapping[str, Any]) -> str:
        seen = tuple(_hashable(answers.get(name)) for name in needed)
        if seen not in known:
            known[seen] = _walked(instrument, question, answers, needed)
        return known[seen]

    return absent


def _needed(instrument: Instrument, question: Question) -> set[str]:
    """Names of all answers that decide whether ``question`` is on the path."""
    found: set[str] = set()
    waiting = [question]
    while waiting:
        for name in needs(waiting.pop()) - found:
            found.add(name)
            if name in instrument.questions:
                waiting.append(instrument.questions[name])
    return found


def _walked(
    instrument: Instrument, question: Question, answers: Mapping[str, Any], needed: list[str]
) -> str:
    try:
        values = typed.load(instrument, {n: answers[n] for n in needed if n in answers})
    except typed.AnswerProblem as problem:
        raise UnknownCodeError(problem.question.name, problem.key) from problem
    path = walk(instrument, values)
    return SKIPPED if any(q.name == question.name for q in path.asked) else NOT_ASKED


def _hashable(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


@dataclass
class _One:
    """A single choice on its way into an array."""

    question: Question
    absent: Absent
    codes: array[int] = field(default_factory=lambda: array("h"))
    names: list[str] = field(init=False)
    lookup: dict[object, int] = field(init=False)

    def __post_init__(self) -> None:
        choices = [choice.name for choice in self.question.choices]
        self.names = [*choices, SKIPPED, NOT_ASKED]
        self.lookup = {name: code for code, name in enumerate(choices)}

    def add(self, answers: Mapping[str, Any]) -> None:
        name = self.question.name
        if name not in answers:
            self.codes.append(self.names.index(self.absent(answers)))
            return
        try:
            self.codes.append(self.lookup[answers[name]])
        except (KeyError, TypeError):
            raise UnknownCodeError(name, answers[name]) from None

    def finished(self) -> Iterable[tuple[str, Any]]:
        yield self.question.name, _categorical(self.codes, self.names)


@dataclass
class _Several:
    """A multiple choice on its way into arrays: a state, and the rows of each option's ticks."""

    question: Question
    absent: Absent
    codes: array[int] = field(default_factory=lambda: array("h"))
    names: list[str] = field(init=False)
    lookup: dict[str, int] = field(init=False)
    ticks: dict[str, array[int]] = field(init=False)

    def __post_init__(self) -> None:
        missing = [c.name for c in self.question.choices if c.missing is not None]
        self.names = [ANSWERED, *missing, SKIPPED, NOT_ASKED]
        self.lookup = {name: code for code, name in enumerate(self.names)}
        self.ticks = {name: array("I") for name in substantive(self.question)}

    def add(self, answers: Mapping[str, Any]) -> None:
        chosen = answers.get(self.question.name)
        row = len(self.codes)
        if not chosen:
            self.codes.append(self.lookup[self.absent(answers)])
            return
        state = ANSWERED
        for name in chosen if isinstance(chosen, list | tuple) else [chosen]:
            try:
                self.ticks[name].append(row)
            except (KeyError, TypeError):
                state = self._missing(name)
        self.codes.append(self.lookup[state])

    def _missing(self, name: object) -> str:
        if isinstance(name, str) and name in self.lookup and not name.startswith("<"):
            return name
        raise UnknownCodeError(self.question.name, name)

    def finished(self) -> Iterable[tuple[str, Any]]:
        yield self.question.name, _categorical(self.codes, self.names)
        for name, rows in self.ticks.items():
            flags = np.zeros(len(self.codes), dtype=np.bool_)
            flags[np.frombuffer(rows, dtype=np.uint32) if rows else []] = True
            yield f"{self.question.name}/{name}", flags


def _categorical(codes: array[int], names: list[str]) -> Any:  # noqa: ANN401 (stubs know no object)
    numbers = np.frombuffer(codes, dtype=np.int16) if codes else np.empty(0, dtype=np.int16)
    narrow = numbers.astype(np.int8) if len(names) <= np.iinfo(np.int8).max else numbers
    return pd.Categorical.from_codes(narrow, categories=pd.Index(names, dtype=object))
