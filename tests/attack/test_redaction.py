"""What a person strikes out of a free text is gone: from the table, the file and SQLite's log."""

import uuid
from pathlib import Path

import pytest

from participation.base import database
from participation.respond import service
from participation.respond.answers import letterbox
from participation.respond.answers.letterbox import Payload
from participation.respond.answers.stored import texts as stored_texts
from participation.respond.drafts.secret import Secret
from tests.support import county
from tests.support.staff import staff_client

NAME = "Quittenbaum"


@pytest.fixture
def wave(app):
    with app.app_context():
        county.make_county()
        wave_id = county.make_wave()
        for text in (f"Fragen Sie {NAME}", *["Mehr Busse"] * 9):
            payload = Payload({}, {"wish": text}, "de", "", too_fast=False, hidden_filled=False)
            with database.transaction() as connection:
                letterbox.send(connection, Secret.fresh(wave_id), payload)
        service.settle(wave_id)
        return wave_id


def stored(app) -> bytes:
    """The bytes in which the free texts lie."""
    engine = app.extensions["database"]
    if engine.dialect.name == "sqlite":
        folder = app.config["SETTINGS"].instance
        return b"".join(path.read_bytes() for path in folder.glob("vielstimmig.db*"))
    with engine.connect() as connection:
        connection.exec_driver_sql("CHECKPOINT")
        place = "SELECT setting || '/' || pg_relation_filepath('free_text') FROM pg_settings WHERE name = 'data_directory'"
        return Path(connection.exec_driver_sql(place).scalar_one()).read_bytes()


def the_text(app, wave) -> uuid.UUID:
    with app.app_context(), database.transaction():
        return next(t.id for t in service.pending_texts(wave) if NAME in t.text)


def test_struck_out_words_leave_no_bytes(app, wave):
    desk = staff_client(app)
    assert NAME.encode() in stored(app)
    page = desk.page(f"/desk/surveys/{wave}/texts/{the_text(app, wave)}")
    desk.submit(page, text="Fragen Sie …", do="release")
    with app.app_context(), database.transaction():
        assert [text for _, _, text in stored_texts(wave)] == ["Fragen Sie …"]
    assert NAME.encode() not in stored(app)
