"""Staff plan an event: from nothing to links in a few pages."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from flask import Flask

from participation.base import database
from participation.base.web.security import Role
from participation.boards.events import planning
from participation.boards.events.programme import EventPlan, WorkshopPlan
from participation.boards.setup import preparing
from tests.support.boards import make_hall
from tests.support.client import CheckedClient, Page
from tests.support.days import county_day
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite
AHEAD = county_day() + timedelta(days=20)


@pytest.fixture
def desk(app: Flask) -> CheckedClient:
    return staff_client(app, Role.FACILITATOR)


def planned(app: Flask, day: date = AHEAD):
    with app.app_context(), database.transaction():
        event = planning.create(EventPlan({"de": "Fachtag"}, day, languages=("ar", "de")))
        workshop = planning.add_workshop(event, WorkshopPlan({"de": "Wohnen"}, "Raum 1"))
        return event, workshop, preparing.add_board(workshop, "fachtag_standard")


def addresses(page: Page) -> list[str]:
    return re.findall(r"http://localhost/b/enter/([\w-]+)", page.html)


@on_both
def test_a_facilitator_plans_an_event_but_opens_no_survey(desk: CheckedClient):
    start = desk.page("/desk/events")
    assert start.links()["Veranstaltung anlegen"] == "/desk/events/new"
    form = desk.page("/desk/events/new")
    event = desk.submit(
        form,
        title_de="Fachtag Integration",
        title_ar="يوم الاندماج",
        kind="conference",
        day=AHEAD.isoformat(),
        place_name="Kreishaus",
        languages=["ar", "uk"],
    )
    assert event.h1 == "Fachtag Integration"
    assert "Noch gibt es keinen Workshop." in event.text
    form = desk.page(event.links()["Workshop anlegen"])
    workshop = desk.submit(form, title_de="Wohnen", room="Raum 3", starts="10:30", ends="12:00")
    assert (workshop.h1, "10:30–12:00" in workshop.text) == ("Wohnen", True)
    assert "10:30–12:00" in desk.page(workshop.links()["Fachtag Integration"]).text
    board = desk.submit(workshop, 0)
    assert "Fachtag: sechs Fragen" in board.text
    assert desk.get("/desk/surveys").status_code == 403


def test_who_fills_nothing_in_is_told_at_each_field(desk: CheckedClient):
    page = desk.submit(desk.page("/desk/events/new"), title_de="", day="")
    assert page.status == 400
    assert "Bitte füllen Sie das Feld „Name der Veranstaltung“ aus." in page.text


def test_a_link_is_shown_once_and_a_new_one_ends_it(app: Flask, desk: CheckedClient):
    event, _, _ = planned(app)
    path = f"/desk/events/{event}/links"
    made = desk.submit(desk.page(path), 0)
    old = addresses(made)
    assert len(old) == 4
    assert addresses(desk.page(path)) == []
    phone = app.test_client()
    asked = desk.submit(desk.page(path), 0)
    assert "4 Links gelten nicht mehr" in asked.text
    assert phone.get(f"/b/enter/{old[0]}").status_code == 302, "nothing ends before it is asked"
    again = desk.submit(asked, 0, sure="1")
    assert phone.get(f"/b/enter/{old[0]}").status_code == 403
    assert phone.get(f"/b/enter/{addresses(again)[2]}").status_code == 302


def test_a_withdrawn_link_ends_with_the_next_click(app: Flask, desk: CheckedClient):
    event, workshop, _ = planned(app)
    path = f"/desk/events/{event}/links"
    made = desk.submit(desk.page(path), 0)
    token = desk.page(path).fields(0)["csrf_token"]
    sent = {"csrf_token": token, "role": "all", "workshop": str(workshop)}
    asked = Page(desk.post(f"{path}/withdraw", data=sent))
    assert "4 Links gelten nicht mehr" in asked.text
    desk.submit(asked, 0, sure="1")
    assert {app.test_client().get(f"/b/enter/{t}").status_code for t in addresses(made)} == {403}


@on_both
def test_a_new_code_is_made_on_a_page_that_says_what_ends(app: Flask, desk: CheckedClient):
    event, workshop, _ = planned(app)
    with app.app_context(), database.transaction():
        old = planning.workshop(workshop)[1].code
    page = desk.page(f"/desk/events/{event}/links/code?workshop={workshop}")
    assert "Gedruckte Karten" in page.text
    assert old not in desk.submit(page).text


def test_a_person_releases_a_translation_with_their_name(app: Flask, desk: CheckedClient):
    _, workshop, board = planned(app)
    path = f"/desk/events/boards/{board}/prompts/ar"
    page = desk.submit(desk.page(path), released="y")
    assert page.h1 == "Wohnen"
    assert "Freigegeben: Test facilitator" in desk.page(path).text
    desk.submit(desk.page(f"/desk/events/boards/{board}/prompts/de"), prompt_needs="Was fehlt?")
    assert desk.page(path).text.count("Freigegeben:") == 5
    assert "Entwurf" in desk.page(f"/desk/events/workshops/{workshop}").text


@on_both
def test_drafts_are_shown_only_after_a_warning(app: Flask, desk: CheckedClient):
    event, _, _ = planned(app)
    page = desk.page(f"/desk/events/{event}/languages/ar/unchecked")
    assert "Darin können Fehler stehen" in page.text
    assert "ohne Prüfung gezeigt" in desk.submit(page).text


@on_both
def test_two_editors_of_an_event_notice_each_other(app: Flask, desk: CheckedClient):
    event, _, _ = planned(app)
    first, second = (desk.page(f"/desk/events/{event}/adapt") for _ in range(2))
    desk.submit(first, title_de="Fachtag Eins")
    late = desk.submit(second, title_de="Fachtag Zwei")
    assert (late.status, late.fields(0)["title_de"]) == (409, "Fachtag Zwei")


@on_both
def test_the_rehearsal_ends_on_a_page_that_says_what_is_lost(app: Flask, desk: CheckedClient):
    event, _, _ = planned(app)
    page = desk.page(f"/desk/events/{event}/rehearsal")
    assert "werden gelöscht" in page.text
    assert "bereit" in desk.submit(page).text


def test_an_event_is_archived_and_deleted_on_pages_of_their_own(app: Flask, desk: CheckedClient):
    event, _, _ = planned(app)
    page = desk.submit(desk.page(f"/desk/events/{event}/archive"))
    assert "archiviert" in page.text
    assert page.text.count("Auswertungen ansehen") == 2  # as the one verb of its card, and below
    gone = desk.submit(desk.page(f"/desk/events/{event}/delete"))
    assert gone.h1 == "Veranstaltungen"


def test_an_event_with_notes_offers_no_deleting(app: Flask, desk: CheckedClient):
    with app.app_context():
        hall = make_hall()
    page = desk.page(f"/desk/events/{hall.event}")
    assert "Veranstaltung löschen" in page.links()


@on_both
def test_held_words_are_kept_in_order(desk: CheckedClient):
    page = desk.submit(desk.page("/desk/events/words"), words="Zorn\nAffe\n\nAffe")
    assert page.h1 == "Veranstaltungen"
    assert desk.page("/desk/events/words").fields(0)["words"].split() == ["affe", "zorn"]


def test_every_page_of_an_event_stands(app: Flask, desk: CheckedClient):
    event, workshop, board = planned(app)
    for path in (
        f"{event}",
        f"{event}/adapt",
        f"{event}/links",
        f"{event}/languages",
        f"{event}/rehearsal",
        f"{event}/archive",
        f"{event}/delete",
        f"{event}/workshops/new",
        f"workshops/{workshop}",
        f"workshops/{workshop}/adapt",
        f"workshops/{workshop}/delete",
        f"boards/{board}/log",
        f"boards/{board}/prepare",
        f"boards/{board}/prompts/de",
    ):
        assert desk.page(f"/desk/events/{path}").status == 200, path


def test_a_viewer_sees_no_events(app: Flask):
    assert staff_client(app, Role.VIEWER).get("/desk/events").status_code == 403


def test_the_home_names_what_an_event_still_needs(app: Flask):
    with app.app_context(), database.transaction():
        planning.create(EventPlan({"de": "Fachtag"}, AHEAD))
    client = staff_client(app)
    assert client.get("/desk/home").status_code == 200
