"""What a chart draws of a release."""

from dataclasses import replace

import pytest
from flask import Flask
from sample_release import sample

from participation.presenting import breakdowns, charts, dots
from surveys.figures.released import Released


@pytest.fixture(autouse=True)
def context():
    with Flask(__name__).app_context():
        yield


@pytest.fixture(scope="module")
def released() -> Released:
    return sample()


def of_places(released: Released, indicator: str) -> dict[str, dots.Line]:
    table = released.table(indicator, "place")
    assert table is not None
    return {line.label.striptags(): line for line in dots.lines(released, table)}


def test_a_place_stands_below_the_one_it_belongs_to(released):
    names = list(of_places(released, "german_self"))
    assert names.index("Waldau") == names.index("Amt Seeland") + 2
    assert names.index("Altstadt") < names.index("Planungsraum Süd")


def test_a_small_place_shows_the_larger_one_s_figure(released):
    places = of_places(released, "german_self")
    assert places["Waldau"].values == places["Amt Seeland"].values
    assert "gezeigt wird Amt Seeland" in places["Waldau"].note.striptags()


def test_a_small_base_has_no_mark(released):
    line = of_places(released, "doctor_access")["Seedorf"]
    assert line.n == 15
    assert line.marks == ()


def test_two_groups_are_told_apart_by_shape(released):
    table = released.table("german_self", "migration_background_birth")
    shapes = [mark.diamond for line in dots.lines(released, table) for mark in line.marks]
    assert shapes == [False, True, False]


def test_the_steps_of_a_scale_fill_the_bar(released):
    steps = charts.total(released, released.by_indicator["german_self"]).steps
    assert sum(step.share for step in steps) == pytest.approx(1)
    assert [step.tone for step in steps] == [1, 2, 3, 4, 5]


def test_the_bracket_spans_what_the_sentence_counts(released):
    found = charts.total(released, released.by_indicator["german_self"])
    assert found.bracket.start == pytest.approx(found.steps[3].start)
    assert found.bracket.start + found.bracket.share == pytest.approx(1)


def test_at_least_once_is_drawn_without_a_judgement(released):
    once = replace(released.by_indicator["doctor_access"], scale=True)
    assert [step.tone for step in charts.total(released, once).steps] == [3, 5]


def test_answers_to_tick_are_sorted_by_how_often_they_were_chosen(released):
    shares = [bar.share for bar in charts.total(released, released.by_indicator["need_top3"]).bars]
    assert shares == sorted(shares, reverse=True)


def test_places_are_told_last(released):
    found = breakdowns.tables(released, released.by_indicator["german_self"], 1)
    assert [table.by[0] for table in found][-1] == "place"
