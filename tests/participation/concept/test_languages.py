"""Texts of the concept in other languages: out and in as a sheet, read by somebody, then shown."""

import io

import pytest
from flask import Flask
from openpyxl import Workbook, load_workbook

from participation.areas import saving
from participation.areas import service as areas
from participation.base import database
from participation.base.web.security import Role
from participation.concept import service
from participation.concept.service import MeasureText, Stage, StatementKind
from participation.target_groups import service as target_groups
from surveys.authoring import translation_sheet
from tests.support.client import CheckedClient, Page
from tests.support.concept import TODAY
from tests.support.county import make_county
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite
LANGUAGES = "/desk/concept/languages"
GERMAN = {
    "Alle gehören dazu.": "الجميع جزء منا.",
    "Großeltern": "الأجداد",
    "Garten": "الحديقة",
    "Ab Mai fährt der Bus bis 22 Uhr.": "من مايو تسير الحافلة حتى الساعة 22.",
}
"""Every text of the concept below, and what a translator writes."""


@pytest.fixture
def county(app: Flask) -> Flask:
    app.config["JOBS_INLINE"] = True
    with app.app_context():
        make_county()
        with database.transaction():
            service.begin("Plan")
            service.add_statement(StatementKind.VISION, {"de": "Alle gehören dazu."})
            group = target_groups.add_target_group({"de": "Großeltern"})
            area = saving.add(areas.AreaText(areas.AreaKind.FIELD, {"de": "Garten"}))
            said = MeasureText(
                "Bus am Abend",
                area=area,
                target_groups=(group,),
                public_sentence={"de": "Ab Mai fährt der Bus bis 22 Uhr."},
            )
            service.add_measures([said], today=TODAY, stage=Stage.RELEASED)
            service.edit_framework(1, "Plan", Stage.RELEASED)
    return app


def fetched(desk: CheckedClient) -> Workbook:
    ready = desk.submit(desk.page(LANGUAGES), f"{LANGUAGES}/sheet")
    return load_workbook(io.BytesIO(desk.get(ready.links()["Blatt herunterladen (XLSX)"]).data))


def sent(desk: CheckedClient, book: Workbook) -> Page:
    out = io.BytesIO()
    book.save(out)
    page = desk.page(f"{LANGUAGES}/filled")
    return desk.submit(page, sheet=(io.BytesIO(out.getvalue()), "texte.xlsx"))


def filled(desk: CheckedClient, wordings: dict[str, str], tag: str = "ar") -> Page:
    book = fetched(desk)
    sheet = book[translation_sheet.SHEET]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for row in range(3, sheet.max_row + 1):
        if text := wordings.get(str(sheet.cell(row, columns["de"]).value)):
            sheet.cell(row, columns[tag]).value = text
    return sent(desk, book)


def shown(client: CheckedClient) -> str:
    first = client.page("/ar/concept")
    return (
        first.text + client.page(next(a for a in first.links().values() if "/concept/" in a)).text
    )


@on_both
def test_all_texts_go_out_and_none_is_shown_before_somebody_read_it(
    county: Flask, client: CheckedClient
):
    desk = staff_client(county, Role.EDITOR)
    sheet = fetched(desk)[translation_sheet.SHEET]
    source = next(cell.column for cell in sheet[1] if cell.value == "de")
    out = {sheet.cell(row, source).value for row in range(3, sheet.max_row + 1)}
    assert out == set(GERMAN)
    page = filled(desk, GERMAN)
    assert page.h1 == "Die Übersetzungen sind da"
    assert [text for text in GERMAN.values() if text in shown(client)] == []
    read = desk.page(page.links()["العربية"])
    for german, text in GERMAN.items():
        assert german in read.text
        assert text in read.text
    desk.submit(read, 0)
    result = shown(client)
    assert [text for text in GERMAN.values() if text not in result] == []
    assert "Hier wartet kein Text." in desk.page(f"{LANGUAGES}/ar").text
    assert "4 von 4" in desk.page(LANGUAGES).text


def test_what_is_stood_for_is_what_was_read(county: Flask, client: CheckedClient):
    desk = staff_client(county, Role.EDITOR)
    filled(desk, {"Großeltern": "الأجداد"})
    before = desk.page(f"{LANGUAGES}/ar")
    filled(desk, {"Garten": "الحديقة"})
    again = desk.submit(before, 0)
    assert again.status == 409
    assert "الحديقة" in again.text
    assert "الأجداد" not in shown(client)
    desk.submit(again, f"{LANGUAGES}/ar/discard")
    assert "Hier wartet kein Text." in desk.page(f"{LANGUAGES}/ar").text
    assert "الأجداد" not in shown(client)


def test_another_german_makes_a_translation_void(county: Flask, client: CheckedClient):
    desk = staff_client(county)
    filled(desk, GERMAN)
    (key,) = [key for key in GERMAN if key.startswith("Ab Mai")]
    with county.app_context():
        concept = service.concept()
        assert concept
        (item,) = concept.measures
    form = desk.page(f"/desk/concept/measures/{item.id}/edit")
    desk.submit(form, public_sentence="Ab Juni fährt der Bus bis 23 Uhr.")
    assert GERMAN[key] not in desk.page(f"{LANGUAGES}/ar").text
    desk.submit(desk.page(f"{LANGUAGES}/ar"), 0)
    assert GERMAN[key] not in shown(client)
    form = desk.page(f"/desk/concept/target-groups/{item.said.target_groups[0]}")
    desk.submit(form)
    assert "الأجداد" in shown(client)


def test_a_sentence_longer_than_its_place_changes_nothing(county: Flask):
    desk = staff_client(county)
    (sentence,) = [key for key in GERMAN if key.startswith("Ab Mai")]
    page = filled(desk, GERMAN | {sentence: "ا" * 201})
    assert page.h1 == "Das Blatt geht so noch nicht"
    assert "200" in page.text
    assert "Hier wartet kein Text." in desk.page(f"{LANGUAGES}/ar").text
    assert filled(desk, GERMAN | {sentence: "ا" * 200}).h1 == "Die Übersetzungen sind da"


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("tag", ["de", "xx"])
def test_only_languages_that_can_be_translated_are_read(app: Flask, tag: str):
    assert staff_client(app).get(f"{LANGUAGES}/{tag}").status_code == 404
