"""The plan in words: what becomes of every group, and no value."""

import pytest
from flask import Flask
from sample_release import sample

from participation.monitoring import planned
from surveys.figures.plan import Plan


@pytest.fixture
def reading():
    with Flask(__name__).app_context():
        yield planned.read(Plan.of(sample()))


def section(reading: planned.Reading, name: str) -> dict[str, planned.Line]:
    found = next(s for s in (*reading.single, *reading.crossed) if str(s.name) == name)
    return {line.label.striptags(): line for line in found.lines}


def test_a_big_enough_group_is_shown(reading):
    line = section(reading, "Geschlecht")["Frau"]
    assert (line.fate, str(line.words)) == (planned.Fate.SHOWN, "wird gezeigt")


def test_a_small_group_is_withheld(reading):
    assert section(reading, "Geschlecht")["divers"].fate is planned.Fate.WITHHELD


def test_a_small_place_is_spoken_for(reading):
    words = section(reading, "Ort")["Waldau"].words.striptags()
    assert words == "zu wenige Antworten, gezeigt wird Amt Seeland"


def test_places_stand_as_deep_as_in_the_tree(reading):
    places = section(reading, "Ort")
    assert [places[name].depth for name in ("Landkreis Musterland", "Amt Seeland", "Waldau")] == [
        0,
        2,
        3,
    ]


def test_answers_that_few_chose_are_named(reading):
    (only,) = reading.county_only
    assert str(only.question) == "Wobei brauchen Sie jetzt Hilfe?"
    assert [str(answer) for answer in only.answers] == ["Ich brauche nichts"]


def test_no_value_stands_in_it(reading):
    words = " ".join(str(line.words) for s in reading.single for line in s.lines)
    assert not any(sign.isdigit() for sign in words)
