"""A member of staff begins: link, password, app, printed codes; by keyboard alone."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from passlib.totp import TOTP
from playwright.sync_api import Page, expect

from participation.access import accounts
from participation.base import database
from participation.base.web.security import Role
from tests.support.browser import barriers, serving
from tests.support.staff import PASSWORD, cheap_passwords

pytestmark = pytest.mark.browser


def type_into(page: Page, *texts: str) -> None:
    """Tabs from field to field as somebody without a mouse does, and sends."""
    for text in texts:
        while page.evaluate("document.activeElement.tagName") != "INPUT" or page.evaluate(
            "document.activeElement.value || document.activeElement.readOnly"
        ):
            page.keyboard.press("Tab")
        page.keyboard.type(text)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_new_coordinator_comes_in_with_a_link_and_the_keyboard(page: Page, tmp_path: Path):
    with serving(tmp_path) as app:
        cheap_passwords(app)
        with database.transaction():
            made = accounts.create("neu@kreis.example", "Neu Hier", Role.COORDINATOR)
            token = accounts.new_link(made.id, datetime.now(UTC))
        page.goto(f"{app.config['SETTINGS'].public_url}/desk/welcome/{token}")
        assert barriers(page) == []
        type_into(page, PASSWORD, PASSWORD)
        expect(page.locator("h1")).to_have_text("App für den zweiten Schritt einrichten")
        assert barriers(page) == []
        key = page.locator("code").text_content().replace("-", "").replace(" ", "")
        type_into(page, TOTP(key=key).generate().token)
        expect(page.locator("h1")).to_have_text("Codes zum Ausdrucken")
        expect(page.locator("button", has_text="Drucken")).to_be_visible()
        assert barriers(page) == []
