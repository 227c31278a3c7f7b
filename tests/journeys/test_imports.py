"""The way of a county's sheet in a real browser: every step is usable by all."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.support.browser import barriers, serving
from tests.support.sheets import put, with_plan, xlsx
from tests.support.staff import cookie_of, make_account
from tests.support.usable import unwieldy

pytestmark = pytest.mark.browser
ROWS = [
    ("Maßnahmenplan", None, None, None, None, None),
    ("Nr.", "Handlungsfeld", "Maßnahme", "Kosten", "Status", "Sachstand 2024"),
    ("1", "Sprache", "Sprachcafé in der Stadtbibliothek", "3.000 €", "im Gange", "rot"),
    ("2", None, "Willkommenslotsen in allen Gemeinde", 500, "läuft", "grün"),
    ("3", "Wohnen", "Chor", "viel", "läuft", None),
]


def test_every_step_of_an_import_is_usable_by_everybody(page: Page, tmp_path: Path):
    sheet = tmp_path / "Liste.xlsx"
    sheet.write_bytes(
        xlsx(ROWS, merges=[(2, 1, 3, 1, "Sprache")], fills={(2, 2): "#FF0000"}, hidden_rows=[3])
    )
    with serving(tmp_path) as app:
        with_plan(app)
        put(
            app,
            {"number": "1", "title": "Sprachcafé"},
            {"title": "Willkommenslotsen in allen Gemeinden"},
        )
        page.context.add_cookies([cookie_of(app, make_account(app))])
        found: list[str] = []

        def look() -> None:
            found.extend(barriers(page) + unwieldy(page))

        page.goto(app.config["SETTINGS"].public_url + "/desk/plan")
        look()
        page.set_input_files("#sheet", sheet)
        page.get_by_role("button", name="Einlesen").click()
        page.get_by_role("heading", name="Welche Spalte ist was?").wait_for()
        look()
        page.get_by_role("button", name="Weiter").click()
        page.get_by_role("heading", name="Was bedeuten diese Wörter?").wait_for()
        with page.expect_navigation():
            page.get_by_role("button", name="Weiter").click()
        look()
        page.locator("#word-light-0").select_option("yellow")
        page.get_by_role("button", name="Weiter").click()
        page.get_by_role("heading", name="Vorschau: Noch ist nichts übernommen").wait_for()
        look()
        page.locator("select").first.select_option("take")
        page.get_by_role("button", name="Geändert").click()
        page.get_by_role("columnheader", name="Was anders wird").wait_for()
        look()
        page.get_by_label("Zeilen mit Problemen weglassen").check()
        page.get_by_role("button", name="Ausgewählte Zeilen übernehmen").click()
        page.get_by_role("link", name="Zurücknehmen").wait_for()
        look()
        with page.expect_navigation():
            page.get_by_role("link", name="Zurücknehmen").click()
        look()
        page.get_by_role("button", name="Zurücknehmen").click()
        page.get_by_role("heading", name="Zurückgenommen").wait_for()
        look()
    assert found == []
