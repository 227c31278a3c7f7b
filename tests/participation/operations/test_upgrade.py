"""A newer program meets its database: save, migrate, check; killed in the middle, nothing is lost."""

import os
import signal
import subprocess
import sys

import pytest
import sqlalchemy as sa
from alembic import command

from participation import create_app
from participation.base.settings import CHECKOUT, Settings
from participation.operations import maintenance, schema
from participation.operations.backup import restore
from participation.operations.schema import State
from tests.participation.operations.test_restore import rows
from tests.support.client import Page
from tests.support.environ import MADE_HERE

pytestmark = pytest.mark.usefixtures("county")
FIRST = "0001"
MOMENTS = ("save", "CREATE TABLE", "UPDATE alembic_version", "check")


@pytest.fixture
def old(app, county):  # noqa: ARG001 - what was there is migrated
    """The installation as the first version of the program left it."""
    with app.app_context():
        command.stamp(schema.alembic_config(app.extensions["database"]), "head")
        command.downgrade(schema.alembic_config(app.extensions["database"]), FIRST)
    return app


def state(app):
    with app.extensions["database"].connect() as connection:
        return schema.state(connection)


def names(app):
    with app.extensions["database"].connect() as connection:
        return set(schema.stored_tables(connection).tables)


def texts(app):
    with app.extensions["database"].connect() as connection:
        return connection.execute(sa.text("SELECT id, text FROM free_text ORDER BY id")).all()


def test_an_upgrade_saves_migrates_and_checks(old, run):
    before = texts(old)
    answer = run("upgrade")
    assert answer.exit_code == 0, answer.output
    assert state(old) is State.READY
    assert texts(old) == before
    saved = old.config["SETTINGS"].instance / "backups" / "before-upgrade.backup"
    source = restore.Source(saved, old.config["SETTINGS"].keys)
    assert source.prove().head["revision"] == FIRST
    assert "schon" not in answer.output
    assert run("upgrade").exit_code == 0


def test_the_backup_of_an_older_version_is_migrated_when_restored(old, run):
    before = texts(old)
    run("upgrade")
    saved = old.config["SETTINGS"].instance / "backups" / "before-upgrade.backup"
    assert run("restore", saved, "--replace").exit_code == 0
    assert state(old) is State.READY
    assert texts(old) == before


@pytest.mark.parametrize("moment", MOMENTS)
def test_an_upgrade_that_is_killed_leaves_a_page_and_the_next_one_finishes(
    old, client, run, moment
):
    before = texts(old)
    assert killed(old, moment) == -signal.SIGKILL
    assert maintenance.read(old.config["SETTINGS"].instance).under_way
    assert state(old) is (State.READY if moment == "check" else State.BEHIND)
    assert texts(old) == before
    for path in ("/ar/", "/f/offen/ar/", "/desk/"):
        page = client.get(path)
        assert page.status_code == 503
        assert page.headers["Retry-After"]
    answer = run("upgrade")
    assert answer.exit_code == 0, answer.output
    assert "unterbrochen" in answer.output
    assert state(old) is State.READY
    assert texts(old) == before
    assert client.get("/f/offen/de/").status_code == 200


def killed(app, moment):
    settings = app.config["SETTINGS"]
    environ = (
        os.environ
        | MADE_HERE
        | {
            "DIE_AT": moment,
            "VIELSTIMMIG_INSTANCE": str(settings.instance),
            "VIELSTIMMIG_DATABASE_URL": settings.database_url,
        }
    )
    called = [sys.executable, "-m", "tests.faults.dying_upgrade"]
    return subprocess.run(called, cwd=CHECKOUT, env=environ, check=False).returncode


def test_a_migration_that_fails_changes_nothing_and_says_what_to_do(old, run, monkeypatch):
    before, tables = texts(old), names(old)

    def fail(*_call):
        raise sa.exc.OperationalError("UPDATE wave …", {}, Exception("disk I/O error"))

    with monkeypatch.context() as broken:
        broken.setattr("alembic.op.create_table", fail)
        answer = run("upgrade")
    assert answer.exit_code == 1
    assert "git checkout" in answer.output
    assert "before-upgrade.backup" in answer.output
    assert names(old) == tables
    assert texts(old) == before
    assert run("upgrade").exit_code == 0


def test_what_people_are_told_while_the_door_is_shut(app, client, run):
    instance = app.config["SETTINGS"].instance
    maintenance.write(instance, maintenance.begun("upgrade"))
    page = Page(client.get("/f/offen/ar/"))
    assert page.status == 503
    assert page.root.get("dir") == "rtl"
    answer = client.post("/f/offen/de/", data={"do": "begin"})
    assert answer.status_code == 503
    assert "noch nicht angekommen" in answer.get_data(as_text=True)
    assert client.get("/f/static/public.css").status_code in (200, 404)
    assert run("upgrade").exit_code == 0
    assert client.get("/f/offen/ar/").status_code == 200


def test_a_second_upgrade_waits_for_its_turn(app, run):
    with maintenance.alone(app.config["SETTINGS"].instance):
        assert "läuft gerade" in run("upgrade").output


def test_a_database_that_does_not_fit_is_told_and_shown_to_nobody(old, caplog):
    client = create_app(old.config["SETTINGS"]).test_client()
    assert client.get("/de/").status_code == 503
    assert "flask --app wsgi upgrade" in caplog.text
    engine = old.extensions["database"]
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    assert client.get("/de/").status_code == 503
    assert "neuer als dieses Programm" in caplog.text


def test_a_serving_process_notices_that_others_upgraded(app, client, run):
    assert client.get("/de/").status_code == 200
    run("upgrade")
    with app.app_context():
        command.stamp(schema.alembic_config(app.extensions["database"]), "head")
    assert client.get("/de/").status_code == 200
    with app.extensions["database"].begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    maintenance.write(
        app.config["SETTINGS"].instance, maintenance.Note("upgrade", "done", "2027-01-01")
    )
    assert client.get("/de/").status_code == 503


def test_an_empty_instance_gets_its_tables(tmp_path):
    (tmp_path / "new").mkdir()
    made = create_app(Settings(instance=tmp_path / "new", public_url="http://localhost"))
    assert made.test_client().get("/de/").status_code == 503
    assert made.test_cli_runner().invoke(args=["upgrade"]).exit_code == 0
    assert made.test_client().get("/de/").status_code == 200
    assert rows(made)["wave"] == []
