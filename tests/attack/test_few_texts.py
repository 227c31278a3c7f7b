"""A reviewer who closes and reopens a wave at chosen moments never finds the texts of a few."""

import random
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from participation.base import database
from participation.respond import service
from participation.respond.answers import letterbox, resting
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


def answer(wave, *texts: str, day: date = DAY) -> None:
    written = {f"wish{at}": text for at, text in enumerate(texts)}
    payload = Payload({}, written, "de", "", too_fast=False, hidden_filled=False)
    with database.transaction() as connection:
        letterbox.send(connection, Secret.fresh(wave), payload)
    letterbox.empty(database.engine(), wave, K, day)


def portion(wave, day: date = DAY) -> int:
    return resting.show_portion(database.engine(), wave, K, day)


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


@pytest.mark.parametrize("seed", range(2))
def test_what_becomes_readable_is_always_of_k_texts_or_more(wave, seed):
    chance, seen, number, day = random.Random(seed), set(), 0, DAY
    portions = []
    for _turn in range(25):
        for _person in range(chance.choice([0, 1, 1, 2, 9, 14])):
            number += 1
            texts = [f"{number}: Wunsch {at}" for at in range(chance.choice([0, 1, 1, 1, 3]))]
            answer(wave, *texts, day=day)
        day += timedelta(days=chance.choice([0, 1, 3]))
        if chance.random() < 0.3:
            close(wave)
            reopen(wave)
        elif portion(wave, day):
            portions.append(day)
        fresh = readable(wave) - seen
        assert not fresh or len(fresh) >= K
        seen |= fresh
    assert all(b - a >= resting.PAUSE for a, b in pairwise(portions))
    assert seen


def test_a_portion_leaves_k_texts_behind_for_the_close(wave):
    for number in range(3 * K):
        answer(wave, f"{number}")
    assert (portion(wave), len(readable(wave))) == (2 * K, 2 * K)
    assert portion(wave, DAY + timedelta(days=30)) == 0
    answer(wave, "der letzte")
    before = readable(wave)
    close(wave)
    assert len(readable(wave) - before) == K + 1


def test_who_stuffs_the_box_does_not_find_the_one_text_that_is_not_theirs(wave):
    for number in range(2 * K - 1):
        answer(wave, f"erfunden {number}")
    answer(wave, "echt")
    portion(wave)
    assert len(readable(wave)) == K
    close(wave)
    assert len(readable(wave)) == 2 * K
    reopen(wave)
    answer(wave, "noch ein echter")
    close(wave)
    assert len(readable(wave)) == 2 * K


def test_what_stays_behind_is_drawn_at_random(wave):
    for number in range(2 * K):
        answer(wave, f"{number:02}")
    portion(wave)
    shown = sorted(readable(wave))
    orders = [f"{number:02}" for number in range(2 * K)]
    assert shown not in (orders[:K], orders[K:]), "one in 90,000 by chance"


def test_one_person_with_many_texts_is_not_shown_alone(wave):
    answer(wave, *(f"1: {number}" for number in range(3 * K)))
    for _person in range(2 * K):
        answer(wave)
    assert portion(wave) == 0
    close(wave)
    assert readable(wave) == set()


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


def test_a_wave_of_fewer_than_k_shows_no_text_and_says_so(wave):
    answer(wave, "Wunsch")
    close(wave)
    assert readable(wave) == set()
    with database.transaction():
        assert service.unread_texts(wave)
