"""The first day with the platform: from ``make demo`` to a table of figures, all in browsers."""

import csv
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from participation.demo.county import SIGN_INS
from tests.support.server import Server, here

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
MOST_PAGES = 40


class Demo(Server):
    """What ``make demo`` starts."""

    def _command(self) -> list[str]:
        return [sys.executable, "-m", "participation.demo", str(self.settings.instance)]

    def _environ(self) -> dict[str, str]:
        return super()._environ() | {"PORT": str(self.port)}


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("demo")
    demo = Demo(here(folder / "instance"), folder / "demo.log")
    try:
        demo.start()
        yield demo.settings.public_url
    finally:
        demo.stop()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, locale="ar-SY", has_touch=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(browser: Browser, address: str) -> Iterator[Page]:
    """The coordinator's browser, signed in."""
    context = browser.new_context(locale="de-DE", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address + "/desk/")
    page.get_by_label("E-Mail").fill(SIGN_INS[0].email)
    page.get_by_label("Passwort").fill(SIGN_INS[0].password)
    page.get_by_role("button", name="Anmelden").click()
    page.get_by_role("heading", name="Was jetzt ansteht").wait_for()
    yield page
    context.close()


def answer(phone: Page, address: str) -> int:
    """Goes the whole way with a thumb: the first option of everything; how many pages it took."""
    phone.goto(address)
    assert phone.evaluate("document.dir") == "rtl"
    with phone.expect_navigation():
        phone.locator("#begin .button").tap()
    pages = 0
    while not phone.url.endswith("/send"):
        pages += 1
        assert pages < MOST_PAGES, phone.url
        if phone.locator(".choice label").count():
            phone.locator(".choice label").first.tap()
        with phone.expect_navigation():
            phone.locator("#answer button.wide").tap()
    with phone.expect_navigation():
        phone.locator("#answer button.wide").tap()
    assert phone.url.endswith("/ar/thanks")
    return pages


def test_a_coordinator_opens_a_wave_and_somebody_answers_it_in_arabic(desk, phone, address):
    desk.goto(address + "/desk/surveys/new")
    card = desk.locator("li.card", has_text="Was brauchen Sie hier?")
    with desk.expect_navigation():
        card.get_by_role("button", name="Diesen Fragebogen nehmen").click()
    desk.get_by_label("Kurze Adresse").fill("erste-runde")
    desk.get_by_label("Wen fragen Sie?").fill("Menschen, die neu hier sind")
    with desk.expect_navigation():
        desk.get_by_role("button", name="Speichern").click()
    check(desk, "العربية", "Deutsch")
    step(desk, "Öffnen und verteilen")
    with desk.expect_navigation():
        desk.get_by_role("link", name="Weiter: Befragung öffnen").click()
    with desk.expect_navigation():
        desk.get_by_role("button", name="Befragung öffnen").click()
    assert answer(phone, address + "/f/erste-runde") > 15


def step(desk: Page, name: str) -> None:
    """From a page that has loaded: one of the steps that stand above most pages of a survey."""
    steps = desk.get_by_role("navigation", name="Schritte der Befragung")
    if not steps.count():
        with desk.expect_navigation():
            desk.locator(".crumbs a").click()
    with desk.expect_navigation():
        steps.get_by_role("link", name=name).click()


def check(desk: Page, *names: str) -> None:
    """Reads each language's texts to the end and stands for them, where the plan led to."""
    for name in names:
        row = desk.get_by_role("row", name=name).first
        with desk.expect_navigation():
            row.get_by_role("link", name="Texte lesen").click()
        with desk.expect_navigation():
            desk.get_by_role("button", name="Ich habe alles gelesen und stehe dafür").click()


def test_the_open_wave_is_answered_closed_released_and_taken_along(desk, phone, address, tmp_path):
    answer(phone, address + "/f/bedarf")
    desk.goto(address + "/desk/surveys")
    with desk.expect_navigation():
        running = desk.locator("tr", has_text="/f/bedarf").filter(has_text="läuft")
        running.get_by_role("link").click()
    step(desk, "Abschließen")
    with desk.expect_navigation():
        desk.get_by_role("button", name="Befragung abschließen").click()
    step(desk, "Veröffentlichen")
    desk.get_by_text("So werden die Zahlen aussehen").wait_for()
    assert "%" not in desk.locator("main").inner_text()
    desk.get_by_role("button", name="Zahlen veröffentlichen").click()
    desk.get_by_text("Etwa 205 Antworten").wait_for()
    with desk.expect_navigation():
        desk.get_by_role("link", name="mitnehmen").click()
    with desk.expect_download() as saved:
        desk.get_by_role("link", name="Tabelle für Excel auf Deutsch").click()
    saved.value.save_as(tmp_path / "figures.csv")
    rows = (tmp_path / "figures.csv").read_text("utf-8-sig").splitlines()
    assert len(list(csv.reader(rows, delimiter=";"))) > 100
