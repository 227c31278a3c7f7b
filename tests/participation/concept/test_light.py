"""Lights: reason and day always, a history that nobody changes, any past day as it was shown."""

from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participation.base import database
from participation.base.errors import Conflict, DomainError, NotFound
from participation.concept import service
from participation.concept.light import reports
from participation.concept.service import (
    GoalText,
    MeasureText,
    ReportText,
    Stage,
    TrafficLight,
)
from participation.concept.tree import goals as concept_goals
from participation.concept.tree import measures, reading
from tests.support.concept import TODAY, konstanz
from tests.support.county import make_county

pytestmark = pytest.mark.usefixtures("county")
GREEN, YELLOW, RED = TrafficLight
DAY = timedelta(days=1)


@pytest.fixture
def county(app: Flask):
    with app.app_context(), database.transaction():
        make_county()
        yield app


def set_light(key, light, day, seen=0, reason="Weil es so ist.", **more):
    said = ReportText(light, reason, day, **more)
    service.report(key, seen, said, role="coordinator", today=day)


def test_the_history_says_who_when_old_and_new():
    key = measures.add(MeasureText("Beratung am Abend"), today=TODAY)
    set_light(key, YELLOW, TODAY)
    set_light(key, GREEN, TODAY + DAY, 1, "Läuft seit Mai.")
    service.add_note(key, "Zwölf Menschen kamen.", TODAY + DAY, role="editor", today=TODAY + DAY)
    result = reports.history(key)
    newest, oldest = result.reports
    assert (newest.before, newest.light, newest.role) == (YELLOW, GREEN, "coordinator")
    assert (newest.reason, newest.as_of) == ("Läuft seit Mai.", TODAY + DAY)
    assert oldest.before is None
    assert [(note.text, note.role) for note in result.notes] == [
        ("Zwölf Menschen kamen.", "editor")
    ]
    assert reading.measure(key).status.light is GREEN


@pytest.mark.parametrize(
    ("reason", "day"), [("  ", TODAY), ("", TODAY), ("Morgen fertig.", TODAY + DAY)]
)
def test_a_light_needs_a_reason_and_no_day_to_come(reason, day):
    key = measures.add(MeasureText("Beratung"), today=TODAY)
    said = ReportText(GREEN, reason, day)
    with pytest.raises(DomainError):
        service.report(key, 0, said, role="coordinator", today=TODAY)
    assert reading.measure(key).status is None


def test_the_second_of_two_who_set_a_light_is_told():
    key = measures.add(MeasureText("Beratung"), today=TODAY)
    set_light(key, YELLOW, TODAY)
    with pytest.raises(Conflict):
        set_light(key, RED, TODAY)
    with pytest.raises(NotFound):
        set_light(concept_goals.add_goal(GoalText("Kein Ziel hat ein Licht", "work")), RED, TODAY)


def test_a_past_kept_elsewhere_is_shown_since_its_own_days_and_only_once():
    past = [date(2023, 12, 31), date(2024, 12, 31)]
    (key,) = service.add_measures([MeasureText("Alt")], today=TODAY, since=[past[0]])
    reports.report_past(
        key, [ReportText(GREEN, "", past[1]), ReportText(YELLOW, "", past[0])], today=TODAY
    )
    assert [r.light for r in reports.history(key).reports] == [GREEN, YELLOW]
    assert [service.states(day)[0].report.light for day in past] == [YELLOW, GREEN]
    assert service.states(past[0] - DAY) == ()
    with pytest.raises(DomainError):
        reports.report_past(key, [ReportText(RED, "", past[0])], today=TODAY)


ACTS = st.lists(
    st.tuples(
        st.integers(0, 2),  # days later
        st.integers(0, 2),  # which measure
        st.sampled_from([GREEN, YELLOW, RED, "strike", "back", "move", "release", "draft"]),
    ),
    max_size=14,
)


def shown(public: bool = False):  # noqa: FBT001, FBT002 - a case of the test
    """What the page shows now, from the living rows alone."""
    return {
        item.id: (item.area, item.status.light if item.status else None)
        for item in reading.measures(reading.goals())
        if item.counts and (item.stage is Stage.RELEASED or not public)
    }


def act(key, what, day):
    known = reading.measure(key)
    if isinstance(what, TrafficLight):
        set_light(key, what, day, known.status.number if known.status else 0)
    elif what == "move":
        goals = [goal for goal in reading.goals() if goal.id != known.said.goal_id]
        said = MeasureText(known.said.title, goal_id=goals[day.day % len(goals)].id)
        measures.edit(key, known.revision, said, today=day, decides=True)
    elif what in {"strike", "back"}:
        measures.strike(key, known.revision, day if what == "strike" else None, today=day)
    else:
        measures.set_stage([key], Stage.RELEASED if what == "release" else Stage.DRAFT, today=day)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=ACTS)
def test_any_past_day_is_told_as_it_was_shown_that_evening(acts):
    goals = service.add_goals([GoalText(area, area) for area in ("work", "housing", "health")])
    said = [MeasureText(f"M {n}", goal_id=goals[n]) for n in range(3)]
    keys = service.add_measures(said, today=TODAY)
    day, evenings = TODAY, {}
    for later, which, what in acts:
        evenings |= {day + DAY * n: (shown(), shown(public=True)) for n in range(later)}
        day += later * DAY
        act(keys[which], what, day)
    evenings[day] = (shown(), shown(public=True))
    for evening, (everything, public) in evenings.items():
        states = service.states(evening)
        values = {s.measure_id: (s.area, s.report.light if s.report else None) for s in states}
        assert values == everything
        assert {s.measure_id for s in states if s.public} == set(public)
        assert service.tallies([evening])[evening] == service.tally(
            values[key][1] for key in values
        )
        assert service.tallies([evening], public=True)[evening] == service.tally(
            light for _area, light in public.values()
        )
    database.rollback()  # the next example begins anew


def test_konstanz_shows_its_figures():
    konstanz()
    found = service.concept()
    items = [(item.area, item.status.light) for item in found.counted]
    overall = service.tally(light for _area, light in items)
    assert (overall.green, overall.yellow, overall.red) == (141, 39, 13)
    by_area = service.tally_by(items, [goal.said.area for goal in found.goals])
    assert list(by_area)[:5] == [
        "language",
        "education",
        "health",
        "volunteering",
        "municipal_coop",
    ]
    assert all(sum(item.percent.values()) == 100 for item in by_area.values())
