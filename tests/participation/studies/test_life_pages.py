"""A survey is closed, opened again, withdrawn, and each act is in the log."""

from datetime import timedelta

import pytest
from flask import Flask

from participation.studies import service
from tests.support.client import CheckedClient
from tests.support.county import make_wave
from tests.support.days import county_day
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite
TODAY = county_day()


@pytest.fixture
def desk(county: Flask) -> CheckedClient:
    return staff_client(county)


def at(wave_id: object, page: str = "") -> str:
    return f"/desk/surveys/{wave_id}" + (f"/{page}" if page else "")


@on_both
def test_closing_says_what_happens_and_twice_is_once(desk: CheckedClient):
    wave_id = make_wave()
    page = desk.page(at(wave_id, "close"))
    assert "keine Antwort mehr angenommen" in page.text
    desk.submit(page)
    again = desk.submit(page)
    assert "abgeschlossen" in again.text
    assert service.wave(wave_id).state is service.WaveState.CLOSED


def test_a_closed_survey_is_reopened_until_a_day_to_come(desk: CheckedClient):
    wave_id = make_wave()
    desk.submit(desk.page(at(wave_id, "close")))
    page = desk.page(at(wave_id, "reopen"))
    refused = desk.submit(page, asking_ends_on=(TODAY - timedelta(days=2)).isoformat())
    assert "Wählen Sie einen Tag, der noch kommt" in refused.text
    desk.submit(page)
    assert service.wave(wave_id).state is service.WaveState.OPEN


def test_withdrawing_and_deleting_are_written_into_the_log(desk: CheckedClient):
    opened, draft = make_wave(), make_wave(slug="entwurf", open_it=False)
    desk.submit(desk.page(at(opened, "withdraw")))
    desk.submit(desk.page(at(draft, "delete")))
    log = desk.page("/desk/audit").text
    assert "Befragung zurückgezogen" in log
    assert "Entwurf gelöscht" in log


def test_closing_and_reopening_are_written_into_the_log(desk: CheckedClient):
    wave_id = make_wave()
    desk.submit(desk.page(at(wave_id, "close")))
    desk.submit(desk.page(at(wave_id, "reopen")))
    answer = desk.page("/desk/audit").text
    assert "Abgeschlossen" in answer
    assert "Wieder geöffnet" in answer


@on_both
def test_two_presses_on_close_are_one_line_in_the_log(desk: CheckedClient):
    wave_id = make_wave()
    page = desk.page(at(wave_id, "close"))
    desk.submit(page)
    desk.submit(page)
    assert desk.page("/desk/audit").text.count("Abgeschlossen") == 1
