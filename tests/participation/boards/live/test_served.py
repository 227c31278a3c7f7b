"""The live part of the shipped server, on real lines."""

import json
import signal

import pytest
import sqlalchemy as sa

from participation.base import database
from participation.boards.events import links
from participation.boards.models import Participant
from participation.boards.service.boards import BoardRole
from tests.support.boards import make_hall
from tests.support.phones import Stream, link_cookie, person_cookie, write
from tests.support.postgres import fresh_database
from tests.support.server import free_port, here, serving, workshop
from tests.support.visitor import Visitor


def test_below_a_sub_path_everybody_hears_until_their_right_ends(tmp_path):
    settings = here(tmp_path / "instance", path="/stimmen")
    with workshop(settings), serving(settings, tmp_path) as server:
        hall = make_hall()
        person, anna = person_cookie(hall)
        _, blocked = person_cookie(hall)
        wall = link_cookie(hall, BoardRole.WALL)
        phone, screen = Stream(settings, hall, anna), Stream(settings, hall, wall)
        other = Stream(settings, hall, blocked)
        write(hall, "aus einem anderen Prozess")
        assert phone.until("aus einem anderen Prozess") == ["aus einem anderen Prozess"]
        assert screen.until("aus einem anderen Prozess") == ["aus einem anderen Prozess"]
        with database.transaction() as connection:
            links.withdraw(hall.event, hall.workshop, BoardRole.WALL)
            connection.execute(
                sa.update(Participant).where(Participant.id != person).values(blocked=True)
            )
        assert list(screen.events())[-1] == ("end", {"code": "withdrawn"})
        assert list(other.events())[-1] == ("end", {"code": "blocked"})
        assert Stream(settings, hall, wall).answer.status == 403
        server.stop()  # with the phone's stream still open
        assert ("end", {"code": "withdrawn"}) not in list(phone.events())
        assert "Traceback" not in server.output()
        assert server.process.returncode == -signal.SIGTERM  # it ended by itself, not killed


@pytest.mark.postgres
def test_two_processes_on_one_postgres_tell_each_other_at_once(tmp_path):
    with fresh_database() as url:
        settings = here(tmp_path / "instance", database_url=url)
        other = free_port()
        with (
            workshop(settings),
            serving(settings, tmp_path),
            serving(settings, tmp_path, port=other),
        ):
            hall = make_hall()
            streams = [
                Stream(settings, hall, person_cookie(hall)[1], port=p) for p in (None, other)
            ]
            write(hall, "an alle")
            for stream in streams:
                assert stream.until("an alle") == ["an alle"]
                assert ("people", {"people": 2}) in stream.events()  # one here, one there


def test_a_plain_wsgi_server_answers_polls_alike(app):
    with app.app_context():
        hall = make_hall()
        _, anna = person_cookie(hall)
        write(hall, "eins")
        last = write(hall, "zwei")
        client = app.test_client()
        client.set_cookie(*anna.split("="), path="/b/", domain="localhost")
        address = f"/b/poll/{hall.board}"
        answer = client.get(f"{address}?since={last - 1}")
        assert [note["text"] for note in answer.json["notes"]] == ["zwei"]
        assert (answer.json["seq"], answer.headers["Cache-Control"]) == (last, "no-store")
        assert client.get(f"{address}?since={last}").status_code == 204
        assert len(client.get(f"{address}?since={last + 9}&as=participant").json["notes"]) == 2
        refused = client.get(f"{address}?as=moderator")
        assert (refused.status_code, refused.json) == (403, {"code": "withdrawn"})
        assert client.get(f"{address}?as=nobody").status_code == 403
        assert client.get("/b/poll/00000000-0000-4000-8000-000000000000").json == {"code": "gone"}


def test_served_polls_and_plain_ones_say_the_same(tmp_path):
    settings = here(tmp_path / "instance")
    with workshop(settings) as app, serving(settings, tmp_path):
        hall = make_hall()
        _, anna = person_cookie(hall)
        for number in range(30):
            write(hall, f"Zettel {number}")
        client = app.test_client()
        client.set_cookie(*anna.split("="), path="/b/", domain="127.0.0.1")
        address = f"/b/poll/{hall.board}?since=12"
        plain = client.get(address, base_url=settings.public_url).json
        served = Visitor(settings).send("GET", address, headers={"Cookie": anna})
        assert json.loads(served.body) | {"now": 0} == plain | {"now": 0}
        assert served.headers["X-People"] == "0"
