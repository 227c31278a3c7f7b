"""What a correction, and the page of how figures were rounded, must not tell."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from participation.base import database
from participation.base.errors import Conflict
from participation.monitoring import corrections, memories, releases, tallying, work
from participation.monitoring import service as monitoring
from participation.monitoring.models import Release
from participation.respond.answers import retention
from participation.respond.models import Answer
from surveys.figures.corrections.exclusion import CHOSEN, Rule, of_correction
from tests.support.answered import closed_wave
from tests.support.sqlite import on_sqlite
from tests.support.staff import staff_client

GROUPS = ("origin_group",)
READING = (Rule.EMPTY, Rule.ALIKE)


def wish(*rules):
    return corrections.Wish("Ein Grund.", GROUPS, rules, corrections.today(), "Anna Amt")


def released_wave(app, rules=(), people=200):
    wave = closed_wave(app, people, group_definitions=GROUPS)
    with app.app_context(), database.transaction():
        monitoring.release_now(wave, "Anna Amt", rules=rules)
    return wave


def say_nothing(app, wave, number):
    """So many people's answers have nothing that counts, as if they had always been so."""
    with app.app_context(), database.transaction() as connection:
        some = sa.select(Answer.id).where(Answer.wave_id == wave).limit(number)
        connection.execute(sa.update(Answer).where(Answer.id.in_(some)).values(answers={}))


@pytest.mark.parametrize("before", [(), READING, (Rule.EMPTY,), tuple(Rule)])
def test_rules_that_read_answers_stay_as_they_were(before):
    for chosen in ((), CHOSEN, tuple(Rule), READING, (Rule.FAST,)):
        rules = of_correction(chosen, before)
        assert set(rules) & set(READING) == set(before) & set(READING)
        assert set(rules) & set(CHOSEN) == set(chosen) & set(CHOSEN)


@on_sqlite
@pytest.mark.parametrize("number", [1, 8, 30])
def test_no_correction_tells_how_many_of_a_group_answered_in_some_way(app, number):
    wave = closed_wave(app, 200, group_definitions=GROUPS)
    say_nothing(app, wave, number)
    with app.app_context(), database.transaction():
        monitoring.release_now(wave, "Anna Amt", rules=())
    with app.app_context(), database.transaction():
        corrections.correct(wave, wish(*READING))  # its reason alone, whoever said nothing
    with app.app_context():
        assert len(releases.versions(wave)) == 1
    page = staff_client(app).page(f"/desk/figures/{wave}/correct")
    offered = {box.get("value") for box in page.root.iter("input") if box.get("name") == "rules"}
    assert offered == {rule.value for rule in CHOSEN}


@on_sqlite
def test_rules_of_the_first_version_hold_in_the_next(app):
    wave = released_wave(app, tuple(Rule))
    with app.app_context(), database.transaction() as connection:
        some = sa.select(Answer.id).where(Answer.wave_id == wave).limit(40)
        connection.execute(sa.update(Answer).where(Answer.id.in_(some)).values(hidden_filled=True))
    with app.app_context(), database.transaction():
        corrections.correct(wave, wish(Rule.HIDDEN))
    with app.app_context():
        told = releases.released(wave, 2).excluded
    assert {one.rule for one in told} == {"hidden", "empty", "alike"}


def delete_after(app, monkeypatch, name, wave):
    """Answers are deleted while their figures are made."""
    act = getattr(tallying, name)

    def acting(*given):
        made = act(*given)
        with app.app_context(), database.transaction():
            retention.forget(wave, datetime.now(UTC))
        return made

    monkeypatch.setattr(tallying, name, acting)


def sealed(app):
    with app.app_context():
        return [row for (row,) in database.connection().execute(sa.select(Release.sealed))]


def test_nothing_is_remembered_of_answers_that_are_deleted_meanwhile(app, monkeypatch):
    wave = closed_wave(app, 60)
    delete_after(app, monkeypatch, "release", wave)
    with app.app_context(), pytest.raises(Conflict), database.transaction():
        monitoring.release_now(wave, "Anna Amt")
    assert sealed(app) == []


def test_nor_by_a_correction(app, monkeypatch):
    wave = released_wave(app)
    with app.app_context(), database.transaction() as connection:
        some = sa.select(Answer.id).where(Answer.wave_id == wave).limit(40)
        connection.execute(sa.update(Answer).where(Answer.id.in_(some)).values(hidden_filled=True))
    delete_after(app, monkeypatch, "correction", wave)
    with app.app_context(), pytest.raises(Conflict), database.transaction():
        corrections.correct(wave, wish(Rule.HIDDEN))
    assert sealed(app) == [None]
    with app.app_context():
        assert memories.recall(wave) is None


@pytest.mark.parametrize("error", [-1.5, -0.31, -0.04, 0.0, 0.007, 0.06, 0.1, 0.11])
@pytest.mark.parametrize("counts", [4, 60, 2499, 2500, 40_000])
def test_of_exact_numbers_the_page_tells_a_bound_in_tenths_and_of_many_only(error, counts):
    found = work.coarse({"counts": counts, "turned": 5, "error": error})
    assert (found["counts"], found["turned"]) == (counts, 5)
    if counts < 2500:
        assert found["error"] is None
    else:
        assert found["error"] >= max(0.1, abs(error))
        assert found["error"] < max(0.1, abs(error)) + 0.1
        assert round(found["error"] * 10, 9) == round(found["error"] * 10)
    assert work.coarse(found) == found


@on_sqlite
def test_what_a_job_keeps_of_a_small_wave_is_no_sum_of_exact_numbers(app):
    wave = closed_wave(app, 60)
    with app.app_context(), database.transaction():
        found = monitoring.release_now(wave, "Anna Amt")
    assert found["counts"] > 0
    assert found["error"] is None or found["error"] * 10 % 1 < 1e-9
