"""A wave that is being closed waits for answers that are being sent, and not the other way."""

import pytest
import sqlalchemy as sa

from participation.base import database, rewriting
from participation.base.words.languages import LANGUAGES
from participation.respond import service
from participation.respond.answers import letterbox, resting
from participation.respond.answers.letterbox import Payload
from participation.respond.drafts.secret import Secret
from participation.respond.pages.visits import enter
from tests.support.postgres import on_postgres
from tests.support.sqlite import on_sqlite

pytestmark = pytest.mark.usefixtures("wave")


def close_at_once(app, wave):
    with app.extensions["database"].connect() as other:
        other.execute(sa.text("SET LOCAL lock_timeout = '50ms'"))
        other.execute(sa.text("UPDATE wave SET closed_at = now() WHERE id = :id"), {"id": wave})
        other.rollback()


@on_postgres
def test_a_wave_is_not_closed_between_reading_it_and_sending(app, wave):
    with app.test_request_context("/f/probe/de/send", method="POST"):
        enter("probe", LANGUAGES["de"], hold=True)
        with pytest.raises(sa.exc.OperationalError, match="lock timeout"):
            close_at_once(app, wave)
        database.rollback()
    close_at_once(app, wave)


@on_sqlite
def test_a_close_lets_others_write_between_its_steps_for_longer_than_they_nap(
    app, wave, monkeypatch
):
    monkeypatch.setattr(rewriting, "CHUNK", 4)
    monkeypatch.setattr(resting, "AT_ONCE", 4)
    naps = []

    def write_at_once(seconds):
        """What somebody else does meanwhile, who waits for nothing."""
        naps.append(seconds)
        raw = app.extensions["database"].raw_connection()
        raw.driver_connection.execute("PRAGMA busy_timeout=0")
        raw.driver_connection.execute("BEGIN IMMEDIATE")
        raw.driver_connection.execute("ROLLBACK")
        raw.driver_connection.execute("PRAGMA busy_timeout=10000")
        raw.close()

    monkeypatch.setattr(rewriting.time, "sleep", write_at_once)
    with app.app_context():
        for number in range(12):
            sent = Payload(
                {}, {"wish": f"Wunsch {number}"}, "de", "", too_fast=False, hidden_filled=False
            )
            with database.transaction() as connection:
                letterbox.send(connection, Secret.fresh(wave), sent)
        service.settle(wave)
    steps_of_texts, full_chunks = 2, 3 * 3
    assert len(naps) == steps_of_texts + full_chunks
    assert min(naps) > 0.1  # SQLite's own handler looks again at least that often
