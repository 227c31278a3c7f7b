"""What staff see of a running wave: too little to know anybody, enough to act."""

import re
from datetime import UTC, datetime

import pytest

from participation import database
from participation.respond import letterbox, service
from participation.respond.letterbox import Payload
from participation.respond.secret import Secret
from participation.security import Role
from tests.support.staff import staff_client


@pytest.fixture
def answered(app, wave):
    """Thirteen answers from Seestadt, three of them still in the box."""
    with app.app_context():
        for number in range(13):
            if number == 10:
                letterbox.empty(database.engine(), wave, 10, datetime.now(UTC).date())
            text = "Ruf mich an: 0170 1234567" if number == 0 else f"Wunsch {number}"
            sent = Payload(
                {"s_municipality": "seestadt"},
                {"wish": text},
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


def test_a_text_is_redacted_and_released(app, answered):
    browser = staff_client(app, Role.EDITOR)
    page = browser.page(f"/desk/surveys/{answered}/texts")
    assert page.text.index("vielleicht eine Telefonnummer") < page.text.index("Wunsch")
    browser.submit(
        page,
        next(i for i, f in enumerate(page.forms()) if "/texts/" in (f.get("action") or "")),
        text="Ruf mich an",
        do="release",
    )
    with app.app_context(), database.transaction():
        assert list(service.texts(answered)) == [("wish", "ar", "Ruf mich an")]
        assert service.number_pending(answered) == 9


def test_an_empty_redaction_is_explained(app, answered):
    browser = staff_client(app, Role.EDITOR)
    page = browser.page(f"/desk/surveys/{answered}/texts")
    number = next(i for i, f in enumerate(page.forms()) if "/texts/" in (f.get("action") or ""))
    assert "Bitte füllen Sie das Feld" in browser.submit(page, number, text=" ", do="release").text


def test_a_viewer_reads_no_texts(app, answered):
    assert staff_client(app, Role.VIEWER).page(f"/desk/surveys/{answered}/texts").status == 403
