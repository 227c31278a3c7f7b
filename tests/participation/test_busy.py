"""A database that others hold: jobs wait and go on, a page says what to do."""

import sqlite3
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base import busy, database, jobs
from tests.support.county import make_county, make_wave
from tests.support.staff import staff_client

LOCKED = sa.exc.OperationalError("UPDATE job", {}, sqlite3.OperationalError("database is locked"))


@pytest.fixture
def waits(monkeypatch):
    """How long was waited, without waiting."""
    slept: list[float] = []
    monkeypatch.setattr(busy.time, "sleep", slept.append)
    return slept


def work(app: Flask, monkeypatch, act) -> jobs.JobState:
    known = SimpleNamespace(registered=lambda: {"probe": act})
    monkeypatch.setattr(jobs, "WORK", known)
    with app.app_context():
        with database.transaction():
            job = jobs.enqueue("probe", {})
        with database.transaction():
            return jobs.state(job)


def test_a_job_that_finds_the_database_locked_is_done_again(app, waits, monkeypatch):
    tries = []

    def locked_twice(arguments, report):
        report(0.5)
        tries.append(arguments)
        if len(tries) < 3:
            raise LOCKED
        return {"made": len(tries)}

    done = work(app, monkeypatch, locked_twice)
    assert (done.finished, done.error, done.result) == (True, None, {"made": 3})
    assert waits == list(busy.WAITS[:2])


def test_the_record_of_its_end_waits_too(app, waits, monkeypatch):
    real, shown = jobs._update, []  # noqa: SLF001 - what a lock would stop

    def locked_first(job_id, **values):
        shown.append(values)
        if "finished" in values and sum("finished" in one for one in shown) < 4:
            raise LOCKED
        real(job_id, **values)

    def broken(*_given):
        raise ValueError("not the database")

    monkeypatch.setattr(jobs, "_update", locked_first)
    done = work(app, monkeypatch, broken)
    assert (done.finished, done.error) == (True, jobs.MEANING_OF_FAULT)
    assert len(waits) == 3


def test_a_beat_that_is_locked_out_stops_no_work(app, waits, monkeypatch):
    real = jobs._update  # noqa: SLF001 - what a lock would stop

    def no_beat(job_id, **values):
        if "heartbeat" in values:
            raise LOCKED
        real(job_id, **values)

    def reporting(_arguments, report):
        report(0.3)
        return {}

    monkeypatch.setattr(jobs, "_update", no_beat)
    assert work(app, monkeypatch, reporting).error is None
    assert waits == []


def test_a_job_that_never_gets_in_says_so_in_the_end(app, waits, monkeypatch):
    def locked(*_given):
        raise LOCKED

    assert work(app, monkeypatch, locked).error == jobs.MEANING_OF_FAULT
    assert len(waits) == len(busy.WAITS)


def test_a_job_that_somebody_stops_ends_at_its_next_report(app, monkeypatch):
    went_on = []

    def stopped_meanwhile(_arguments, report):
        with database.engine().begin() as connection:
            (job,) = connection.execute(sa.select(jobs.Job.id)).scalars()
        with database.transaction():
            jobs.cancel(job)
        report(0.5)
        went_on.append(job)

    done = work(app, monkeypatch, stopped_meanwhile)
    assert (done.finished, done.error, went_on) == (True, jobs.CANCELLED, [])


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (LOCKED, True),
        (sqlite3.OperationalError("database table is locked"), True),
        (sqlite3.OperationalError("database or disk is full"), False),
        (sa.exc.TimeoutError("pool"), True),
        (ValueError("database is locked"), False),
    ],
)
def test_only_a_held_database_is_waited_for(error, expected):
    assert busy.is_busy(error) is expected


def held(*_given, **_more):
    raise LOCKED


@pytest.fixture
def calm(app, monkeypatch):
    """Clients of a county whose database is held by others from now on."""
    with app.app_context():
        make_county()
        make_wave()
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def hold() -> None:
        monkeypatch.setattr(sa.engine.Connection, "execute", held)

    return hold


def test_a_respondents_page_says_to_wait_and_keeps_what_was_sent(client, calm):
    page = client.submit(client.page("/f/probe/de/"), "begin")
    calm()
    answer = client.post("/f/probe/de/q/need", data={**page.fields("answer"), "need": "work"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 503
    assert "Gerade ist sehr viel los" in text
    assert 'value="work"' in text


def test_a_desk_page_says_to_wait(app, calm):
    desk = staff_client(app)
    calm()
    answer = desk.get("/desk/home")
    assert answer.status_code == 503
    assert "Bitte warten Sie eine Minute" in answer.get_data(as_text=True)
