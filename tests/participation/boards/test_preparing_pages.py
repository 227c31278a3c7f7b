"""Before the day: the invitation, minutes, pictures of the board, languages nobody released."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.base.web.security import Role
from participation.boards.base.kinds import Audience, BoardRole
from participation.boards.events import links, planning, rehearsal
from participation.boards.events.programme import EventPlan, WorkshopPlan
from participation.boards.notes.changes import changes
from participation.boards.setup import preparing
from tests.support.boards import Hall, make_hall
from tests.support.county import make_county
from tests.support.days import county_day
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite
RUN = "/b/run/abcdef/"
AHEAD = county_day() + timedelta(days=5)


@pytest.fixture
def hall(app: Flask):
    with app.app_context():
        make_county()
        yield make_hall(rehearsal=True)


def entered(app: Flask, hall: Hall, role: BoardRole = BoardRole.FACILITATOR):
    """A browser that has just opened a fresh link, and where it stands."""
    with database.transaction():
        token = links.renew(hall.event, hall.workshop, role)
    browser = app.test_client()
    return browser, browser.page(f"/b/enter/{token}"), token


def state(hall: Hall) -> dict:
    with database.transaction():
        return changes(hall.board, 0, Audience.PARTICIPANT, datetime.now(UTC))["board"]


def test_a_facilitators_link_first_says_what_it_is_for(app: Flask, hall: Hall):
    _browser, page, token = entered(app, hall)
    assert page.h1 == "Mobilität"
    assert "Sie leiten diesen Workshop: Dienstag, 1. Juni 2027, Raum 3." in page.text
    assert "sondern den Code abcdef." in page.text
    assert "Alles aus der Probe wird vor dem Tag gelöscht." in page.text
    assert page.links()["Weiter zur Leitung"] == RUN
    assert page.response.request.path == f"{RUN}welcome"
    assert token not in page.html


def test_a_link_to_a_workshop_without_a_board_says_so_and_whom_to_ask(app: Flask, hall: Hall):
    with database.transaction():
        workshop = planning.add_workshop(hall.event, WorkshopPlan({"de": "Sprache"}))
        token = links.renew(hall.event, workshop, BoardRole.FACILITATOR)
    page = app.test_client().page(f"/b/enter/{token}")
    assert page.h1 == "Hier ist noch keine Pinnwand"
    assert "Fragen Sie die Person, die die Veranstaltung plant." in page.text


def test_the_second_facilitator_is_told_so(app: Flask, hall: Hall):
    _browser, page, _token = entered(app, hall, BoardRole.SECOND)
    assert "Sie helfen, diesen Workshop zu leiten" in page.text


def test_a_short_rehearsal_collects_for_three_minutes_and_is_wiped(app: Flask, hall: Hall):
    browser, page, token = entered(app, hall)
    lead = browser.submit(page)
    assert (lead.h1, lead.response.request.path) == ("Workshop leiten", RUN)
    assert (state(hall)["phase"], state(hall)["ends"] is None) == ("collect", False)
    assert browser.page(f"/b/enter/{token}").h1 == "Workshop leiten", "it has begun"
    with database.transaction():
        rehearsal.end(hall.event)
    assert state(hall)["ends"] is None
    assert browser.page(f"/b/enter/{token}").h1 == "Workshop leiten", "nothing is tried out now"


def test_nobody_rehearses_once_it_is_in_earnest(app: Flask, hall: Hall):
    browser, page, _token = entered(app, hall)
    with database.transaction():
        rehearsal.end(hall.event)
    late = browser.submit(page)
    assert (late.status, "Die Probe ist vorbei." in late.text) == (422, True)
    assert state(hall)["ends"] is None


def test_a_renewed_link_says_who_has_the_new_one(app: Flask, hall: Hall):
    _browser, _page, old = entered(app, hall)
    entered(app, hall)
    gone = app.test_client().page(f"/b/enter/{old}")
    assert (gone.status, gone.h1) == (403, "Dieser Link gilt nicht mehr")
    assert "Bitten Sie die Person, die die Veranstaltung plant, um einen neuen Link." in gone.text
    assert old not in gone.html


def test_minutes_planned_by_who_leads_are_chosen_when_it_goes_on(app: Flask, hall: Hall):
    browser, _page, _token = entered(app, hall)
    said = {"collect": "8", "cluster": "45", "discuss": "0", "vote": "3"}
    saved = browser.submit(browser.page(f"{RUN}prepare"), f"{RUN}do/plan", **said)
    assert saved.fields(0) == saved.fields(0) | said
    lead = browser.page(RUN)
    assert "Uhr stellen: 8 Minuten" in lead.text
    browser.submit(lead, f"{RUN}do/phase")
    board = state(hall)
    assert board["phase"] == "cluster"
    left = board["ends"] / 1000 - datetime.now(UTC).timestamp()
    assert 44 * 60 < left <= 45 * 60


@on_both
def test_minutes_planned_on_the_desk_reach_the_run_page(app: Flask, hall: Hall):
    desk = staff_client(app, Role.FACILITATOR)
    path = f"/desk/events/boards/{hall.board}/prepare"
    saved = desk.submit(desk.page(path), cluster="30")
    assert (saved.fields(0)["cluster"], "Gespeichert." in saved.text) == ("30", True)
    browser, _page, _token = entered(app, hall)
    assert browser.page(RUN).fields(f"{RUN}do/phase")["minutes"] == "30"


@pytest.mark.parametrize("minutes", ["-1", "241"])
def test_minutes_that_cannot_be_are_refused(app: Flask, hall: Hall, minutes: str):
    browser, _page, _token = entered(app, hall)
    page = browser.page(f"{RUN}prepare")
    assert browser.submit(page, f"{RUN}do/plan", vote=minutes).status == 422


def framed(answer) -> tuple[str, str]:
    return answer.headers["Content-Security-Policy"], answer.headers["X-Frame-Options"]


@on_both
def test_the_pictures_show_the_board_and_do_nothing(app: Flask, hall: Hall):
    browser, _page, _token = entered(app, hall)
    page = browser.page(f"{RUN}prepare?in=ar")
    addresses = [item.get("src") for item in page.root.iter("iframe")]
    assert all(item.get("sandbox") == "" for item in page.root.iter("iframe"))
    assert addresses == [f"{RUN}look/ar", f"{RUN}look/wall"]
    phone, wall = (browser.page(address) for address in addresses)
    assert "Was brauchen die Menschen hier?" in phone.text
    assert 'dir="rtl"' in phone.html
    assert "So hängt ein Zettel an der Wand." in wall.text
    for shown in (phone, wall):
        policy, frame = framed(shown.response)
        assert "form-action 'none'" in policy
        assert "frame-ancestors 'self'" in policy
        assert frame == "SAMEORIGIN"
    assert state(hall)["counts"]["people"] == 0


def test_every_other_page_of_the_boards_still_refuses_frames(app: Flask, hall: Hall):
    browser, page, _token = entered(app, hall)
    for path in (RUN, f"{RUN}prepare", "/b/wall/abcdef", "/b/abcdef/de/"):
        policy, frame = framed(browser.get(path))
        assert ("frame-ancestors 'none'" in policy, frame) == (True, "DENY"), path
    assert framed(page.response)[1] == "DENY"


def test_staff_look_at_a_board_before_anybody_has_a_link(app: Flask, hall: Hall):
    desk = staff_client(app, Role.FACILITATOR)
    page = desk.page(f"/desk/events/boards/{hall.board}/prepare?in=uk")
    phone, wall = (desk.page(item.get("src")) for item in page.root.iter("iframe"))
    assert ('lang="uk"' in phone.html, wall.h1) == (True, "Mobilität")


def test_who_leads_is_warned_of_questions_that_people_will_see_in_german(app: Flask, hall: Hall):
    browser, _page, _token = entered(app, hall)
    line = "Arabisch: 2 Fragen sind noch nicht freigegeben. Menschen sehen sie auf Deutsch."
    assert line in browser.page(RUN).text
    page = browser.page(f"{RUN}prepare")
    assert "Arabisch 2 Fragen stehen noch auf Deutsch da" in page.text
    with database.transaction():
        said = {"needs": ("حاجات", "ماذا؟"), "ideas": ("أفكار", "من؟")}
        preparing.save_prompts(hall.board, "ar", said, "Prüferin")
    page = browser.page(RUN)
    assert ("Arabisch" in page.text, "Ukrainisch: 2 Fragen" in page.text) == (False, True)
    browser.submit(page, f"{RUN}do/phase")
    assert "noch nicht freigegeben" not in browser.page(RUN).text, "it is too late to stop for it"


def test_the_event_page_names_the_languages_that_nobody_released(app: Flask):
    with app.app_context():
        hall = make_hall(rehearsal=True)
        with database.transaction():
            preparing.save_prompts(hall.board, "uk", {"needs": ("Потреби", "?")}, "Prüfer")
    desk = staff_client(app, Role.FACILITATOR)
    page = desk.page(f"/desk/events/{hall.event}")
    assert "Arabisch: 2 Fragen sind noch nicht freigegeben." in page.text
    assert "Ukrainisch: 1 Frage ist noch nicht freigegeben." in page.text
    assert page.links()["Fragen lesen und freigeben"].endswith("/languages")
    opened = desk.page(f"/desk/events/{hall.event}/languages/ar/unchecked")
    desk.submit(opened)
    assert "Arabisch: 2" not in desk.page(f"/desk/events/{hall.event}").text


@on_both
def test_the_home_asks_for_the_languages_of_all_events_at_once(app: Flask):
    desk, seen = staff_client(app, Role.FACILITATOR), []
    sa.event.listen(
        app.extensions["database"], "before_cursor_execute", lambda *shown: seen.append(shown)
    )
    desk.page("/desk/home")  # what is asked for once only
    counted = []
    for name in ("eins", "zwei", "drei"):
        with app.app_context(), database.transaction():
            event = planning.create(EventPlan({"de": name}, AHEAD, languages=("de", "ar")))
            workshop = planning.add_workshop(event, WorkshopPlan({"de": name}))
            preparing.add_board(workshop, "fachtag_standard")
        seen.clear()
        assert "Arabisch: 6 Fragen sind noch nicht freigegeben." in desk.page("/desk/home").text
        counted.append(len(seen))
    assert len(set(counted)) == 1


@pytest.mark.parametrize(
    ("board", "shown"),
    [
        ({}, "den großen Code, noch keine Zettel"),
        ({"dark": True}, "nichts, er ist dunkel"),
        ({"phase": "vote"}, "die Abstimmung, ohne Ergebnis"),
        ({"phase": "results"}, "das Ergebnis"),
    ],
)
def test_who_leads_reads_what_the_projector_shows(app: Flask, board: dict, shown: str):
    with app.app_context():
        make_county()
        browser, _page, _token = entered(app, make_hall(**board))
        assert f"Der Beamer zeigt jetzt: {shown}" in browser.page(RUN).text
