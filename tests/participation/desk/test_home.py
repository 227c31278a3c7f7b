from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from participation.base import database, hooks, tasks
from participation.base.web.security import Role
from participation.boards.events import planning
from participation.boards.events.programme import EventPlan, WorkshopPlan
from participation.boards.setup import preparing
from participation.operations import ticking
from participation.places import service as places
from participation.respond import service as respond
from participation.respond.answers import letterbox
from participation.respond.answers.letterbox import Payload
from participation.respond.drafts.secret import Secret
from participation.studies import service as studies
from participation.studies.instruments.shipped import outdated
from participation.studies.waves.waves import close as close_wave
from surveys.instrument.instrument import Text
from tests.support.boards import make_hall
from tests.support.client import CheckedClient
from tests.support.county import make_county, make_wave
from tests.support.days import county_day
from tests.support.hooks import add, fill
from tests.support.sql import statements
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite


@pytest.fixture
def county(app: Flask):
    with app.app_context():
        make_county()
        yield app


@pytest.fixture
def desk(county: Flask) -> CheckedClient:
    return staff_client(county)


def alone(client: CheckedClient, address: str) -> None:
    """A request as it comes from outside, that finds nothing loaded by the test."""
    with ThreadPoolExecutor(1) as apart:
        assert apart.submit(client.page, address).result().status == 200


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
        close_wave(closed)
    page = desk.page("/desk/")
    assert "Die Befragung ist abgeschlossen" in page.text


def test_when_all_is_published_the_next_survey_begins(desk: CheckedClient):
    wave = make_wave()
    with database.transaction():
        close_wave(wave)
        studies.mark_released(wave)
    assert "Beginnen Sie die nächste" in desk.page("/desk/").text


def test_an_admin_without_surveys_sees_where_to_go(county: Flask):
    page = staff_client(county, Role.ADMIN).page("/desk/")
    assert "Für Sie ist gerade nichts offen" in page.text


def test_a_fault_in_one_room_keeps_no_other_from_its_work(county: Flask):
    seen: list[datetime] = []

    def broken(now: datetime) -> None:
        raise ValueError(now)

    fill(county, hooks.TICK, broken, seen.append)
    now = datetime.now(UTC)
    assert len(ticking.tick(now)) == 1
    assert seen == [now]


def test_the_tick_reads_the_shipped_questionnaires_in(county: Flask):
    result = county.test_cli_runner().invoke(args=["tick"])
    assert result.exit_code == 0, result.output
    assert outdated() == ()


def test_a_language_offered_without_a_check_stays_on_the_list(desk: CheckedClient):
    wave = make_wave()
    with database.transaction():
        studies.offer_unchecked(wave, "ar")
    page = desk.page("/desk/")
    assert "Nicht geprüft in „Kurze Probe“: العربية" in page.text


@on_both
def test_the_home_asks_eight_times_at_most_however_many_surveys_and_events_there_are(
    county: Flask, desk: CheckedClient
):
    for number in range(3):
        make_wave(slug=f"offen-{number + 2}")
        make_wave(slug=f"entwurf-{number + 2}", open_it=False, needs_code=True)
        closed = make_wave(slug=f"zu-{number + 2}")
        with database.transaction():
            close_wave(closed)
    make_hall()
    for number in range(3):
        with database.transaction():
            day = county_day() + timedelta(days=number)
            event = planning.create(EventPlan({"de": f"Fachtag {number}"}, day, languages=("ar",)))
            workshop = planning.add_workshop(event, WorkshopPlan({"de": "Werkstatt"}))
            preparing.add_board(workshop, "fachtag_standard")
    alone(desk, "/desk/home")
    with statements(county) as seen:
        alone(desk, "/desk/home")
    assert len(seen) <= 8, seen


@pytest.mark.parametrize("open_it", [True, False])
def test_the_page_of_a_survey_asks_eight_times_at_most(
    county: Flask,
    desk: CheckedClient,
    open_it: bool,  # noqa: FBT001 - a case of the test
):
    wave = make_wave(open_it=open_it, needs_code=True)
    for page in ("", "/checklist", "/languages", "/plan", "/distribute", "/try", "/close"):
        alone(desk, f"/desk/surveys/{wave}{page}")
        with statements(county) as seen:
            alone(desk, f"/desk/surveys/{wave}{page}")
        assert len(seen) <= 8, (page, seen)


@on_both
def test_two_surveys_wait_and_the_one_that_ends_first_speaks(desk: CheckedClient):
    make_wave(slug="spaeter", lasts=timedelta(days=30), title=Text({"de": "Später"}))
    make_wave(slug="frueher", lasts=timedelta(days=9), title=Text({"de": "Früher"}))
    page = desk.page("/desk/home")
    assert "„Früher“: Die Befragung läuft noch 6 Tage." in page.text
    assert "„Später“: Die Befragung läuft noch 27 Tage." in page.links()


def test_the_days_of_a_survey_stand_on_the_home(desk: CheckedClient):
    make_wave(lasts=timedelta(days=9))
    facts = desk.page("/desk/home").text.partition("In den nächsten 4 Wochen")[2]
    assert "Kurze Probe endet" in facts


@on_both
def test_results_that_were_promised_and_do_not_come_are_told(desk: CheckedClient):
    today = county_day()
    wave = make_wave(
        opened=timedelta(days=30), lasts=timedelta(days=20), results_on=today - timedelta(days=1)
    )
    assert studies.wave(wave).state is studies.WaveState.CLOSED
    assert "Versprochen sind die Ergebnisse ab" in desk.page("/desk/home").text


def test_a_room_that_registers_tells_what_waits_there(county: Flask, desk: CheckedClient):
    make_wave()
    broken = tasks.Task(
        "Seit gestern läuft nichts von selbst", "/desk/x", "Ansehen", tasks.Urgency.BROKEN
    )
    day = tasks.Task("Fachtag", None, day=county_day() + timedelta(days=3))
    hidden = tasks.Task("Nicht für dieses Konto", None, "Tun", tasks.Urgency.BROKEN)
    add(county, tasks.OPEN, lambda _now: [day, hidden, broken])
    page = desk.page("/desk/home")
    assert page.links()["Ansehen"] == "/desk/x"
    assert "Fachtag" in page.text
    assert "Nicht für dieses Konto" not in page.text


def test_seven_open_things_stand_on_the_home_and_the_rest_behind_all(
    county: Flask, desk: CheckedClient
):
    items = [
        tasks.Task(f"Ding {n}", f"/desk/x{n}", "Ansehen", tasks.Urgency.NOW) for n in range(10)
    ]
    add(county, tasks.OPEN, lambda _now: items)
    page = desk.page("/desk/home")
    rows = [item for item in page.root.iter("ul") if item.get("class") == "plain rows"]
    assert [len(row) for row in rows] == [6], "six beside the card"
    more = next(address for text, address in page.links().items() if text.startswith("alle: noch"))
    everything = desk.page(more).text
    assert [n for n in range(10) if f"Ding {n}" not in everything] == []


def test_a_viewer_is_told_that_nothing_waits(county: Flask):
    make_wave()
    page = staff_client(county, Role.VIEWER).page("/desk/home")
    assert "Für Sie ist gerade nichts offen" in page.text
    assert "Kurze Probe" in page.text


@on_both
def test_a_running_survey_tells_how_many_came_from_where_and_which_texts_wait(
    county: Flask, desk: CheckedClient
):
    wave = make_wave()
    for number in range(20):
        said = {"wish": f"Mehr Busse {number}"}
        sent = Payload(
            {"s_municipality": "seestadt"}, said, "de", "", too_fast=False, hidden_filled=False
        )
        with database.transaction() as connection:
            lying = letterbox.send(connection, Secret.fresh(wave), sent)
        if lying == 10:
            letterbox.empty(database.engine(), wave, 10, county_day())
    with database.transaction():
        respond.tick(datetime.now(UTC))
        others = len(places.place_choices()) - 1
    page = desk.page("/desk/home")
    assert "Mindestens 20 Antworten sind da." in page.text
    assert f"Aus {others} Orten fehlen noch Antworten" in page.text
    assert page.links()["Befragung ansehen"] == f"/desk/surveys/{wave}"
    waiting = page.links()["10 freie Texte ansehen: Kurze Probe"]
    assert desk.page(waiting).h1 == "Freie Texte ansehen"
    assert county


def test_days_further_off_than_four_weeks_stand_on_no_home(desk: CheckedClient):
    make_wave(slug="nah", lasts=timedelta(days=29), title=Text({"de": "Nah"}))
    make_wave(slug="fern", lasts=timedelta(days=40), title=Text({"de": "Fern"}))
    facts = desk.page("/desk/home").text.partition("In den nächsten 4 Wochen")[2]
    assert "Nah endet" in facts
    assert "Fern endet" not in facts


def test_first_day_and_promised_results_stand_on_the_home_and_a_late_draft_is_told(
    desk: CheckedClient,
):
    soon = timedelta(days=-3)
    results = county_day() + timedelta(days=20)
    make_wave(opened=soon, lasts=timedelta(days=10), results_on=results)
    make_wave(slug="alt", open_it=False, title=Text({"de": "Alt"}))
    text = desk.page("/desk/home").text
    facts = text.partition("In den nächsten 4 Wochen")[2]
    assert "Kurze Probe beginnt" in facts
    assert "Kurze Probe: Ergebnisse sind versprochen" in facts
    assert "„Alt“: Legen Sie Name, Zielgruppe und Tage fest. Der erste Tag war der" in text
