"""Channels, codes, rehearsal, order, speed, and what a page costs the database."""

import re
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from participation.base import database
from participation.respond import service
from participation.respond.answers.stored import totals
from participation.respond.answers.upkeep import drop_old_drafts
from participation.respond.drafts.secret import Secret
from participation.respond.models import Answer, Draft, Letter, Receipt
from participation.respond.questions import progress
from participation.respond.questions.fields import FIELDS
from participation.respond.questions.order import ordered
from participation.studies import service as studies
from participation.studies.waves.codes import make_codes
from participation.studies.waves.respondent_wave import rehearsal_token
from participation.studies.waves.waves import close as close_wave
from surveys.instrument import answers
from surveys.instrument.instrument import Choice, Missing, Question, QuestionType, Text
from surveys.instrument.path import walk
from tests.support import county
from tests.support.client import Page
from tests.support.letters import letters
from tests.support.sqlite import on_both, on_sqlite

pytestmark = on_sqlite


def count(app, model):
    with app.extensions["database"].connect() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(model)).scalar_one()


def finish(client, page):
    client.submit(page, "answer", need="work", do="stop")
    address = re.sub("/q/.*", "/send", page.response.request.path)
    return client.submit(client.page(address), "answer", do="send")


@contextmanager
def statements(app):
    seen = []
    engine = app.extensions["database"]

    def note(_connection, _cursor, statement, *_more):
        if not statement.startswith(("BEGIN", "SAVEPOINT", "PRAGMA")):
            seen.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    yield seen
    sa.event.remove(engine, "before_cursor_execute", note)


def test_engine_and_web_know_the_same_types_of_answers():
    assert FIELDS.keys() == answers._READERS.keys() == {kind for kind in QuestionType if kind.asks}  # noqa: SLF001  the seam itself


@pytest.mark.usefixtures("wave")
def test_a_questions_page_costs_three_statements_and_sending_eight(app, client):
    page = client.submit(client.page("/f/probe/de/"), "begin")
    app.extensions["studies.respondents"].clear()
    with statements(app) as seen:
        client.get("/f/probe/de/q/need")
    assert len(seen) <= 3
    app.extensions["studies.respondents"].clear()
    with statements(app) as seen:
        client.post("/f/probe/de/q/need", data={**page.fields("answer"), "need": "work"})
    assert len(seen) <= 3
    page = client.page("/f/probe/de/send")
    with statements(app) as seen:
        client.post("/f/probe/de/send", data=page.fields("answer"))
    assert len(seen) <= 8


@pytest.mark.usefixtures("wave")
def test_the_channel_of_the_link_travels_with_the_answer(app, client):
    page = client.page("/f/probe?via=poster", headers={"Accept-Language": "de"})
    finish(client, client.submit(page, "begin"))
    page = client.page("/f/probe/de/?via=erfunden")
    finish(client, client.submit(page, "begin"))
    assert [item["channel"] for item in letters(app)] == ["poster", ""] or [
        item["channel"] for item in letters(app)
    ] == ["", "poster"]


@pytest.mark.usefixtures("wave")
def test_an_answer_in_no_time_is_flagged_and_kept(app, client):
    client.submit(client.page("/f/probe/de/"), "begin")
    given = {
        "need": "work",
        "works": "yes",
        "hours": "5",
        "s_municipality": "seestadt",
        "wish": "Bus",
    }
    for name, value in given.items():
        client.submit(client.page(f"/f/probe/de/q/{name}"), "answer", **{name: value}, do="next")
    client.submit(client.page("/f/probe/de/send"), "answer", do="send")
    assert [item["too_fast"] for item in letters(app)] == [True]


@pytest.fixture
def coded(app):
    """A wave that asks for codes, and three of them."""
    with app.app_context():
        county.make_county()
        wave = county.make_wave(slug="nurmitcode", needs_code=True)
        with database.transaction():
            return make_codes(wave, 3)


def test_a_code_in_the_link_is_spent_by_sending_only(app, client, coded):
    page = client.page(f"/f/nurmitcode/de/?code={coded[0]}")
    page = client.submit(page, "begin")
    assert page.h1 == "Was brauchen Sie?"
    assert finish(client, page).h1.startswith("Fertig")
    again = client.submit(client.page(f"/f/nurmitcode/de/?code={coded[0]}"), "begin")
    assert "schon benutzt. Niemand kann sehen, von wem" in again.text
    assert count(app, Letter) == 1


def test_a_code_is_asked_for_and_read_forgivingly(client, coded):
    page = client.submit(client.page("/f/nurmitcode/de/"), "begin")
    assert page.h1 == "Ihr Code"
    wrong = client.submit(page, 0, code="nicht echt")
    assert wrong.status == 422
    assert "kennen wir nicht" in wrong.text
    typed = coded[1].upper().replace("-", " ")
    assert client.submit(wrong, 0, code=typed).h1 == "Was brauchen Sie?"


@on_both
def test_two_people_with_one_code_send_one_answer(app, coded):
    pages = []
    for _ in range(2):
        browser = app.test_client()
        pages.append(
            (browser, browser.submit(browser.page(f"/f/nurmitcode/de/?code={coded[0]}"), "begin"))
        )
    results = [finish(browser, page) for browser, page in pages]
    assert [page.status for page in results] == [200, 409]
    assert "schon benutzt" in results[1].h1
    assert (count(app, Letter), count(app, Receipt)) == (1, 1)


def test_a_rehearsal_stores_nothing(app, client):
    with app.app_context():
        county.make_county()
        wave = county.make_wave(slug="entwurf", open_it=False)
        token = rehearsal_token(wave)
    page = client.page(f"/f/entwurf?probe={token}", headers={"Accept-Language": "de"})
    assert "Probe: Hier wird nichts gespeichert." in page.text
    page = finish(client, client.submit(page, "begin"))
    assert "Das war eine Probe" in page.text
    assert "angekommen" not in page.text
    assert [count(app, model) for model in (Draft, Letter, Receipt)] == [0, 0, 0]


def test_every_page_of_a_rehearsal_says_so_and_its_answers_never_count(app, client):
    with app.app_context():
        county.make_county()
        wave = county.make_wave(slug="entwurf", open_it=False)
        token = rehearsal_token(wave)
    first = client.page(f"/f/entwurf/de/?probe={token}")
    asked = client.submit(first, "begin")
    pages = [first, client.page(first.links()["Sprache ändern: Deutsch"]), asked]
    pages += [client.page(f"/f/entwurf/ar/q/{name}") for name in ("works", "s_municipality")]
    pages += [client.page("/f/entwurf/de/send"), client.page("/f/entwurf/de/q/nirgends")]
    pages += [finish(client, asked)]
    banners = {"Probe: Hier wird nichts gespeichert.", "تجربة: لا يُحفظ هنا شيء."}
    for page in pages:
        assert any(banner in page.text for banner in banners), page.text
        assert page.response.headers["X-Frame-Options"] == "SAMEORIGIN"
    with app.app_context(), database.transaction():
        for language in studies.languages(wave):
            studies.mark_checked(wave, language.tag, "Prüferin")
        studies.open_wave(wave)
        close_wave(wave)
    with app.app_context():
        service.settle(wave)
        assert totals(wave).total == 0
    assert [count(app, model) for model in (Draft, Letter, Receipt, Answer)] == [0, 0, 0, 0]


def test_no_other_page_may_stand_in_a_frame(client, wave):
    assert client.get("/f/probe/de/").headers["X-Frame-Options"] == "DENY"
    del wave


def test_an_unchecked_language_says_so(app, client):
    with app.app_context():
        county.make_county()
        wave = county.make_wave()
        with database.transaction():
            studies.offer_unchecked(wave, "ar")
    assert client.page("/f/probe/ar/").html.count("notice warn") == 1
    assert client.page("/f/probe/de/").html.count("notice warn") == 0


def test_the_wave_may_move_to_another_language_page_by_page(app, client, wave):
    client.submit(client.page("/f/probe/de/"), "begin")
    page = client.page("/f/probe/ar/q/need")
    finish(client, page)
    assert [item["language"] for item in letters(app)] == ["ar"]
    del wave


def test_shuffled_options_keep_their_last_places():
    names = ["a", "b", "c", "d", "e", "other", "none"]
    rows = (
        *(Choice(name, Text({"de": name})) for name in names),
        Choice("x", Text(), missing=Missing.DONT_KNOW),
    )
    question = Question(
        "q", QuestionType.SELECT_MULTIPLE, choices=rows, randomize=True, fixed_last=3
    )
    seen = {tuple(c.name for c in ordered(question, bytes([n]) * 32)) for n in range(30)}
    assert len(seen) > 10
    assert {order[5:] for order in seen} == {("other", "none", "x")}
    assert [c.name for c in ordered(question, b"k")] == [c.name for c in ordered(question, b"k")]


def test_what_is_derived_from_a_secret_is_bound_to_the_wave(app, wave):
    del app
    one = Secret.fresh(wave)
    other = Secret.read(one.cookie, type(wave)(int=1))
    assert other.draft_id != one.draft_id
    assert not other.knows(one.form_token)
    assert one.form_token != one.form_token
    assert one.knows(one.form_token)


def test_progress_jumps_ahead_and_never_back(app, wave):
    with app.app_context():
        info = studies.wave(wave)
        version = info.instrument_version_id
        instrument = studies.instrument(version)
        steps = []
        given = {}
        for name, value in (
            ("need", ("work",)),
            ("works", "no"),
            ("s_municipality", "seestadt"),
            ("wish", "x"),
        ):
            path = walk(instrument, given)
            index = [page.name for page in path.pages].index(name)
            at = progress.progress(version, path, index)
            steps.append((at.first, at.total))
            given[name] = value
    assert steps == [(1, 5), (2, 5), (3, 4), (4, 4)]


def test_old_drafts_go_by_themselves(app, client, wave):
    client.submit(client.page("/f/probe/de/"), "begin")
    left = []
    for later in (timedelta(hours=23), timedelta(hours=25, minutes=1)):
        with app.app_context(), database.transaction():
            drop_old_drafts(datetime.now(UTC) + later)
        left.append(count(app, Draft))
    assert left == [1, 0]
    del wave


@pytest.mark.usefixtures("wave")
def test_our_own_fault_keeps_what_was_sent_behind_one_button(app, client, monkeypatch):
    page = client.submit(client.page("/f/probe/de/"), "begin")
    with monkeypatch.context() as broken:
        broken.setattr("participation.respond.pages.question.PageForm.check", lambda *_: 1 / 0)
        fault = client.submit(page, "answer", need="work", do="next")
    assert fault.status == 500
    assert "Der Fehler liegt bei uns" in fault.text
    assert fault.fields(0)["need"] == "work"
    assert client.submit(fault, 0).h1 == "Arbeiten Sie?"
    del app


@pytest.mark.usefixtures("wave")
def test_a_script_is_told_the_next_page(client):
    page = client.submit(client.page("/f/probe/de/"), "begin")
    sent = client.post("/f/probe/de/q/need", data=page.fields("answer"), headers={"X-Answer": "1"})
    assert (sent.status_code, sent.headers["X-Next"]) == (204, "/f/probe/de/q/works")


def same_for_everybody(html: str) -> str:
    """A page without what is drawn anew for each request."""
    return re.sub(r'(name="token" value=")[^"]+', r"\1", html)


@pytest.mark.usefixtures("wave")
@pytest.mark.parametrize("act", ["next", "skip", "stop"])
def test_a_script_gets_the_page_that_the_browser_would_be_sent_to(client, act: str):
    page, seen = client.submit(client.page("/f/probe/de/"), "begin"), []
    while "/q/" in (here := page.action("answer")):
        chosen = dict(
            re.findall(r'type="radio" name="([^"]+)" id="[^"]+" value="([^"]+)"', page.html)
        )
        data = {**page.fields("answer"), **chosen, "do": act}
        sent = client.post(here, data=data, headers={"X-Answer": "page"})
        assert sent.status_code == 200
        following = client.get(sent.headers["X-Next"])
        shown = sent.get_data(as_text=True)
        assert same_for_everybody(shown) == same_for_everybody(following.get_data(as_text=True))
        assert sent.headers["Cache-Control"] == following.headers["Cache-Control"]
        seen.append(sent.headers["X-Next"])
        page = Page(following)
    assert page.h1 == "Möchten Sie jetzt absenden?"
    assert len(seen) == len(set(seen))
    assert client.submit(page, "answer").h1 == "Fertig. Danke."
