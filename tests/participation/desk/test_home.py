from datetime import UTC, datetime

import pytest
from flask import Flask

from participation import database
from participation.desk import ticking
from participation.security import Role
from participation.studies import service as studies
from tests.support.client import CheckedClient
from tests.support.county import make_county, make_wave
from tests.support.staff import staff_client


@pytest.fixture
def county(app: Flask):
    with app.app_context():
        make_county()
        yield app


@pytest.fixture
def desk(county: Flask) -> CheckedClient:
    return staff_client(county)


def test_an_empty_desk_says_where_to_begin(desk: CheckedClient):
    page = desk.page("/desk/")
    assert "Noch gibt es keine Befragung" in page.text
    assert page.links()["Neue Befragung"] == "/desk/surveys/new"


def test_a_running_survey_is_the_next_thing_to_spread(desk: CheckedClient):
    make_wave()
    page = desk.page("/desk/")
    assert "„Kurze Probe“: Die Befragung läuft noch 17 Tage" in page.text
    assert "weniger als 10 Antworten" in page.text
    assert "Plakat und Link noch einmal verteilen" in page.links()


def test_a_closed_survey_comes_before_a_running_one(desk: CheckedClient):
    make_wave()
    closed = make_wave(slug="zu-ende")
    with database.transaction():
        studies.close(closed)
    page = desk.page("/desk/")
    assert "Die Befragung ist abgeschlossen" in page.text


def test_when_all_is_published_the_next_survey_begins(desk: CheckedClient):
    wave = make_wave()
    with database.transaction():
        studies.close(wave)
        studies.mark_released(wave)
    assert "Beginnen Sie die nächste" in desk.page("/desk/").text


def test_an_admin_without_surveys_sees_where_to_go(county: Flask):
    page = staff_client(county, Role.ADMIN).page("/desk/")
    assert "die Ihr Konto öffnen darf" in page.text


def test_a_fault_in_one_room_keeps_no_other_from_its_work(county: Flask):
    seen: list[datetime] = []

    def broken(now: datetime) -> None:
        raise ValueError(now)

    county.extensions["tick"] = [broken, seen.append]
    now = datetime.now(UTC)
    assert len(ticking.tick(now)) == 1
    assert seen == [now]


def test_the_tick_reads_the_shipped_questionnaires_in(county: Flask):
    result = county.test_cli_runner().invoke(args=["tick"])
    assert result.exit_code == 0, result.output
    assert studies.outdated() == ()


def test_a_language_offered_without_a_check_stays_on_the_list(desk: CheckedClient):
    wave = make_wave()
    with database.transaction():
        studies.offer_unchecked(wave, "ar")
    page = desk.page("/desk/")
    assert "Nicht geprüft in „Kurze Probe“: العربية" in page.text
