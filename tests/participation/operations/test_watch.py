"""What runs by itself, and how a machine says that it is well, without a trace of anybody."""

import contextlib
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from alembic import command
from flask import Flask

from participation import create_app
from participation.base import database, jobs, last_times
from participation.base.jobs import Job
from participation.base.last_times import Event
from participation.operations import maintenance, schema, ticking, watch
from tests.participation.operations.conftest import send
from tests.support.hooks import add
from tests.support.staff import staff_client

NOW = datetime.now(UTC)
TOKEN = "ein-langes-zeichen"


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch):
    """Now is when a test begins: a whole run takes longer than a tick may be late."""
    monkeypatch.setitem(globals(), "NOW", datetime.now(UTC))


def ticked(app: Flask, *moments: datetime) -> None:
    with app.app_context():
        for moment in moments:
            assert ticking.tick(moment) == []


def times(app):
    with app.extensions["database"].connect() as connection:
        return last_times.times(connection)


def trusted(app, now):
    with app.extensions["database"].connect() as connection:
        return last_times.trusted(connection, now)


@pytest.fixture
def watched(settings):
    made = create_app(replace(settings, metrics_token=TOKEN))
    yield made
    made.extensions["database"].dispose()


def ask(app, path, token=TOKEN):
    return app.test_client().get(path, headers={"Authorization": f"Bearer {token}"})


def test_healthz_says_yes_while_ticks_come_and_no_when_they_stop(app, client):
    assert client.get("/healthz").status_code == 503
    ticked(app, NOW)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.get_data(as_text=True)) == (200, "ok\n")
    with app.extensions["database"].begin() as connection:
        last_times.note(connection, Event.TICK, NOW - timedelta(hours=1))
    assert client.get("/healthz").status_code == 503


def test_healthz_says_no_while_the_door_is_shut(app, client):
    ticked(app, NOW)
    maintenance.write(app.config["SETTINGS"].instance, maintenance.begun("upgrade"))
    assert client.get("/healthz").status_code == 503


def test_healthz_answers_a_watcher_who_asks_by_another_name(app, client):
    ticked(app, NOW)
    assert client.get("/healthz", headers={"Host": "127.0.0.1:8000"}).status_code == 200


def test_details_and_metrics_are_for_who_has_the_token(app, watched, client):
    ticked(app, NOW)
    assert ask(watched, "/healthz").get_json()["ok"] is True
    assert ask(watched, "/healthz", "falsch").get_data(as_text=True) == "ok\n"
    assert ask(watched, "/metrics", "falsch").status_code == 404
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
    assert 'vielstimmig_trouble{kind="tick"} 0' in ask(watched, "/metrics").get_data(as_text=True)


def test_an_answer_moves_no_figure(app, county, watched):
    ticked(app, NOW)
    before = ask(watched, "/metrics").get_data(as_text=True)
    browser = watched.test_client()
    assert browser.get("/f/offen/de/").status_code == 200
    browser.post("/f/offen/de/", data={"do": "begin"})
    with app.app_context():
        send(county, 7)
    after = ask(watched, "/metrics").get_data(as_text=True)
    assert without_ages(after) == without_ages(before)


def without_ages(text):
    shaky = ("age_seconds", "disk_free", "process_peak")
    return [line for line in text.splitlines() if not any(word in line for word in shaky)]


def test_a_clock_that_went_back_is_told_and_nothing_is_trusted_for_a_day(app, caplog):
    ticked(app, *(NOW - timedelta(hours=h) for h in range(30, -1, -1)))
    assert trusted(app, NOW)
    ticked(app, NOW - timedelta(days=400))
    assert "zurückgestellt" in caplog.text
    assert times(app)[Event.TICK] < NOW - timedelta(days=399)
    assert not trusted(app, NOW - timedelta(days=400) + timedelta(hours=1))


def test_a_clock_that_leaps_ahead_is_not_trusted_for_a_day(app):
    ticked(app, *(NOW - timedelta(hours=h) for h in range(30, -1, -1)))
    ticked(app, NOW + timedelta(days=3650))
    assert not trusted(app, NOW + timedelta(days=3650))


def test_two_ticks_at_once_and_a_tick_behind_a_shut_door_do_no_harm(app, run):
    ticked(app, NOW, NOW)
    maintenance.write(app.config["SETTINGS"].instance, maintenance.begun("upgrade"))
    answer = run("tick")
    assert answer.exit_code == 0
    assert "upgrade" in answer.output


def test_old_jobs_are_forgotten_and_one_that_kills_its_process_is_given_up(app):
    with app.app_context():
        for kind in ("nothing", "deadly"):
            add(app, jobs.WORK, (kind, lambda _arguments, _report: {}))
        with database.transaction():
            done = jobs.enqueue("nothing", {})
            jobs.enqueue("deadly", {})
        with database.transaction() as connection:
            connection.execute(
                sa.update(Job)
                .where(Job.kind == "deadly")
                .values(tries=3, finished=False, error=None, heartbeat=NOW + timedelta(days=300))
            )
        assert jobs.state(done).finished
    ticked(app, NOW + timedelta(days=31))
    with app.extensions["database"].connect() as connection:
        rows = connection.execute(sa.select(Job.kind, Job.finished, Job.error)).all()
    assert rows == [("deadly", True, "fault")]


def test_a_job_that_takes_its_process_along_is_begun_three_times_and_never_again(app):
    begun: list[int] = []

    class Killed(BaseException):
        """As if the process ended: nothing after it is done."""

    def die(_arguments, _report):
        begun.append(len(begun))
        raise Killed

    with app.app_context():
        add(app, jobs.WORK, ("deadly", die))
        with pytest.raises(Killed), database.transaction():
            job = jobs.enqueue("deadly", {})
        for _again in range(4):
            silent = datetime.now(UTC) - jobs.SILENCE - timedelta(seconds=1)
            with database.transaction() as connection:
                connection.execute(sa.update(Job).values(heartbeat=silent))
            with contextlib.suppress(Killed):
                jobs.work_all()
        assert len(begun) == 3
        assert not jobs.state(job).finished
        with database.transaction():
            jobs.tidy(datetime.now(UTC))
        assert jobs.state(job).error == "fault"


def test_a_backup_is_noted_and_an_old_one_told(app, run, tmp_path):
    ticked(app, NOW - timedelta(days=3))
    with app.app_context():
        database.reads()
        assert watch.Trouble.BACKUP in list(watch.facts(NOW).troubles())
    assert run("backup", tmp_path / "b").exit_code == 0
    with app.app_context():
        database.reads()
        assert watch.Trouble.BACKUP not in list(watch.facts(NOW).troubles())


def test_the_home_says_when_ticks_stopped_and_a_backup_is_old(app):
    ticked(app, NOW - timedelta(days=3))
    page = staff_client(app).page("/desk/home")
    assert "läuft nichts mehr von selbst" in page.text
    assert "Die letzte Sicherung ist alt" in page.text


def ask_the_doctor(run):
    """What it finds wrong."""
    answer = run("doctor", "--offline").output.splitlines()
    return [line for line in answer if line.startswith("MANGEL")]


def full_disk(monkeypatch, _app):
    usage = shutil.disk_usage("/")._replace(free=3_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)


def lying_job(_monkeypatch, app):
    with app.extensions["database"].begin() as connection:
        asked = NOW - timedelta(hours=1)
        connection.execute(
            sa.insert(Job).values(
                kind="x", arguments={}, progress=0.0, finished=False, asked_at=asked
            )
        )


def clock_ahead(_monkeypatch, app):
    with app.extensions["database"].begin() as connection:
        last_times.note(connection, Event.TICK, NOW + timedelta(hours=2))


def newer_database(_monkeypatch, app):
    with app.extensions["database"].begin() as connection:
        connection.execute(sa.text("DELETE FROM alembic_version"))
        connection.execute(sa.text("INSERT INTO alembic_version VALUES ('9999')"))


def gone_table(_monkeypatch, app):
    with app.extensions["database"].begin() as connection:
        connection.execute(sa.text("ALTER TABLE last_time RENAME TO gone"))


@pytest.mark.parametrize(
    "case",
    [
        (full_disk, "disk", "Nur noch 3 MB frei"),
        (lying_job, "jobs", "wartet länger als eine halbe Stunde"),
        (clock_ahead, "clock", "Die Uhr steht falsch"),
        (newer_database, "shut", "neuer als dieses Programm"),
        (gone_table, "database", None),
    ],
    ids=lambda case: case[1],
)
def test_each_trouble_turns_the_health_page_and_is_told_by_the_doctor(
    app, watched, run, monkeypatch, case
):
    harm, trouble, words = case
    ticked(app, NOW)
    with app.app_context():
        command.stamp(schema.alembic_config(app.extensions["database"]), "head")
    assert ask(watched, "/healthz").get_json() | {"free_bytes": 0} == {
        "ok": True,
        "troubles": [],
        "shut": None,
        "last_tick": NOW.replace(second=0, microsecond=0).isoformat(),
        "last_backup": None,
        "oldest_job": None,
        "free_bytes": 0,
    }
    harm(monkeypatch, app)
    fresh = create_app(watched.config["SETTINGS"])
    answer = ask(fresh, "/healthz")
    assert answer.status_code == 503
    assert answer.get_json()["troubles"] == [trouble]
    assert ask(fresh, "/healthz", "").get_data(as_text=True) == "not ok\n"
    fresh.extensions["database"].dispose()
    if words:
        assert any(words in line for line in ask_the_doctor(run))
