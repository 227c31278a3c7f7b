"""Codes that are tried out by machine are braked, and no hall notices."""

from __future__ import annotations

import itertools
import random
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.base.words.languages import LANGUAGES
from participation.boards.base import codes
from participation.boards.base.kinds import BoardRole
from participation.boards.events import guesses, links
from participation.boards.events.guesses import MOST, Bucket
from participation.boards.models import Event
from tests.support.boards import make_hall
from tests.support.client import CheckedClient
from tests.support.days import county_day
from tests.support.sqlite import on_both, on_sqlite

pytestmark = on_sqlite
DOORS = ("/b/{}", "/b/{}/", "/b/{}/de/", "/b/{}/languages", "/b/wall/{}", "/b/{}/de/left")


class Clock:
    """A clock that stands until somebody moves it."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(app: Flask) -> Clock:
    made = Clock()
    app.config[guesses.KEY] = Bucket(made)
    return made


def wrong(seed: int = 1):
    """Codes that lead nowhere."""
    draw = random.Random(seed)
    made = ("".join(draw.choices(codes.ALPHABET, k=6)) for _ in itertools.count())
    return (code for code in made if code not in {"abcdef", "uvwxyz"})


def guess(client: CheckedClient, number: int, door: str = "/b/{}") -> list[int]:
    return [client.get(door.format(code)).status_code for code in itertools.islice(wrong(), number)]


@pytest.fixture
def hall(app: Flask):
    with app.app_context():
        yield make_hall()


def on_day(days: int) -> None:
    with database.transaction() as connection:
        day = county_day() + timedelta(days=days)
        connection.execute(sa.update(Event).values(day=day))


def spend(app: Flask) -> None:
    app.config[guesses.KEY].left = 0.0


@pytest.mark.usefixtures("hall")
def test_a_machine_learns_little_more_than_a_hall_mistypes(client: CheckedClient, clock: Clock):
    answers = []
    for second in range(3):  # 137 guesses a second
        clock.now = float(second)
        answers += guess(client, 137)
    assert answers.count(404) <= MOST + 1
    assert set(answers) == {404, 429}
    clock.now += 3600
    assert guess(client, 1) == [404], "an hour later all is forgiven"


@pytest.mark.usefixtures("hall", "clock")
@pytest.mark.parametrize("days", [-1, 0, 1, 40])
@pytest.mark.parametrize("door", ["/b/abcdef", "/b/ABCDEF/", "/b/uvwxyz", "/b/(abcdef)."])
def test_a_right_code_leads_in_whatever_else_is_typed(
    app: Flask, client: CheckedClient, days: int, door: str
):
    on_day(days)
    spend(app)
    assert client.get(door).status_code == 302
    page = client.page("/b/de/")
    assert client.submit(page, code="AB CD EF").status == 200
    joined = client.submit(client.page("/b/abcdef/de/"), "join")
    assert 'id="write"' in joined.html


@on_both
@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("door", DOORS)
def test_a_past_event_and_a_wrong_code_are_answered_alike_while_somebody_guesses(
    app: Flask, client: CheckedClient, hall, door: str
):
    on_day(-2)
    phone = app.test_client()
    phone.submit(phone.page("/b/abcdef/de/"), "join")
    with database.transaction():
        token = links.renew(hall.event, hall.workshop, BoardRole.FACILITATOR)
    tablet = app.test_client()
    tablet.page(f"/b/enter/{token}")
    spend(app)
    right, none = (client.get(door.format(code)) for code in ("abcdef", "zzzzzz"))
    assert (right.status_code, none.status_code) == (429, 429)
    assert right.text.replace("abcdef", "zzzzzz") == none.text
    assert phone.get("/b/abcdef/de/").status_code == 200, "who was there is known"
    assert tablet.get("/b/run/abcdef/").status_code == 200


@on_both
@pytest.mark.usefixtures("hall", "clock")
@pytest.mark.parametrize("tag", LANGUAGES)
def test_who_mistypes_meanwhile_reads_what_to_do_and_the_code_stays(
    app: Flask, client: CheckedClient, tag: str
):
    spend(app)
    page = client.submit(client.page(f"/b/{tag}/"), code="abcdex")
    assert page.status == 429
    assert page.fields()["code"] == "abcdex"
    assert 'class="problem"' in page.html


def test_the_log_says_once_that_somebody_guesses(app: Flask, clock: Clock, caplog):
    bucket: Bucket = app.config[guesses.KEY]
    for _ in range(int(MOST) * 2):
        bucket.wrong()
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    clock.now += 1 / guesses.A_SECOND
    assert not bucket.empty()


COPIED = (
    "abcdef/)",
    "abcdef/.",
    "abcdef/,",
    "abcdef/“",
    "(abcdef)/",
    "ＡＢＣＤＥＦ",
    "abcdef/»",
    "„abcdef“",
)


@pytest.mark.usefixtures("hall")
@pytest.mark.parametrize("code", COPIED)
@pytest.mark.parametrize("tag", ["ar", "uk", "de"])
def test_what_stands_around_an_address_in_a_text_does_no_harm(
    client: CheckedClient, code: str, tag: str
):
    answer = client.get(f"/b/{code}", headers={"Accept-Language": tag})
    while answer.status_code in (301, 302, 308) and answer.location != f"/b/abcdef/{tag}/":
        answer = client.get(answer.location, headers={"Accept-Language": tag})
    assert answer.location == f"/b/abcdef/{tag}/"


@pytest.mark.usefixtures("hall")
@pytest.mark.parametrize("written", ["de", "DE", "De", "de)", "de."])
def test_the_language_in_an_address_may_be_written_as_people_do(
    client: CheckedClient, written: str
):
    answer = client.get(f"/b/abcdef/{written}", follow_redirects=True)
    assert answer.request.path == "/b/abcdef/de/"
    assert client.get("/b/abcdef/nichts").status_code == 404
