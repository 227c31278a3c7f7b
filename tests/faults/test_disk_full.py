"""The disk is full: a page or a sentence says so, nothing is half stored, and later it goes on."""

import os
import resource
import secrets
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
import sqlalchemy as sa

from participation.base import database
from participation.operations.backup import backup
from participation.places.models import CountyText
from participation.respond.models import Draft, Letter, Receipt
from tests.support.county import make_county, make_wave
from tests.support.letters import letters
from tests.support.server import CHECKOUT, here, serving, workshop
from tests.support.story import WAY, WISH
from tests.support.visitor import Visitor

START = "/f/probe/ar/"
SMALL = 60_000
MOST = 12_000_000


@pytest.fixture
def small_disk(tmp_path):
    """A folder on a disk of 12 MB; where none may be mounted, a file limit does the same."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={MOST}", "tmpfs", folder]
    mounted = subprocess.run(mount, check=False, capture_output=True).returncode == 0
    yield folder, mounted
    if mounted:
        subprocess.run(["umount", "-l", folder], check=True)


def fill(folder: Path) -> Path:
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    return filler


def kept(app):
    with app.extensions["database"].connect() as connection:
        return [
            connection.scalar(sa.select(sa.func.count()).select_from(model))
            for model in (Draft, Receipt, Letter)
        ]


def test_an_answer_on_a_full_disk_gets_a_page_and_is_sent_again_later(small_disk, tmp_path):
    folder, mounted = small_disk
    if not mounted:
        pytest.skip("no disk may be mounted here; the next test stands in")
    settings = here(folder / "instance")
    with workshop(settings) as app:
        make_county()
        make_wave()
        with serving(settings, tmp_path):
            person = Visitor(settings, "ar")
            page = person.post(START, {"do": "begin"})
            for name, value in WAY:
                page = person.post(page.path, {"token": page.token, name: value, "do": "next"})
            filler = fill(folder)
            before = kept(app)
            answer = person.post(page.path, {"token": page.token, "do": "send"}, follow=False)
            assert answer.status == 500
            assert '<html lang="ar" dir="rtl"' in answer.text
            assert "<h1" in answer.text
            assert kept(app) == before == [1, 0, 0]
            filler.unlink()
            again = person.post(page.path, {"token": page.token, "do": "send"})
            assert again.place == START + "thanks", again.text
        assert [letter["texts"]["wish"] for letter in letters(app)] == [WISH]
        assert kept(app) == [0, 1, 1]


def test_an_answer_that_finds_no_room_in_the_database_is_kept_for_later(app, client):
    engine = app.extensions["database"]
    with app.app_context():
        make_county()
        make_wave()
    page = client.submit(client.page(START), "begin")
    for name, value in WAY:
        page = client.submit(page, "answer", **{name: value}, do="next")
    disk_space(engine, none=True)
    before = kept(app)
    answer = client.post(page.response.request.path, data=page.fields() | {"do": "send"})
    assert answer.status_code == 500
    assert "<h1" in answer.get_data(as_text=True)
    assert kept(app) == before
    disk_space(engine, none=False)
    assert client.submit(page, do="send").response.request.path == START + "thanks"
    assert len(letters(app)) == 1


def disk_space(engine, *, none: bool) -> None:
    """Takes the room for new letters away, or gives it back."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            full = "BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END"
            connection.exec_driver_sql(
                f"CREATE OR REPLACE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ {full} $$"
            )
            connection.exec_driver_sql(
                "CREATE TRIGGER full_disk BEFORE INSERT ON letter EXECUTE FUNCTION full_disk()"
                if none
                else "DROP TRIGGER full_disk ON letter"
            )
        return
    engine.dispose()
    pages = 2**30
    if none:
        with engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

    @sa.event.listens_for(engine, "connect")
    def limit(connection, _record):
        connection.execute(f"PRAGMA max_page_count={pages}")

    engine.dispose()


def test_a_backup_that_finds_no_room_leaves_the_old_one(app, tmp_path):
    settings = app.config["SETTINGS"]
    file = tmp_path / "night.backup"
    with app.app_context(), database.transaction() as connection:
        text = {"name": "long", "language": "de", "text": secrets.token_hex(200_000)}
        connection.execute(sa.insert(CountyText).values(text))
    with app.app_context():
        day = backup.date(2026, 5, 4)
        backup.take(database.engine(), settings.keys, file, None, day)
    before = file.read_bytes()
    wording = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", "backup", file],
        cwd=CHECKOUT,
        env=os.environ
        | {
            "VIELSTIMMIG_INSTANCE": str(settings.instance),
            "VIELSTIMMIG_DATABASE_URL": settings.database_url,
        },
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, SMALL)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert wording.returncode == 1
    assert "kein Platz mehr" in wording.stderr
    assert "Traceback" not in wording.stderr
    assert file.read_bytes() == before
    assert not list(tmp_path.glob(".*.part"))
