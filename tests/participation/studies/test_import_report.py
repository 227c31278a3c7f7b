"""What the desk says of a workbook: reasons once with all their places, and what is counted nowhere."""

import io
from dataclasses import replace

import pytest
from flask import Flask
from sample_release import sample

from participation.base import database
from participation.monitoring import work
from participation.studies.waves.waves import close as close_wave
from surveys.figures.plan import Plan
from surveys.instrument.instrument import Page as FormPage
from surveys.instrument.instrument import Question, QuestionType, Text
from surveys.xlsform import write
from tests.support.client import CheckedClient, Page, text_of
from tests.support.county import make_wave, tiny
from tests.support.sqlite import on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite
MEASURED = [QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.DATE]


@pytest.fixture
def desk(county: Flask) -> CheckedClient:
    return staff_client(county)


def upload(desk: CheckedClient, content: bytes, name: str) -> Page:
    page = desk.page("/desk/surveys/new")
    form = {**page.fields("upload"), "workbook": (io.BytesIO(content), name)}
    return Page(desk.post(page.action("upload"), data=form, follow_redirects=True))


def rows(page: Page) -> list[list[str]]:
    return [[text_of(cell) for cell in row.iter("td")] for row in page.root.iter("tr")][1:]


def test_many_reports_of_one_reason_stand_in_one_row(desk: CheckedClient):
    lines = [f",image,q{number},Bild?\n,text,w {number},Was?\n" for number in range(30)]
    page = upload(desk, ("survey\n,type,name,label::de\n" + "".join(lines)).encode(), "viele.csv")
    assert "An 60 Stellen" in page.text
    found = rows(page)
    assert len(found) == 31
    sheet, places, sentence = found[0]
    assert sheet == "survey"
    assert places.startswith("B3, B5, B7, ")
    assert places.endswith("und 18 weitere")
    assert sentence.startswith("Bilder, Ton und Dateien")
    assert all("geht nicht als Name" in row[2] for row in found[1:])


def only(*kinds: QuestionType):
    """The tiny questionnaire with one question of each kind and no other that measures."""
    form = tiny()
    rest = [page for page in form.pages if not any(q.type.measures for q in page.questions)]
    asked = [
        FormPage(
            f"m{at}", (Question(f"m{at}", kind, Text({"de": f"Wie viel, {at}?", "ar": "كم؟"})),)
        )
        for at, kind in enumerate(kinds)
    ]
    return replace(form, pages=(*rest, *asked))


@pytest.mark.parametrize("kinds", [[], [QuestionType.DATE], MEASURED], ids=len)
def test_what_is_counted_nowhere_is_said_at_the_import_and_where_one_chooses(
    desk: CheckedClient, kinds: list[QuestionType]
):
    page = upload(desk, write(only(*kinds)), "form.xlsx")
    assert page.h1 == "Der Fragebogen ist eingelesen"
    choose = desk.page("/desk/surveys/new")
    assert ("nicht ausgewertet" in page.text) == ("nicht ausgewertet" in choose.text) == bool(kinds)
    for at in range(len(kinds)):
        assert f"Wie viel, {at}?" in page.text


@pytest.mark.parametrize("kinds", [[], MEASURED], ids=len)
def test_what_is_counted_nowhere_is_said_in_the_plan(
    desk: CheckedClient, kinds: list[QuestionType], monkeypatch: pytest.MonkeyPatch
):
    wave = make_wave(only(*kinds))
    with database.transaction():
        close_wave(wave)
    monkeypatch.setattr(work, "planned", lambda _state: Plan.of(sample()))
    text = desk.page(f"/desk/figures/{wave}/publish").text
    assert ("noch nicht ausgewertet" in text) == bool(kinds)
    for at in range(len(kinds)):
        assert f"Wie viel, {at}?" in text
