"""A workshop from the code on the table to the released summary: facilitator, wall, four phones.

The phones speak German, Arabic and Ukrainian; one more falls off the network in the middle.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from participation.base import database
from participation.base.web.security import Role
from participation.boards.events import links
from participation.boards.service.boards import BoardRole
from tests.support.boards import make_hall
from tests.support.browser import barriers
from tests.support.county import make_county
from tests.support.server import here, serving, workshop
from tests.support.staff import cookie_of, make_account
from tests.support.usable import tab_to

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
TABLET = {"width": 1180, "height": 820}
OLD_BEAMER = {"width": 1024, "height": 768}
JOIN = {"de": "Mitmachen", "ar": "شارك", "uk": "Долучитися"}


@pytest.fixture
def house(tmp_path: Path):
    """Address, hall, the application, and links by role."""
    settings = here(tmp_path / "instance")
    with workshop(settings) as app:
        make_county()
        hall = make_hall()
        with serving(settings, tmp_path):
            with database.transaction():
                tokens = {
                    role: links.renew(hall.event, hall.workshop, role)
                    for role in (BoardRole.FACILITATOR, BoardRole.WALL)
                }
            yield settings.public_url, hall, app, tokens


def opened(browser: Browser, address: str, size: dict[str, int], language: str = "de") -> Page:
    page = browser.new_context(viewport=size, locale=language).new_page()
    page.goto(address)
    return page


def send(phone: Page, text: str) -> None:
    phone.locator("#text").fill(text)
    phone.locator("#write .button").click()


def lead(tablet: Page, tab: str, button: str | re.Pattern[str], **fields: str) -> None:
    """What the facilitator does: a tab, fields by their labels, a button."""
    tabs = tablet.get_by_role("navigation", name="Workshop leiten")
    with tablet.expect_navigation():
        tabs.get_by_role("link", name=re.compile(f"^{tab}")).click()
    for label, value in fields.items():
        tablet.get_by_label(label.replace("_", " ")).first.fill(value)
    tablet.get_by_role("button", name=button).first.click()


class Story:
    """Everybody in the room."""

    def __init__(self, browser: Browser, house) -> None:
        self.base, self.hall, self.app, tokens = house
        self.browser = browser
        self.tablet = opened(browser, self.enter(tokens[BoardRole.FACILITATOR]), TABLET)
        self.wall = opened(browser, self.enter(tokens[BoardRole.WALL]), OLD_BEAMER)
        expect(self.wall.locator("#lobby .code")).to_have_text(self.hall.code)
        self.de, self.ar, self.uk, self.lost = (self.join(tag) for tag in ("de", "ar", "uk", "de"))

    def enter(self, token: str) -> str:
        return f"{self.base}/b/enter/{token}"

    def join(self, tag: str) -> Page:
        phone = opened(self.browser, f"{self.base}/b/{self.hall.code}", PHONE, tag)
        with phone.expect_navigation():  # loaded, so its script hears
            phone.get_by_role("button", name=JOIN[tag]).click()
        expect(phone.locator("#write")).to_be_visible()
        return phone

    def next_phase(self, name: str) -> None:
        lead(self.tablet, "Leiten", f"Weiter: {name}")
        expect(self.tablet.locator(".strip strong")).to_have_text(name)

    def collect(self) -> None:
        """Three write; one falls off the network and comes back; all hang on the wall."""
        send(self.de, "Bus nach 20 Uhr")
        send(self.ar, "حافلة في المساء")
        send(self.uk, "Автобус після роботи")
        self.lost.context.set_offline(True)
        send(self.lost, "Rufbus am Wochenende")
        own = self.lost.locator("#own-list")
        expect(own.get_by_text("wartet auf Netz, bleibt auf diesem Gerät")).to_be_visible()
        lead(self.tablet, "Prüfen", "Freigeben")  # one by one: not everybody reads all of them
        for left in ("2 Zettel warten.", "1 Zettel wartet."):
            expect(self.tablet.get_by_text(left)).to_be_visible()
            self.tablet.keyboard.press("f")
        expect(self.wall.get_by_text("Bus nach 20 Uhr")).to_be_visible()
        expect(self.wall.get_by_text("حافلة في المساء")).to_be_visible()
        self.lost.context.set_offline(False)
        expect(self.tablet.get_by_text("Rufbus am Wochenende")).to_be_visible()
        self.tablet.keyboard.press("f")  # the oldest waiting note, by its key
        expect(self.tablet.get_by_text("Kein Zettel wartet.")).to_be_visible()
        expect(own.get_by_text("hängt an der Wand")).to_be_visible()
        expect(self.wall.get_by_text("Rufbus am Wochenende")).to_be_visible()

    def order(self) -> None:
        """By buttons and keys alone."""
        self.next_phase("Ordnen")
        expect(self.uk.locator("#phase")).not_to_have_text("Збирання")
        lead(self.tablet, "Ordnen", "Bündel anlegen", Neues_Bündel="Bus am Abend")
        for left in (3, 2, 1):
            expect(self.tablet.get_by_text(f"Noch {left} Zettel ohne Bündel")).to_be_visible()
            self.tablet.keyboard.press("1")
        expect(self.tablet.get_by_text("Jeder Zettel hat ein Bündel.")).to_be_visible()

    def discuss(self) -> None:
        """One theme large on the wall, and what came of it."""
        self.next_phase("Besprechen")
        lead(self.tablet, "Besprechen", "Groß zeigen")
        expect(self.wall.get_by_text("Bus am Abend").first).to_be_visible()
        self.tablet.get_by_label("Was soll geschehen?").fill("Rufbus prüfen")
        self.tablet.get_by_label("Wer macht es?").fill("Amt für Verkehr")
        self.tablet.get_by_role("button", name="Festhalten").click()
        expect(self.tablet.get_by_text("Amt für Verkehr")).to_be_visible()

    def vote(self) -> None:
        """Two give dots; results are seen once they are opened."""
        self.next_phase("Abstimmen")
        for phone in (self.de, self.ar):
            phone.locator(".count .step").last.click()
        expect(self.de.locator(".mine").first).to_contain_text("1")
        self.next_phase("Ergebnis")
        expect(self.de.locator("#phase")).to_have_text("Ergebnis")
        self.next_phase("Beendet")

    def release(self) -> None:
        """The summary stands by itself; the coordinator corrects and releases it by keyboard."""
        desk = self.browser.new_context(locale="de-DE", viewport=TABLET)
        desk.add_cookies([cookie_of(self.app, make_account(self.app, Role.COORDINATOR))])
        page = desk.new_page()
        summary = f"{self.base}/desk/events/workshops/{self.hall.workshop}/summary"
        for _ in range(400):  # the job that counts is another process
            page.goto(summary)
            if page.get_by_text("Bus am Abend").count():
                break
        expect(page.get_by_text("Rufbus prüfen").first).to_be_visible()
        tab_to(page, "textbox", "Einleitung (Deutsch)")
        page.keyboard.type("Es ging um Busse am Abend.")
        tab_to(page, "button", "Texte und Zitate speichern")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Gespeichert.")).to_be_visible()
        tab_to(page, "link", "Auswertung veröffentlichen")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Auswertung veröffentlichen")
        tab_to(page, "button", "Auswertung veröffentlichen")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Fassung 1").first).to_be_visible()


def test_a_workshop_from_the_code_on_the_table_to_the_released_summary(browser: Browser, house):
    story = Story(browser, house)
    assert story.ar.evaluate("document.dir") == "rtl"
    story.collect()
    assert barriers(story.tablet) == []
    story.order()
    assert barriers(story.tablet) == []
    story.discuss()
    story.vote()
    story.release()
    story.ar.goto(f"{story.base}/b/{story.hall.code}")
    expect(story.ar.get_by_text("Bus am Abend").first).to_be_visible()
