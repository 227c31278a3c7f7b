"""A backup on an empty instance is the same installation: rows, totals, releases, letters."""

import shutil
import stat
from contextlib import ExitStack
from dataclasses import replace

import pytest
import sqlalchemy as sa

from participation import create_app
from participation.access.models import Account, AuditEntry
from participation.base import database
from participation.base.database import Base
from participation.base.keys import FILE_NAME
from participation.base.settings import Settings
from participation.boards.base.kinds import BoardRole
from participation.boards.events import links
from participation.boards.models import Event, Link
from participation.monitoring.models import Release
from participation.operations import schema
from participation.operations.backup import backup, restore, sealed_file
from participation.respond import service as respond
from participation.respond.answers.stored import totals
from participation.respond.models import Answer, Draft, FreeText
from tests.participation.operations.conftest import SENT
from tests.support.postgres import fresh_database

pytestmark = pytest.mark.usefixtures("county")
SECRET = b"ein langer Satz, den niemand kennt"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def elsewhere(request, app, tmp_path):
    """Another machine, empty but for the keys of the first."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    shutil.copy(app.config["SETTINGS"].instance / FILE_NAME, folder)
    with ExitStack() as stack:
        url = stack.enter_context(fresh_database(empty=True)) if request.param != "sqlite" else ""
        made = create_app(
            Settings(instance=folder, public_url="http://localhost", database_url=url)
        )
        made.config.update(JOBS_INLINE=True)
        yield made
        made.extensions["database"].dispose()


def rows(app):
    """What every saved table holds; of accounts what no restore renews."""
    with app.extensions["database"].connect() as connection:
        found = {
            table.name: connection.execute(sa.select(table).order_by(*table.primary_key)).all()
            for table in Base.metadata.sorted_tables
            if backup.saved(table.name) and table is not AuditEntry.__table__
        }
    column = list(Account.__table__.columns.keys()).index("fs_uniquifier")
    found["account"] = [(*row[:column], *row[column + 1 :]) for row in found["account"]]
    return found


def open_totals(app, wave_id):
    with app.app_context():
        respond.settle(wave_id)
        return totals(wave_id)


@pytest.fixture(params=["plain", "encrypted"])
def given(request, tmp_path):
    """The options of a command about the key."""
    (tmp_path / "key").write_bytes(SECRET + b"\n")
    return ["--key-file", tmp_path / "key"] if request.param == "encrypted" else []


def test_a_backup_makes_the_same_installation_elsewhere(app, county, elsewhere, run, given):
    file = elsewhere.config["SETTINGS"].instance / "night.backup"
    saved = run("backup", file, *given)
    assert saved.exit_code == 0, saved.output
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    restored = run("restore", file, *given, of=elsewhere)
    assert restored.exit_code == 0, restored.output
    assert "Landkreis Probe" in restored.output
    assert rows(elsewhere) == rows(app)
    assert documents(elsewhere) == documents(app)
    assert open_totals(elsewhere, county) == open_totals(app, county)
    assert count(elsewhere, Answer) == SENT
    assert count(elsewhere, Draft) == 0


def documents(app):
    with app.extensions["database"].connect() as connection:
        return connection.execute(sa.select(Release.sha256, Release.content)).all()


def count(app, model):
    with app.extensions["database"].connect() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(model)).scalar_one()


def test_restored_answers_lie_in_the_order_of_their_keys(elsewhere, run, tmp_path):
    run("backup", tmp_path / "b")
    run("restore", tmp_path / "b", of=elsewhere)
    with elsewhere.extensions["database"].connect() as connection:
        place = "ctid" if connection.dialect.name == "postgresql" else "rowid"
        for model in (Answer, FreeText):
            if place == "rowid" and not model.__table__.dialect_kwargs["sqlite_with_rowid"]:
                continue  # such a table has no other order than that of its keys
            found = connection.execute(sa.select(model.id).order_by(sa.text(place))).scalars().all()
            assert found == sorted(found)


def test_restored_tables_are_those_of_the_models(elsewhere, run, tmp_path):
    run("backup", tmp_path / "b")
    run("restore", tmp_path / "b", of=elsewhere)
    with elsewhere.extensions["database"].connect() as connection:
        assert schema.state(connection) is schema.State.READY
        assert schema.revision(connection) == schema.head()


def test_everybody_has_to_sign_in_again_and_the_log_says_why(app, elsewhere, run, tmp_path):
    run("backup", tmp_path / "b")
    run("restore", tmp_path / "b", of=elsewhere)
    sessions = sa.select(Account.fs_uniquifier)
    with (
        app.extensions["database"].connect() as here,
        elsewhere.extensions["database"].connect() as there,
    ):
        assert here.execute(sessions).scalar_one() != there.execute(sessions).scalar_one()
        assert "restore" in there.execute(sa.select(AuditEntry.action)).scalars().all()


def test_no_link_of_a_board_lets_in_after_a_restore(app, elsewhere, run, tmp_path):
    with app.app_context(), database.transaction() as connection:
        event = connection.execute(sa.select(Event.id)).scalars().first()
        links.renew(event, None, BoardRole.FACILITATOR)
    run("backup", tmp_path / "b")
    run("restore", tmp_path / "b", of=elsewhere)
    with elsewhere.extensions["database"].connect() as there:
        assert set(there.execute(sa.select(Link.withdrawn)).scalars()) == {True}


def test_the_file_lists_rows_by_key_and_knows_no_draft(app, run, tmp_path):
    run("backup", tmp_path / "b")
    source = restore.Source(tmp_path / "b", app.config["SETTINGS"].keys)
    found = {name: list(lines) for name, _columns, lines in source.parts()}
    assert found["answer"] == sorted(found["answer"])
    assert found["letter"] == sorted(found["letter"])
    assert not {"draft", "setup_link", "sign_in_brake", "upload", "job"} & set(found)


def test_an_encrypted_file_tells_nothing_but_its_head(run, tmp_path):
    (tmp_path / "key").write_bytes(SECRET)
    run("backup", tmp_path / "b", "--key-file", tmp_path / "key")
    with (tmp_path / "b").open("rb") as file:
        sealed_file.head_of(file)
        assert len(set(file.read(4096))) > 200, "as even as noise"


def test_the_key_of_the_settings_encrypts_what_the_timer_saves(app, run, tmp_path):
    (tmp_path / "key").write_bytes(SECRET)
    settings = replace(app.config["SETTINGS"], backup_key_file=str(tmp_path / "key"))
    app.config["SETTINGS"] = settings
    file = tmp_path / "b"
    assert ", verschlüsselt" in run("backup", file).output
    with file.open("rb") as opened:
        assert sealed_file.head_of(opened)[0]["encrypted"]
    assert run("restore", "--check", file).exit_code == 0


def test_what_lies_here_is_saved_before_it_is_replaced(app, run, tmp_path):
    file = tmp_path / "b"
    run("backup", file)
    before = rows(app)
    with app.extensions["database"].begin() as connection:
        connection.execute(sa.delete(Release))
    assert "--replace" in run("restore", file).output
    assert count(app, Release) == 0
    replaced = run("restore", file, "--replace")
    assert replaced.exit_code == 0, replaced.output
    assert rows(app) == before
    own = app.config["SETTINGS"].instance / "backups" / "before-restore.backup"
    assert run("restore", own, "--replace").exit_code == 0
    assert count(app, Release) == 0


def test_a_backup_takes_the_place_of_an_older_one_and_of_nothing_else(run, tmp_path):
    file, other = tmp_path / "b", tmp_path / "settings.txt"
    other.write_text("mine")
    run("backup", file)
    assert run("backup", file).exit_code == 0
    assert run("backup", other).exit_code == 1
    assert run("backup", tmp_path).exit_code == 1
    assert other.read_text() == "mine"
    assert not list(tmp_path.glob(".*.part"))


def test_every_table_has_kinds_and_none_points_at_what_is_left_out(app):
    with app.extensions["database"].connect() as connection:
        tables = schema.own_tables(connection)
    for table in (table for table in tables if backup.saved(table.name)):
        for column in table.columns:
            assert backup.kinds.kind_of(column)
            for key in column.foreign_keys:
                assert backup.saved(key.column.table.name), f"{column} points at what is left out"


def test_nothing_is_restored_into_a_demo(app, run, tmp_path):
    file = tmp_path / "night.backup"
    run("backup", file)
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], demo=True)
    before = rows(app)
    answer = run("restore", file, "--replace")
    assert answer.exit_code == 1
    assert "Vorführung" in answer.output
    assert rows(app) == before
