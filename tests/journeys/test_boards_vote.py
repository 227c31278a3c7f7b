"""The vote on real phones: it follows what moderation does, and tells what was not stored."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, Route, expect

from participation.base import database
from participation.boards.leading import phases
from participation.boards.models import Board, Dot, Rating
from participation.boards.notes import grouping
from participation.boards.service import boards
from participation.boards.service.boards import NoteDraft, Phase, VoteKind
from tests.support.led_workshop import OLD_BEAMER, LedWorkshop, enter, phone_of, scripted

pytestmark = pytest.mark.browser

NOT_OURS = [
    (200, "<h1>WLAN</h1>"),
    (200, "{}"),
    (200, '{"seq": 3}'),
    (200, '{"ok": true, "press": ""}'),
    (204, ""),
    (401, '{"error": "sign in"}'),
    (403, '{"code": ""}'),
    (429, '{"code": "busy", "problem": "too many"}'),
    (502, "null"),
]
"""What a hall's portal, or a server in trouble, may say to a vote."""


def begin(led_workshop: LedWorkshop, phone: Page, kind: VoteKind, *texts: str) -> list[uuid.UUID]:
    enter(phone, led_workshop, "Mitmachen")
    keys = [uuid.uuid4() for _ in texts]
    with database.transaction() as connection:
        connection.execute(sa.update(Board).values(queue=False))
        for key, text in zip(keys, texts, strict=True):
            boards.write_note(led_workshop.hall.board, None, NoteDraft(key, "needs", text), now())
        phases.set_voting(led_workshop.by, kind, 3)
    led_workshop.phase(Phase.VOTE)
    scripted(phone.locator("#vote"))
    return keys


def now() -> datetime:
    return datetime.now(UTC)


def plus(phone: Page, text: str) -> None:
    phone.get_by_role("button", name=f"Punkt geben: {text}").click()


def answering(status: int, body: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(status=status, body=body, content_type="application/json")


def stored() -> list[uuid.UUID]:
    with database.transaction() as connection:
        return list(connection.scalars(sa.select(Dot.target).order_by(Dot.slot)))


def test_a_note_hidden_in_the_middle_of_the_vote_leaves_phones_and_walls(
    browser: Browser, led_workshop: LedWorkshop
):
    phone, wall = phone_of(browser, "de"), browser.new_context(viewport=OLD_BEAMER).new_page()
    wall.goto(led_workshop.wall())
    bus, kita, kurs = begin(led_workshop, phone, VoteKind.DOTS, "Böses Wort", "Kita", "Kurs")
    for text in ("Böses Wort", "Böses Wort", "Kita"):
        plus(phone, text)
    expect(phone.locator("#voted")).to_have_text("gespeichert")
    phone.evaluate("window.same = true")
    phone.locator(f'button[name="plus"][value="{kita}"]').focus()
    led_workshop.hide(bus, "Beleidigung")
    expect(phone.get_by_text("Böses Wort")).to_have_count(0)
    expect(phone.get_by_text("Ihre Punkte dafür haben Sie zurück").first).to_be_visible()
    expect(phone.locator("#rest")).to_have_text("Punkte übrig: 2 von 3")
    expect(wall.get_by_text("Böses Wort")).to_have_count(0)
    assert phone.evaluate("document.activeElement.value") == str(kita)
    plus(phone, "Kurs")
    expect(phone.locator("#voted")).to_have_text("gespeichert")
    assert stored() == [kita, kurs]
    with database.transaction():
        grouping.merge(led_workshop.by, kurs, kita)
    expect(phone.locator("#rest")).to_have_text("Punkte übrig: 2 von 3")
    led_workshop.phase(Phase.RESULTS)
    expect(phone.locator("#doing .ranks")).to_contain_text("Kita")
    led_workshop.hide(kita, "Doch nicht")
    expect(phone.locator("#doing").get_by_text("Kita")).to_have_count(0)
    assert phone.evaluate("window.same") is None, "a new phase is a new page"


def test_only_our_own_word_says_that_a_vote_is_stored(browser: Browser, led_workshop: LedWorkshop):
    phone = phone_of(browser, "de")
    (bus, _) = begin(led_workshop, phone, VoteKind.DOTS, "Bus", "Kita")
    phone.context.route("**/dots", lambda route: route.abort())
    plus(phone, "Bus")
    expect(phone.locator("#voted")).to_contain_text("wartet auf Netz")
    for status, body in NOT_OURS:
        phone.context.unroute("**/dots")
        phone.context.route("**/dots", answering(status, body))
        with phone.expect_response(lambda answer: answer.url.endswith("/dots")):
            phone.evaluate("window.dispatchEvent(new Event('online'))")
        expect(phone.locator("#voted")).to_contain_text("wartet auf Netz")
    phone.reload()  # what waits lies on the phone and stands in the page again
    expect(phone.locator("#rest")).to_have_text("Punkte übrig: 2 von 3")
    assert stored() == []
    phone.context.unroute("**/dots")
    phone.evaluate("window.dispatchEvent(new Event('online'))")
    expect(phone.locator("#voted")).to_have_text("gespeichert")
    assert stored() == [bus]


def test_a_vote_that_came_too_late_is_told_and_kept_for_when_the_vote_goes_on(
    browser: Browser, led_workshop: LedWorkshop
):
    phone = phone_of(browser, "de")
    (bus, _) = begin(led_workshop, phone, VoteKind.RATING, "Bus", "Kita")
    phone.context.route("**/ratings", lambda route: route.abort())
    phone.locator(f'label[for="r3-{bus}"]').click()
    expect(phone.locator("#voted")).to_contain_text("wartet auf Netz")
    with phone.expect_navigation():
        led_workshop.phase(Phase.RESULTS)
    expect(phone.locator("#vote")).to_have_count(0)
    phone.context.unroute("**/ratings")
    phone.evaluate("window.dispatchEvent(new Event('online'))")
    expect(phone.locator("#news")).to_contain_text("nicht gespeichert")
    led_workshop.phase(Phase.VOTE)
    expect(phone.locator("#voted")).to_have_text("gespeichert")
    with database.transaction() as connection:
        assert list(connection.scalars(sa.select(Rating.value))) == [4]
    led_workshop.phase(Phase.RESULTS)
    expect(phone.locator("#news")).to_be_hidden()
