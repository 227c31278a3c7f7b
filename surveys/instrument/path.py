"""Answers → the pages on the path now; answers that left the path are dropped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from surveys.expressions import evaluate, truth
from surveys.expressions.values import Atom
from surveys.instrument.answers import Value
from surveys.instrument.instrument import Instrument, Page, Question


@dataclass(frozen=True, slots=True)
class Path:
    """What one respondent sees with the answers so far."""

    pages: tuple[Page, ...]
    """Pages that show something now, each with the questions visible now."""
    answers: Mapping[str, Value]
    """The answers of visible questions, in the questionnaire's order; all others are dropped."""
    calculated: Mapping[str, Atom]
    """Results of all calculations on the path."""

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions on the path that a person answers."""
        return tuple(q for page in self.pages for q in page.questions if q.type.asks)

    @property
    def values(self) -> dict[str, object]:
        """Answers and calculations together, as expressions see them."""
        return {**self.answers, **self.calculated}


def walk(instrument: Instrument, answers: Mapping[str, Value], today: date | None = None) -> Path:
    """The path that ``answers`` lead to.

    Conditions see only answers that are themselves on the path: one that was given and then hidden
    by an earlier answer counts as empty, for every later condition too.
    """
    values: dict[str, object] = {}
    calculated: dict[str, Atom] = {}
    shown: set[str] = set()
    for question in instrument.order:
        if not all(truth(condition, values, today=today) for condition in question.relevant):
            continue
        name = question.name
        shown.add(name)
        if question.calculation is not None:
            calculated[name] = values[name] = evaluate(question.calculation, values, today=today)
        elif name in answers:
            values[name] = answers[name]
    kept = {q.name: answers[q.name] for q in instrument.asked if q.name in values}
    return Path(_pages(instrument.pages, shown), kept, calculated)


def _pages(pages: tuple[Page, ...], shown: set[str]) -> tuple[Page, ...]:
    found: list[Page] = []
    skipped: Page | None = None
    """The page that began a section and is not shown: the section's next page begins it."""
    for page in pages:
        visible = tuple(q for q in page.questions if q.name in shown)
        if not visible:
            skipped = page if page.section else skipped
            continue
        kept = page if len(visible) == len(page.questions) else replace(page, questions=visible)
        found.append(_begin_section(kept, skipped))
        skipped = None
    return tuple(found)


def _begin_section(page: Page, skipped: Page | None) -> Page:
    if skipped is None or page.section or page.section_name != skipped.section_name:
        return page
    return replace(page, section=skipped.section, section_why=skipped.section_why)
