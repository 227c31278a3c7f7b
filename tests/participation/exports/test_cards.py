"""Cards for the tables: one for each workshop and one for the event, in all its languages."""

from pathlib import Path

from flask import Flask

from participation.base.web.security import Role
from participation.boards.service import boards
from participation.exports.invitations import cards
from tests.support import paper as read
from tests.support.boards import make_hall
from tests.support.client import Page
from tests.support.staff import staff_client


def printed(app: Flask) -> bytes:
    with app.test_request_context():
        data = cards.wanted(boards.event_signpost(make_hall().event))
        return cards.make({**data, "title": "Tischkarten"})


@read.needs_poppler
def test_each_workshop_and_the_event_have_a_card_of_their_own(app: Flask, tmp_path: Path):
    made = printed(app)
    facts = read.facts(made, tmp_path)
    assert (facts["Pages"], facts["Tagged"]) == ("2", "yes")
    assert "419.528 x 595.276 pts" in facts["Page size"]
    text = read.text(made, tmp_path)
    for words in ("Mobilität", "Raum 3", "abcdef", "uvwxyz", "localhost/b", "Скануйте", "امسح"):
        assert words in text
    assert read.outside(made, tmp_path) == []


@read.needs_decoder
@read.needs_poppler
def test_the_sign_on_each_card_leads_to_its_own_code(app: Flask, tmp_path: Path):
    assert read.qr_codes(printed(app), tmp_path) == [
        "http://localhost/b/abcdef",
        "http://localhost/b/uvwxyz",
    ]


def test_a_facilitator_orders_the_cards_and_gets_a_file(app: Flask):
    with app.app_context():
        hall = make_hall()
    desk = staff_client(app, Role.FACILITATOR)
    token = desk.page("/desk/account").fields()["csrf_token"]
    page = Page(
        desk.post(
            f"/desk/events/{hall.event}/cards",
            data={"csrf_token": token},
            follow_redirects=True,
        )
    )
    assert page.h1 == "Tischkarten: Fachtag Integration"
    assert desk.get(page.response.request.path + "/file").data.startswith(b"%PDF-")
