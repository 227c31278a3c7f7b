"""Home, legal and help pages in a real browser: usable by all, in both themes and directions."""

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from participation.base import database
from participation.places import service as places
from participation.places.demo_texts import demo_texts
from participation.site.pages import InfoPage
from tests.support.browser import barriers, serving

pytestmark = pytest.mark.browser


@pytest.fixture
def address(tmp_path: Path):
    with serving(tmp_path) as app:
        enter(app, "BW")
        yield app.config["SETTINGS"].public_url


def enter(app: Flask, land: str) -> None:
    with app.app_context(), database.transaction():
        places.save_county("Landkreis Probe", land, 0)
        places.save_texts(demo_texts("Landkreis Probe"), 1)


@pytest.mark.parametrize("language", ["de", "uk", "ar"])
def test_legal_and_help_pages_are_free_of_barriers(page: Page, address: str, language: str):
    found = []
    for name in InfoPage:
        page.goto(f"{address}/f/info/{language}/{name}")
        page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
        found += barriers(page)
    assert found == []


@pytest.mark.parametrize("path", ["/ar/", "/f/info/ar/languages", "/ar/nothing-here"])
def test_home_chooser_and_error_page_are_free_of_barriers(page: Page, address: str, path: str):
    page.goto(address + path)
    assert barriers(page) == []


def test_the_long_privacy_notice_unfolds_by_keyboard(page: Page, address: str):
    page.goto(f"{address}/f/info/de/privacy")
    page.get_by_text("7. Welche Rechte haben Sie?").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("(Artikel 11 DSGVO)")).to_be_visible()


def test_a_language_is_changed_in_two_taps(page: Page, address: str):
    page.goto(f"{address}/f/info/de/help")
    with page.expect_navigation():
        page.get_by_role("link", name="Sprache ändern: Deutsch").click()
    page.get_by_role("link", name="Українська").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Допомога і консультації")
