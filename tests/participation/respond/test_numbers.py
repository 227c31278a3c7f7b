"""Numbers and days as people type them: what is not clear is asked back, in the page's language."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from participation.base.web.templating import decimal_mark
from participation.base.words.languages import LANGUAGES, use
from surveys.expressions import parse
from surveys.instrument.instrument import Page, Question, QuestionType, Text
from tests.support import county
from tests.support.sqlite import on_sqlite

QUESTIONS = (
    Question("hours", QuestionType.DECIMAL, Text({"de": "Wie lange?"})),
    Question("people", QuestionType.INTEGER, Text({"de": "Wie viele?"})),
    Question("day", QuestionType.DATE, Text({"de": "Heute?"}), constraint=parse(". = today()")),
)
MARKS = dict.fromkeys(("de", "de-simple", "ru", "uk", "tr"), ",") | dict.fromkeys(
    ("en", "ar", "fa"), "."
)


@pytest.fixture
def numbers(app):
    """A wave that asks for a decimal, a whole number and today."""
    pages = tuple(Page(question.name, (question,)) for question in QUESTIONS)
    with app.app_context():
        county.make_county()
        county.make_wave(replace(county.tiny(), pages=pages))


def sent(client, tag, name, value):
    page = client.page(f"/f/probe/{tag}/q/{name}")
    return client.submit(page, "answer", **{name: value}, do="next")


def shown(client, tag, name):
    return client.page(f"/f/probe/{tag}/q/{name}").fields("answer")[name]


def test_every_language_has_its_mark(app):
    with app.test_request_context():
        for tag, language in LANGUAGES.items():
            use(language)
            assert decimal_mark() == MARKS[tag], tag


@pytest.mark.usefixtures("numbers")
def test_a_number_that_is_not_clear_is_asked_back_in_the_language_of_the_page(client):
    client.submit(client.page("/f/probe/de/"), "begin")
    for tag, mark in MARKS.items():
        other = {",": ".", ".": ","}[mark]
        for typed, example in (("12.05.2026", f"7{mark}5"), (f"1{other}250", f"1{mark}25")):
            page = sent(client, tag, "hours", typed)
            assert (page.status, example in page.text) == (422, True), tag
            assert page.fields("answer")["hours"] == typed


@pytest.mark.usefixtures("numbers")
def test_a_typed_decimal_comes_back_as_its_language_writes_it(client):
    client.submit(client.page("/f/probe/de/"), "begin")
    for tag, mark in MARKS.items():
        for typed in (f"7{mark}5", f"1{mark}250", f"1234567{mark}125"):
            assert sent(client, tag, "hours", typed).status == 200
            assert shown(client, tag, "hours") == typed
            assert sent(client, tag, "hours", typed).status == 200
    assert sent(client, "de", "hours", "1.000.000").status == 200
    assert shown(client, "de", "hours") == "1000000"


@pytest.mark.usefixtures("numbers")
@pytest.mark.parametrize("typed", ["12,5", "12.05.2026", "1.000,5", "viele"])
def test_a_whole_number_is_said(client, typed):
    client.submit(client.page("/f/probe/de/"), "begin")
    page = sent(client, "de", "people", typed)
    assert "Schreiben Sie eine ganze Zahl, zum Beispiel 7." in page.text


@pytest.mark.usefixtures("numbers")
@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_today_is_the_countys_day(app, client, zone):
    """The two zones are never on the same day, so the machine's own passes but one of them."""
    settings = app.config["SETTINGS"] = replace(app.config["SETTINGS"], time_zone=zone)
    today = datetime.now(UTC).astimezone(settings.zone).date()
    client.submit(client.page("/f/probe/de/"), "begin")
    assert sent(client, "de", "day", today.isoformat()).status == 200
    wrong = sent(client, "de", "day", date(2020, 1, 1).isoformat())
    assert wrong.status == 422


@on_sqlite
@pytest.mark.parametrize(("least", "most"), [(0, 5), (0, 7), (3, 7), (8, 9), (18, 120)])
def test_an_example_is_a_number_that_the_question_takes(app, client, least, most):
    rule = parse(f". >= {least} and . <= {most}")
    asked = [replace(question, constraint=rule) for question in QUESTIONS[:2]]
    with app.app_context():
        county.make_county()
        pages = tuple(Page(question.name, (question,)) for question in asked)
        county.make_wave(replace(county.tiny(), pages=pages))
    client.submit(client.page("/f/probe/de/"), "begin")
    for question in asked:
        told = sent(client, "de", question.name, "viele").text
        examples = re.search(r"zum Beispiel ([0-9,]+)(?: oder ([0-9,]+))?\.", told)
        for example in filter(None, examples.groups()):
            assert least <= float(example.replace(",", ".")) <= most, question.name
            assert sent(client, "de", question.name, example).status == 200
