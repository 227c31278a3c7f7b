"""A questionnaire whose texts hold marks: drawn where people answer, plain everywhere else."""

from dataclasses import replace

import pytest

from participation.base.words import languages
from participation.presenting import sentences
from surveys.instrument.instrument import Choice, Instrument, Page, Text
from tests.support import county
from tests.support.client import CheckedClient
from tests.support.sqlite import on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite

LABEL = "**Was** brauchen\n*Sie*? [Mehr](https://a.example/hilfe) <b>"
CHOICE = "[Arbeit](https://a.example/arbeit) **jetzt**"


def marked() -> Instrument:
    form = county.tiny()
    first = form.pages[0].questions[0]
    choices = (Choice("work", Text({"de": CHOICE, "ar": CHOICE})), *first.choices[1:])
    label = Text({"de": LABEL, "ar": LABEL})
    asked = replace(first, label=label, hint=label, choices=choices)
    return replace(form, pages=(Page(first.name, (asked,)), *form.pages[1:]))


@pytest.fixture
def first_question(app, client: CheckedClient):
    with app.app_context():
        county.make_county()
        county.make_wave(marked())
    return client.submit(client.page("/f/probe/de/"))


def test_marks_are_drawn_on_the_page_and_not_in_its_title(first_question) -> None:
    html = first_question.html
    assert "<strong>Was</strong> brauchen<br>\n<em>Sie</em>?" in html
    assert '<a href="https://a.example/hilfe" rel="noreferrer"' in html
    assert "&lt;b&gt;" in html
    assert first_question.h1 == "Was brauchen Sie? Mehr <b>"
    title = next(first_question.root.iter("title")).text
    assert title is not None
    assert title.startswith("Was brauchen Sie? Mehr <b>")


def test_a_tile_holds_no_link_and_tells_the_address(first_question) -> None:
    (tile,) = [item for item in first_question.root.iter("label") if item.get("for") == "need-work"]
    assert not list(tile.iter("a"))
    assert "".join(tile.itertext()) == "Arbeit (https://a.example/arbeit) jetzt"


def test_what_is_sent_is_listed_without_marks(first_question, client: CheckedClient) -> None:
    page = client.submit(first_question, need=["work"], do="stop")
    assert "Was brauchen Sie? Mehr <b>" in page.text
    assert "**" not in page.text
    assert "Arbeit jetzt" in page.text


def test_staff_read_the_questions_without_marks(app) -> None:
    with app.app_context():
        county.make_county()
        wave = county.make_wave(marked(), open_it=False)
        from participation.studies import service as studies  # noqa: PLC0415

        version = studies.wave(wave).instrument_version_id
    page = staff_client(app).page(f"/desk/surveys/questionnaires/{version}")
    assert "Was brauchen Sie? Mehr <b>" in page.text
    assert "**" not in page.text


def test_figures_name_questions_without_marks(app) -> None:
    with app.test_request_context(), languages.speaking(languages.of_tag("de")):
        assert sentences.text(Text({"de": LABEL})).unescape() == "Was brauchen Sie? Mehr <b>"
