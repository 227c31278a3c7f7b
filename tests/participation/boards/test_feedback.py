"""A survey asks how the day was: one button for everybody, while the survey runs, nothing along."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.base.web.security import Role
from participation.base.words.languages import LANGUAGES
from participation.boards.closing import archiving
from participation.boards.events import planning
from participation.boards.models import Board, Event
from participation.studies import service as studies
from participation.studies.waves.waves import close as close_wave
from tests.participation.boards.test_run import statements
from tests.support.boards import Hall, make_hall
from tests.support.client import CheckedClient, Page
from tests.support.county import make_county, make_wave
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite
BUTTON = "Wie war der Fachtag? Fragebogen ausfüllen"
PLAN = "/desk/events/{}/adapt"


def put(app: Flask, table: type, **fields: object) -> None:
    with app.app_context(), database.transaction() as connection:
        connection.execute(sa.update(table).values(**fields))


@pytest.fixture
def wave(app: Flask) -> uuid.UUID:
    with app.app_context():
        make_county()
        return make_wave(slug="tag")


@pytest.fixture
def hall(app: Flask, wave: uuid.UUID) -> Hall:
    with app.app_context():
        made = make_hall()
    put(app, Event, feedback_wave=wave)
    put(app, Board, phase="closed")
    return made


def joined(client: CheckedClient, language: str = "de") -> Page:
    return client.submit(client.page(f"/b/abcdef/{language}/"), "join")


def leads_to(page: Page) -> str | None:
    return page.links().get(BUTTON)


def test_staff_choose_the_survey_on_the_events_page_and_read_it_there(app: Flask, wave: uuid.UUID):
    with app.app_context():
        hall = make_hall()
        make_wave(slug="entwurf", open_it=False)
        make_wave(slug="codes", needs_code=True)
    desk = staff_client(app, Role.FACILITATOR)
    form = desk.page(PLAN.format(hall.event))
    assert form.fields()["feedback_wave"] == ""
    assert str(wave) in form.html
    assert form.html.count("Kurze Probe (läuft bis") == 1, "a draft or one with codes asks nobody"
    shown = desk.submit(form, feedback_wave=str(wave))
    assert "RückmeldungKurze Probe (läuft bis" in shown.text
    with app.app_context(), database.transaction():
        close_wave(wave)
        assert planning.event(hall.event).plan.feedback_wave == wave
    again = desk.page(PLAN.format(hall.event))
    assert again.fields()["feedback_wave"] == str(wave), "saving other things does not lose it"
    assert "Kurze Probe (beendet)" in again.text
    desk.submit(again, feedback_wave="")
    with app.app_context(), database.transaction():
        assert planning.event(hall.event).plan.feedback_wave is None


@pytest.mark.usefixtures("hall")
@pytest.mark.parametrize("phase", ["collect", "cluster", "discuss", "vote", "results", "closed"])
def test_the_button_stands_there_from_the_results_on(app: Flask, client: CheckedClient, phase: str):
    put(app, Board, phase=phase)
    found = leads_to(joined(client))
    assert found == ("http://localhost/f/tag/de/" if phase in ("results", "closed") else None)


@on_both
@pytest.mark.usefixtures("hall")
def test_it_leads_to_the_survey_in_the_persons_language_or_to_where_one_chooses(
    client: CheckedClient,
):
    assert "http://localhost/f/tag/ar/" in joined(client, "ar").links().values()
    assert "http://localhost/f/tag" in client.page("/b/abcdef/uk/").links().values()
    assert client.page("/f/tag/ar/").status == 200


@pytest.mark.usefixtures("hall")
def test_nothing_of_the_person_the_workshop_or_the_event_goes_along(client: CheckedClient):
    page = joined(client)
    address = urlsplit(leads_to(page) or "")
    assert (address.path, address.query, address.fragment) == ("/f/tag/de/", "", "")
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    answer = client.get(address.path)
    assert "Cookie" not in answer.request.headers, "the board's cookie stays at the board"
    assert answer.status_code == 200


@pytest.mark.usefixtures("hall")
def test_it_is_gone_when_the_survey_takes_no_answers(
    app: Flask, client: CheckedClient, wave: uuid.UUID
):
    assert leads_to(joined(client))
    with app.app_context(), database.transaction():
        close_wave(wave)
    assert leads_to(client.page("/b/abcdef/de/")) is None
    put(app, Event, feedback_wave=uuid.uuid4())
    assert leads_to(client.page("/b/abcdef/de/")) is None, "a survey that is deleted"


def test_it_waits_for_a_survey_that_begins_later_and_ends_with_the_asking(app: Flask):
    now = datetime.now(UTC)
    with app.app_context():
        make_county()
        later = make_wave(slug="spaeter", opened=timedelta(days=-2))
        over = make_wave(slug="vorbei", opened=timedelta(days=21), lasts=timedelta(days=20))
        with database.transaction():
            assert studies.entry_address(later, LANGUAGES["de"], now) is None
            assert studies.entry_address(later, LANGUAGES["de"], now + timedelta(days=3))
            assert studies.entry_address(over, LANGUAGES["de"], now) is None, (
                "answers begun are still taken"
            )


@pytest.mark.usefixtures("hall")
def test_a_rehearsal_leads_nobody_into_the_real_survey(app: Flask, client: CheckedClient):
    put(app, Event, rehearsal=True)
    assert leads_to(joined(client)) is None


def test_months_later_the_address_on_the_card_leads_there_too(
    app: Flask, client: CheckedClient, hall: Hall, wave: uuid.UUID
):
    with app.app_context(), database.transaction():
        archiving.archive(hall.event, date(2027, 7, 1))
    for card in ("uvwxyz", "abcdef"):
        assert leads_to(client.page(f"/b/{card}/de/")) == "http://localhost/f/tag/de/"
    with app.app_context(), database.transaction():
        close_wave(wave)
    for card in ("uvwxyz", "abcdef"):
        assert leads_to(client.page(f"/b/{card}/de/")) is None


@on_both
@pytest.mark.usefixtures("hall")
def test_it_costs_one_statement_and_no_more_with_many_surveys(app: Flask, client: CheckedClient):
    joined(client)
    address = "/b/abcdef/de/"
    with_one = statements(app, client, address)
    with app.app_context():
        for number in range(3):
            make_wave(slug=f"mehr-{number + 2}")
    assert statements(app, client, address) == with_one
    put(app, Event, feedback_wave=None)
    assert statements(app, client, address) == with_one - 1
