"""Questions in order → pages: one question each, or a field-list together; notes join the next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from surveys.instrument.instrument import EMPTY, Page, Question, QuestionType, Text


@dataclass
class _Section:
    """A group with a label that is no page of its own."""

    name: str
    label: Text
    why: Text


@dataclass
class Pages:
    """Collects pages while the form is walked."""

    _done: list[Page] = field(default_factory=list)
    _notes: list[Question] = field(default_factory=list)
    _together: list[Question] | None = None
    """Questions of the field-list that is open."""
    _sections: list[_Section] = field(default_factory=list)
    _begun: set[str] = field(default_factory=set)
    nested: bool = False
    """Inside a field-list, where a further group is only a heading."""

    def add(self, question: Question) -> None:
        """The next question or note."""
        if self._together is not None:
            self._together.append(question)
        elif question.type is QuestionType.NOTE:
            self._notes.append(question)
        else:
            self._page(question.name, [question], EMPTY)

    @contextmanager
    def group(self, name: str, label: Text, why: Text, *, page: bool) -> Iterator[None]:
        """Around the questions of a group."""
        if self._together is not None:
            outer, self.nested = self.nested, True
            yield
            self.nested = outer
        elif page:
            self._together = []
            yield
            together, self._together = self._together, None
            if together:
                self._page(name, together, label)
        elif label:
            self._sections.append(_Section(name, label, why))
            yield
            self._flush()
            self._sections.pop()
        else:
            yield

    def finished(self) -> tuple[Page, ...]:
        """All pages."""
        self._flush()
        return tuple(self._done)

    def _flush(self) -> None:
        """Notes that nothing follows are a page of their own."""
        if self._notes:
            name, notes = self._notes[0].name, self._notes
            self._notes = []
            self._page(name, notes, EMPTY)

    def _page(self, name: str, questions: list[Question], heading: Text) -> None:
        section = self._sections[-1] if self._sections else _Section("", EMPTY, EMPTY)
        begins = section.name not in self._begun
        self._begun.add(section.name)
        self._done.append(
            Page(
                name=name,
                questions=(*self._notes, *questions),
                heading=heading,
                section=section.label if begins else EMPTY,
                section_why=section.why if begins else EMPTY,
                section_name=section.name,
            )
        )
        self._notes = []
