"""Somebody takes the whole database and knows who sent what in which order: nothing to find.

Known answers are sent in a known order, each with a number of its own and a text of its own. Then
every file of the instance is read; on PostgreSQL transaction numbers and places of rows are.
"""

import random
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.respond import service
from participation.respond.answers import letterbox
from participation.respond.answers.letterbox import Payload
from participation.respond.drafts.secret import Secret
from participation.respond.models import Answer, FreeText, Letter
from tests.support import county
from tests.support.postgres import on_postgres

K = 10
BATCHES = 12
FIRST = 700_001
TODAY = date(2026, 5, 4)


@pytest.fixture
def wave(app: Flask):
    with app.app_context():
        county.make_county()
        yield county.make_wave()


def send(wave, number: int) -> None:
    payload = Payload(
        {"hours": number},
        {"wish": f"Wunsch-{number}"},
        "de",
        "",
        too_fast=False,
        hidden_filled=False,
    )
    with database.transaction() as connection:
        letterbox.send(connection, Secret.fresh(wave), payload)


def fill(wave, batches: int = BATCHES) -> list[list[int]]:
    """Sends ``batches`` of K answers; the box is emptied after each. Returns the orders of sending."""
    orders = []
    for batch in range(batches):
        numbers = list(range(FIRST + batch * K, FIRST + (batch + 1) * K))
        random.shuffle(numbers)
        for number in numbers:
            send(wave, number)
        letterbox.empty(database.engine(), wave, K, TODAY)
        orders.append(numbers)
    return orders


def files(instance: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(instance.rglob("*")) if path.is_file())


def found_order(app: Flask, table: str, numbers: list[int]) -> list[int]:
    """The order in which a thief finds what was sent: places in the file, or of the rows."""
    engine = app.extensions["database"]
    if engine.dialect.name == "postgresql":
        column = "answers->>'hours'" if table == "answer" else "substr(text, 8)"
        table = "answer" if table == "answer" else "resting_text"
        with engine.connect() as connection:
            rows = connection.exec_driver_sql(
                f"SELECT {column} FROM {table} ORDER BY ctid"
            ).scalars()
            return [number for row in rows if (number := int(row)) in set(numbers)]
    letterbox.wipe(engine)
    stolen = (app.config["SETTINGS"].instance / "vielstimmig.db").read_bytes()
    sign = b'"hours": %d' if table == "answer" else b"Wunsch-%d"
    return sorted(numbers, key=lambda number: stolen.index(sign % number))


def same_places(one: list[int], other: list[int]) -> int:
    return sum(a == b for a, b in zip(one, other, strict=True))


def test_the_order_of_sending_is_nowhere_in_the_files(app, wave):
    orders = fill(wave)
    for table in ("answer", "free_text"):
        hits = sum(same_places(sent, found_order(app, table, sent)) for sent in orders)
        assert hits < 3 * BATCHES, "by chance one of a batch stands in its place"


def test_a_text_is_not_tied_to_its_answer(app, wave):
    orders = fill(wave)
    hits = sum(
        same_places(found_order(app, "answer", sent), found_order(app, "free_text", sent))
        for sent in orders
    )
    assert hits < 3 * BATCHES


@on_postgres
def test_one_batch_is_one_transaction_and_after_the_close_all_are(wave):
    fill(wave, 3)
    numbers = "SELECT xmin::text, count(*) FROM answer GROUP BY 1"
    with database.engine().connect() as connection:
        assert [count for _, count in connection.exec_driver_sql(numbers)] == [K] * 3
    service.settle(wave)
    with database.engine().connect() as connection:
        assert [count for _, count in connection.exec_driver_sql(numbers)] == [3 * K]
        ordered = connection.execute(sa.select(Answer.id).order_by(sa.text("ctid"))).scalars().all()
    assert ordered == sorted(ordered)


def test_an_emptied_box_leaves_no_bytes(app, wave):
    send(wave, FIRST)
    with database.engine().connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(Letter)).scalar_one() == 1
    service.settle(wave)
    with database.engine().connect() as connection:
        if connection.dialect.name == "postgresql":
            assert connection.exec_driver_sql("SELECT pg_relation_size('letter')").scalar_one() == 0
            return
    stolen = files(app.config["SETTINGS"].instance)
    assert stolen.count(b'"hidden_filled"') == 0
    assert stolen.count(b"Wunsch-%d" % FIRST) == 1


def test_a_draft_cannot_be_read_without_its_cookie(app, client, wave):
    page = client.submit(client.page("/f/probe/de/"), "begin")
    for _ in range(3):
        page = client.submit(page, "answer", do="skip")
    client.submit(page, "answer", wish="Streng-Geheim", do="next")
    cookie = client.get_cookie("answers", path="/f/probe/").value
    stolen = files(app.config["SETTINGS"].instance)
    with database.engine().connect() as connection:
        rows = repr(connection.exec_driver_sql("SELECT * FROM draft").all()).encode()
    for secret in (b"Streng-Geheim", cookie.encode(), Secret.read(cookie, wave).value):
        assert secret not in stolen
        assert secret not in rows


@pytest.mark.usefixtures("wave")
def test_drafts_of_few_and_of_many_answers_are_as_long(client):
    page = client.submit(client.page("/f/probe/de/"), "begin")
    lengths = set()
    for _ in range(3):
        page = client.submit(page, "answer", do="next", works="no", need="work")
        with database.engine().connect() as connection:
            lengths.add(
                connection.exec_driver_sql("SELECT length(ciphertext) FROM draft").scalar_one()
            )
    assert len(lengths) == 1


def test_a_redacted_text_is_gone_from_the_files(app, wave):
    for number in range(K):
        send(wave, FIRST + number)
    service.settle(wave)
    with database.transaction():
        text = next(t for t in service.pending_texts(wave) if t.text == f"Wunsch-{FIRST}")
        service.review_text(wave, text.id, service.Decision.RELEASE, "Wunsch")
    letterbox.wipe(database.engine())
    with database.engine().connect() as connection:
        assert connection.execute(sa.select(FreeText.text)).scalars().all().count("Wunsch") == 1
    assert b"Wunsch-%d" % FIRST not in files(app.config["SETTINGS"].instance)


def test_no_table_of_answers_has_a_time(app):
    for model in (Answer, FreeText, Letter):
        kinds = {column.type.python_type.__name__ for column in model.__table__.columns}
        assert not kinds & {"datetime", "date", "float"}, model
    del app
