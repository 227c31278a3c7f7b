"""A passkey in a real browser, on a device that Chromium plays: set up, used, lost, withdrawn."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, Page

from participation.access import accounts
from participation.base import database
from participation.base.web.security import Role
from tests.support.browser import barriers, serving
from tests.support.staff import PASSWORD, cheap_passwords

pytestmark = pytest.mark.browser
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


def plugged(page: Page) -> tuple[CDPSession, str]:
    """A device in this browser, and its number."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return session, str(made["authenticatorId"])


def signed_out(page: Page, address: str) -> None:
    page.goto(f"{address}/desk/account")
    with page.expect_navigation():
        page.get_by_role("button", name="Abmelden", exact=True).click()


def half_way(page: Page, address: str) -> None:
    page.goto(f"{address}/desk/sign-in")
    page.get_by_label("E-Mail").fill("neu@kreis.example")
    page.get_by_label("Passwort").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Anmelden").click()


def set_up(page: Page) -> str:
    """Adds a passkey beside nothing; returns a printed code."""
    with page.expect_navigation():
        page.get_by_role("link", name="Stattdessen einen Passkey einrichten").click()
    assert barriers(page) == []
    page.get_by_label("Name des Geräts").fill("Diensthandy")
    page.get_by_role("button", name="Passkey einrichten").click()
    page.get_by_role("heading", name="Codes zum Ausdrucken").wait_for()
    return page.locator("code").first.inner_text()


def test_a_passkey_from_its_set_up_to_its_loss(page: Page, tmp_path: Path):
    with serving(tmp_path, "localhost") as app:
        address = app.config["SETTINGS"].public_url
        cheap_passwords(app)
        with database.transaction():
            made = accounts.create("neu@kreis.example", "Neu Hier", Role.COORDINATOR)
            token = accounts.new_link(made.id, datetime.now(UTC))
        browser, device = plugged(page)
        page.goto(f"{address}/desk/welcome/{token}")
        page.get_by_label("Neues Passwort", exact=True).fill(PASSWORD)
        page.get_by_label("Neues Passwort noch einmal").fill(PASSWORD)
        with page.expect_navigation():
            page.locator("main button").click()
        code = set_up(page)

        signed_out(page, address)
        half_way(page, address)
        assert barriers(page) == []
        page.get_by_role("button", name="Mit Passkey anmelden").click()
        page.wait_for_url(f"{address}/desk/home")

        signed_out(page, address)
        browser.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device})
        half_way(page, address)
        page.get_by_label("Code").fill(code)
        with page.expect_navigation():
            page.get_by_role("button", name="Anmelden", exact=True).click()
        plugged(page)
        page.goto(f"{address}/desk/account/passkeys/new")
        page.get_by_label("Name des Geräts").fill("Neues Handy")
        page.get_by_label("Jetziges Passwort").fill(PASSWORD)
        page.get_by_role("button", name="Passkey einrichten").click()
        page.wait_for_url(f"{address}/desk/account")
        assert barriers(page) == []
        with page.expect_navigation():
            page.get_by_role("link", name="Passkey „Diensthandy“ entfernen").click()
        assert barriers(page) == []
        page.get_by_label("Jetziges Passwort").fill(PASSWORD)
        page.get_by_role("button", name="Passkey entfernen").click()
        page.wait_for_url(f"{address}/desk/account")
        assert "Diensthandy" not in page.locator("main").inner_text()
