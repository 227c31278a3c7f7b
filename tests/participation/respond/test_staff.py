"""What staff see of a running wave: too little to know anybody, enough to act."""

import re
from datetime import UTC, datetime

import pytest

from participation import database
from participation.respond import letterbox, service
from participation.respond.letterbox import Payload
from participation.respond.secret import Secret
from tests.support.staff import staff_client


@pytest.fixture
def answered(app, wave):
    """Thirteen answers from Seestadt, three of them still in the box."""
    with app.app_context():
        for number in range(13):
            if number == 10:
                letterbox.empty(database.engine(), wave, 10, datetime.now(UTC).date())
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
            service.renew_counters(datetime.now(UTC))
    return wave


def test_watching_shows_counts_rounded_down_and_names_what_is_too_few(app, answered):
    page = staff_client(app).page(f"/desk/surveys/{answered}/watch")
    assert "10 Antworten" in page.text
    assert "Seestadt 10" in page.text
    assert re.search("Noch zu wenige, um sie zu zeigen: [^0-9]*Bergstadt", page.text)
    assert "العربية 10" in page.text
    assert "Plakat 10" in page.text


def test_a_wave_without_answers_says_what_to_do(app, wave):
    assert (
        "Hängen Sie den QR-Code aus" in staff_client(app).page(f"/desk/surveys/{wave}/watch").text
    )
