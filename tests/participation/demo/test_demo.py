import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from dataclasses import fields
from pathlib import Path

import pytest

from participation.base.settings import CHECKOUT, Settings
from participation.base.words.languages import LANGUAGES
from participation.demo import answers, building, county, fachtag, own, rounds
from participation.demo.__main__ import READY
from surveys import library
from surveys.instrument.answers import load
from surveys.instrument.instrument import Choice, Instrument, Text
from surveys.instrument.path import walk


def asked(key: str) -> Instrument:
    here = [Choice(p.key, Text({"de": p.name})) for p in county.PLACES]
    help_here = [Choice(row[0], Text({"de": row[1]})) for row in county.OFFERS]
    return library.load(key).with_choices("places", here).with_choices("offers", help_here)


@pytest.mark.parametrize("key", ["needs", "belonging"])
def test_invented_answers_could_have_been_given(key: str):
    instrument = asked(key)
    for one in answers.sent(instrument, 60, seed=1):
        assert walk(instrument, one.answers).answers == one.answers
        assert load(
            instrument,
            {name: list(v) if isinstance(v, tuple) else v for name, v in one.answers.items()},
        )


def test_the_same_seed_gives_the_same_answers():
    instrument = asked("needs")
    assert list(answers.sent(instrument, 20, seed=5)) == list(answers.sent(instrument, 20, seed=5))
    assert list(answers.sent(instrument, 20, seed=5)) != list(answers.sent(instrument, 20, seed=6))


def test_invented_answers_have_gaps_and_many_languages():
    instrument = asked("needs")
    people = list(answers.sent(instrument, 300, seed=2))
    sizes = Counter(len(one.answers) for one in people)
    assert min(sizes) < 8
    assert max(sizes) > 18
    assert {one.person.language for one in people} == set(LANGUAGES)
    assert any(one.texts for one in people)


def test_every_offer_is_named_in_every_language():
    assert tuple(LANGUAGES) == county.TAGS
    assert {len(row) for row in county.OFFERS} == {1 + len(LANGUAGES)}


def start(folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "participation.demo", str(folder)],
        env={"PORT": "8999"} | environ,
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )


def a_database(path: Path) -> bytes:
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE account (name)")
    return path.read_bytes()


def test_the_demo_leaves_a_real_county_alone(tmp_path: Path):
    (tmp_path / "settings.toml").write_text('public_url = "https://kreis.example"\n')
    run = start(tmp_path)
    assert run.returncode == 1
    assert "gehört einem echten Landkreis" in run.stderr


@pytest.mark.parametrize("settings", [None, own.SETTINGS.format(address="http://127.0.0.1")])
def test_the_demo_refuses_every_database_that_it_did_not_make(tmp_path: Path, settings: str | None):
    before = a_database(tmp_path / own.DATABASE)
    if settings:
        (tmp_path / "settings.toml").write_text(settings)
        (tmp_path / READY).write_text("0001")
    run = start(tmp_path)
    assert run.returncode == 1
    assert "nicht von der Vorführung" in run.stderr
    assert (tmp_path / own.DATABASE).read_bytes() == before
    with pytest.raises(own.NotOurs):
        building.build(tmp_path)
    assert (tmp_path / own.DATABASE).read_bytes() == before


def test_nothing_of_the_environment_reaches_the_demo(tmp_path: Path):
    county = {f"VIELSTIMMIG_{item.name.upper()}": "x" for item in fields(Settings)}
    others = {"FLASK_APP": "x", "UVICORN_HOST": "0.0.0.0", "PORT": "1", "PGHOST": "x"}
    assert own.environment(tmp_path, county | others | {"PATH": "/bin"}) == {
        "PATH": "/bin",
        "VIELSTIMMIG_INSTANCE": str(tmp_path),
    }


def test_the_demo_keeps_its_data_in_its_own_folder_whatever_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    a_database(real := tmp_path / "real.db")
    before = real.read_bytes()
    monkeypatch.setenv("VIELSTIMMIG_DATABASE_URL", f"sqlite:///{real}")
    monkeypatch.setenv("VIELSTIMMIG_INSTANCE", str(tmp_path))
    for part in (county, fachtag, rounds):
        monkeypatch.setattr(part, "make", lambda: None)
    folder = tmp_path / "demo"
    own.settle(folder, "http://127.0.0.1:8000")
    building.build(folder)
    own.refuse_foreign(folder)
    assert real.read_bytes() == before
    with closing(sqlite3.connect(folder / own.DATABASE)) as made:
        assert made.execute("SELECT count(*) FROM instrument_version").fetchone()[0] > 0


def test_make_demo_lives_in_a_folder_of_its_own():
    assert own.FOLDER == CHECKOUT / "instance" / "demo"
    line = next(
        at
        for at in (CHECKOUT / "Makefile").read_text().splitlines()
        if "-m participation.demo" in at
    )
    assert line.strip() == "PORT=$(PORT) $(BIN)/python -m participation.demo"


def test_every_published_password_belongs_to_an_account_of_a_demo():
    assert {sign_in.email.partition("@")[2] for sign_in in county.SIGN_INS} == {"demo.example"}


def test_a_wrong_port_is_explained(tmp_path: Path):
    assert "bitte eine Zahl von 1 bis 65535" in start(tmp_path, PORT="achtzig").stderr
