"""Two processes of one installation do the same in the same moment."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from threading import Barrier, BrokenBarrierError

import pytest
import sqlalchemy as sa

from participation.base import database
from participation.respond import service
from participation.respond.answers import letterbox
from participation.respond.answers.letterbox import Payload
from participation.respond.answers.upkeep import tick as tick_answers
from participation.respond.drafts.secret import Secret
from participation.respond.models import Answer, FreeText
from tests.support import county

NUMBER = 30
WRITTEN_DOWN = ("INSERT INTO settlement", "INSERT INTO counter")


@pytest.fixture
def wave(app):
    with app.app_context():
        county.make_county()
        wave_id = county.make_wave()
        for number in range(NUMBER):
            with database.transaction() as connection:
                payload = Payload(
                    {"works": "yes"},
                    {"wish": f"Wunsch {number}"},
                    "de",
                    "",
                    too_fast=False,
                    hidden_filled=False,
                )
                letterbox.send(connection, Secret.fresh(wave_id), payload)
        return wave_id


def at_once(app, act, times=4):
    """Does ``act`` in several threads that meet in every statement of writing down that it is done."""
    meet = Barrier(times)
    engine = app.extensions["database"]

    def wait(connection, cursor, statement, *more):
        del connection, cursor, more
        if engine.dialect.name == "postgresql" and statement.startswith(WRITTEN_DOWN):
            with suppress(BrokenBarrierError):  # a lock keeps the others away: nothing to wait for
                meet.wait(0.5)

    def one():
        with app.app_context():
            act()

    sa.event.listen(engine, "before_cursor_execute", wait)
    with ThreadPoolExecutor(times) as pool:
        return [done.exception() for done in [pool.submit(one) for _ in range(times)]]


def numbers(app):
    with app.extensions["database"].connect() as connection:
        found = [sa.select(sa.func.count()).select_from(model) for model in (Answer, FreeText)]
        return [connection.execute(one).scalar_one() for one in found]


def test_settling_twice_at_once_keeps_each_answer_once_and_fails_nobody(app, wave):
    assert at_once(app, lambda: service.settle(wave)) == [None] * 4
    assert numbers(app) == [NUMBER, NUMBER]


@pytest.mark.usefixtures("wave")
def test_two_ticks_at_once_count_once(app):
    def tick() -> None:
        with database.transaction():
            tick_answers(datetime.now(UTC))

    assert at_once(app, tick) == [None] * 4
