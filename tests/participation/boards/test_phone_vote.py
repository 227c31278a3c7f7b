"""The vote with forms alone: dots one by one, a form of opinions, and what came of it."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.boards.models import Board, Vote
from participation.boards.service import boards
from participation.boards.service.boards import NoteDraft
from tests.support.boards import Hall, join, make_hall
from tests.support.client import CheckedClient, Page
from tests.support.sqlite import on_both, on_sqlite

pytestmark = on_sqlite
NOW = datetime(2027, 6, 1, 10, tzinfo=UTC)
BUS, KITA = uuid.UUID(int=1), uuid.UUID(int=2)


def put(app: Flask, hall: Hall, **fields: object) -> None:
    with app.app_context(), database.transaction() as connection:
        connection.execute(sa.update(Board).where(Board.id == hall.board).values(**fields))


def open_vote(app: Flask, kind: str = "dots", dots: int = 2) -> Hall:
    with app.app_context():
        hall = make_hall()
        with database.transaction():
            for note, text in ((BUS, "Mehr Busse"), (KITA, "Kita-Plätze")):
                boards.write_note(hall.board, None, NoteDraft(note, "needs", text), NOW)
    put(app, hall, phase="vote", vote_kind=kind, dots=dots)
    return hall


def joined(client: CheckedClient) -> Page:
    return client.submit(client.page("/b/abcdef/de/"), "join")


def press(client: CheckedClient, page: Page, **button: str) -> Page:
    return client.submit(page, "vote", **button)


def test_dots_are_given_and_taken_back_and_never_more_than_one_has(
    app: Flask, client: CheckedClient
):
    open_vote(app)
    page = joined(client)
    assert "Danach nicht mehr" in page.text
    for _ in range(2):
        page = press(client, page, plus=str(BUS))
    assert "Punkte übrig: 0 von 2" in page.text
    refused = press(client, page, plus=str(KITA))
    assert refused.status == 409
    assert "Punkte übrig: 0 von 2" in refused.text
    page = press(client, page, minus=str(BUS))
    assert "Punkte übrig: 1 von 2" in page.text
    assert "Ihre Stimme ist gespeichert" in press(client, page, do="done").text


def test_results_are_told_after_the_vote_alone(app: Flask, client: CheckedClient):
    hall = open_vote(app)
    page = press(client, joined(client), plus=str(KITA))
    assert "Punkte: 1" not in page.text
    put(app, hall, phase="results")
    answer = client.page("/b/abcdef/de/")
    assert "Kita-Plätze" in answer.text
    assert "Punkte: 1" in answer.text
    assert "Mehr Busse" not in answer.text


def test_what_all_agree_on_stands_first(app: Flask, client: CheckedClient):
    hall = open_vote(app, "statements")
    for number in range(5):
        phone = app.test_client()
        says = {f"v:{BUS}": "agree", f"v:{KITA}": "agree" if number % 2 else "disagree"}
        press(phone, joined(phone), **says, do="done")
    put(app, hall, phase="results")
    page = joined(client)
    assert page.text.index("fast alle einig") < page.text.index("Mehr Busse")
    assert page.text.index("am wichtigsten") < page.text.index("Kita-Plätze")
    assert "stimmen zu: 5, stimmen nicht zu: 0, weiß nicht: 0" in page.text


def test_who_passes_makes_no_result_weaker(app: Flask, client: CheckedClient):
    hall = open_vote(app, "statements")
    # Of those who said yes or no 3 of 4 want buses and 4 of 6 places; many pass on the buses.
    buses = ["agree"] * 3 + ["disagree"] + ["pass"] * 5
    places = ["agree"] * 4 + ["disagree"] * 2
    with app.app_context():
        rows = [
            {"target": note, "participant_id": join(hall)[0], "board_id": hall.board, "value": word}
            for note, said in ((BUS, buses), (KITA, places))
            for word in said
        ]
        with database.transaction() as connection:
            connection.execute(sa.insert(Vote), rows)
    put(app, hall, phase="results")
    page = joined(client)
    assert page.text.index("Mehr Busse") < page.text.index("Kita-Plätze")
    assert "stimmen zu: 3, stimmen nicht zu: 1, weiß nicht: 5" in page.text


def test_ratings_are_kept_and_told_as_a_mean(app: Flask, client: CheckedClient):
    hall = open_vote(app, "rating")
    page = press(client, joined(client), **{f"r:{BUS}": "4"}, do="done")
    assert "Ihre Stimme ist gespeichert" in page.text
    put(app, hall, phase="results")
    assert "im Mittel 4 von 5 (Stimmen: 1)" in client.page("/b/abcdef/de/").text


@on_both
def test_a_form_of_thousands_of_things_keeps_the_known_ones_in_a_few_steps(
    app: Flask, client: CheckedClient
):
    open_vote(app, "statements")
    page = joined(client)
    steps: list[str] = []

    def count(*args: Any) -> None:
        steps.append(args[2])

    engine = app.extensions["database"]
    sa.event.listen(engine, "before_cursor_execute", count)
    strange = {f"v:{uuid.UUID(int=n)}": "agree" for n in range(100, 1000)}
    data = page.fields("vote") | strange | {f"v:{KITA}": "agree", f"v:{BUS}": "no word"}
    answer = client.post("/b/abcdef/de/vote", data=data)
    sa.event.remove(engine, "before_cursor_execute", count)
    assert answer.status_code == 303
    assert len(steps) < 60
    with app.app_context():
        kept = database.connection().execute(sa.select(Vote.target, Vote.value)).all()
    assert [tuple(row) for row in kept] == [(KITA, "agree")]


def test_a_vote_after_the_end_is_refused_in_words(app: Flask, client: CheckedClient):
    hall = open_vote(app)
    page = joined(client)
    put(app, hall, phase="results")
    late = press(client, page, plus=str(BUS))
    assert late.status == 409
    assert "Die Zeit dafür ist vorbei" in late.text


@on_both
@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("dots", {"targets": f"{BUS},{KITA}"}),
        ("dots", {"targets": ""}),
    ],
)
def test_a_script_sends_all_dots_at_once(
    app: Flask, client: CheckedClient, path: str, fields: dict[str, str]
):
    open_vote(app)
    token = joined(client).fields("vote")["form_token"]
    answer = client.post(
        f"/b/abcdef/de/{path}",
        data=fields | {"form_token": token},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 200
    left = 2 - len([key for key in fields["targets"].split(",") if key])
    assert f"Punkte übrig: {left} von 2" in client.page("/b/abcdef/de/").text
