"""What whoever leads has before the eyes on every page, and the wall led from the tablet."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.boards.base.audit import Acting
from participation.boards.base.kinds import Audience, BoardRole, NoteState, Phase
from participation.boards.events import links
from participation.boards.leading import phases, wall
from participation.boards.models import Note
from participation.boards.notes import writing
from participation.boards.notes.changes import changes
from participation.boards.notes.writing import NoteDraft
from participation.boards.run.pages import PAGES
from participation.boards.setup import shaping
from tests.support.boards import Hall, join, make_hall
from tests.support.client import CheckedClient, text_of
from tests.support.county import make_county

RUN = "/b/run/abcdef/"
TOOLS = ["Vorige Seite", "Nächste Seite", "Schrift kleiner", "Schrift größer"]


@pytest.fixture
def hall(app: Flask):
    with app.app_context():
        make_county()
        yield make_hall()


def leads(app: Flask, hall: Hall, role: BoardRole = BoardRole.FACILITATOR) -> CheckedClient:
    with database.transaction():
        token = links.renew(hall.event, hall.workshop, role)
    browser = app.test_client()
    browser.page(f"/b/enter/{token}")
    return browser


def write(hall: Hall, text: str, language: str | None = "de") -> str:
    draft = NoteDraft(uuid.uuid4(), "needs", text, language)
    with database.transaction():
        writing.write(hall.board, join(hall)[0], draft, datetime.now(UTC))
    return str(draft.id)


def put(key: str, **values: object) -> None:
    with database.transaction() as connection:
        connection.execute(sa.update(Note).where(Note.id == uuid.UUID(key)).values(**values))


def states(hall: Hall) -> dict[str, str]:
    with database.transaction() as connection:
        rows = connection.execute(sa.select(Note.id, Note.state).where(Note.board_id == hall.board))
        return {str(row.id): row.state for row in rows}


def changes_of(hall: Hall, audience: Audience) -> dict:
    with database.transaction():
        return changes(hall.board, 0, audience, datetime.now(UTC))["board"]


def form_of(page, label: str):
    """The form whose button says so."""
    return next(
        form
        for form in page.forms()
        if any(label in text_of(button) for button in form.iter("button"))
    )


def press(browser: CheckedClient, path: str, label: str):
    form = form_of(browser.page(path), label)
    sent = {item.get("name"): item.get("value", "") for item in form.iter("input")}
    return browser.post(form.get("action"), data=sent, follow_redirects=True)


@pytest.mark.parametrize("page", PAGES)
def test_phase_next_step_and_the_wall_stand_before_all_else_on_every_page(
    app: Flask, hall: Hall, page: str
):
    write(hall, "Bus nach 20 Uhr")
    shown = leads(app, hall).page(RUN + ("" if page == "lead" else page))
    before = shown.text.split(shown.h1, 1)[0]
    for words in ("Sammeln", "ohne Uhr", "Weiter: Ordnen", "Beamer dunkel", *TOOLS):
        assert words in before, words


@pytest.mark.parametrize("page", PAGES)
def test_the_buttons_of_the_wall_lead_back_to_the_page_on_which_they_were_pressed(
    app: Flask, hall: Hall, page: str
):
    browser = leads(app, hall)
    path = RUN + ("" if page == "lead" else page)
    for label in ("Beamer dunkel", *TOOLS, "Weiter: Ordnen"):
        assert press(browser, path, label).request.path == path, label
    assert changes_of(hall, Audience.WALL)["dark"] is True
    assert changes_of(hall, Audience.WALL)["phase"] == "cluster"


def test_the_wall_hears_turns_and_sizes_and_phones_do_not(make_live_board):
    live_board = make_live_board()
    for pages in (1, 5, 1, -3):
        live_board.does(wall.turn_page, pages)
    for steps in (1, 1, -1):
        live_board.does(wall.resize, steps)
    assert live_board.changes(0, Audience.WALL)["board"]["wall"] == {"turns": 2, "size": 1}
    assert "wall" not in live_board.changes()["board"]
    for _ in range(3 * wall.STEPS):
        live_board.does(wall.resize, 1)
    assert live_board.changes(0, Audience.WALL)["board"]["wall"]["size"] == wall.STEPS
    for _ in range(5 * wall.STEPS):
        live_board.does(wall.resize, -1)
    assert live_board.changes(0, Audience.WALL)["board"]["wall"]["size"] == -wall.STEPS


@pytest.mark.parametrize("path", ["", "queue", "group", "talk", "paper", "words", "prepare"])
def test_bad_turns_and_sizes_change_nothing(app: Flask, hall: Hall, path: str):
    browser = leads(app, hall)
    form = form_of(browser.page(RUN + path), "Nächste Seite")
    token = next(item.get("value") for item in form.iter("input"))
    for wrong in ({}, {"turn": "x"}, {"size": ""}, {"turn": "0"}, {"back": "../x"}):
        answer = browser.post(RUN + "do/wall", data={"form_token": token, **wrong})
        assert answer.status_code == 303
    assert changes_of(hall, Audience.WALL)["wall"] == {"turns": 0, "size": 0}


FOREIGN = [
    ("Нам потрібен автобус", "uk"),
    ("نحتاج إلى حافلة", "ar"),
    ("Otobüs lazım", "tr"),
    ("We need a bus", "en"),
    ("Autobuz seara", None),
    ("نحتاج إلى حافلة", "de"),
    ("Bus и поезд", "de"),
]


@pytest.mark.parametrize(("text", "language"), FOREIGN)
def test_what_whoever_leads_cannot_read_is_marked_and_never_released_in_bulk(
    app: Flask, hall: Hall, text: str, language: str | None
):
    plain = [write(hall, words) for words in ("Bus am Abend", "Kurse für Ärzte & Co.")]
    foreign = write(hall, text, language)
    browser = leads(app, hall)
    page = browser.page(RUN + "queue")
    assert page.text.count("für jemanden, der das liest") == 1
    form = form_of(page, "2 unauffällige freigeben")
    sent = {item.get("name"): item.get("value", "") for item in form.iter("input")}
    assert set(sent["note"].split()) == set(plain)
    sent["note"] += f" {foreign}"  # not even by hand
    browser.post(form.get("action"), data=sent)
    released = [NoteState.RELEASED, NoteState.RELEASED, NoteState.WAITING]
    assert [states(hall)[key] for key in (*plain, foreign)] == released
    browser.post(form.get("action"), data=sent | {"note": foreign})
    assert states(hall)[foreign] == NoteState.RELEASED, "read and released by itself"


def test_notes_of_one_language_are_shown_alone_for_who_reads_it(app: Flask, hall: Hall):
    write(hall, "Bus am Abend")
    write(hall, "نحتاج إلى حافلة", "ar")
    page = leads(app, hall).page(RUN + "queue")
    only = page.links()["Arabisch 1"]
    shown = leads(app, hall).page(only)
    assert "نحتاج" in shown.text
    assert "Bus am Abend" not in shown.text
    assert "freigeben" not in shown.text.lower().replace("freigeben f", ""), "nothing in bulk"


def first_waiting(browser: CheckedClient) -> str:
    page = browser.page(RUN + "queue")
    form = next(
        form
        for form in page.forms()
        if form.get("action", "").endswith("do/release")
        and any("Freigeben" in text_of(b) for b in form.iter("button"))
    )
    return next(i.get("value") for i in form.iter("input") if i.get("name") == "note")


def first_loose(browser: CheckedClient) -> str:
    page = browser.page(RUN + "group")
    form = next(form for form in page.forms() if form.get("action", "").endswith("do/new"))
    return next(i.get("value") for i in form.iter("input") if i.get("name") == "note")


@pytest.mark.parametrize("number", [2, 3, 12])
def test_two_who_lead_never_begin_with_the_same_note(app: Flask, hall: Hall, number: int):
    keys = [write(hall, f"Zettel Nummer {at}") for at in range(number)]
    one, two = leads(app, hall), leads(app, hall, BoardRole.SECOND)
    for key in keys:
        if len([k for k in states(hall).values() if k == NoteState.WAITING]) > 1:
            assert first_waiting(one) != first_waiting(two)
        put(key, state=NoteState.RELEASED)
    assert first_loose(one) != first_loose(two)


def test_a_second_who_checks_alone_takes_the_oldest_first(app: Flask, hall: Hall):
    keys = [write(hall, f"Zettel {at}") for at in range(5)]
    for at, key in enumerate(keys):
        put(key, written_at=datetime(2026, 1, 1, 10, at, tzinfo=UTC))
    two = leads(app, hall, BoardRole.SECOND)
    assert first_waiting(two) == keys[0], "nobody else takes it"


def test_all_notes_are_seen_at_once_and_those_ticked_are_bundled(app: Flask, hall: Hall):
    keys = [write(hall, text) for text in ("Bus", "Bahn", "Kita", "Rad")]
    for key in keys:
        put(key, state=NoteState.RELEASED)
    browser = leads(app, hall)
    page = browser.page(RUN + "group")
    form = next(f for f in page.forms() if f.get("action", "").endswith("do/gather"))
    assert {i.get("value") for i in form.iter("input") if i.get("type") == "checkbox"} == set(keys)
    token = next(i.get("value") for i in form.iter("input"))
    send = {"form_token": token, "title": "Wege", "cluster": ""}
    refused = browser.post(RUN + "do/gather", data=send)
    assert "Kreuzen Sie erst Zettel an." in refused.text
    assert 'value="Wege"' in refused.text
    nameless = browser.post(RUN + "do/gather", data=send | {"title": " ", "note": keys[:2]})
    assert (nameless.status_code, nameless.text.count(" checked")) >= (422, 2)
    browser.post(RUN + "do/gather", data=send | {"note": keys[:2]})
    with database.transaction():
        document = changes(hall.board, 0, Audience.MODERATOR, datetime.now(UTC))
    (cluster,) = document["clusters"]
    inside = {note["id"] for note in document["notes"] if note.get("cluster") == cluster["id"]}
    assert (cluster["title"], inside) == ("Wege", set(keys[:2]))
    browser.post(RUN + "do/gather", data=send | {"note": keys[3], "cluster": cluster["id"]})
    moved = browser.post(RUN + "do/gather", data=send | {"note": keys[:1], "title": "Neu"})
    assert moved.status_code == 409, "somebody else has put it elsewhere"
    with database.transaction():
        document = changes(hall.board, 0, Audience.MODERATOR, datetime.now(UTC))
    inside = {note["id"] for note in document["notes"] if note.get("cluster") == cluster["id"]}
    assert inside == {keys[0], keys[1], keys[3]}


def test_a_phase_begun_from_another_page_has_its_planned_clock(app: Flask, hall: Hall):
    press(leads(app, hall), RUN + "queue", "Weiter: Ordnen")
    board = changes_of(hall, Audience.WALL)
    assert board["phase"] == Phase.CLUSTER
    assert board["ends"] is not None, "ten minutes unless somebody planned others"


@pytest.mark.parametrize("phase", Phase)
def test_the_last_phase_has_no_next_step(make_live_board, phase: Phase, app: Flask):
    live_board = make_live_board()
    live_board.does(phases.set_phase, phase, None)
    page = leads(app, live_board.hall).page(RUN + "talk")
    assert ("Weiter: " in page.text) is (phase is not Phase.CLOSED)


def test_a_note_that_is_gone_while_it_was_large_breaks_no_page(app: Flask, hall: Hall):
    """As on a rival's board, where the moderator's page went white."""
    author = join(hall)[0]
    draft = NoteDraft(uuid.uuid4(), "needs", "Bus", "de")
    with database.transaction():
        writing.write(hall.board, author, draft, datetime.now(UTC))
    put(str(draft.id), state=NoteState.RELEASED)
    by = Acting(hall.board, "facilitator", datetime.now(UTC))
    with database.transaction():
        phases.set_phase(by, Phase.DISCUSS, None)
        phases.spotlight(by, draft.id)
        phases.set_phase(by, Phase.COLLECT, None)
        writing.delete(hall.board, author, draft.id, datetime.now(UTC))
        phases.set_phase(by, Phase.DISCUSS, None)
    browser = leads(app, hall)
    for page in PAGES:
        assert browser.page(RUN + ("" if page == "lead" else page)).status == 200
    phone = app.test_client()
    assert phone.submit(phone.page("/b/abcdef/de/"), "join").status == 200


def test_a_note_for_a_column_that_is_gone_by_now_is_refused_and_its_text_stays(
    app: Flask, hall: Hall
):
    phone = app.test_client()
    page = phone.submit(phone.page("/b/abcdef/de/"), "join")
    with database.transaction():
        shaping.remove_column(hall.board, "ideas")
    answer = phone.submit(page, "write", text="Der letzte Satz", column="ideas")
    assert (answer.status, "Der letzte Satz" in answer.html) == (422, True)
    assert "Wählen Sie eine Spalte." in answer.text


@pytest.mark.parametrize("verb", ["wall", "gather", "timer", "phase", "switch", "release"])
def test_who_takes_part_leads_nothing_by_asking_the_address_itself(
    app: Flask, hall: Hall, verb: str
):
    phone = app.test_client()
    page = phone.submit(phone.page("/b/abcdef/de/"), "join")
    token = page.fields("write")["form_token"]
    sent = {"form_token": token, "turn": 1, "minutes": 5, "phase": "vote", "name": "dark"}
    assert phone.post(RUN + f"do/{verb}", data=sent).status_code == 403
    assert changes_of(hall, Audience.WALL)["phase"] == "collect"
