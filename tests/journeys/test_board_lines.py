"""A phone in a bad hall: what it wrote arrives once, what others wrote is caught up with."""

import time
from collections import Counter

import pytest
import sqlalchemy as sa

from participation.base import database
from participation.boards.base import tokens
from participation.boards.models import Board, Participant
from tests.support.boards import make_hall
from tests.support.phones import Phone, people, stored
from tests.support.server import here, serving, workshop

FOLLOW = """async ([board, token, to]) => {
  const { connect } = await import("/f/static/live.js");
  const { outbox } = await import("/f/static/outbox.js");
  window.got = []; window.states = {}; window.up = null; window.ended = "";
  window.line = connect({
    address: "/b/", board, since: 0, as: "participant",
    onChange: (change) => { got.push(...(change.notes || []).map((note) => note.text)); window.clock = change.now; },
    onState: (now) => { window.up = now; }, onEnd: (code) => { window.ended = code; },
  });
  window.box = outbox({ name: "me", headers: () => ({ "X-Form-Token": token }), onState: (letter, state, answer) => {
    states[letter.id] = { state, code: letter.code, problem: letter.problem, answer };
    window.heard = (window.heard || 0) + 1;
  } });
  window.put = (text, path) => { const id = path ? text : crypto.randomUUID(); return box.send(to + (path || ""), { id, column: "needs", text }, id).id; };
}"""
NOT_OURS = [
    (200, "<h1>WLAN</h1>"),
    (200, ""),
    (302, "{}"),
    (400, "{}"),
    (401, '{"error": "sign in"}'),
    (403, '{"code": ""}'),
    (404, "null"),
    (409, "[]"),
    (429, '{"code": "phase_over"}'),
    (502, '{"code": "phase_over"}'),
]
"""Answers of a hall's network, or of a server that is in trouble."""
REFUSING = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } });"
)

pytestmark = pytest.mark.browser


class FollowedBoard:
    """A board, its server and one browser page that follows it."""

    def __init__(self, browser, settings, server, hall):
        self.settings, self.server, self.hall = settings, server, hall
        self.secret, other = people(hall, 2)
        self.other = Phone(settings, hall, other, "")
        self.context = browser.new_context(locale="de-DE")
        name, value = f"b_{hall.event_code}", self.secret
        self.context.add_cookies(
            [{"name": name, "value": value, "url": settings.public_url + "/b/"}]
        )
        self.open()

    def open(self):
        self.page = self.context.new_page()
        self.page.goto(self.settings.public_url + "/b/de/")
        to = f"/b/{self.hall.code}/de/notes"
        self.page.evaluate(FOLLOW, [str(self.hall.board), tokens.form_token(self.secret), to])

    def others_write(self, text):
        Phone(self.settings, self.hall, self.other.secret, text).proceed()

    def send(self, text):
        return self.page.evaluate("(text) => put(text)", text)

    def until(self, condition, value=None):
        self.page.wait_for_function(condition, arg=value)

    def until_state(self, letter, state):
        self.until("([id, state]) => (states[id] || {}).state === state", [letter, state])
        return self.page.evaluate("(id) => states[id]", letter)

    def until_heard(self, *texts):
        self.until("(texts) => texts.every((text) => got.includes(text))", list(texts))

    def kept(self):
        return self.page.evaluate("box.all().length")


def answering(status, body):
    return lambda route: route.fulfill(status=status, body=body, content_type="application/json")


def put(**fields):
    with database.transaction() as connection:
        connection.execute(sa.update(Board).values(**fields))


def test_a_phone_that_loses_server_and_network_loses_no_note(browser, tmp_path):
    settings = here(tmp_path / "instance")
    with workshop(settings), serving(settings, tmp_path) as server:
        it = FollowedBoard(browser, settings, server, make_hall(queue=False))
        saves_and_hears(it)
        outlives_the_server(it, server)
        outlives_the_network(it)
        knows_a_portal(it)
        asks_where_no_stream_gets_through(it)
        texts = ["eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben"]
        assert stored(it.hall) == Counter(texts)


def saves_and_hears(it):
    it.until("() => up === true")
    before = int(time.time() * 1000)
    saved = it.until_state(it.send("eins"), "saved")
    assert saved["answer"]["note"]["text"] == "eins"
    it.until_heard("eins")
    assert before <= it.page.evaluate("clock") <= time.time() * 1000


def outlives_the_server(it, server):
    server.kill()
    it.until("() => up === false")
    letter = it.send("zwei")
    it.until_state(letter, "waiting")
    it.page.close()
    server.start()
    it.others_write("drei")
    it.open()  # what waited lies in the browser's store, not in the page
    it.until_state(letter, "saved")
    it.until_heard("eins", "zwei", "drei")
    assert it.kept() == 0


def outlives_the_network(it):
    it.context.set_offline(True)
    letter = it.send("vier")
    it.until_state(letter, "waiting")
    it.others_write("fünf")
    it.context.set_offline(False)
    it.until_state(letter, "saved")
    it.until_heard("vier", "fünf")


def knows_a_portal(it):
    it.context.route("**/notes", lambda route: route.fulfill(status=200, body="<h1>WLAN</h1>"))
    letter = it.send("sechs")  # a hall's sign-in page says 200, too
    it.until_state(letter, "waiting")
    assert it.kept() == 1
    it.context.unroute("**/notes")
    it.until_state(letter, "saved")


def asks_where_no_stream_gets_through(it):
    it.context.route("**/b/live/**", lambda route: route.abort())
    it.page.evaluate("line.close()")
    it.page.close()
    it.open()
    it.until("() => up === true")
    it.others_write("sieben")
    it.until_heard("sechs", "sieben")
    it.context.unroute("**/b/live/**")


def test_a_phone_is_told_what_cannot_be_saved_and_when_it_is_over(browser, tmp_path):
    settings = here(tmp_path / "instance")
    with workshop(settings), serving(settings, tmp_path) as server:
        it = FollowedBoard(browser, settings, server, make_hall(queue=False))

        put(phase="vote")
        letter = it.send("zu spät")
        failed = it.until_state(letter, "failed")
        assert (failed["code"], "bleibt auf diesem Gerät" in failed["problem"]) == (
            "phase_over",
            True,
        )
        assert it.kept() == 1
        put(phase="collect")
        it.page.evaluate("(id) => box.again(id)", letter)
        it.until_state(letter, "saved")

        stale = it.page.evaluate("(id) => put(id, `/${id}/edit`)", letter)
        failed = it.until_state(stale, "failed")
        assert (failed["code"], failed["answer"]["theirs"]) == ("stale", "zu spät")
        it.page.evaluate("(id) => box.drop(id)", letter)
        assert it.kept() == 0

        it.context.add_init_script(REFUSING)
        it.page.close()
        it.open()
        it.until_state(it.send("ohne Speicher"), "saved")
        it.until_heard("ohne Speicher")

        with database.transaction() as connection:
            connection.execute(sa.update(Participant).values(blocked=True))
        it.until("() => up === false")
        assert it.page.evaluate("ended") == ""
        with database.transaction() as connection:
            connection.execute(sa.update(Participant).values(blocked=False))
            connection.execute(sa.delete(Participant))
        it.page.evaluate("window.dispatchEvent(new Event('online'))")
        it.until("() => ended === 'withdrawn'")


def test_only_an_answer_of_our_own_says_what_became_of_a_note(browser, tmp_path):
    settings = here(tmp_path / "instance")
    with workshop(settings), serving(settings, tmp_path) as server:
        it = FollowedBoard(browser, settings, server, make_hall(queue=False))
        it.context.route("**/notes", lambda route: route.abort())
        letter = it.send("eins")
        it.until("(id) => heard >= 2 && states[id].state === 'waiting'", letter)
        for status, body in NOT_OURS:
            it.context.unroute("**/notes")
            it.context.route("**/notes", answering(status, body))
            heard = it.page.evaluate("heard")
            with it.page.expect_response(lambda answer, at=status: answer.status == at):
                it.page.evaluate("window.dispatchEvent(new Event('online'))")
            it.until("(before) => heard > before", heard)
            assert it.page.evaluate("(id) => states[id].state", letter) == "waiting", (status, body)
            assert it.kept() == 1
        it.context.unroute("**/notes")
        it.page.evaluate("window.dispatchEvent(new Event('online'))")
        assert it.until_state(letter, "saved")["answer"]["note"]["text"] == "eins"
        assert (it.kept(), stored(it.hall)) == (0, Counter(["eins"]))
