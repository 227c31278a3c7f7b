"""The demo's concept: 178 measures decided two years ago and 15 added since, with their story.

What stands in the files beside this one is as old as they say, counted in months from today, so
that the demo has measures that are late and money that runs out whenever it is made.
"""

from __future__ import annotations

import csv
import uuid
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from participation.base import database
from participation.base.web.templating import local_day
from participation.concept import service as concept
from participation.concept.service import (
    Financing,
    GoalText,
    MeasureText,
    MetricKind,
    MetricText,
    Origin,
    ReportText,
    Stage,
    StatementKind,
    TrafficLight,
    ValueInfo,
)
from participation.organisations import service as organisations
from participation.organisations.service import OrganisationKind, OrganisationText
from participation.target_groups import service as target_groups

HERE = Path(__file__).parent
BEGAN, WENT_ON = 28, 13
"""Months since the concept was decided, and since the first measure was added to it."""
TITLE = "Integrationskonzept Landkreis Uckerwald"
DECIDED = "Vom Kreistag beschlossen, der Beginn ist geplant."
ROLE = "coordinator"
LIGHTS = {"g": TrafficLight.GREEN, "y": TrafficLight.YELLOW, "r": TrafficLight.RED}
ALWAYS, ADDED, QUICK, FOCUS = "always", "+", "q", "f"
MONTHS = 12
Row = Mapping[str, str]
Event = tuple[date, Callable[[], object]]


@dataclass(frozen=True, slots=True)
class Known:
    """Ids of what rows name, and the day on which all of it is made."""

    today: date
    organisations: Mapping[str, uuid.UUID]
    groups: Mapping[str, str]
    goals: Mapping[str, uuid.UUID]
    needs: Mapping[str, uuid.UUID]
    sentences: Mapping[str, Mapping[str, str]]


def make() -> None:
    """Frame, organisations, goals and measures with lights, notes and metrics."""
    today = local_day(datetime.now(UTC))
    with database.transaction():
        concept.begin(TITLE)
        for row in rows("statements"):
            concept.add_statement(StatementKind(row.pop("kind")), row)
        known = Known(today, _organisations(), _groups(), _goals(), _needs(), _sentences())
        made = _measures(known)
        for _day, act in sorted(_events(known, made), key=lambda event: event[0]):
            act()
        concept.edit_framework(1, TITLE, Stage.RELEASED)


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one file."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def month_end(today: date, months: int) -> date:
    """The last day of the month that is so many months away."""
    count = today.year * MONTHS + today.month - 1 + months
    year, month = count // MONTHS, count % MONTHS + 1
    return date(year, month, monthrange(year, month)[1])


def _organisations() -> dict[str, uuid.UUID]:
    listed = rows("organisations")
    keys = organisations.add_all(
        [
            OrganisationText(row["name"], row["short"], OrganisationKind(row["kind"]))
            for row in listed
        ]
    )
    for row, key in zip(listed, keys, strict=True):
        if row["hours"]:
            concept.set_capacity(key, int(row["hours"]))
    return {row["key"]: key for row, key in zip(listed, keys, strict=True)}


def _groups() -> dict[str, str]:
    shipped = target_groups.shipped_target_groups()
    return {name: target_groups.add_target_group(titles) for name, titles in shipped.items()}


def _goals() -> dict[str, uuid.UUID]:
    listed = rows("goals")
    ids = {row["number"]: uuid.uuid4() for row in listed}
    said = [
        GoalText(
            row["title"],
            row["area"],
            None if row["area"] else ids[row["number"].partition(".")[0]],
            row["number"],
        )
        for row in listed
    ]
    concept.add_goals(said, list(ids.values()))
    return ids


def _needs() -> dict[str, uuid.UUID]:
    """By the first word of their title; none where no Fachtag was made."""
    return {need.said.title.partition(" ")[0]: need.id for need in concept.needs()}


def _sentences() -> dict[str, Mapping[str, str]]:
    return {row.pop("key"): row for row in rows("sentences")}


def _measures(known: Known) -> dict[str, uuid.UUID]:
    """Ids by title; what was added came later."""
    listed = rows("measures")
    made: dict[str, uuid.UUID] = {}
    counter: Counter[str] = Counter()
    for added in (False, True):
        mine = [row for row in listed if (ADDED in row["more"].split()) is added]
        said = [_said(row, known, counter) for row in mine]
        since = month_end(known.today, -WENT_ON if added else -BEGAN)
        keys = concept.add_measures(said, today=since, stage=Stage.RELEASED)
        made |= {row["title"]: key for row, key in zip(mine, keys, strict=True)}
    return made


def _said(row: Row, known: Known, counter: Counter[str]) -> MeasureText:
    counter[row["goal"]] += 1
    marks = [mark for mark in row["more"].split() if "=" not in mark]
    more = _pairs(row)
    until = row["until"]
    return MeasureText(
        row["title"],
        number=f"{row['goal']}.{counter[row['goal']]}",
        text=row["text"] or "",
        goal_id=known.goals[row["goal"]],
        deadline=month_end(known.today, int(until)) if until not in {"", ALWAYS} else None,
        ongoing=until == ALWAYS,
        responsible=_ids(row["who"], known.organisations),
        partners=_ids(row["with"], known.organisations),
        places=tuple(_listed(more, "p")),
        target_groups=tuple(known.groups[name] for name in _listed(more, "t")),
        needs=tuple(known.needs[name] for name in _listed(more, "n") if name in known.needs),
        hours=_number(more, "h"),
        euro=_number(more, "e"),
        financing=tuple(Financing(name) for name in _listed(more, "m")),
        funding_ends_on=month_end(known.today, int(more["u"])) if "u" in more else None,
        account=more.get("a", ""),
        quick_win=QUICK in marks,
        focus=FOCUS in marks,
        origin=Origin.ADDED if ADDED in marks else Origin.ORIGINAL,
        public_sentence=known.sentences.get(more.get("s", ""), {}),
    )


def _events(known: Known, made: Mapping[str, uuid.UUID]) -> Iterator[Event]:
    """All that happened to measures, each with its day."""
    for row in rows("measures"):
        key, day = made[row["title"]], month_end(known.today, -int(row["ago"]))
        yield from _lights(row, key, known.today)
        if into := _pairs(row).get("into"):
            yield day, partial(concept.merge_measure, key, 1, made[into], today=day)
    for row in rows("notes"):
        day = month_end(known.today, -int(row["ago"]))
        yield (
            day,
            partial(concept.add_note, made[row["title"]], row["text"], day, role=ROLE, today=day),
        )
    for row in rows("metrics"):
        yield from _metric(row, made[row["title"]], known.today)


def _lights(row: Row, key: uuid.UUID, today: date) -> Iterator[Event]:
    """Yellow when it was decided, and how far it is now."""
    lights = [] if ADDED in row["more"].split() else [("y", DECIDED, BEGAN)]
    lights.append((row["light"], row["reason"], int(row["ago"])))
    for seen, (letter, reason, ago) in enumerate(lights):
        light, day = LIGHTS[letter], month_end(today, -ago)
        year = day.year if light is TrafficLight.GREEN and row["until"] == ALWAYS else None
        said = ReportText(light, reason, day, year, public=True)
        yield day, partial(concept.report, key, seen, said, role=ROLE, today=day)


def _metric(row: Row, measure: uuid.UUID, today: date) -> Iterator[Event]:
    said = MetricText(
        row["name"],
        MetricKind(row["kind"]),
        row["unit"],
        float(row["target"]) if row["target"] else None,
        month_end(today, int(row["due"])) if row["due"] else None,
    )
    values = [pair.split(":") for pair in row["values"].split()]
    first = month_end(today, -int(values[0][0]))

    def enter() -> None:
        key = concept.add_metric(measure, said, today=first)
        for months, value in values:
            day = month_end(today, -int(months))
            concept.set_value(key, ValueInfo(day, float(value), row["source"]), today=day)

    yield first, enter


def _pairs(row: Row) -> dict[str, str]:
    """Of "e=900 into=Ein Titel": values by name; the last one may hold spaces."""
    head, found, title = row["more"].partition("into=")
    pairs = dict(part.split("=", 1) for part in head.split() if "=" in part)
    return pairs | ({"into": title} if found else {})


def _listed(more: Mapping[str, str], name: str) -> Sequence[str]:
    return more[name].split(",") if name in more else ()


def _ids(keys: str, known: Mapping[str, uuid.UUID]) -> tuple[uuid.UUID, ...]:
    return tuple(known[key] for key in keys.split())


def _number(more: Mapping[str, str], name: str) -> int | None:
    return int(more[name]) if name in more else None
