"""The long version's chapters: areas, goals, measures, as Word and PDF both go through them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from participation.concept.service import AreaPart, GoalPart, MeasureInfo, Tally
from participation.exports.concept import lines
from participation.exports.concept.lines import Fact
from participation.exports.concept.report import Report

NO_MEASURE = "Noch keine Maßnahme."


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading with what stands below it."""

    title: str
    text: str = ""
    facts: tuple[Fact, ...] = ()
    tally: Tally | None = None
    measures: tuple[MeasureInfo, ...] = ()
    below: tuple[Chapter, ...] = ()


def chapters(report: Report) -> tuple[Chapter, ...]:
    """All that is told; of a body first what it answers for, then what it helps with."""
    areas = tuple(_area(part, report) for part in report.parts)
    if report.wanted.body is None:
        return areas
    helping = tuple(_area(part, report) for part in report.helping)
    named = ((f"Zuständig: {report.part}", areas), (f"Partner: {report.part}", helping))
    return tuple(Chapter(title, below=below) for title, below in named if below)


def _area(part: AreaPart, report: Report) -> Chapter:
    below = [_goal(goal, report) for goal in part.goals]
    if part.single:
        below.append(Chapter(lines.SINGLE, measures=part.single))
    tally = part.tally if part.tally.total and report.wanted.body is None else None
    return Chapter(lines.part_title(part), tally=tally, below=tuple(below))


def _goal(part: GoalPart, report: Report) -> Chapter:
    empty = not part.measures and not part.below
    return Chapter(
        lines.goal(part.goal),
        "\n".join(_filled((part.goal.said.text, NO_MEASURE if empty else ""))),
        tuple(lines.goal_facts(part.goal, report)),
        measures=part.measures,
        below=tuple(_goal(goal, report) for goal in part.below),
    )


def _filled(texts: Iterable[str]) -> Iterable[str]:
    return (text for text in texts if text)
