"""What destroys or revokes asks first, and names the numbers concerned."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.base.web.security import Role
from participation.boards.events import links
from participation.boards.models import Board, Event, Link, Note, Workshop
from participation.boards.service import boards
from participation.boards.service.boards import BoardRole, NoteDraft
from tests.support.boards import Hall, join, make_hall
from tests.support.client import CheckedClient, Page
from tests.support.days import county_day
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite
TODAY = county_day()
NOTES = 7


@pytest.fixture
def desk(app: Flask) -> CheckedClient:
    return staff_client(app, Role.FACILITATOR)


@pytest.fixture
def hall(app: Flask) -> Hall:
    """A rehearsal three weeks ahead in which two people wrote seven notes."""
    with app.app_context():
        made = make_hall(rehearsal=True)
        with database.transaction() as connection:
            connection.execute(sa.update(Event).values(day=TODAY + timedelta(days=20)))
        people = [join(made)[0] for _ in range(2)]
        for number in range(NOTES):
            with database.transaction():
                draft = NoteDraft(uuid.uuid4(), "needs", f"Zettel {number}")
                boards.write_note(made.board, people[number % 2], draft, datetime.now(UTC))
    return made


def count(app: Flask, model: type[Note | Board | Workshop | Event]) -> int:
    with app.app_context():
        query = sa.select(sa.func.count()).select_from(model)
        return database.connection().execute(query).scalar_one()


def asks_first(page: Page) -> bool:
    return f"Zettel: {NOTES}" in page.text and "Menschen, die dabei sind: 2" in page.text


@pytest.mark.parametrize(
    ("day", "asking"),
    [(TODAY - timedelta(days=400), "asks"), (TODAY - timedelta(days=1), "asks"), (TODAY, "asks"),
     (TODAY + timedelta(days=1), "at once"), (TODAY + timedelta(days=90), "at once")],
)  # fmt: skip
def test_a_day_that_would_wipe_a_rehearsal_asks_first(
    app: Flask, desk: CheckedClient, hall: Hall, day: date, asking: str
):
    asks = asking == "asks"
    path = f"/desk/events/{hall.event}/adapt"
    sent = desk.submit(desk.page(path), title_de="Neu", day=day.isoformat(), retention_until="")
    assert asks_first(sent) is asks, sent.text
    if not asks:
        assert sent.h1 == "Neu"
        return
    assert sent.fields(0)["title_de"] == "Neu", "nothing typed is lost"
    assert desk.page(path).fields(0)["title_de"] == "Fachtag Integration"
    with app.app_context():
        app.test_cli_runner().invoke(args=["tick"])
    assert count(app, Note) == NOTES
    other = desk.submit(sent, 0, day=(TODAY - timedelta(days=2)).isoformat(), sure=day.isoformat())
    assert asks_first(other) is (day != TODAY - timedelta(days=2)), (
        "another day is asked about again"
    )
    assert desk.submit(sent, 0, sure=day.isoformat()).h1 == "Neu"
    assert count(app, Note) == 0, "at once: what is written from now on is no rehearsal any more"
    with app.app_context():
        assert database.connection().execute(sa.select(Event.rehearsal)).scalar_one() is False


@pytest.mark.parametrize("days", [0, 1, 400])
def test_a_workshop_that_began_under_a_wrong_date_loses_nothing(
    app: Flask, desk: CheckedClient, hall: Hall, days: int
):
    phone = app.test_client()
    phone.submit(phone.page(f"/b/{hall.code}/de/"), "join")
    assert "Probe" in phone.page(f"/b/{hall.code}/de/").text
    day = (TODAY - timedelta(days=days)).isoformat()
    asked = desk.submit(desk.page(f"/desk/events/{hall.event}/adapt"), day=day, retention_until="")
    assert "Sagen Sie im Raum, dass die Zettel jetzt gelten" in asked.text
    assert desk.submit(asked, 0, keep=day).h1 == "Fachtag Integration"
    with app.app_context():
        app.test_cli_runner().invoke(args=["tick"])
    assert count(app, Note) == NOTES
    assert "Probe" not in phone.page(f"/b/{hall.code}/de/").text


def test_a_rehearsal_that_was_none_ends_and_all_of_it_counts(
    app: Flask, desk: CheckedClient, hall: Hall
):
    page = desk.page(f"/desk/events/{hall.event}/rehearsal")
    assert asks_first(page)
    desk.submit(page, 1, keep="1")
    assert count(app, Note) == NOTES
    assert "Probe" not in app.test_client().page(f"/b/{hall.code}/de/").text


@on_both
def test_a_day_changes_at_once_where_nothing_is_lost(app: Flask, desk: CheckedClient):
    with app.app_context():
        empty = make_hall(rehearsal=True)
    page = desk.page(f"/desk/events/{empty.event}/adapt")
    sent = desk.submit(page, day=TODAY.isoformat(), retention_until="")
    assert sent.h1 == "Fachtag Integration"


@on_both
@pytest.mark.parametrize("role", list(BoardRole)[1:])
@pytest.mark.parametrize("verb", ["", "/withdraw"])
def test_a_link_that_holds_ends_only_after_the_page_that_says_so(
    app: Flask, desk: CheckedClient, hall: Hall, role: BoardRole, verb: str
):
    with app.app_context(), database.transaction():
        token = links.renew(hall.event, hall.workshop, role)
    path = f"/desk/events/{hall.event}/links"
    csrf = desk.page(path).fields(0)["csrf_token"]
    data = {"csrf_token": csrf, "role": role.value, "workshop": str(hall.workshop)}
    asked = Page(desk.post(path + verb, data=data))
    assert "1 Link gilt nicht mehr" in asked.text
    assert asks_first(asked)
    assert app.test_client().get(f"/b/enter/{token}").status_code == 302
    desk.submit(asked, 0, sure="1")
    assert app.test_client().get(f"/b/enter/{token}").status_code == 403
    with app.app_context():
        left = database.connection().execute(sa.select(Link.withdrawn)).scalars().all()
    assert list(left) == [bool(verb)]


def test_each_link_is_made_copied_printed_and_drawn_by_itself(desk: CheckedClient, hall: Hall):
    page = desk.submit(desk.page(f"/desk/events/{hall.event}/links"), 0)
    parts = [item for item in page.root.iter("section") if item.get("class") == "alone"]
    assert len(parts) == 4
    shown = set()
    for part in parts:
        (field,) = [item for item in part.iter("input") if item.get("readonly") is not None]
        shown.add(field.get("value"))
        buttons = {name for item in part.iter("button") for name in item.attrib}
        assert {"data-copy", "data-print"} <= buttons
        assert len(list(part.iter("img"))) == 1
    assert len(shown) == 4
    one = desk.post(
        f"/desk/events/{hall.event}/links",
        data={**page.fields(0), "role": "wall", "workshop": ""},
    )
    assert Page(one).html.count('class="alone"') == 1


@on_both
@pytest.mark.parametrize(
    ("path", "gone"),
    [
        ("boards/{board}/delete", Board),
        ("workshops/{workshop}/delete", Workshop),
        ("{event}/delete", Event),
        ("{event}/rehearsal", Note),
    ],
)
def test_deleting_names_what_goes_and_then_does_it(
    app: Flask, desk: CheckedClient, hall: Hall, path: str, gone: type[Note | Board]
):
    named = path.format(board=hall.board, workshop=hall.workshop, event=hall.event)
    page = desk.page(f"/desk/events/{named}")
    assert asks_first(page), page.text
    assert count(app, Note) == NOTES
    desk.submit(page, 0)
    assert count(app, gone) == 0
    assert count(app, Note) == 0


@on_both
def test_a_board_with_notes_in_earnest_can_be_deleted_and_people_go_on_with_the_next(
    app: Flask, desk: CheckedClient, hall: Hall
):
    with app.app_context(), database.transaction() as connection:
        connection.execute(sa.update(Event).values(rehearsal=False))
    page = desk.page(f"/desk/events/workshops/{hall.workshop}")
    desk.submit(page, f"/desk/events/workshops/{hall.workshop}/boards")
    board = desk.page(f"/desk/events/boards/{hall.board}/delete")
    csrf = board.fields(0)["csrf_token"]
    desk.post(f"/desk/events/boards/{hall.board}/delete", data={"csrf_token": csrf})
    assert count(app, Note) == NOTES, "a press on an old page deletes nothing"
    desk.submit(board, 0)
    assert (count(app, Note), count(app, Board)) == (0, 1)
    with app.app_context():
        active = database.connection().execute(sa.select(Workshop.active_board)).scalar_one()
    assert active is not None
    assert app.test_client().get(f"/b/{hall.code}/de/").status_code == 200
