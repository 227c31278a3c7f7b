"""A workshop on the shipped server: what its facilitator does, and phones that come in."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from playwright.sync_api import Browser, Locator, Page, expect

from participation.base import database
from participation.boards.base.audit import Acting
from participation.boards.events import links
from participation.boards.leading import phases
from participation.boards.models import Note
from participation.boards.notes import moderation
from participation.boards.service.boards import BoardRole, Phase
from tests.support.boards import Hall

PHONE = {"width": 360, "height": 740}
OLD_BEAMER = {"width": 1024, "height": 768}


class LedWorkshop:
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

    def link(self, role: BoardRole) -> str:
        with database.transaction():
            token = links.renew(self.hall.event, self.hall.workshop, role)
        return f"{self.base}/b/enter/{token}"

    def wall(self) -> str:
        return self.link(BoardRole.WALL)


def phone_of(browser: Browser, language: str, **more: object) -> Page:
    return browser.new_context(viewport=PHONE, locale=language, **more).new_page()


def enter(phone: Page, room: LedWorkshop, button: str) -> None:
    phone.goto(f"{room.base}/b/{room.hall.code}")
    with phone.expect_navigation():  # loaded, so its script hears
        phone.get_by_role("button", name=button).click()
    expect(phone.locator("#write")).to_be_visible()


def scripted(thing: Locator) -> Locator:
    """Waits until this stands in a page that came by itself, and the page's script hears."""
    expect(thing).to_be_visible()
    thing.page.wait_for_load_state()
    return thing


def send(phone: Page, text: str) -> None:
    phone.locator("#text").fill(text)
    phone.locator("#write .button").click()
