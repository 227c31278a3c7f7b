"""``make pictures``: the pictures of README and handbook, taken from a fresh demo county.

Run it after a page has changed. Needs a Chromium, and poppler-utils for the poster.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from participation import create_app
from participation.base.settings import Settings
from participation.base.web.security import Role
from participation.boards.events import planning
from participation.demo import building, own
from participation.demo.__main__ import TO_TRY
from participation.demo.county import SIGN_INS
from participation.demo.fachtag_texts import TRIAL
from tests.pictures import hall
from tests.support.browser import ARGUMENTS, PROGRAM
from tests.support.server import CHECKOUT, free_port, serving

HANDBOOK, README = CHECKOUT / "docs/handbuch/bilder", CHECKOUT / "docs/pictures"
ADDRESS = "http://uckerwald.example"
"""Of the county in the pictures; the browser is told where it really is."""
DESK = {"width": 1000, "height": 720}
PHONE = {"width": 360, "height": 740}
PROJECTOR = {"width": 1280, "height": 800}
TONGUES = ("uk", "ar", "de", "fa", "tr", "en")
"""Of the phones in the hall."""
COLOURS = 64
"""Of a picture: screens need few, and the files stay small."""


SAY_TLS = """() => {
  const told = (text) => text.replaceAll("http://", "https://");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode())
    if (walker.currentNode.data.includes("http://")) walker.currentNode.data = told(walker.currentNode.data);
  for (const field of document.querySelectorAll("[readonly]")) field.value = told(field.value);
}"""
"""Every address of a real county begins so."""


class Camera:
    """Goes through one installation and keeps what it sees."""

    def __init__(self, browser: Browser, settings: Settings) -> None:
        self.browser, self.settings, self.address = browser, settings, settings.public_url

    def context(self, size: dict[str, int], language: str = "de-DE") -> BrowserContext:
        return self.browser.new_context(
            viewport=size, locale=language, device_scale_factor=2, reduced_motion="reduce"
        )

    def staff(self, role: Role) -> Page:
        """A desk at which somebody of this role sits."""
        person = next(sign_in for sign_in in SIGN_INS if sign_in.role is role)
        page = self.context(DESK).new_page()
        page.goto(f"{self.address}/desk/sign-in")
        page.get_by_label("E-Mail").fill(person.email)
        page.get_by_label("Passwort").fill(person.password)
        follow(page.get_by_role("button", name="Anmelden"))
        page.locator("h1").wait_for()
        return page

    def shoot(self, page: Page, file: Path, *, height: int = 720, top: str = "") -> None:
        """Takes what is before the eyes; ``top`` scrolls to an element first."""
        page.set_viewport_size({"width": page.viewport_size["width"], "height": height})
        page.evaluate(SAY_TLS)
        page.evaluate(
            "top => scrollTo(0, top ? document.querySelector(top).offsetTop - 16 : 0)", top
        )
        save(page.screenshot(animations="disabled", caret="hide"), file)


def follow(thing: Locator) -> None:
    """Clicks what leads to another page, and waits until that lies there."""
    with thing.page.expect_navigation():
        thing.click()


def save(png: bytes, file: Path) -> None:
    """Writes a picture with few colours."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    few = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(file, optimize=True)


def surveys(camera: Camera, desk: Page) -> None:
    """A new survey, from the questionnaires to the poster; it stays closed to the public."""
    base = camera.address
    desk.goto(f"{base}/desk/home")
    camera.shoot(desk, README / "desk.png", height=740)
    desk.goto(f"{base}/desk/surveys/new")
    camera.shoot(desk, HANDBOOK / "auswaehlen.png")
    card = desk.locator("li.card", has_text="Wie leben wir zusammen?")
    follow(card.get_by_role("button", name="Diesen Fragebogen nehmen"))
    draft = re.sub(r"/plan.*", "", desk.url)
    desk.goto(f"{draft}/plan")
    desk.get_by_label("Kurze Adresse").fill("zusammen-7")
    desk.get_by_label("Wen fragen Sie?").fill("Alle Menschen ab 18 Jahren im Landkreis")
    camera.shoot(desk, HANDBOOK / "anpassen.png", height=1000)
    follow(desk.get_by_role("button", name="Speichern"))
    for tag in ("de", "ar", "uk"):
        desk.goto(f"{draft}/languages/{tag}")
        follow(desk.get_by_role("button", name="Ich habe alles gelesen und stehe dafür"))
    desk.goto(f"{draft}/languages")
    camera.shoot(desk, HANDBOOK / "sprachen.png", height=640)
    desk.goto(f"{draft}/try?language=ar")
    desk.wait_for_load_state("networkidle")
    camera.shoot(desk, HANDBOOK / "ausprobieren.png", height=1100)
    desk.goto(f"{draft}/checklist")
    camera.shoot(desk, HANDBOOK / "checkliste.png", height=800)
    desk.goto(f"{draft}/distribute")
    follow(desk.locator("main li.card a").first)
    camera.shoot(desk, HANDBOOK / "weg.png", height=960)
    poster(desk)


def poster(desk: Page) -> None:
    """The poster as it comes from the printer."""
    desk.get_by_role("button", name="Plakat A4").click()
    link = desk.get_by_role("link", name="Datei speichern")
    link.wait_for(timeout=60_000)
    with desk.expect_download() as loading:
        link.click()
    pdf = loading.value.path()
    picture = pdf.with_suffix(".png")
    subprocess.run(
        ["pdftoppm", "-r", "72", "-png", "-singlefile", pdf, picture.with_suffix("")], check=True
    )
    save(picture.read_bytes(), HANDBOOK / "plakat.png")


def figures(camera: Camera, desk: Page) -> None:
    """The open round: watched, read, closed, its plan; and the figures of an earlier one."""
    base = camera.address
    desk.goto(f"{base}/desk/surveys")
    follow(desk.locator("tr", has_text="/f/bedarf").filter(has_text="läuft").get_by_role("link"))
    wave = desk.url
    desk.goto(f"{wave}/watch")
    camera.shoot(desk, HANDBOOK / "verlauf.png", height=1000)
    desk.goto(f"{wave}/texts")
    camera.shoot(desk, HANDBOOK / "texte.png", height=860)
    desk.goto(f"{wave}/close")
    follow(desk.get_by_role("button", name="Befragung abschließen"))
    desk.goto(f"{base}/desk/figures")
    follow(desk.get_by_role("link", name="Plan ansehen").first)
    desk.get_by_text("So werden die Zahlen aussehen").wait_for(timeout=60_000)
    camera.shoot(desk, HANDBOOK / "plan.png", height=900)
    desk.goto(f"{base}/desk/figures")
    follow(desk.locator("li.card h3 a", has_text="leben").first)
    camera.shoot(desk, HANDBOOK / "zahlen.png", height=900)
    follow(desk.get_by_role("link", name="Für Word kopieren").first)
    camera.shoot(desk, HANDBOOK / "word.png")


def workshop(camera: Camera, desk: Page, places: dict[str, str], hung: hall.Hung) -> None:
    """The open event: its page, its board, the projector, a phone, and the finished Fachtag."""
    base = camera.address
    desk.goto(f"{base}/desk/events")
    follow(desk.locator("table a", has_text="Fachtag").first)
    camera.shoot(desk, HANDBOOK / "veranstaltung.png", height=900)
    follow(desk.get_by_role("link", name="Auswertungen ansehen").first)
    follow(desk.locator("main a", has_text="Bus").first)
    camera.shoot(desk, HANDBOOK / "auswertung.png", height=1100)
    lead = camera.context(DESK).new_page()
    lead.goto(base + places["Moderation"])
    camera.shoot(lead, HANDBOOK / "leiten.png", height=860)
    tabs = lead.get_by_role("navigation", name="Workshop leiten")
    follow(tabs.get_by_role("link", name=re.compile("^Prüfen")))
    camera.shoot(lead, HANDBOOK / "pruefen.png", height=560)
    phones = [joined(camera, base + places["Mitmachen"], tag) for tag in TONGUES]
    wall = camera.context(PROJECTOR).new_page()
    wall.goto(base + places["Wand"])
    wall.get_by_text(f"{len(phones)} dabei").wait_for()
    camera.shoot(wall, README / "wall.png", height=800)
    phones[0].locator("#text").fill("Вечірній автобус до Зандова")
    camera.shoot(phones[0], README / "board-phone.png", height=740)
    with create_app(camera.settings).app_context():
        hall.group(hung)
    follow(tabs.get_by_role("link", name=re.compile("^Ordnen")))
    camera.shoot(lead, HANDBOOK / "buendeln.png", height=640)


def joined(camera: Camera, address: str, language: str) -> Page:
    """A phone that takes part."""
    phone = camera.context(PHONE, language).new_page()
    phone.goto(address)
    follow(phone.locator("main form button").first)
    phone.locator("#write").wait_for()
    return phone


def public(camera: Camera) -> None:
    """What respondents and readers see, for the README."""
    phone = camera.context(PHONE, "ar-SY").new_page()
    phone.goto(f"{camera.address}/f/bedarf")
    follow(phone.locator("#begin .button"))
    phone.locator(".choice").first.wait_for()
    camera.shoot(phone, README / "question-ar.png", height=740)
    reader = camera.context(PHONE).new_page()
    reader.goto(camera.address)
    follow(reader.get_by_role("link", name=re.compile("leben")).first)
    camera.shoot(reader, README / "results.png", height=740, top="main h2")


def accounts(camera: Camera) -> None:
    """Somebody who leaves hands over."""
    desk = camera.staff(Role.ADMIN)
    desk.goto(f"{camera.address}/desk/accounts")
    camera.shoot(desk, HANDBOOK / "konten.png", height=520)


def prepared(settings: Settings) -> tuple[dict[str, str], hall.Hung]:
    """Paths of the open event by what they are for, and what hangs on its board now."""
    text = (settings.instance / TO_TRY).read_text(encoding="utf-8").splitlines()
    with create_app(settings).app_context():
        event = next(item for item in planning.events() if item.plan.title["de"] == TRIAL["de"])
        return dict(line.split() for line in text), hall.fill(event.id, event.workshops[0].id)


def built(folder: Path) -> Settings:
    """A fresh demo county in a folder; one that is there is used again."""
    instance = folder / "instance"
    if instance.exists():
        return own.load(instance)
    settings = own.settle(instance, ADDRESS, "allow_http = true\n")
    building.build(instance)
    return settings


@contextmanager
def browsing(port: int) -> Iterator[Browser]:
    """A browser that finds the county at a port of this machine, and trusts it as it would TLS."""
    host = ADDRESS.removeprefix("http://")
    there = [
        f"--host-resolver-rules=MAP {host} 127.0.0.1:{port}",
        f"--unsafely-treat-insecure-origin-as-secure={ADDRESS}",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=PROGRAM, args=[*ARGUMENTS, *there], env=os.environ | {"LANGUAGE": "de"}
        )
        yield browser
        browser.close()


def main(folder: Path) -> None:
    """Makes a demo county in ``folder``, serves it and takes all pictures."""
    settings = built(folder)
    with serving(settings, folder, port=free_port()) as server:
        places, hung = prepared(settings)
        with browsing(server.port) as browser:
            camera = Camera(browser, settings)
            desk = camera.staff(Role.COORDINATOR)
            public(camera)
            surveys(camera, desk)
            workshop(camera, desk, places, hung)
            figures(camera, desk)
            accounts(camera)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(name))
