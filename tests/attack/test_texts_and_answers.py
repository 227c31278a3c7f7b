"""Somebody with all files wants to know which answer a text belongs to: batch and language say nothing.

The attacker takes what each database keeps of how rows came: PostgreSQL's transaction numbers, the
places of rows in SQLite's file. A text can belong to an answer in its language that was written
when it was. Told is how many texts he is expected to place if he guesses among those left.
"""

import random
from collections import defaultdict
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.respond import service
from participation.respond.answers import letterbox, resting
from participation.respond.answers.letterbox import Payload
from participation.respond.drafts.secret import Secret
from participation.studies.waves import codes as codes_of
from tests.support import county
from tests.support.postgres import on_postgres

K = 10
BATCHES = 12
FIRST = 700_001
LANGUAGES = ("de", "ar", "uk", "ru")
TODAY = date(2026, 5, 4)


@pytest.fixture
def wave(app: Flask):
    with app.app_context():
        county.make_county()
        yield county.make_wave()


@pytest.fixture
def said(wave):
    """Number of an answer, which its text names too → its language."""
    chance, spoken = random.Random(5), {}
    for number in range(FIRST, FIRST + BATCHES * K):
        spoken[number] = chance.choice(LANGUAGES)
        payload = Payload(
            {"hours": number},
            {"wish": f"Wunsch-{number}"},
            spoken[number],
            "",
            too_fast=False,
            hidden_filled=False,
        )
        with database.transaction() as connection:
            letterbox.send(connection, Secret.fresh(wave), payload)
        letterbox.empty(database.engine(), wave, K, TODAY)
    return spoken


def moments(app: Flask, numbers) -> tuple[dict[int, int], dict[int, int]]:
    """When answers and texts were written, as far as the files tell it."""
    engine = app.extensions["database"]
    if engine.dialect.name == "postgresql":
        answers = "SELECT (answers->>'hours')::int, xmin::text::int FROM answer"
        texts = " UNION ALL ".join(
            f"SELECT substr(text, 8)::int, xmin::text::int FROM {table}"
            for table in ("resting_text", "free_text")
        )
        with engine.connect() as connection:
            return tuple(dict(map(tuple, connection.exec_driver_sql(q))) for q in (answers, texts))
    letterbox.wipe(engine)
    stolen = (app.config["SETTINGS"].instance / "vielstimmig.db").read_bytes()
    found = []
    for sign in (b'"hours": %d', b"Wunsch-%d"):
        lying = sorted(numbers, key=lambda number, sign=sign: stolen.index(sign % number))
        found.append({number: place // K for place, number in enumerate(lying)})
    return found[0], found[1]


def placed(app: Flask, spoken: dict[int, str]) -> float:
    """How many texts the attacker is expected to give to their answer."""
    answers, texts = moments(app, spoken)
    assert answers.keys() == texts.keys() == spoken.keys()
    known, hits = sorted(set(texts.values())), 0.0
    since = dict(zip(known, [min(answers.values()) - 1, *known], strict=False))
    candidates: dict[tuple[int, str], set[int]] = defaultdict(set)
    for moment in known:
        for number, written in answers.items():
            if since[moment] < written <= moment:
                candidates[moment, spoken[number]].add(number)
    for number, moment in texts.items():
        among = candidates[moment, spoken[number]]
        hits += (number in among) / len(among) if among else 0
    return hits


CHANCE = len(LANGUAGES)
"""Who knows the languages alone places one text of each."""


def test_an_open_wave_ties_no_text_to_its_answer(app, said):
    assert placed(app, said) < 2.5 * CHANCE


def test_a_portion_ties_none_either(app, wave, said):
    assert resting.show_portion(database.engine(), wave, K, TODAY) == (BATCHES - 1) * K
    assert placed(app, said) < 2.5 * CHANCE


def test_the_close_ties_none(app, wave, said):
    service.settle(wave)
    assert placed(app, said) < 2.5 * CHANCE


@on_postgres
def test_the_attacker_finds_what_was_written_by_batch(app, wave, said, monkeypatch):
    """The test can fail: with a pool of one batch, he places many."""
    with database.engine().begin() as connection:
        for table in ("answer", "resting_text", "resting"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
    monkeypatch.setattr(resting, "MIXED", 1)
    for number, language in said.items():
        words = {"wish": f"Wunsch-{number}"}
        payload = Payload(
            {"hours": number}, words, language, "", too_fast=False, hidden_filled=False
        )
        with database.transaction() as connection:
            letterbox.send(connection, Secret.fresh(wave), payload)
        letterbox.empty(database.engine(), wave, K, TODAY)
    assert placed(app, said) > 6 * CHANCE


@on_postgres
def test_nothing_is_left_of_how_texts_lay_before(wave, said):
    del wave
    with database.engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("CHECKPOINT")
        where = "current_setting('data_directory') || '/' || pg_relation_filepath('resting_text')"
        stolen = bytes(
            connection.exec_driver_sql(f"SELECT pg_read_binary_file({where})").scalar_one()
        )
    assert [stolen.count(b"Wunsch-%d" % number) for number in said] == [1] * len(said)


@on_postgres
def test_codes_and_receipts_keep_no_order_of_spending(wave):
    with database.transaction():
        codes = codes_of.make_codes(wave, 60)
    order = random.Random(3).sample(codes, len(codes))
    for code in order:
        payload = Payload({}, {}, "de", "", too_fast=False, hidden_filled=False)
        with database.transaction() as connection:
            letterbox.send(connection, Secret.fresh(wave), payload, code)
        letterbox.empty(database.engine(), wave, K, TODAY)
    service.settle(wave)
    with database.engine().connect() as connection:
        for table, key in (("code", "hmac"), ("receipt", "hash"), ("answer", "id")):
            lying = sa.text(f"SELECT {key}, xmin::text FROM {table} ORDER BY ctid")
            rows = connection.execute(lying).all()
            keys = [bytes(row[0]) if key != "id" else row[0].bytes for row in rows]
            assert len(rows) == len(codes)
            assert keys == sorted(keys)
            assert len({row[1] for row in rows}) == 1
