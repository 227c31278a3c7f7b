"""An author says while notes are grouped: mine fits elsewhere. The facilitator decides."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
import sqlalchemy as sa

from participation.base import database
from participation.boards.base.errors import BadChoice, PhaseOver, UnknownBoard
from participation.boards.closing import archiving
from participation.boards.events import destinations, links, participants
from participation.boards.leading import phases
from participation.boards.models import NoteWish
from participation.boards.notes import grouping, wishes, writing
from participation.boards.service.boards import BoardRole, Phase
from tests.support.county import make_county

PAGE = "/b/abcdef/de/"
RUN = "/b/run/abcdef/"


@pytest.fixture
def live_board(make_live_board):
    make_county()
    return make_live_board(queue=False)


@pytest.fixture
def author(app, live_board):
    """A phone whose note lies in „Wohnen“, while there is also „Bus“."""
    with database.transaction():
        person, secret = participants.join(
            destinations.of_code(live_board.hall.code), live_board.now
        )
    note = live_board.write("Bus zur Wohnung", person.id)
    keys = {"Wohnen": uuid.uuid4(), "Bus": uuid.uuid4()}
    live_board.does(grouping.create, keys["Wohnen"], "Wohnen", None, [note.id])
    live_board.does(grouping.create, keys["Bus"], "Bus", None, [])
    live_board.does(phases.set_phase, Phase.CLUSTER, 10)
    phone = app.test_client()
    phone.set_cookie(f"b_{live_board.hall.event_code}", secret, path="/b/")
    phone.person, phone.note, phone.themes = person.id, note.id, keys
    return phone


def asked(author):
    return author.page(f"{PAGE}notes/{author.note}/elsewhere")


def wished(author, theme="Bus"):
    return author.submit(asked(author), cluster=str(author.themes[theme]))


@pytest.fixture
def lead(app, live_board):
    with database.transaction():
        token = links.renew(live_board.hall.event, live_board.hall.workshop, BoardRole.FACILITATOR)
    browser = app.test_client()
    browser.get(f"/b/enter/{token}")
    return browser


def button(page, verb):
    """The number, among those below the head, of the first form that leads to this verb."""
    forms = next(page.root.iter("main")).iter("form")
    return [form.get("action", "").endswith(f"/do/{verb}") for form in forms].index(True)


def act(verb, *given):
    with database.transaction():
        return verb(*given)


def test_an_author_says_where_a_note_fits_better_and_reads_it_again(author):
    page = author.page(PAGE)
    assert "Liegt jetzt bei „\u2068Wohnen\u2069“." in page.text
    assert "Meins passt woanders" in page.text
    assert "Wohnen" not in [label.text for label in asked(author).forms()[0].iter("label")]
    assert "Sie meinen: passt besser zu „\u2068Bus\u2069“." in wished(author).text
    again = asked(author)
    assert "Er liegt gut, wo er liegt." in again.text
    author.submit(again, cluster="stay")
    assert "Liegt jetzt bei" in author.page(PAGE).text


def test_who_chooses_nothing_is_asked_again(author):
    page = author.submit(asked(author))
    assert (page.status, "Wählen Sie, wohin Ihr Zettel passt." in page.text) == (422, True)


def test_the_facilitator_reads_the_wish_and_follows_it(author, lead, live_board):
    wished(author)
    page = lead.page(RUN + "group")
    assert "Wünsche: passt woanders" in page.text
    assert "Zu „Bus“ legen" in page.text
    lead.submit(page, button(page, "put"))
    (note,) = live_board.changes()["notes"]
    assert note["cluster"] == str(author.themes["Bus"])
    assert "Wünsche" not in lead.page(RUN + "group").text
    assert "Liegt jetzt bei „\u2068Bus\u2069“." in author.page(PAGE).text


def test_the_facilitator_may_leave_it_where_it_is(author, lead):
    wished(author)
    page = lead.page(RUN + "group")
    lead.submit(page, button(page, "stay"))
    assert "Wünsche" not in lead.page(RUN + "group").text
    assert "Liegt jetzt bei „\u2068Wohnen\u2069“." in author.page(PAGE).text


def test_nobody_wishes_for_the_note_of_another_nor_outside_the_phases(author, live_board):
    bus = author.themes["Bus"]
    with pytest.raises(UnknownBoard):
        act(wishes.wish, live_board.hall.board, live_board.person(), author.note, bus)
    for wrong in (author.themes["Wohnen"], uuid.uuid4()):
        with pytest.raises(BadChoice):
            act(wishes.wish, live_board.hall.board, author.person, author.note, wrong)
    live_board.does(phases.set_phase, Phase.VOTE, 5)
    with pytest.raises(PhaseOver):
        act(wishes.wish, live_board.hall.board, author.person, author.note, bus)
    assert "Meins passt woanders" not in author.page(PAGE).text


def test_a_wish_goes_with_its_cluster_and_with_the_archive(author, lead, live_board):
    wished(author)
    live_board.does(grouping.dissolve, author.themes["Bus"])
    assert "Wünsche" not in lead.page(RUN + "group").text
    act(archiving.archive, live_board.hall.event, date(2027, 12, 1))
    with database.transaction() as connection:
        assert connection.execute(sa.select(sa.func.count(NoteWish.note_id))).scalar_one() == 0


def test_the_script_hears_where_a_note_lies(author):
    (note,) = author.get(PAGE + "own").get_json()["notes"]
    assert note["lies"] == "Liegt jetzt bei „\u2068Wohnen\u2069“."
    assert note["elsewhere"] == f"{PAGE}notes/{author.note}/elsewhere"


def test_a_note_that_its_author_deletes_takes_the_wish_along(author, live_board):
    wished(author)
    live_board.does(phases.set_phase, Phase.COLLECT, 10)
    act(writing.delete, live_board.hall.board, author.person, author.note, live_board.now)
    with database.transaction() as connection:
        assert connection.execute(sa.select(sa.func.count(NoteWish.note_id))).scalar_one() == 0
