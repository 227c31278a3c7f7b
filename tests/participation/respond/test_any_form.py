"""Questionnaires made elsewhere, answered by a robot page by page in the browser's forms."""

import os
import random
from pathlib import Path

import pytest
from robot import valid

from participation.respond.questions.fields import field_name
from surveys.instrument.answers import dump
from surveys.xlsform import read
from tests.support import county
from tests.support.sqlite import on_sqlite

HERE = Path(__file__).parents[3]
FORMS = HERE / "tests" / "instruments"
APART = {"our_own_columns"}
"""Organisations answer by invitation, not here."""
TINY = [p for p in sorted(FORMS.glob("*.csv")) if p.stem[:6] != "fault_" and p.stem not in APART]
FOREIGN = Path(os.environ.get("FORMS") or HERE.parent / "shared" / "forms")
REAL = [p for p in sorted(FOREIGN.rglob("*.xls*")) if p.name.startswith(("018", "029"))]


def answer_in_the_browser(app, client, path):
    """Heading of the last page, after every page was answered and all was sent."""
    instrument = read(path.read_bytes(), key=path.stem).instrument
    tag = next(tag for tag in ("de", "en") if tag in instrument.languages)
    with app.app_context():
        county.make_county()
        county.make_wave(instrument)
    page = client.submit(client.page(f"/f/probe/{tag}/"), "begin")
    for _ in range(len(instrument.pages) + 2):
        if 'value="send"' in page.html:
            return client.submit(page, "answer", do="send").h1
        page = client.submit(page, "answer", do="next", **typed(instrument, page))
    raise AssertionError(f"the questionnaire does not end: {page.text}")


def typed(instrument, page):
    """A valid value for each question on the page; what finds none is left out."""
    dice = random.Random(page.h1)
    asked = [(field_name(question.name), question) for question in instrument.asked]
    values = {
        name: valid(question, {}, dice) for name, question in asked if f'name="{name}"' in page.html
    }
    return dump({name: value for name, value in values.items() if value is not None})


@on_sqlite
@pytest.mark.parametrize("path", TINY, ids=lambda path: path.stem)
def test_every_feature_of_a_workbook_can_be_answered(app, client, path):
    assert answer_in_the_browser(app, client, path).startswith(("Fertig", "Done"))


@pytest.mark.forms
@on_sqlite
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name[:12])
def test_every_foreign_form_that_imports_can_be_answered(app, client, path):
    assert answer_in_the_browser(app, client, path).startswith(("Fertig", "Done"))


@on_sqlite
def test_a_default_is_there_until_it_is_changed_or_left_out(app, client):
    with app.app_context():
        county.make_county()
        county.make_wave(read((FORMS / "default.csv").read_bytes()).instrument)
    first = client.submit(client.page("/f/probe/de/"), "begin")
    assert first.fields("answer")["town"].strip() == "Musterstadt"
    second = client.submit(first, "answer", do="skip")
    assert second.fields("answer")["age"] == "30"
    back = client.submit(second, "answer", do="back")
    assert back.fields("answer")["town"].strip() == ""


@on_sqlite
@pytest.mark.parametrize("way", ["languages", "stop", "next", "find"])
@pytest.mark.parametrize(("name", "left"), [("town", ""), ("age", ""), ("both", [])])
def test_a_default_that_was_taken_away_stays_out_on_every_way(app, client, way, name, left):
    with app.app_context():
        county.make_county()
        county.make_wave(read((FORMS / "default.csv").read_bytes()).instrument)
    page = client.submit(client.page("/f/probe/de/"), "begin")
    while name not in page.fields("answer"):
        page = client.submit(page, "answer", do="next")
    here = page.response.request.path
    client.submit(page, "answer", **{name: left}, do=way)
    assert client.page(here).fields("answer").get(name, "").strip() == ""
    before = client.submit(client.page(here), "answer", do="back")
    if name != "town":
        again = client.submit(before, "answer", do="next")
        assert again.response.request.path == here
        assert again.fields("answer").get(name, "").strip() == ""
