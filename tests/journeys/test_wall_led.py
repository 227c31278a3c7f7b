"""The wall led from the tablet: type, pages, darkness; and a hall's network in between."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, Route, expect

from participation.base import database
from participation.boards.models import Board, Note
from participation.boards.notes import grouping
from participation.boards.service import boards
from participation.boards.service.boards import BoardRole, NoteDraft, Phase
from tests.support.led_workshop import OLD_BEAMER, LedWorkshop, enter, phone_of

pytestmark = pytest.mark.browser

READABLE = 3.4
"""Hundredths of the wall's shorter side: the type that the last row can read."""
SIZE = (
    "100 * parseFloat(getComputedStyle(document.querySelector('#sheet .words')).fontSize)"
    " / innerHeight"
)
PORTALS = [
    (200, "<h1>WLAN</h1>"),
    (200, '<div id="run" data-code=""></div>'),
    (200, "{}"),
    (204, ""),
    (403, "<h1>Anmelden</h1>"),
    (404, ""),
    (429, "busy"),
    (502, "<h1>Bad gateway</h1>"),
]
"""What a hall's network says instead of us."""


def write(*texts: str, led_workshop: LedWorkshop, column: str = "needs") -> list[uuid.UUID]:
    keys = [uuid.uuid4() for _ in texts]
    with database.transaction():
        for key, text in zip(keys, texts, strict=True):
            draft = NoteDraft(key, column, text, "de")
            boards.write_note(led_workshop.hall.board, None, draft, datetime.now(UTC))
    return keys


def tablet_of(browser: Browser, led_workshop: LedWorkshop) -> Page:
    tablet = browser.new_context(viewport={"width": 820, "height": 1180}, locale="de-DE").new_page()
    tablet.goto(led_workshop.link(BoardRole.FACILITATOR))
    return tablet


def press(tablet: Page, button: str) -> None:
    """Presses, and waits until the answer has come: whoever presses meanwhile presses in vain."""
    tablet.get_by_role("button", name=button).click()
    expect(tablet.locator("[data-sent]")).to_have_count(0)


def shown(wall: Page, *texts: str) -> float:
    """The type of the notes on the wall, once these hang there."""
    for text in texts:
        expect(wall.locator("#sheet").get_by_text(text, exact=True)).to_be_visible()
    return wall.evaluate(SIZE)


def test_type_follows_the_notes_and_the_tablet_and_a_new_note_comes_to_the_page(
    browser: Browser, led_workshop: LedWorkshop
):
    wall = browser.new_context(viewport=OLD_BEAMER, reduced_motion="reduce").new_page()
    wall.clock.install()
    wall.goto(led_workshop.wall())
    sizes = []
    for number in (1, 8, 30):
        write(*(f"Zettel {number}.{at}" for at in range(number)), led_workshop=led_workshop)
        sizes.append(shown(wall, f"Zettel {number}.{number - 1}"))
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 1.5 * READABLE
    assert sizes[-1] == pytest.approx(READABLE, abs=0.05), "never smaller"
    first = "Seite 1 von"
    expect(wall.locator("#pages")).to_contain_text(first)

    tablet = tablet_of(browser, led_workshop)
    tablet.get_by_role("button", name="Nächste Seite").click()
    expect(wall.locator("#pages")).to_contain_text("Seite 2 von")
    wall.clock.fast_forward(50_000)
    expect(wall.locator("#pages")).to_contain_text("Seite 2 von")
    wall.clock.fast_forward(31_000)  # left alone, it goes on by itself
    expect(wall.locator("#pages")).not_to_contain_text("Seite 2 von")
    for _ in range(2):
        press(tablet, "Schrift größer")
        expect(tablet.get_by_role("status")).to_have_text("Gespeichert.")
    wall.wait_for_function(f"() => {SIZE} > 4.9")
    for _ in range(6):
        press(tablet, "Schrift kleiner")
    wall.wait_for_function(f"() => {SIZE} < 3.5")
    assert wall.evaluate(SIZE) >= READABLE - 0.05

    write("Ganz neu", led_workshop=led_workshop, column="ideas")
    shown(wall, "Ganz neu")  # the clock of the wall stands: no page was turned by itself
    tablet.get_by_role("button", name="Beamer dunkel").click()
    expect(wall.locator("#blank")).to_be_visible()


def test_a_theme_hangs_together_on_the_wall_and_large_it_says_how_many_more_there_are(
    browser: Browser, led_workshop: LedWorkshop
):
    keys = write(*(f"Bedarf {at}: " + "lang " * 30 for at in range(6)), led_workshop=led_workshop)
    keys += write("Idee dazu", led_workshop=led_workshop, column="ideas")
    theme = uuid.uuid4()
    wall = browser.new_context(viewport=OLD_BEAMER, reduced_motion="reduce").new_page()
    wall.goto(led_workshop.wall())
    led_workshop.phase(Phase.CLUSTER)
    with database.transaction():
        grouping.create(led_workshop.by, theme, "Wege", None, keys)
    sheet, seen = wall.locator("#sheet"), set()
    expect(sheet.get_by_role("heading", name="Wege")).to_be_visible()
    wall.keyboard.press(" ")  # no page turns by itself
    for _ in range(8):
        seen |= {text.split(":")[0] for text in sheet.locator(".words").all_inner_texts()}
        wall.keyboard.press("ArrowRight")
    assert seen == {*(f"Bedarf {at}" for at in range(6)), "Idee dazu"}, "nothing leaves the wall"
    with database.transaction() as connection:
        connection.execute(sa.update(Board).values(spotlight=theme, seq=Board.seq + 1))
        connection.execute(sa.update(Note).values(seq=sa.select(Board.seq).scalar_subquery()))
    wall.reload()
    alone = wall.locator("#alone")
    expect(alone).to_contain_text("weitere")
    number = alone.locator(".paper").count() - 1
    expect(alone).to_contain_text(f"+{7 - number} weitere")


def answering(status: int, body: str):
    def answer(route: Route) -> None:
        route.fulfill(status=status, body=body, content_type="text/html")

    return answer


def dark() -> bool:
    with database.transaction() as connection:
        return bool(connection.execute(sa.select(Board.dark)).scalar())


def test_only_our_own_page_says_that_an_act_is_stored_and_nothing_typed_is_lost(
    browser: Browser, led_workshop: LedWorkshop
):
    tablet = tablet_of(browser, led_workshop)
    with tablet.expect_navigation():  # loaded, so its script hears
        tablet.get_by_role("link", name="Nachtragen").click()
    tablet.get_by_label("Was auf der Karte steht").fill("Von Hand")
    unsaved = tablet.locator("#unsaved")
    for status, body in PORTALS:
        tablet.context.route("**/do/*", answering(status, body))
        for button in ("Beamer dunkel", "Speichern und nächste Karte"):
            with tablet.expect_response("**/do/*"):
                press(tablet, button)
            expect(unsaved).to_contain_text("Nicht gespeichert")
        tablet.context.unroute("**/do/*")
    assert (dark(), led_workshop.notes()) == (False, [])
    expect(tablet.get_by_label("Was auf der Karte steht")).to_have_value("Von Hand")
    tablet.get_by_role("button", name="Beamer dunkel").click()
    expect(tablet.get_by_role("button", name="Beamer hell")).to_be_visible()
    expect(unsaved).to_be_hidden()
    expect(tablet.get_by_label("Was auf der Karte steht")).to_have_value("Von Hand")
    tablet.get_by_role("button", name="Speichern und nächste Karte").click()
    expect(tablet.get_by_label("Was auf der Karte steht")).to_have_value("")
    assert (dark(), [row.text for row in led_workshop.notes()]) == (True, ["Von Hand"])


AWAKE = """Object.defineProperty(navigator, 'wakeLock', { value: { request: async (kind) => {
  window.locks = [...(window.locks || []), kind]; return {}; } } });"""


def test_walls_tablets_and_phones_in_a_session_stay_awake_and_again_after_a_look_elsewhere(
    browser: Browser, led_workshop: LedWorkshop
):
    phone = phone_of(browser, "de")
    enter(phone, led_workshop, "Mitmachen")
    wall = browser.new_context(viewport=OLD_BEAMER).new_page()
    wall.goto(led_workshop.wall())
    for page in (phone, tablet_of(browser, led_workshop), wall):
        page.context.add_init_script(AWAKE)
        page.reload()
        page.wait_for_function("() => (window.locks || []).length === 1")
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        page.wait_for_function("() => locks.length === 2 && locks.every((one) => one === 'screen')")
