"""A hall whose server dies and whose network breaks: every note stands on the board, once."""

import http.client
import json
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import sqlalchemy as sa

from participation.base import database
from participation.boards.base.audit import Acting
from participation.boards.base.errors import Moved
from participation.boards.events import links
from participation.boards.models import Board, Note
from participation.boards.notes import grouping
from participation.boards.service.boards import BoardRole
from tests.support.boards import make_hall
from tests.support.phones import Phone, Stream, link_cookie, people, stored, write
from tests.support.server import here, serving, workshop
from tests.support.visitor import Visitor

NOW = datetime(2027, 6, 1, 10, tzinfo=UTC)
SIZE, AT_ONCE = 200, 8
KILLS = (41, 90, 60)
HTML = '<script>alert(1)</script><b onclick="x">fett</b> & "Zitat" \u202e'


def post_all(phones, at=0, act=lambda: None):
    """Everybody who is not acknowledged tries once; ``act`` at the ``at``-th acknowledgement."""
    lock, arrived = threading.Lock(), []

    def attempt(phone):
        with suppress(OSError, http.client.HTTPException):  # the server is gone
            phone.proceed()
            with lock:
                arrived.append(phone)
                if len(arrived) == at:
                    act()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done in pool.map(attempt, [phone for phone in phones if not phone.acknowledged]):
            assert done is None


def crowd(hall, settings, size):
    return [
        Phone(settings, hall, secret, f"Zettel {number}")
        for number, secret in enumerate(people(hall, size))
    ]


def test_a_server_killed_while_200_phones_post_loses_no_note_and_doubles_none(tmp_path):
    settings = here(tmp_path / "instance")
    with workshop(settings), serving(settings, tmp_path) as server:
        hall = make_hall(queue=False)
        phones = crowd(hall, settings, SIZE)
        for kill in KILLS:
            post_all(phones, kill, server.kill)
            assert not all(phone.acknowledged for phone in phones)
            server.start()
        post_all(phones)
        assert all(phone.acknowledged for phone in phones)
        assert stored(hall) == Counter(f"Zettel {number}" for number in range(SIZE))


def test_phones_cut_off_while_they_post_and_listen_find_every_note_once(tmp_path):
    settings = here(tmp_path / "instance")
    with workshop(settings), serving(settings, tmp_path):
        hall = make_hall(queue=False)
        phones = crowd(hall, settings, 40)
        here_, cut = phones[::2], phones[1::2]
        streams = {phone.key: Stream(settings, hall, phone.cookie) for phone in phones}
        got = {phone.key: [] for phone in phones}
        heard = {}
        phones[0].proceed()
        for phone in phones:
            got[phone.key] += streams[phone.key].until(phones[0].text)
        for phone in cut:
            heard[phone.key] = streams[phone.key].seq
            streams[phone.key].close()
            phone.post_and_vanish()
        post_all(here_)
        for phone in cut:
            phone.proceed()
            streams[phone.key] = Stream(settings, hall, phone.cookie, since=heard[phone.key])
        end = Phone(settings, hall, people(hall, 1)[0], "Schluss")
        end.proceed()
        everything = Counter([*(phone.text for phone in phones), "Schluss"])
        for phone in phones:
            got[phone.key] += streams[phone.key].until("Schluss")
            assert Counter(got[phone.key]) == everything
        assert stored(hall) == everything


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A board on a server that nobody kills."""
    folder = tmp_path_factory.mktemp("boards")
    settings = here(folder / "instance")
    with workshop(settings), serving(settings, folder):
        yield make_hall(queue=False), settings


def put(**fields):
    with database.transaction() as connection:
        connection.execute(sa.update(Board).values(**fields))


def test_a_note_of_ten_thousand_characters_is_answered_by_a_sentence_and_kept_in_the_form(house):
    hall, settings = house
    phone = crowd(hall, settings, 1)[0]
    answer = phone.post("x" * 10_000)
    assert (answer.status, json.loads(answer.body)["code"]) == (422, "bad_note")
    page = phone.post("x" * 10_000, script=False)
    assert (page.status, "x" * 10_000 in page.text) == (422, True)
    assert phone.text not in stored(hall)


def test_a_note_of_html_stays_text_wherever_it_is_shown(house):
    hall, settings = house
    phone, reader = crowd(hall, settings, 2)
    phone.text = HTML
    phone.proceed()
    kept = next(text for text in stored(hall) if "script" in text)
    result = Stream(settings, hall, reader.cookie).until(kept)
    wall = link_cookie(hall, BoardRole.WALL)
    for path, cookie in (
        (f"/b/{hall.code}/de/", phone.cookie),
        (f"/b/{hall.code}/de/others", reader.cookie),
        (f"/b/wall/{hall.code}", wall),
    ):
        page = Visitor(settings).send("GET", path, headers={"Cookie": cookie}).text
        assert "&lt;script&gt;alert(1)" in page, path
        assert "<script>alert" not in page
    assert result[-1].startswith("<script>alert(1)</script>")


def test_a_note_for_a_closed_phase_is_refused_by_name_and_given_back(house):
    hall, settings = house
    phone = crowd(hall, settings, 1)[0]
    put(phase="vote")
    answer = phone.post()
    assert (answer.status, json.loads(answer.body)["code"]) == (409, "phase_over")
    assert "bleibt auf diesem Gerät" in json.loads(answer.body)["problem"]
    page = phone.post(script=False)
    put(phase="collect")
    assert (page.status, phone.text in page.text) == (409, True)
    assert phone.text not in stored(hall)


def test_a_withdrawn_link_ends_the_wall_and_says_so(house):
    hall, settings = house
    wall = link_cookie(hall, BoardRole.WALL)
    stream = Stream(settings, hall, wall)
    write(hall, "eins")
    assert stream.until("eins")[-1] == "eins"
    with database.transaction():
        links.withdraw(hall.event, hall.workshop, BoardRole.WALL)
    crowd(hall, settings, 1)[0].proceed()  # with the next change, not only after a while
    assert list(stream.events())[-1] == ("end", {"code": "withdrawn"})
    page = Visitor(settings).send("GET", f"/b/wall/{hall.code}", headers={"Cookie": wall})
    assert (page.status, "Dieser Link gilt nicht mehr" in page.text) == (403, True)


def test_of_many_who_move_the_same_note_at_once_one_does_and_the_others_are_told(app):
    result = Counter()

    def move(hall, note, target, gate):
        with app.app_context():
            gate.wait()
            try:
                with database.transaction():
                    grouping.assign(Acting(hall.board, "second", NOW), [note], target, seen=None)
            except Moved:
                result["moved"] += 1
            else:
                result[target] += 1

    with app.app_context():
        hall = make_hall(queue=False)
        write(hall, "Bus")
        targets = [uuid4() for _ in range(6)]
        with database.transaction() as connection:
            note = connection.scalar(sa.select(Note.id))
            for number, key in enumerate(targets):
                grouping.create(Acting(hall.board, "facilitator", NOW), key, f"T{number}", None, [])
        gate = threading.Barrier(len(targets))
        with ThreadPoolExecutor(len(targets)) as pool:
            list(pool.map(lambda target: move(hall, note, target, gate), targets))
        with database.transaction() as connection:
            assert result == {"moved": 5, connection.scalar(sa.select(Note.cluster_id)): 1}
