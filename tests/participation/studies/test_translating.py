"""A translation sheet goes out, is filled in, and comes back as a whole or not at all."""

import io
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from participation.base import database
from participation.studies import service as studies
from participation.studies.waves.plans import usual_plan
from surveys.authoring import translation_sheet
from tests.support import county
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite


@pytest.fixture
def draft(app):
    with app.app_context():
        county.make_county()
        template = studies.wave(county.make_wave()).template_id
        with database.transaction():
            wave_id = studies.create_wave(template, usual_plan(datetime.now(UTC)))
            for status in studies.languages(wave_id):
                studies.mark_checked(wave_id, status.tag, "Kim")
    return wave_id


@pytest.fixture
def desk(app):
    return staff_client(app)


def fetched(desk, wave):
    page = desk.page(f"/desk/surveys/{wave}/languages")
    ready = desk.submit(page, f"/desk/surveys/{wave}/languages/sheet")
    return load_workbook(io.BytesIO(desk.get(ready.links()["Blatt herunterladen (XLSX)"]).data))


def sent(desk, wave, book):
    out = io.BytesIO()
    book.save(out)
    page = desk.page(f"/desk/surveys/{wave}/languages/filled")
    return desk.submit(page, sheet=(io.BytesIO(out.getvalue()), "texte.xlsx"))


def column(sheet, tag):
    return next(cell.column for cell in sheet[1] if cell.value == tag)


@on_both
def test_a_filled_sheet_changes_the_questionnaire_and_asks_to_read_it_again(app, desk, draft):
    book = fetched(desk, draft)
    sheet = book[translation_sheet.SHEET]
    sheet.cell(3, column(sheet, "tr")).value = "Kısa deneme"
    page = sent(desk, draft, book)
    assert page.h1 == "Die Übersetzungen sind da"
    assert page.links()["Türkçe"].endswith("/languages/tr")
    with app.app_context(), database.transaction():
        found = studies.wave(draft)
        assert studies.instrument(found.instrument_version_id).title.strings["tr"] == "Kısa deneme"
        checked = {status.tag: status.checked for status in studies.languages(draft)}
    assert not checked["tr"]
    assert checked["de"]


def test_one_slip_leaves_everything_as_it_was_and_says_where(app, desk, draft):
    with app.app_context(), database.transaction():
        before = studies.wave(draft).template_id
    book = fetched(desk, draft)
    sheet = book[translation_sheet.SHEET]
    sheet.cell(3, column(sheet, "tr")).value = "Kısa deneme"
    sheet.cell(4, column(sheet, "de")).value = "Anders"
    page = sent(desk, draft, book)
    assert page.h1 == "Das Blatt geht so noch nicht"
    assert "C4Der deutsche Text ist ein anderer" in page.text
    with app.app_context(), database.transaction():
        assert studies.wave(draft).template_id == before


def test_texts_of_an_open_survey_stand(app, desk, draft):
    book = fetched(desk, draft)
    with app.app_context(), database.transaction():
        studies.open_wave(draft)
    assert "texte stehen fest" in desk.page(f"/desk/surveys/{draft}/languages/filled").text.lower()
    out = io.BytesIO()
    book.save(out)
    address = f"/desk/surveys/{draft}/languages/filled"
    token = desk.page(f"/desk/surveys/{draft}/languages").fields(address.replace("filled", "sheet"))
    posted = desk.post(address, data={**token, "sheet": (io.BytesIO(out.getvalue()), "t.xlsx")})
    assert posted.status_code == 400
    assert "neue Runde" in posted.get_data(as_text=True)


def test_an_empty_or_missing_file_is_explained(desk, draft):
    page = desk.page(f"/desk/surveys/{draft}/languages/filled")
    assert "Bitte füllen Sie das Feld" in desk.submit(page).text
    empty = desk.submit(page, sheet=(io.BytesIO(b""), "leer.xlsx"))
    assert "leer" in empty.text
