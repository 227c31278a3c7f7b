"""Sentences of days that sheets tell, beside lights and beside what a person wrote."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from participation.base import database
from participation.concept import service
from participation.concept.intake.target import MeasureTarget
from participation.concept.light import reports
from participation.concept.service import MeasureText
from participation.sheets.target import Dated, Values
from tests.participation.concept.test_hands import history, put
from tests.support.sqlite import on_sqlite

pytestmark = on_sqlite


EARLIER, DAY = date(2022, 6, 30), date(2023, 3, 31)
STATES = [(EARLIER, "Es wird noch ein Raum gesucht."), (DAY, "Ein Raum ist gefunden.")]
DATED = tuple(Dated(on, text) for on, text in STATES)
NOTES: Values = {"notes": DATED}


def takes(county: Flask, values: Values) -> Callable[[], None]:
    """The one measure takes what a sheet tells; and what takes it back."""
    target = MeasureTarget()
    with county.app_context(), database.transaction():
        (before,) = target.existing()
        target.change({before.key: values})

    def back() -> None:
        with county.app_context(), database.transaction():
            target.change({before.key: {name: before.values[name] for name in values}})

    return back


@pytest.mark.parametrize("reason", ["Läuft.", STATES[1][1], None])
@pytest.mark.parametrize("on", [EARLIER, DAY, date(2024, 12, 31)])
def test_no_sentence_of_a_day_is_lost_to_a_light_nor_when_it_is_taken_back(county, reason, on):
    put(county, MeasureText("Chor"))
    takes(county, NOTES)
    light = {"light": "green", "as_of": on, "history": (Dated(on, "green"),)}
    back = takes(county, {**NOTES, **light, "reason": reason})
    lights, notes = history(county)
    assert len(lights) == 1
    assert {text for _day, text in STATES} <= {lights[0][2], *(text for _day, text in notes)}
    back()
    lights, notes = history(county)
    assert (lights, sorted(notes)) == ([], STATES)


def test_an_emptied_reason_takes_only_the_last_state_away(county):
    put(county, MeasureText("Chor"))
    takes(county, NOTES)
    takes(county, {"reason": None})
    assert history(county) == ([], STATES[:1])


def test_further_states_come_beside_what_was_said_before_of_their_day(county):
    put(county, MeasureText("Chor"))
    with county.app_context(), database.transaction():
        (found,) = service.concept().measures
        reports.add_note(found.id, "Gesehen.", DAY, role="coordinator", today=DAY)
        reports.add_notes({found.id: [("Zuerst.", DAY), (STATES[1][1], DAY)]}, role="")
    back = takes(county, {"notes": (DATED[0], Dated(DAY, "Doch kein Raum."))})
    others = [(DAY, "Gesehen."), (DAY, "Zuerst.")]
    assert sorted(history(county)[1]) == sorted([STATES[0], (DAY, "Doch kein Raum."), *others])
    back()
    assert sorted(history(county)[1]) == sorted([STATES[1], *others])


@pytest.mark.parametrize("reason", [None, "Läuft."])
def test_a_sentence_of_a_day_to_come_is_one_of_today(county, reason):
    put(county, MeasureText("Chor"))
    come = date(2090, 12, 31)
    takes(county, {"notes": (DATED[0], Dated(come, "Der Raum ist bestellt.")), "reason": reason})
    days = {text: on for on, text in history(county)[1]}
    assert days[STATES[0][1]] == EARLIER
    assert DAY < days["Der Raum ist bestellt."] < come
