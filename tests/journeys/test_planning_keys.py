"""A coordinator plans an event with the keyboard alone: from the sign-in to the links."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from participation.base.web.security import Role
from tests.support.browser import barriers, serving
from tests.support.county import make_county
from tests.support.staff import PASSWORD, app_code, make_account
from tests.support.usable import tab_to

pytestmark = pytest.mark.browser
MAIL = "coordinator@kreis.example"
DAY = f"1212{datetime.now(UTC).year + 1}"
"""The same whether a browser asks for the day or for the month first."""


def press(page: Page, role: str, name: str) -> None:
    """Goes there by Tab and presses Enter."""
    tab_to(page, role, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def type_in(page: Page, name: str, text: str) -> None:
    tab_to(page, "textbox", name)
    page.keyboard.type(text)


def stands(page: Page, heading: str) -> None:
    """The page with this heading lies open, and nobody is kept from it."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert barriers(page) == []


def sign_in(app: Flask, page: Page) -> None:
    page.goto(f"{app.config['SETTINGS'].public_url}/desk/sign-in")
    type_in(page, "E-Mail", MAIL)
    type_in(page, "Passwort", PASSWORD)
    press(page, "button", "Anmelden")
    stands(page, "Zweiter Schritt")
    type_in(page, "Code", app_code(app, MAIL))
    press(page, "button", "Anmelden")


def test_an_event_is_planned_from_the_sign_in_to_the_links(page: Page, tmp_path: Path):
    with serving(tmp_path) as app:
        with app.app_context():
            make_county()
        make_account(app, Role.COORDINATOR, MAIL, password=PASSWORD)
        sign_in(app, page)
        press(page, "link", "Veranstaltungen")
        press(page, "link", "Veranstaltung anlegen")
        stands(page, "Neue Veranstaltung")
        type_in(page, "Name der Veranstaltung", "Fachtag Integration")
        type_in(page, "Tag", DAY)
        tab_to(page, "checkbox", "العربية")
        page.keyboard.press("Space")
        press(page, "button", "Speichern")
        stands(page, "Fachtag Integration")
        press(page, "link", "Workshop anlegen")
        type_in(page, "Thema des Workshops", "Wohnen")
        type_in(page, "Raum", "Raum 3")
        press(page, "button", "Speichern")
        stands(page, "Wohnen")
        press(page, "button", "Diese Vorlage nehmen")
        press(page, "link", "Minuten planen und ansehen")
        stands(page, "Vorbereiten: Fachtag: sechs Fragen")
        tab_to(page, "combobox", "Ordnen")
        page.keyboard.press("ArrowDown")
        press(page, "button", "Minuten speichern")
        expect(page.get_by_role("combobox", name="Ordnen")).to_have_value("15")
        press(page, "link", "Wohnen")
        press(page, "link", "Fachtag Integration")
        expect(page.get_by_text("Arabisch: 6 Fragen sind noch nicht freigegeben.")).to_be_visible()
        press(page, "link", "Links ausgeben")
        press(page, "button", "Alle 4 Links machen")
        stands(page, "Links und Codes")
        shown = page.get_by_role("textbox", name="Link")
        expect(shown).to_have_count(4)
        for each in shown.all():
            expect(each).to_have_value(re.compile(r"/b/enter/[\w-]{20,}$"))
