"""All that a server prints, errors of its own included, knows no respondent."""

import re
import sqlite3
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.support.county import make_county, make_wave
from tests.support.server import Server, here, serving, workshop
from tests.support.staff import PASSWORD, cheap_passwords, make_account
from tests.support.story import COORDINATOR, WISH, codes, respond, sign_in
from tests.support.visitor import FORM, Visitor

SLUG = "quittenweg"
START = f"/f/{SLUG}/de/"


@pytest.fixture
def logged(tmp_path: Path):
    """What the server printed, and what it must not have."""
    settings = here(tmp_path / "instance")
    with workshop(settings) as app:
        make_county()
        wave_id = make_wave(slug=SLUG, needs_code=True)
        used, wasted = codes(wave_id, 2)
        cheap_passwords(app)
        make_account(app, password=PASSWORD)
        with serving(settings, tmp_path) as server:
            person = Visitor(settings)
            respond(person, START, used)
            sign_in(Visitor(settings), app)
            secrets = provoke(settings, server, wasted)
    halves = [half for code in (used, wasted) for half in code.split("-")]
    known = {SLUG, *halves, WISH, quote(WISH), "seestadt", COORDINATOR, PASSWORD, *secrets}
    return server.output(), known


def provoke(settings, server: Server, code: str) -> list[str]:
    """Everything that makes a server speak; returns the cookie and token that were used."""
    person = Visitor(settings)
    page = person.post(START, {"do": "begin", "code": code})
    cookie = person.cookies["answers"][0]
    broken = sqlite3.connect(settings.instance / "vielstimmig.db")
    broken.execute("ALTER TABLE draft RENAME TO lost")
    broken.close()
    fields = {"token": page.token, "need": "work", "do": "next"}
    assert person.post(page.path, fields, follow=False).status == 500
    for path in (f"/f/{SLUG}/de/%00", f"/f/{SLUG}?code={code}&via=%ff", "/desk/%ff"):
        assert Visitor(settings).get(path).status < 500
    person.send("POST", START, b"code=" + code.encode() + b"\xff%", {"Content-Type": FORM})
    person.send("GET", START, headers={"Accept-Language": "x" * 5000})
    person.send("BREW", f"{START}?code={code}")
    server.process.terminate()
    server.process.wait(10)
    return [cookie, page.token]


def test_the_output_of_a_server_knows_no_respondent(logged):
    output, secrets = logged
    assert "fault in respond.answer" in output
    assert [secret for secret in secrets if secret and secret in output] == []


def test_the_output_of_a_server_holds_no_address_but_its_own(logged):
    output, _secrets = logged
    addresses = [line for line in output.splitlines() if re.search(r"\d+\.\d+\.\d+\.\d+", line)]
    assert [line for line in addresses if "Uvicorn running on" not in line] == []
    assert "/f/" not in output
