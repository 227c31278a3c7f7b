"""Leading a workshop by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from participation.boards.service.boards import BoardRole
from tests.support.led_workshop import LedWorkshop, enter, phone_of, send
from tests.support.usable import tab_to

pytestmark = pytest.mark.browser


def press(page: Page, role: str, name: str) -> None:
    """Goes there by Tab and presses Enter."""
    tab_to(page, role, name)
    page.keyboard.press("Enter")


def follow(page: Page, name: str) -> None:
    """Goes to a link by Tab and to where it leads, whose script then hears keys."""
    tab_to(page, "link", name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def moderate(tablet: Page, phone: Page) -> None:
    """Puts the note into another column, hides it and shows it again."""
    tablet.keyboard.press("m")
    expect(tablet.get_by_role("combobox", name="Andere Spalte")).to_be_focused()
    tablet.keyboard.press("ArrowDown")
    press(tablet, "button", "Umhängen")
    expect(tablet.get_by_role("status")).to_have_text("Gespeichert.")
    tablet.keyboard.press("a")
    expect(tablet.get_by_role("radio", name="Darin steht ein Name")).to_be_focused()
    tablet.keyboard.press("ArrowDown")
    press(tablet, "button", "Zettel ausblenden")
    expect(phone.get_by_text("ausgeblendet: Das verletzt andere.")).to_be_visible()
    press(tablet, "button", "Wieder zeigen")
    expect(phone.get_by_text("hängt an der Wand")).to_be_visible()


def group(tablet: Page) -> None:
    """Makes the first theme."""
    follow(tablet, "Ordnen")
    expect(tablet.get_by_role("heading", level=1, name="Zettel bündeln")).to_be_visible()
    tablet.keyboard.press("n")
    expect(tablet.get_by_role("textbox", name="Neues Bündel")).to_be_focused()
    tablet.keyboard.type("Wege")
    tablet.keyboard.press("Enter")
    expect(tablet.get_by_text("Jeder Zettel hat ein Bündel.")).to_be_visible()


def test_who_leads_by_keyboard_hears_what_waits_and_goes_on_where_a_menu_opened(
    browser: Browser, led_workshop: LedWorkshop
):
    phone, tablet = phone_of(browser, "de"), phone_of(browser, "de")
    tablet.goto(led_workshop.link(BoardRole.FACILITATOR))
    expect(tablet.get_by_role("heading", level=1, name="Workshop leiten")).to_be_visible()
    follow(tablet, "Prüfen")
    expect(tablet.get_by_role("heading", level=1, name="Zettel prüfen")).to_be_visible()
    enter(phone, led_workshop, "Mitmachen")
    send(phone, "Bus nach 20 Uhr")
    expect(tablet.get_by_role("status")).to_have_text("Werden geprüft: 1")
    moderate(tablet, phone)
    follow(tablet, "Leiten")
    press(tablet, "button", "Weiter: Ordnen")
    expect(tablet.locator(".strip strong")).to_have_text("Ordnen")
    expect(phone.locator("#phase")).to_have_text("Ordnen")
    group(tablet)
    follow(tablet, "Leiten")
    expect(tablet.get_by_role("heading", level=1, name="Workshop leiten")).to_be_visible()
    tablet.keyboard.press("b")
    expect(tablet.get_by_role("button", name="Beamer hell")).to_be_visible()
