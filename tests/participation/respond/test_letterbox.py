"""From the box to the tables: nothing lost, nothing doubled, nothing tied together."""

import json
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
import sqlalchemy as sa

from participation.base import database
from participation.respond import service
from participation.respond.answers import letterbox, resting, sealing, upkeep
from participation.respond.answers.letterbox import Payload
from participation.respond.answers.review import number_pending
from participation.respond.answers.stored import texts as stored_texts
from participation.respond.answers.stored import totals
from participation.respond.answers.upkeep import delete_wave
from participation.respond.answers.upkeep import tick as tick_answers
from participation.respond.drafts.secret import Secret
from participation.respond.models import (
    Answer,
    Counter,
    DayCount,
    FreeText,
    Letter,
    Receipt,
    RestingText,
)
from participation.studies import service as studies
from participation.studies.waves.waves import close as close_wave
from tests.support import county

DAY = date(2026, 5, 4)


def payload(number, **more):
    answers = {"need": ["work"], "s_municipality": "seestadt", "hours": number}
    values = {
        "answers": answers,
        "texts": {"wish": f"Wunsch {number}"},
        "language": "de",
        "channel": "",
        "too_fast": False,
        "hidden_filled": False,
    }
    return Payload(**{**values, **more})


def send(wave, number, secret=None):
    with database.transaction() as connection:
        return letterbox.send(connection, secret or Secret.fresh(wave), payload(number))


def rows(model):
    with database.engine().connect() as connection:
        return connection.execute(sa.select(model.__table__)).all()


@pytest.fixture(autouse=True)
def _context(app, wave):
    with app.app_context():
        yield wave


def test_a_replay_changes_nothing(wave):
    secret = Secret.fresh(wave)
    assert [send(wave, 1, secret), send(wave, 2, secret)] == [1, 0]
    said = [sealing.unseal(row.payload, wave) for row in rows(Letter)]
    assert [letter["answers"]["hours"] for letter in said] == [1]


@pytest.mark.parametrize("tag", ["az-Arab-simple", "uzb-Cyrl-UZ-abcdefgh-12345678"])
def test_a_language_of_any_tag_is_kept_whole(wave, tag):
    with database.transaction() as connection:
        for number in range(10):
            said = payload(number, language=tag)
            letterbox.send(connection, Secret.fresh(wave), said)
    assert letterbox.empty(database.engine(), wave, 10, DAY) == 10
    kept = [*rows(Answer), *rows(FreeText), *rows(RestingText)]
    assert {row.language for row in kept} == {tag}
    instrument = replace(county.tiny(), languages=("de", tag))
    offered = studies.languages(county.make_wave(instrument, slug="lang"))
    assert {status.tag for status in offered} == {"de", tag}


def test_below_k_the_box_keeps_its_letters(wave):
    for number in range(3):
        send(wave, number)
    assert letterbox.empty(database.engine(), wave, 10, DAY) == 0
    assert (len(rows(Letter)), len(rows(Answer))) == (3, 0)


def test_at_k_all_letters_become_answers_and_texts_in_key_order(wave):
    for number in range(10):
        send(wave, number)
    assert letterbox.empty(database.engine(), wave, 10, DAY) == 10
    assert rows(Letter) == []
    assert sorted(row.answers["hours"] for row in rows(Answer)) == list(range(10))
    assert sorted(row.text for row in rows(RestingText)) == [f"Wunsch {n}" for n in range(10)]
    assert all("wish" not in row.answers for row in rows(Answer))
    assert [tuple(row) for row in rows(DayCount)] == [(wave, DAY, 10)]


def test_rows_lie_in_the_order_of_their_keys_and_not_in_that_of_sending(wave):
    for number in range(20):
        send(wave, number)
    letterbox.empty(database.engine(), wave, 10, DAY)
    for model in (Answer, RestingText):
        keys = [row.id.bytes for row in rows(model)]  # unsorted: as they lie in the table
        assert keys == sorted(keys)


def test_letters_are_shuffled_though_keys_said_in_which_order_they_were_taken(wave, monkeypatch):
    made = count()
    monkeypatch.setattr(letterbox.uuid, "uuid4", lambda: uuid.UUID(int=next(made)))
    for number in range(20):
        send(wave, number)
    letterbox.empty(database.engine(), wave, 10, DAY)
    with database.engine().connect() as connection:
        taken = connection.execute(sa.select(Answer.answers).order_by(Answer.id)).scalars()
        hours = [answers["hours"] for answers in taken]
    assert sorted(hours) == list(range(20))
    assert hours not in (list(range(20)), list(range(20))[::-1])


def test_the_days_total_grows_with_every_batch(wave):
    for number in range(4):
        send(wave, number)
        letterbox.empty(database.engine(), wave, 1, DAY)
    assert [row.total for row in rows(DayCount)] == [4]


def test_closing_a_wave_empties_its_box(wave):
    send(wave, 1)
    with database.transaction():
        close_wave(wave)
    assert (len(rows(Letter)), len(rows(Answer)), len(rows(Receipt))) == (0, 1, 1)


def test_a_wave_that_ends_by_date_settles_at_the_tick(wave):
    send(wave, 1)
    later = datetime.now(UTC) + timedelta(days=60)
    for _ in range(2):
        with database.transaction():
            tick_answers(later)
    assert [row.answers["hours"] for row in rows(Answer)] == [1]


def test_settling_keeps_every_answer_and_text(wave):
    for number in range(25):
        send(wave, number)
    service.settle(wave)
    service.settle(wave)
    with database.transaction():
        hours = [json.loads(row.answers)["hours"] for row in service.answers(wave)]
    assert sorted(hours) == list(range(25))
    assert len(rows(FreeText)) == 25


def test_a_full_pool_goes_on_as_a_block_that_still_rests(wave, monkeypatch):
    monkeypatch.setattr(resting, "MIXED", 20)
    for number in range(29):
        send(wave, number)
        letterbox.empty(database.engine(), wave, 10, DAY)
    assert (len(rows(FreeText)), len(rows(RestingText))) == (20, 0)
    assert {row.state for row in rows(FreeText)} == {"resting"}
    with database.transaction():
        assert service.pending_texts(wave) == []
    service.settle(wave)
    assert {row.text for row in rows(FreeText)} == {f"Wunsch {n}" for n in range(29)}
    assert {row.state for row in rows(FreeText)} == {"waiting"}


def test_a_wave_is_written_anew_once(wave, monkeypatch):
    for number in range(12):
        send(wave, number)
    written = []
    monkeypatch.setattr(letterbox, "rewrite", lambda _engine, which: written.append(which))
    for _ in range(3):
        service.settle(wave)
    assert written == [wave]
    send(wave, 13)
    service.settle(wave)
    assert written == [wave, wave]


def test_texts_of_a_week_come_by_the_tick(wave):
    for number in range(25):
        send(wave, number)
        letterbox.empty(database.engine(), wave, 10, DAY)
    with database.transaction():
        service.tick(datetime.now(UTC))
    assert [row.state for row in rows(FreeText)].count("waiting") == 10


def test_counters_are_rounded_down_and_tell_nothing_below_ten(wave):
    for number in range(19):
        send(wave, number)
    letterbox.empty(database.engine(), wave, 10, DAY)
    now = datetime.now(UTC)
    with database.transaction():
        upkeep.renew_counters(now)
    with database.transaction():
        found = totals(wave)
    assert (found.total, found.places, found.languages, found.channels) == (
        10,
        {"seestadt": 10},
        {"de": 10},
        {"": 10},
    )


def test_counters_are_renewed_once_a_day(wave):
    now, shown = datetime.now(UTC), []
    for moment in (now, now, now + timedelta(days=1)):
        for number in range(10):
            send(wave, number)
        letterbox.empty(database.engine(), wave, 10, DAY)
        with database.transaction():
            upkeep.renew_counters(moment)
        shown += [row.value for row in rows(Counter) if row.dimension == "language"]
    assert shown == [10, 10, 30]


def test_a_spent_code_stops_the_sending_and_leaves_nothing(wave):
    with pytest.raises(letterbox.CodeSpent), database.transaction() as connection:
        letterbox.send(connection, Secret.fresh(wave), payload(1), code="unknown")
    assert (rows(Letter), rows(Receipt)) == ([], [])


def test_deleting_a_wave_forgets_all_that_was_said(wave):
    send(wave, 1)
    service.settle(wave)
    with database.transaction():
        delete_wave(wave)
    assert [rows(model) for model in (Answer, FreeText, Receipt, DayCount)] == [[], [], [], []]


def test_texts_that_may_name_somebody_come_first(wave):
    words = ["Kim L. @ ukr.net", "Ruf an: 0170 123 45 67", *["Mehr Busse"] * 8]
    for number, text in enumerate(words):
        with database.transaction() as connection:
            letterbox.send(connection, Secret.fresh(wave), payload(number, texts={"wish": text}))
    service.settle(wave)
    with database.transaction():
        waiting = service.pending_texts(wave)
        assert [item.text for item in waiting] == [words[1], *words[:1], *words[2:]]
        service.review_text(wave, waiting[0].id, service.Decision.RELEASE, "Ruf an: …")
    with database.transaction():
        assert list(stored_texts(wave)) == [("wish", "de", "Ruf an: …")]
        assert number_pending(wave) == 9


def test_a_text_is_decided_once(wave):
    for number in range(10):
        send(wave, number)
    service.settle(wave)
    with database.transaction():
        text = service.pending_texts(wave)[0]
        service.review_text(wave, text.id, service.Decision.HOLD)
    with pytest.raises(Exception, match="nächsten Text"), database.transaction():
        service.review_text(wave, text.id, service.Decision.RELEASE)


def test_keys_are_random(wave):
    send(wave, 1)
    service.settle(wave)
    assert {row.id.version for row in rows(Answer)} == {uuid.uuid4().version}
