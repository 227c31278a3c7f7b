"""The wall in a browser: sizes, sides, pages, a network that is gone."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, expect

from participation.base import database
from participation.boards.base.kinds import Source
from participation.boards.events import destinations, participants
from participation.boards.models import Board
from participation.boards.notes import writing
from participation.boards.service import boards
from participation.boards.service.boards import NoteDraft, Opinion, Phase
from participation.boards.voting import hands, votes
from tests.support.browser import barriers
from tests.support.led_workshop import OLD_BEAMER, LedWorkshop

pytestmark = pytest.mark.browser

SIZE = "one => parseFloat(getComputedStyle(one).fontSize)"
CUT = """[...document.querySelectorAll('#sheet .paper')].filter(one =>
  one.getBoundingClientRect().bottom > document.querySelector('footer').getBoundingClientRect().top)
  .map(one => one.textContent)"""


def test_the_wall_shows_whole_notes_in_large_type_and_says_when_it_is_cut_off(
    browser: Browser, led_workshop: LedWorkshop
):
    with database.transaction():
        for number in range(9):
            draft = NoteDraft(uuid.uuid4(), "needs", f"Zettel {number}: " + "sehr lang " * 26)
            boards.write_note(led_workshop.hall.board, None, draft, datetime.now(UTC))
    wall = browser.new_context(viewport=OLD_BEAMER, reduced_motion="reduce").new_page()
    wall.goto(led_workshop.wall())
    expect(wall.locator("#pages")).to_contain_text("Seite 1 von")
    vmin = OLD_BEAMER["height"] / 100
    assert wall.locator("#sheet .words").first.evaluate(SIZE) >= 3.4 * vmin
    box = wall.locator("#way img").bounding_box()
    assert box["width"] >= 15 * vmin
    wall.keyboard.press(" ")  # no page turns by itself
    expect(wall.locator("#pages")).to_contain_text("angehalten")
    seen = set()
    for _ in range(12):
        seen |= set(wall.locator("#sheet .words").all_inner_texts())
        assert wall.evaluate(CUT) == []
        wall.keyboard.press("ArrowRight")
    assert len(seen) == 9
    wall.keyboard.press("d")
    expect(wall.locator("#blank")).to_be_visible()
    wall.keyboard.press("d")
    wall.keyboard.press("t")
    expect(wall.locator("main")).to_have_attribute("data-theme", "dark")
    wall.keyboard.press("q")
    expect(wall.locator("#lobby")).to_be_visible()
    wall.keyboard.press("q")
    wall.context.set_offline(True)
    expect(wall.get_by_text("Verbindung fehlt")).to_be_visible()
    wall.context.set_offline(False)
    expect(wall.get_by_text("Verbindung fehlt")).to_be_hidden()
    assert [one for one in barriers(wall) if "too wide" not in one] == []


def test_a_wall_in_arabic_has_its_first_column_at_the_right(
    browser: Browser, led_workshop: LedWorkshop
):
    with database.transaction():
        for column in ("needs", "ideas"):
            draft = NoteDraft(uuid.uuid4(), column, column, "ar")
            boards.write_note(led_workshop.hall.board, None, draft, datetime.now(UTC))
    wall = browser.new_context(viewport=OLD_BEAMER).new_page()
    wall.goto(led_workshop.wall())
    found = {}
    for language in ("de", "ar"):
        wall.goto(f"{led_workshop.base}/b/wall/{led_workshop.hall.code}?language={language}")
        expect(wall.locator("#counts")).to_contain_text("2")
        places = [
            wall.get_by_text(text, exact=True).bounding_box()["x"] for text in ("needs", "ideas")
        ]
        found[language] = (places[0] < places[1], wall.locator("#way").bounding_box()["x"] > 512)
    assert found == {"de": (True, True), "ar": (False, False)}


@pytest.mark.parametrize(("layout", "seen"), [("matrix", "Seestadt"), ("wall", "Bedarfe")])
def test_a_matrix_has_a_page_for_each_place_and_a_wall_names_the_column(
    browser: Browser, led_workshop: LedWorkshop, layout: str, seen: str
):
    with database.transaction() as connection:
        connection.execute(sa.update(Board).values(layout=layout, queue=False))
        for place, column, text in (("seestadt", "needs", "Bus"), (None, "ideas", "Kurs")):
            draft = NoteDraft(uuid.uuid4(), column, text, "de", place)
            writing.write(led_workshop.hall.board, None, draft, datetime.now(UTC), Source.PAPER)
    wall = browser.new_context(viewport=OLD_BEAMER).new_page()
    wall.goto(led_workshop.wall())
    sheet = wall.locator("#sheet")
    expect(sheet.get_by_text("Bus", exact=True)).to_be_visible()
    expect(sheet.get_by_text(seen).first).to_be_visible()
    if layout == "matrix":
        assert sheet.locator("section").count() == 2, "both columns stand beside each other"
        assert sheet.get_by_text("Kurs", exact=True).count() == 0, "it names no place"
        wall.keyboard.press("ArrowRight")
    expect(sheet.get_by_text("Kurs", exact=True)).to_be_visible()


def people(led_workshop: LedWorkshop, number: int) -> list[uuid.UUID]:
    hall = destinations.of_code(led_workshop.hall.code)
    return [participants.join(hall, datetime.now(UTC))[0].id for _ in range(number)]


def give_dots(led_workshop: LedWorkshop, things: dict[str, uuid.UUID], now: datetime) -> None:
    """Three for the bus, two for the places, one for a course, whose five hands decide nothing."""
    hands.count_hands(led_workshop.by, things["Kurs"], "dots", 5)
    for person, text in zip(
        people(led_workshop, 6), [*["Bus"] * 3, *["Kita"] * 2, "Kurs"], strict=True
    ):
        votes.set_dot(led_workshop.hall.board, person, 1, things[text], now)


def say(led_workshop: LedWorkshop, things: dict[str, uuid.UUID], now: datetime) -> None:
    """Three of three want the bus, two the places, one a course."""
    for at, person in enumerate(people(led_workshop, 3)):
        for wanted_by, text in ((3, "Bus"), (2, "Kita"), (1, "Kurs")):
            said = Opinion.AGREE if at < wanted_by else Opinion.DISAGREE
            votes.say(led_workshop.hall.board, person, things[text], said, now)


def rate(led_workshop: LedWorkshop, things: dict[str, uuid.UUID], now: datetime) -> None:
    """The bus has one vote of 5 stars, the places have 4 and 3, a course has 1 twice."""
    one, two = people(led_workshop, 2)
    for person, text, stars in (
        (one, "Bus", 5),
        (one, "Kita", 4),
        (two, "Kita", 3),
        (one, "Kurs", 1),
        (two, "Kurs", 1),
    ):
        votes.rate(led_workshop.hall.board, person, things[text], stars, now)


@pytest.mark.parametrize(
    ("kind", "vote"), [("dots", give_dots), ("statements", say), ("rating", rate)]
)
def test_the_wall_ranks_results_from_the_strongest_and_leaves_out_what_nobody_chose(
    browser: Browser, led_workshop: LedWorkshop, kind: str, vote: Callable[..., None]
):
    things = {text: uuid.uuid4() for text in ("Kurs", "Niemand", "Bus", "Kita")}
    now = datetime.now(UTC)
    with database.transaction() as connection:
        connection.execute(sa.update(Board).values(vote_kind=kind, dots=3))
        for text, key in things.items():
            boards.write_note(led_workshop.hall.board, None, NoteDraft(key, "needs", text), now)
    led_workshop.phase(Phase.VOTE)
    with database.transaction():
        vote(led_workshop, things, now)
    led_workshop.phase(Phase.RESULTS)
    wall = browser.new_context(viewport={"width": 1920, "height": 1080}).new_page()
    wall.goto(led_workshop.wall())
    places = wall.locator("#sheet .words")
    expect(places).to_have_text(["1. Bus", "2. Kita", "3. Kurs"])
