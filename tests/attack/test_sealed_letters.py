"""Somebody holds the database, its transaction numbers and its log, but not the instance folder.

A letter is written together with the code it spends. The numbers tie the two, and a log keeps
letters that were long taken out of the box; so a letter says nothing without the key.
"""

import json
import uuid
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from participation.base import database
from participation.base.keys import Keys
from participation.respond.answers import letterbox, sealing
from participation.respond.answers.letterbox import Payload
from participation.respond.drafts.secret import Secret
from participation.respond.models import Answer, Letter
from participation.studies.waves.codes import make_codes
from tests.support import county
from tests.support.postgres import on_postgres

DAY = date(2026, 5, 4)
SAID = "Quittengarten"


@pytest.fixture
def wave(app):
    with app.app_context():
        county.make_county()
        yield county.make_wave(needs_code=True)


def send(wave: uuid.UUID, text: str = SAID) -> None:
    with database.transaction():
        code = make_codes(wave, 1)[0]
    payload = Payload(
        {"works": "yes"}, {"wish": text}, "de", "", too_fast=False, hidden_filled=False
    )
    with database.transaction() as connection:
        letterbox.send(connection, Secret.fresh(wave), payload, code)


def letters() -> list[str]:
    with database.engine().connect() as connection:
        found = connection.execute(sa.select(Letter.payload)).scalars()
        return [json.dumps(payload) for payload in found]


def log(app) -> bytes:
    """All bytes of the database's files and log."""
    with database.engine().connect() as connection:
        if connection.dialect.name == "postgresql":
            folder = Path(connection.exec_driver_sql("SHOW data_directory").scalar_one())
            connection.exec_driver_sql("SELECT pg_switch_wal()")
        else:
            folder = app.config["SETTINGS"].instance
    return b"".join(path.read_bytes() for path in folder.rglob("*") if is_log(path))


def is_log(path: Path) -> bool:
    return path.is_file() and (path.parent.name == "pg_wal" or path.name.endswith((".db", "-wal")))


def test_files_and_log_hold_no_letter_that_can_be_read(app, wave):
    send(wave)
    stolen = log(app)
    assert stolen.count(b"sealed") > 0
    assert SAID.encode() not in stolen


def test_letters_of_few_and_of_many_words_are_as_long(wave):
    send(wave, "Ja")
    send(wave, "ا" * 1000)
    assert len({len(letter) for letter in letters()}) == 1


@on_postgres
def test_the_number_of_a_transaction_leads_from_a_code_to_no_words(wave):
    send(wave)
    with database.engine().connect() as connection:
        tied = "SELECT l.payload::text FROM letter l JOIN code c ON l.xmin::text = c.xmin::text"
        (found,) = connection.exec_driver_sql(tied).scalars()
    assert "works" not in found
    assert SAID not in found


def test_a_rotated_key_still_opens_the_box(app, wave):
    send(wave)
    Keys.rotate(app.config["SETTINGS"].instance)
    assert letterbox.empty(database.engine(), wave, 1, DAY) == 1


def test_a_letter_of_a_lost_key_waits_and_holds_nobody_up(wave, monkeypatch):
    send(wave)
    with monkeypatch.context() as lost:
        lost.setattr(sealing, "_keys", lambda: [bytes(32)])
        send(wave)
        assert letterbox.empty(database.engine(), wave, 1, DAY) == 1
    assert len(letters()) == 1
    assert letterbox.empty(database.engine(), wave, 1, DAY) == 1
    with database.engine().connect() as connection:
        assert connection.execute(sa.select(sa.func.count(Answer.id))).scalar_one() == 2


@pytest.mark.parametrize("damaged", [{}, {"sealed": "ä"}, {"sealed": "AA=="}])
def test_a_damaged_letter_holds_nobody_up(wave, damaged):
    with database.engine().begin() as connection:
        connection.execute(sa.insert(Letter).values(id=uuid.uuid4(), wave_id=wave, payload=damaged))
    send(wave)
    assert letterbox.empty(database.engine(), wave, 1, DAY) == 1
