"""What staff see of a running wave: too little to know anybody, enough to act."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from participation.base import database
from participation.places import service as places
from participation.respond.answers import letterbox, upkeep
from participation.respond.answers.letterbox import Payload
from participation.respond.drafts.secret import Secret
from tests.support.county import PLACES
from tests.support.days import county_day
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite


@pytest.fixture
def answered(app, wave):
    """Thirteen answers from Seestadt, three of them still in the box."""
    with app.app_context():
        for number in range(13):
            if number == 10:
                letterbox.empty(database.engine(), wave, 10, county_day())
            sent = Payload(
                {"s_municipality": "seestadt"},
                {"wish": f"Wunsch {number}"},
                "ar",
                "poster",
                too_fast=False,
                hidden_filled=False,
            )
            with database.transaction() as connection:
                letterbox.send(connection, Secret.fresh(wave), sent)
        with database.transaction():
            upkeep.renew_counters(datetime.now(UTC))
    return wave


def test_watching_shows_counts_rounded_down_and_names_what_is_too_few(app, answered):
    page = staff_client(app).page(f"/desk/surveys/{answered}/watch")
    assert "10 Antworten" in page.text
    assert re.search(r"Seestadt.{0,60} 10 ", page.text)
    assert re.search("Noch zu wenige, um sie zu zeigen: [^0-9]*Bergstadt", page.text)
    assert "العربية 10" in page.text
    assert "Plakat 10" in page.text


def test_watching_says_how_long_it_still_runs_and_what_to_do(app, answered):
    page = staff_client(app).page(f"/desk/surveys/{answered}/watch")
    assert re.search(r"Noch \d+ Tage\. Anfangen kann man bis zum", page.text)
    assert page.links()["Noch einmal verteilen"].endswith(f"/{answered}/distribute")


def test_watching_compares_with_the_inhabitants_and_says_that_it_is_rough(app, answered):
    items = [replace(p, population=400) if p.key == "seestadt" else p for p in PLACES]
    with app.app_context(), database.transaction():
        places.save_places(items, places.county().revision)
    page = staff_client(app).page(f"/desk/surveys/{answered}/watch")
    assert "Seestadtgrob 25 von 1.000 Menschen dort" in page.text
    assert "weniger als 1 von 1.000 Menschen, die im Landkreis wohnen" in page.text
    assert "nicht nur mit denen, die Sie fragen" in page.text


@on_both
def test_watching_never_tells_how_many_are_missing(app, answered):
    page = staff_client(app).page(f"/desk/surveys/{answered}/watch")
    words = page.text[page.text.index("Noch zu wenige") :]
    assert "erscheinen sie in den Zahlen als Teil des größeren Ortes" in words
    assert not re.search(r"fehl(t|en)", words)


def test_a_wave_without_answers_says_what_to_do(app, wave):
    assert (
        "Hängen Sie den QR-Code aus" in staff_client(app).page(f"/desk/surveys/{wave}/watch").text
    )
