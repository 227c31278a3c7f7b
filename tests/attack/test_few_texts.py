"""A reviewer who closes and reopens a wave at chosen moments never finds the texts of a few."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from participation.base import database
from participation.respond import service
from participation.respond.answers import letterbox
from participation.respond.answers.letterbox import Payload
from participation.respond.drafts.secret import Secret
from participation.studies.waves.waves import close as close_wave
from participation.studies.waves.waves import reopen as reopen_wave
from tests.support import county

K = 10
DAY = date(2026, 5, 4)


@pytest.fixture
def wave(app):
    with app.app_context():
        county.make_county()
        yield county.make_wave()


def answer(wave, text: str) -> None:
    payload = Payload({}, {"wish": text}, "de", "", too_fast=False, hidden_filled=False)
    with database.transaction() as connection:
        letterbox.send(connection, Secret.fresh(wave), payload)
    letterbox.empty(database.engine(), wave, K, DAY)


def close(wave) -> None:
    with database.transaction():
        close_wave(wave)
    service.settle(wave)


def reopen(wave) -> None:
    ends = datetime.now(UTC) + timedelta(days=9)
    with database.transaction():
        reopen_wave(wave, ends, ends)


def readable(wave) -> set[str]:
    with database.transaction():
        return {text.text for text in service.pending_texts(wave)}


def test_what_becomes_readable_is_always_of_k_answers_or_more(wave):
    chance, seen, number = random.Random(7), set(), 0
    for _turn in range(40):
        for _person in range(chance.choice([0, 1, 1, 2, 9, 14])):
            number += 1
            answer(wave, f"Wunsch {number}")
        if chance.random() < 0.6:
            close(wave)
            reopen(wave)
        fresh = readable(wave) - seen
        assert not fresh or len(fresh) >= K
        seen |= fresh
    assert len(seen) > number - 2 * K


def test_closing_twice_around_one_answer_shows_nothing_of_it(wave):
    for number in range(K + 3):
        answer(wave, f"Wunsch {number}")
    close(wave)
    assert len(readable(wave)) == K + 3
    reopen(wave)
    answer(wave, "Das war ich")
    close(wave)
    assert len(readable(wave)) == K + 3
    reopen(wave)
    for number in range(2 * K):
        answer(wave, f"Danach {number}")
    close(wave)
    assert "Das war ich" in readable(wave)


def test_the_last_few_of_a_wave_come_with_those_before_them(wave):
    for number in range(K):
        answer(wave, f"Wunsch {number}")
    assert readable(wave) == set()
    answer(wave, "Der letzte Wunsch")
    close(wave)
    assert len(readable(wave)) == K + 1


def test_a_wave_of_fewer_than_k_shows_no_text(wave):
    answer(wave, "Wunsch")
    close(wave)
    assert readable(wave) == set()
