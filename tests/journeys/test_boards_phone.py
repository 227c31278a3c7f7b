"""A workshop on two phones and a wall, on the shipped server: notes, states, a lost network."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from participation import database
from participation.boards import links, moderation, phases
from participation.boards.audit import Acting
from participation.boards.models import Note
from participation.boards.service import BoardRole, Phase, VoteKind
from tests.support.boards import Hall, make_hall
from tests.support.browser import barriers
from tests.support.server import here, serving, workshop
from tests.support.usable import hindrances

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
OLD_BEAMER = {"width": 1024, "height": 768}
SOON = 15_000


class Room:
    """The workshop, and what its facilitator does."""

    def __init__(self, base: str, hall: Hall) -> None:
        self.base, self.hall = base, hall

    @property
    def by(self) -> Acting:
        return Acting(self.hall.board, BoardRole.FACILITATOR, datetime.now(UTC))

    def notes(self) -> list[sa.Row]:
        with database.transaction() as connection:
            query = sa.select(Note.id, Note.text, Note.language).order_by(Note.written_at)
            return list(connection.execute(query))

    def release(self) -> None:
        keys = [row.id for row in self.notes()]
        with database.transaction():
            moderation.release(self.by, keys)

    def hide(self, note: uuid.UUID, reason: str) -> None:
        with database.transaction():
            moderation.hide(self.by, note, reason)

    def phase(self, phase: Phase) -> None:
        with database.transaction():
            phases.set_phase(self.by, phase, 5)

    def wall(self) -> str:
        with database.transaction():
            token = links.renew(self.hall.event, self.hall.workshop, BoardRole.WALL)
        return f"{self.base}/b/enter/{token}"


@pytest.fixture
def room(tmp_path: Path):
    settings = here(tmp_path / "instance")
    with workshop(settings), serving(settings, tmp_path):
        yield Room(settings.public_url, make_hall())


def phone_of(browser: Browser, language: str, **more: object) -> Page:
    return browser.new_context(viewport=PHONE, locale=language, **more).new_page()


def enter(phone: Page, room: Room, button: str) -> None:
    phone.goto(f"{room.base}/b/{room.hall.code}")
    phone.get_by_role("button", name=button).click()
    expect(phone.locator("#write")).to_be_visible()


def send(phone: Page, text: str) -> None:
    phone.locator("#text").fill(text)
    phone.locator("#write .button").click()


def test_notes_go_from_two_phones_to_the_wall_and_what_moderation_does_comes_back(
    browser: Browser, room: Room
):
    de, ar = phone_of(browser, "de"), phone_of(browser, "ar")
    wall = browser.new_context(viewport=OLD_BEAMER).new_page()
    wall.goto(room.wall())
    assert "/enter/" not in wall.url
    expect(wall.locator("#lobby")).to_be_visible()
    expect(wall.locator("#lobby .code")).to_have_text(room.hall.code)
    enter(de, room, "Mitmachen")
    enter(ar, room, "شارك")
    assert ar.evaluate("document.dir") == "rtl"
    send(de, "Bus nach 20 Uhr <b>bitte</b>")
    send(ar, "دورة مسائية")
    expect(de.get_by_text("gespeichert, wird geprüft")).to_be_visible(timeout=SOON)
    expect(ar.get_by_text("محفوظة، وتجري مراجعتها")).to_be_visible(timeout=SOON)
    expect(de.locator("#text")).to_have_value("")
    assert "Bus" not in wall.inner_text("main")
    room.release()
    expect(de.get_by_text("hängt an der Wand")).to_be_visible(timeout=SOON)
    expect(wall.get_by_text("Bus nach 20 Uhr <b>bitte</b>")).to_be_visible(timeout=SOON)
    expect(wall.get_by_text("دورة مسائية")).to_be_visible()
    assert {row.language for row in room.notes()} == {"de", "ar"}
    de.locator("#text").fill("Halb geschrieben")
    room.hide(room.notes()[0].id, "Darin steht ein Name.")
    expect(de.get_by_text("ausgeblendet: Darin steht ein Name.")).to_be_visible(timeout=SOON)
    expect(wall.get_by_text("Bus nach 20 Uhr")).to_have_count(0)
    expect(de.locator("#text")).to_have_value("Halb geschrieben")


def test_without_network_a_note_waits_on_the_phone_and_arrives_once(browser: Browser, room: Room):
    phone = phone_of(browser, "de")
    enter(phone, room, "Mitmachen")
    phone.context.set_offline(True)
    send(phone, "Kita-Platz")
    expect(phone.get_by_text("wartet auf Netz, bleibt auf diesem Gerät")).to_be_visible(
        timeout=SOON
    )
    assert room.notes() == []
    phone.context.set_offline(False)
    expect(phone.get_by_text("gespeichert, wird geprüft")).to_be_visible(timeout=SOON)
    assert [row.text for row in room.notes()] == ["Kita-Platz"]


def test_a_phase_that_ends_while_somebody_types_takes_nothing_away(browser: Browser, room: Room):
    phone = phone_of(browser, "de")
    enter(phone, room, "Mitmachen")
    phone.locator("#text").fill("Noch nicht fertig")
    room.phase(Phase.VOTE)
    go = phone.get_by_role("button", name="Weiter zu: Abstimmen")
    expect(go).to_be_visible(timeout=SOON)
    expect(phone.locator("#text")).to_have_value("Noch nicht fertig")
    go.click()
    expect(phone.locator("#phase")).to_have_text("Abstimmen", timeout=SOON)
    expect(phone.get_by_text("Noch nicht fertig", exact=True)).to_be_visible(timeout=SOON)
    expect(phone.locator("#own-list")).to_contain_text("Der Text bleibt auf diesem Gerät")
    assert room.notes() == []
    room.phase(Phase.COLLECT)
    phone.get_by_role("button", name="Noch einmal senden").click(timeout=SOON)
    expect(phone.get_by_text("gespeichert, wird geprüft")).to_be_visible(timeout=SOON)
    assert [row.text for row in room.notes()] == ["Noch nicht fertig"]


def test_dots_are_given_by_keyboard_and_the_next_person_has_their_own(browser: Browser, room: Room):
    phone = phone_of(browser, "de")
    enter(phone, room, "Mitmachen")
    send(phone, "Mehr Busse")
    expect(phone.get_by_text("gespeichert, wird geprüft")).to_be_visible(timeout=SOON)
    room.release()
    with database.transaction():
        phases.set_voting(room.by, VoteKind.DOTS, 2)
    room.phase(Phase.VOTE)
    plus = phone.get_by_role("button", name="Punkt geben: Mehr Busse")
    plus.focus(timeout=SOON)
    for _ in range(3):
        phone.keyboard.press("Enter")
    expect(phone.get_by_text("Sie haben keine Punkte mehr")).to_be_visible()
    expect(phone.locator("#voted")).to_contain_text("gespeichert")
    phone.get_by_role("button", name="Fertig").click()
    expect(phone.get_by_text("Ihre Stimme ist gespeichert")).to_be_visible()
    phone.get_by_role("button", name="Nächste Person").click()
    phone.get_by_role("button", name="Mitmachen").click()
    expect(phone.get_by_text("Punkte übrig: 2 von 2")).to_be_visible()
    phone.get_by_role("button", name="Punkt geben: Mehr Busse").click()
    phone.get_by_role("button", name="Fertig").click()
    room.phase(Phase.RESULTS)
    expect(phone.get_by_text("Punkte: 3")).to_be_attached(timeout=SOON)


def test_pages_are_usable_by_everybody(browser: Browser, room: Room):
    phone = phone_of(browser, "de")
    found = []
    for language, button in (("de", "Mitmachen"), ("ar", "شارك")):
        start = f"{room.base}/b/{room.hall.code}/{language}/"
        phone.goto(f"{room.base}/b/{language}/")
        found += barriers(phone) + hindrances(phone)
        phone.goto(start)
        if language == "de":
            found += barriers(phone) + hindrances(phone)
            phone.get_by_role("button", name=button).click()
            send(phone, "Ein Zettel")
            expect(phone.get_by_text("gespeichert, wird geprüft")).to_be_visible(timeout=SOON)
            room.release()
            phone.goto(start)
        for path in ("", "others", "pass-on"):
            phone.goto(start + path)
            found += barriers(phone) + hindrances(phone)
        phone.goto(f"{room.base}/b/{room.hall.event_code}/{language}/")
        found += barriers(phone)
    for kind in (VoteKind.STATEMENTS, VoteKind.RATING, VoteKind.DOTS):
        room.phase(Phase.DISCUSS)
        with database.transaction():
            phases.set_voting(room.by, kind, 2)
        room.phase(Phase.VOTE)
        phone.goto(start)
        found += barriers(phone) + hindrances(phone)
    for phase in (Phase.DISCUSS, Phase.RESULTS, Phase.CLOSED):
        room.phase(phase)
        phone.goto(start)
        found += barriers(phone)
    assert found == []
