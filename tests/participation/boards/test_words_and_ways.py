"""Small things that people met: addresses as they are copied, a wiped rehearsal, keys in the log."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from participation.base import database
from participation.boards.base import audit
from participation.boards.base.kinds import BoardRole, VoteKind
from participation.boards.desk import log_words
from participation.boards.events import links, rehearsal
from participation.boards.leading import phases
from participation.boards.service.boards import Opinion, Phase
from participation.boards.voting import hands
from tests.support.boards import make_hall
from tests.support.client import CheckedClient
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite
COPIED = (
    "abcdef",
    "ABCDEF",
    "AbCdEf",
    "abcdef)",
    "(abcdef",
    "(ABCDEF)",
    "abcdef.",
    "abcdef,",
)


@pytest.mark.parametrize("end", ["", "/"])
@pytest.mark.parametrize("code", COPIED)
@pytest.mark.parametrize("tag", ["ar", "uk", "de"])
def test_an_address_as_it_is_copied_leads_in_in_the_phones_language(
    app: Flask, client: CheckedClient, code: str, end: str, tag: str
):
    with app.app_context():
        make_hall()
    answer = client.get(f"/b/{code}{end}", headers={"Accept-Language": tag})
    assert answer.status_code == 302, answer.get_data(as_text=True)
    assert answer.location == f"/b/abcdef/{tag}/"


@pytest.mark.parametrize("tag", ["de", "ar", "uk"])
def test_the_field_for_a_code_is_still_where_its_language_says(client: CheckedClient, tag: str):
    assert client.get(f"/b/{tag}/").status_code == 200
    assert client.get("/b/zzzzzz/", headers={"Accept-Language": tag}).status_code == 404


def test_after_a_wiped_rehearsal_nobody_is_told_that_the_browser_forgets(
    app: Flask, client: CheckedClient
):
    with app.app_context():
        hall = make_hall(rehearsal=True)
    client.submit(client.page("/b/abcdef/de/"), "join")
    with app.app_context(), database.transaction():
        rehearsal.end(hall.event)
    after = client.page("/b/abcdef/de/?joined=1")
    assert "Mitmachen" in after.text
    assert "nichts gemerkt" not in after.text
    stranger = app.test_client(use_cookies=False)
    assert "nichts gemerkt" in stranger.get("/b/abcdef/de/?joined=1").get_data(as_text=True)


def test_the_log_tells_phases_settings_and_votes_in_words(make_live_board, app: Flask):
    live_board = make_live_board(queue=False)
    note = live_board.write("Bus").id
    for kind in VoteKind:
        live_board.does(phases.set_voting, kind, 3)
    for value in (True, False):
        live_board.does(phases.hide_others, hidden=value)
        live_board.does(phases.use_queue, queue=value)
    for phase in Phase:
        live_board.does(phases.set_phase, phase, None)
    for value in ("dots", *Opinion, "4"):
        live_board.does(hands.count_hands, note, value, 12)
    with database.transaction():
        lines = audit.lines(live_board.hall.board)
    said = [log_words.detail(line) for line in lines]
    assert {"Sammeln", "Ordnen", "Besprechen", "Abstimmen", "Ergebnis", "Beendet"} <= set(said)
    assert "Punkte im Raum: 12" in said
    for text in said:
        assert not re.search(r"[=_]|True|False", text), text
        assert text not in {*Phase, *Opinion, *VoteKind}, text
    page = staff_client(app).page(f"/desk/events/boards/{live_board.hall.board}/log")
    assert "Abstimmen mit Punkten: 3" in page.text


@on_both
def test_a_page_says_how_many_are_there_only_once_the_line_has_counted(
    app: Flask, client: CheckedClient
):
    with app.app_context():
        make_hall()
    page = client.submit(client.page("/b/abcdef/de/"), "join")
    (number,) = [item for item in page.root.iter("bdi") if item.get("id") == "people"]
    assert not (number.text or "").strip()


WRITTEN = {
    "de": "Aufenthaltsgenehmigungsverlängerung",
    "en": "counterrevolutionaries",
    "ar": "فأسقيناكموها",
    "fa": "نمی‌خواستیم‌شان",
    "ru": "достопримечательность",
    "tr": "muvaffakiyetsizleştiremeyebilecek",
    "uk": "найнеймовірніший",
}
"""A long word of each language that a note can be in."""


def hyphenated(css: str) -> set[str]:
    """Selectors whose words are hyphenated, and broken elsewhere only where that fails."""
    rules = [
        (names, set(body.split(";"))) for names, body in re.findall(r"([^{}]+)\{([^{}]*)\}", css)
    ]
    whole = {"hyphens:auto", "-webkit-hyphens:auto", "overflow-wrap:anywhere"}
    return {name.strip() for names, body in rules if whole <= body for name in names.split(",")}


@pytest.mark.parametrize("tag", ["de", "ar", "uk"])
def test_long_words_are_hyphenated_by_the_language_they_are_written_in(
    make_live_board, app: Flask, client: CheckedClient, tag: str
):
    live_board = make_live_board(queue=False)
    for language, word in WRITTEN.items():
        live_board.write(word, language=language)
    with database.transaction():
        tokens = {
            role: links.renew(live_board.hall.event, live_board.hall.workshop, role)
            for role in (BoardRole.WALL, BoardRole.FACILITATOR)
        }
    client.submit(client.page(f"/b/{live_board.hall.code}/{tag}/"), "join")
    wall, lead = app.test_client(), app.test_client()
    pages = [
        client.page(f"/b/{live_board.hall.code}/{tag}/others"),
        wall.page(f"/b/enter/{tokens[BoardRole.WALL]}"),
        lead.page(f"/b/enter/{tokens[BoardRole.FACILITATOR]}")
        and lead.page(f"/b/run/{live_board.hall.code}/queue"),
    ]
    notes = [item for page in pages for item in page.root.iter("p") if item.get("class") == "words"]
    said = {(item.get("lang"), (item.text or "").strip()) for item in notes if item.text}
    assert said == set(WRITTEN.items())
    links_of = [item for page in pages for item in page.root.iter("link")]
    sheets = {item.get("href") for item in links_of if item.get("rel") == "stylesheet"}
    css = "".join(client.get(sheet).get_data(as_text=True) for sheet in sheets if sheet)
    assert ".words" in hyphenated(css)
