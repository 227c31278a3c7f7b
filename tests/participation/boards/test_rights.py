"""Who may enter: codes, links that end, secrets in own cookies."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.boards.base import codes, tokens
from participation.boards.base.errors import UnknownBoard
from participation.boards.base.kinds import Audience
from participation.boards.events import destinations, links, participants, visit
from participation.boards.events.visit import audience_of
from participation.boards.models import Link, Participant
from participation.boards.notes.changes import changes
from participation.boards.service.boards import BoardRole
from tests.support.boards import Hall, make_hall

NOW = datetime(2027, 6, 1, 10, tzinfo=UTC)


def renew(hall: Hall, role: BoardRole, *, whole_event: bool = False) -> str:
    with database.transaction():
        return links.renew(hall.event, None if whole_event else hall.workshop, role)


def found(hall: Hall, cookies: dict[str, str], *roles: BoardRole):
    with database.transaction():
        return visit.find(destinations.of_code(hall.code), roles, cookies)


def test_a_links_token_lies_nowhere_in_the_database(app: Flask):
    with app.app_context():
        hall = make_hall()
        token = renew(hall, BoardRole.FACILITATOR)
        with database.transaction() as connection:
            stored = connection.execute(sa.select(Link.token_hash)).scalar_one()
        assert token.encode() not in stored
        assert tokens.link_hashes(token) == [stored]


def test_a_renewed_or_withdrawn_link_opens_nothing_any_more(app: Flask):
    with app.app_context():
        hall = make_hall()
        old = renew(hall, BoardRole.FACILITATOR)
        new = renew(hall, BoardRole.FACILITATOR)
        name = f"l_f_{hall.code}"
        assert found(hall, {name: old}, BoardRole.FACILITATOR) is None
        assert found(hall, {name: new}, BoardRole.FACILITATOR).moderates
        with database.transaction():
            links.withdraw(hall.event, hall.workshop, BoardRole.FACILITATOR)
        assert found(hall, {name: new}, BoardRole.FACILITATOR) is None


def test_a_withdrawn_link_leads_to_a_page_that_says_so(app: Flask, client):
    with app.app_context():
        hall = make_hall()
        token = renew(hall, BoardRole.WALL)
        with database.transaction():
            links.withdraw(hall.event, hall.workshop, BoardRole.WALL)
    page = client.page(f"/b/enter/{token}")
    assert (page.status, page.h1) == (403, "Dieser Link gilt nicht mehr")


def test_a_wall_may_hear_but_not_moderate_and_other_halls_know_it_not(app: Flask):
    with app.app_context():
        hall = make_hall()
        cookies = {f"l_w_{hall.code}": renew(hall, BoardRole.WALL)}
        with database.transaction():
            assert audience_of(hall.board, cookies) is Audience.WALL
            assert audience_of(hall.board, cookies, Audience.MODERATOR) is None
            assert audience_of(hall.event, cookies) is None
        assert found(hall, cookies, BoardRole.FACILITATOR, BoardRole.SECOND) is None


def test_an_observer_sees_the_wall_alone_and_a_second_facilitator_leads(app: Flask, client):
    with app.app_context():
        hall = make_hall()
        observer, second = (renew(hall, role) for role in (BoardRole.OBSERVER, BoardRole.SECOND))
    assert client.page(f"/b/enter/{observer}").response.request.path == "/b/wall/abcdef"
    assert client.get("/b/run/abcdef/").status_code == 403
    other = app.test_client()
    assert other.page(f"/b/enter/{second}").response.request.path == "/b/run/abcdef/"


def test_a_link_for_the_whole_event_opens_each_of_its_workshops(app: Flask):
    with app.app_context():
        hall = make_hall()
        cookies = {f"l_f_{hall.event_code}": renew(hall, BoardRole.FACILITATOR, whole_event=True)}
        assert found(hall, cookies, BoardRole.FACILITATOR).role is BoardRole.FACILITATOR


def test_who_takes_part_is_known_by_the_secret_alone_and_may_change_the_workshop(app: Flask):
    with app.app_context():
        hall = make_hall()
        with database.transaction():
            person, secret = participants.join(destinations.of_code(hall.event_code), NOW)
        with database.transaction():
            participants.go_to(person, destinations.of_code(hall.code), NOW)
        seen = found(hall, {f"b_{hall.event_code}": secret}, BoardRole.PARTICIPANT)
        with database.transaction() as connection:
            rows = connection.execute(sa.select(*Participant.__table__.c)).all()
            document = changes(hall.board, 0, Audience.WALL, NOW)
    assert (seen.person.id, seen.person.workshop_id) == (person.id, hall.workshop)
    assert set(rows[0]._fields) == {"id", "event_id", "secret_hash", "workshop_id", "blocked"}
    assert (document["seq"], document["board"]["counts"]["people"]) == (1, 1)


def test_a_storm_of_people_takes_one_number_a_second(app: Flask):
    with app.app_context():
        hall = make_hall()
        for number in range(20):
            with database.transaction():
                moment = NOW + timedelta(milliseconds=100 * number)
                participants.join(destinations.of_code(hall.code), moment)
        with database.transaction():
            document = changes(hall.board, 0, Audience.WALL, NOW)
    assert document["board"]["counts"]["people"] == 20
    assert document["seq"] == 2


@pytest.mark.parametrize("written", ["abcdef", " ABC def", "abc-def"])
def test_a_code_is_understood_however_people_write_it(app: Flask, written: str):
    with app.app_context():
        hall = make_hall()
        with database.transaction():
            assert destinations.of_code(written).board_id == hall.board


def test_an_unknown_code_says_what_to_do(app: Flask):
    with app.app_context(), database.transaction(), pytest.raises(UnknownBoard):
        destinations.of_code("zzzzzz")


def test_codes_have_no_sign_that_is_misread():
    assert set(codes.ALPHABET) & set("0o1li") == set()


def test_a_form_belongs_to_who_got_it():
    mine, other = tokens.fresh(), tokens.fresh()
    assert tokens.knows(mine, tokens.form_token(mine))
    assert not tokens.knows(other, tokens.form_token(mine))
    assert not tokens.knows(mine, "")
