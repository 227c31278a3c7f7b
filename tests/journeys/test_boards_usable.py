"""Every page of phones and facilitators is usable by everybody."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from participation.base import database
from participation.boards.leading import phases
from participation.boards.models import Board
from participation.boards.notes import grouping
from participation.boards.service import boards
from participation.boards.service.boards import BoardRole, NoteDraft, Phase, VoteKind
from tests.support.boards import join
from tests.support.browser import barriers
from tests.support.led_workshop import LedWorkshop, phone_of, send
from tests.support.usable import small_targets, unwieldy

pytestmark = pytest.mark.browser


def everything(page: Page) -> list[str]:
    return barriers(page) + small_targets(page) + unwieldy(page)


def test_pages_are_usable_by_everybody(browser: Browser, led_workshop: LedWorkshop):
    phone = phone_of(browser, "de")
    found = []
    for language, button in (("de", "Mitmachen"), ("ar", "شارك")):
        start = f"{led_workshop.base}/b/{led_workshop.hall.code}/{language}/"
        phone.goto(f"{led_workshop.base}/b/{language}/")
        found += everything(phone)
        phone.goto(start)
        if language == "de":
            found += everything(phone)
            with phone.expect_navigation():
                phone.get_by_role("button", name=button).click()
            send(phone, "Ein Zettel")
            expect(phone.get_by_text("gespeichert, wird geprüft")).to_be_visible()
            led_workshop.release()
            phone.goto(start)
        for path in ("", "others", "pass-on"):
            phone.goto(start + path)
            found += everything(phone)
        phone.goto(f"{led_workshop.base}/b/{led_workshop.hall.event_code}/{language}/")
        found += everything(phone)
    for kind in (VoteKind.STATEMENTS, VoteKind.RATING, VoteKind.DOTS):
        phone.goto("about:blank")  # an open page would follow by itself and cross the next visit
        led_workshop.phase(Phase.DISCUSS)
        with database.transaction():
            phases.set_voting(led_workshop.by, kind, 2)
        led_workshop.phase(Phase.VOTE)
        phone.goto(start)
        found += everything(phone)
    for phase in (Phase.DISCUSS, Phase.RESULTS, Phase.CLOSED):
        phone.goto("about:blank")
        led_workshop.phase(phase)
        phone.goto(start)
        found += everything(phone)
    assert found == []


@pytest.mark.parametrize("kind", [VoteKind.RATING, VoteKind.STATEMENTS])
def test_pages_of_a_facilitator_are_usable_by_everybody(
    browser: Browser, led_workshop: LedWorkshop, kind: VoteKind
):
    with database.transaction() as connection:
        connection.execute(sa.update(Board).values(queue=False, vote_kind=kind))
    for text in ("Bus nach 20 Uhr fehlt", "Abends fehlt ein Bus", "Rufen Sie an: 0170 1234567"):
        with database.transaction():
            draft = NoteDraft(uuid.uuid4(), "needs", text, "de")
            boards.write_note(
                led_workshop.hall.board, join(led_workshop.hall)[0], draft, datetime.now(UTC)
            )
    with database.transaction():
        grouping.create(led_workshop.by, uuid.uuid4(), "Bus", "needs", [led_workshop.notes()[0].id])
    tablet = phone_of(browser, "de")
    tablet.goto(led_workshop.link(BoardRole.FACILITATOR))
    found = []
    for path in ("", "welcome", "queue", "group", "talk", "paper", "words", "prepare"):
        tablet.goto(f"{led_workshop.base}/b/run/{led_workshop.hall.code}/{path}")
        tablet.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        found += everything(tablet)
    assert found == []
