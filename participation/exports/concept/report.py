"""The concept as papers print it: read by a constant number of statements, then frozen."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from participation.areas import service as areas
from participation.base.errors import NotFound
from participation.concept import service as concept
from participation.concept.service import (
    AreaPart,
    BudgetAccount,
    ConceptInfo,
    HistoryInfo,
    MeasureInfo,
    MetricInfo,
    Tally,
    TrafficLight,
)
from participation.exports.concept.wanted import Wanted
from participation.organisations import service as organisations
from participation.organisations.service import OrganisationInfo
from participation.places import service as places

QUARTER = timedelta(days=80)
"""How long ago the day lies, at least, that a paper is compared with when nobody names one."""
BUDGET_YEARS = 4


@dataclass(frozen=True, slots=True)
class Change:
    """A measure whose light turned."""

    measure: MeasureInfo
    before: TrafficLight | None
    """None: it had none, or was not there."""


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called."""

    bodies: Mapping[uuid.UUID, OrganisationInfo]
    """By every id that measures hold."""
    places: Mapping[str, str]
    areas: Mapping[str, str]
    measures: Mapping[uuid.UUID, str]
    county: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that any paper of the concept tells."""

    wanted: Wanted
    today: date
    concept: ConceptInfo
    """As of the day; its measures only those that were asked for, and what became part of them."""
    names: Names
    part: str
    """Name of the body or place that it is about; empty: the whole concept."""
    everywhere: int
    """Of a place: further measures that are for the whole county."""
    parts: tuple[AreaPart, ...]
    """Of a body: with what it answers for."""
    helping: tuple[AreaPart, ...]
    """Of a body: with what it helps with; else empty."""
    by_area: Mapping[str | None, Tally]
    over_time: Mapping[date, Tally]
    since: date | None
    """None: there is no earlier day to compare with."""
    changes: tuple[Change, ...]
    histories: Mapping[uuid.UUID, HistoryInfo]
    metrics: Mapping[uuid.UUID, tuple[MetricInfo, ...]]
    budget: tuple[BudgetAccount, ...]
    years: tuple[int, ...]

    @property
    def on(self) -> date:
        """Its day."""
        return self.wanted.on

    @property
    def measures(self) -> tuple[MeasureInfo, ...]:
        """Those that count, in the concept's order."""
        return self.concept.counted

    @property
    def overall(self) -> Tally:
        """How many show which light."""
        return concept.tally(light_of(item) for item in self.measures)

    @property
    def overdue(self) -> tuple[MeasureInfo, ...]:
        """Late on that day, the longest first."""
        return concept.overdue(self.measures, self.on)

    @property
    def red(self) -> tuple[MeasureInfo, ...]:
        """Those that were given up."""
        return tuple(item for item in self.measures if light_of(item) is TrafficLight.RED)


def light_of(measure: MeasureInfo) -> TrafficLight | None:
    """The light that is shown; None: none yet."""
    return measure.status.light if measure.status else None


def read(wanted: Wanted, today: date) -> Report:
    """Reads what a paper tells.

    Args:
        wanted: what was ordered.
        today: the day on which it is made.

    Raises:
        NotFound: nobody began a concept, or there is no such body or place.
    """
    every = concept.concept_on(wanted.on)
    if every is None:
        raise NotFound
    found = _released(every) if wanted.released else every
    names = _names(found)
    wanted, part = _about(wanted, names)
    near = _near(wanted.place)
    mine = [item for item in found.counted if _is_meant(item, wanted, names, near)]
    led_ids = {item.id for item in mine if not wanted.body or _answers(item, wanted, names)}
    if wanted.released:  # only now: who helps with what is asked before it is left out
        found = replace(found, measures=tuple(map(for_everybody, found.measures)))
        mine = [for_everybody(item) for item in mine]
    led = [item for item in mine if item.id in led_ids]
    narrowed = replace(found, measures=tuple(_with_gone(found, mine, wanted)))
    since = wanted.since or _before(wanted.on)
    years = tuple(range(wanted.on.year, wanted.on.year + BUDGET_YEARS))
    return Report(
        wanted,
        today,
        narrowed,
        names,
        part,
        sum(not item.said.places for item in found.counted) if wanted.place else 0,
        concept.parts(narrowed, led, bare=wanted.is_whole and not wanted.released),
        concept.parts(narrowed, [i for i in mine if i.id not in led_ids], bare=False),
        concept.tally_by(((item.area, light_of(item)) for item in mine), areas.every()),
        _over_time(wanted) if wanted.is_whole else {},
        since,
        _changes(mine, since, wanted),
        {} if wanted.released else concept.histories_until(wanted.on),
        {} if wanted.released else _metrics(),
        concept.budget(mine, years),
        years,
    )


def _released(found: ConceptInfo) -> ConceptInfo:
    """The concept without what somebody is still writing; a sub-goal goes with its main goal.

    Sentences and goals are the framework: before that is released none of them is.
    """
    done = concept.Stage.RELEASED
    if found.stage is not done:
        found = replace(found, statements=(), goals=())
    open_goals = {goal.id for goal in found.goals if goal.stage is done}
    return replace(
        found,
        statements=tuple(item for item in found.statements if item.stage is done),
        goals=tuple(
            goal
            for goal in found.goals
            if goal.id in open_goals and (goal.is_main or goal.said.parent_id in open_goals)
        ),
        measures=tuple(item for item in found.measures if item.stage is done),
    )


def for_everybody(item: MeasureInfo) -> MeasureInfo:
    """A measure without what was written for colleagues, as the public pages have it."""
    said = replace(
        item.said,
        partners=(),
        needs=(),
        hours=None,
        euro=None,
        first_year=None,
        last_year=None,
        financing=(),
        funding_ends_on=None,
        account="",
    )
    status = item.status
    if status and not status.public:
        status = replace(status, reason="")
    return replace(item, said=said, status=status)


def _metrics() -> dict[uuid.UUID, tuple[MetricInfo, ...]]:
    found: dict[uuid.UUID, tuple[MetricInfo, ...]] = {}
    for metric in concept.metrics():
        found[metric.measure_id] = (*found.get(metric.measure_id, ()), metric)
    return found


def _names(found: ConceptInfo) -> Names:
    bodies = organisations.resolve(
        key for item in found.measures for key in (*item.said.responsible, *item.said.partners)
    )
    return Names(
        bodies,
        {place.key: place.name for place in places.places()},
        {key: areas.title(key, "de") for key in areas.every()},
        {item.id: item.label for item in found.measures},
        places.county_name(),
    )


def _about(wanted: Wanted, names: Names) -> tuple[Wanted, str]:
    """The order with the body that stands for the one asked for, and the name of the part."""
    if wanted.body:
        body = organisations.organisation(wanted.body)
        return replace(wanted, body=body.id), body.label
    if wanted.place:
        known = wanted.place in names.places
        if not known:
            raise NotFound
        return wanted, names.places[wanted.place]
    return wanted, ""


def _near(place: str | None) -> set[str]:
    """A place and all that lies in it."""
    found = {place} if place else set()
    grown = True
    while grown:
        inside = {item.key for item in places.places() if item.parent in found} - found
        found |= inside
        grown = bool(inside)
    return found


def _is_meant(item: MeasureInfo, wanted: Wanted, names: Names, near: set[str]) -> bool:
    if wanted.body:
        keys = (*item.said.responsible, *item.said.partners)
        return wanted.body in {names.bodies[key].id for key in keys if key in names.bodies}
    return not near or not near.isdisjoint(item.said.places)


def _answers(item: MeasureInfo, wanted: Wanted, names: Names) -> bool:
    """Whether the body asked for answers for a measure, not only helps."""
    found = (names.bodies.get(key) for key in item.said.responsible)
    return any(body is not None and body.id == wanted.body for body in found)


def _with_gone(
    found: ConceptInfo, mine: Sequence[MeasureInfo], wanted: Wanted
) -> Iterable[MeasureInfo]:
    """The measures that are meant, and those that became part of them or were struck out."""
    ids = {item.id for item in mine}
    return (
        item
        for item in found.measures
        if item.id in ids or item.merged_into in ids or (item.removed_on and wanted.is_whole)
    )


def _before(on: date) -> date | None:
    """The last day on which lights turned that lies a quarter back, else the first one."""
    earlier = [day for day in concept.turning_days() if day < on]
    far = [day for day in earlier if day <= on - QUARTER]
    return far[-1] if far else earlier[0] if earlier else None


def _changes(mine: Sequence[MeasureInfo], since: date | None, wanted: Wanted) -> tuple[Change, ...]:
    if since is None:
        return ()
    then = {
        state.measure_id: state.report.light if state.report else None
        for state in concept.states(since)
        if state.public or not wanted.released
    }
    order = {light: at for at, light in enumerate((*TrafficLight, None))}
    turned = [
        Change(item, then.get(item.id))
        for item in mine
        if (light := light_of(item)) is not None and light != then.get(item.id)
    ]
    return tuple(sorted(turned, key=lambda change: order[light_of(change.measure)]))


def _over_time(wanted: Wanted) -> Mapping[date, Tally]:
    by_day = concept.tallies(concept.reporting_days(wanted.on), public=wanted.released)
    return {day: found for day, found in by_day.items() if found.total}
