"""A report of the concept made of values alone: any number of measures, any words, no database."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from participation.concept import service as concept
from participation.concept.light.info import NoteInfo, ReportInfo
from participation.concept.service import (
    AreaPart,
    ConceptInfo,
    GoalInfo,
    GoalPart,
    GoalText,
    HistoryInfo,
    MeasureInfo,
    MeasureText,
    MetricInfo,
    MetricKind,
    MetricText,
    Stage,
    TrafficLight,
    ValueInfo,
)
from participation.exports.concept.report import Change, Names, Report, light_of
from participation.exports.concept.wanted import Edition, Wanted

ON = date(2027, 6, 1)
LIGHTS = (*TrafficLight, None)
AREAS = 11
YEARS = (2027, 2028)


def measure(at: int, words: str, *, areas: int = AREAS, light: TrafficLight | None) -> MeasureInfo:
    """A measure all of whose texts are ``words``."""
    status = ReportInfo(light, words, date(2027, 5, 1), ON) if light else None
    said = MeasureText(
        words[:300] or "–",
        number=f"M{at}",
        text=words,
        deadline=date(2027, 1, 31),
        euro=1000,
        account="31.5.1",
        public_sentence={"de": words[:200]},
    )
    area = f"a{at % areas}"
    return MeasureInfo(uuid.UUID(int=at + 1), said, area, Stage.RELEASED, ON, status)


def report(
    count: int,
    words: str = "Beratung am Abend für alle, die arbeiten",
    *,
    edition: Edition = Edition.SHORT,
    areas: int = AREAS,
    measures: Sequence[MeasureInfo] | None = None,
) -> Report:
    """A report of ``count`` measures in ``areas`` areas, a third of them green."""
    found = measures or [
        measure(at, words, areas=areas, light=LIGHTS[at % len(LIGHTS)]) for at in range(count)
    ]
    goal = GoalInfo(uuid.UUID(int=10**9), GoalText(words[:300] or "–", "a0", text=words))
    bare = GoalInfo(uuid.UUID(int=10**9 + 1), GoalText("Ziel ohne Maßnahme", "a0"))
    result = ConceptInfo(
        words[:160] or "Konzept", Stage.RELEASED, 1, (), {}, (goal, bare), tuple(found)
    )
    by_area = concept.tally_by(
        ((item.area, light_of(item)) for item in found), [f"a{at}" for at in range(areas)]
    )
    counted = result.counted
    return Report(
        Wanted(ON, edition),
        ON,
        result,
        Names({}, {}, {key: f"{words[:40]} {key}" for key in by_area if key}, {}, words[:80]),
        "",
        0,
        tuple(
            AreaPart(
                None,
                tally,
                (GoalPart(goal, (), (GoalPart(bare, ()),)),) if key == "a0" else (),
                tuple(item for item in counted if item.area == key),
            )
            for key, tally in by_area.items()
        ),
        (),
        by_area,
        {ON: concept.tally(light_of(item) for item in counted)} if counted else {},
        date(2026, 12, 31),
        tuple(Change(item, None) for item in counted if light_of(item)),
        {
            item.id: HistoryInfo((), (NoteInfo(words, date(2027, 4, 1), 1, "editor"),))
            for item in found
        },
        {item.id: (_metric(item, words),) for item in found},
        concept.budget(counted, YEARS),
        YEARS,
    )


def long(found: Report) -> Report:
    """The long version of the same."""
    return replace(found, wanted=replace(found.wanted, edition=Edition.LONG))


def _metric(item: MeasureInfo, words: str) -> MetricInfo:
    said = MetricText(words[:160] or "–", MetricKind.OUTPUT, words[:40], 10.5, date(2028, 12, 31))
    values = tuple(
        ValueInfo(date(year, 12, 31), year / 2, words[:200]) for year in range(2016, 2027)
    )
    return MetricInfo(uuid.UUID(int=item.id.int + 10**12), item.id, said, 1, values)
