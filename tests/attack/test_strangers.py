"""Other people's doing on the web: it takes nobody's answers away and opens no other door."""

import sqlite3
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from participation.base import database
from participation.respond.answers import letterbox
from participation.respond.answers.stored import totals as stored_totals
from participation.respond.models import Draft, Letter
from participation.studies import service as studies
from participation.studies.waves.respondent_wave import rehearsal_token
from participation.studies.waves.waves import close as close_wave
from tests.support import county
from tests.support.client import Page
from tests.support.days import county_day

START = "/f/probe/de/"


@pytest.fixture
def wave(app):
    with app.app_context():
        county.make_county()
        return county.make_wave()


@pytest.fixture
def trial(app):
    """The address of a draft's first page under its link for trying out; its round takes codes."""
    with app.app_context():
        county.make_county()
        wave_id = county.make_wave(slug="spaeter", open_it=False, needs_code=True)
        return f"/f/spaeter/de/?probe={rehearsal_token(wave_id)}"


def number(app, model):
    with app.extensions["database"].connect() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(model)).scalar_one()


def answering(client, start=START):
    page = client.submit(client.page(start), "begin")
    return client.submit(page, "answer", need="work", do="next")


def go_live(app, slug):
    with app.app_context(), database.transaction():
        found = studies.wave_of_slug(slug)
        studies.open_wave(found.id)


def test_what_was_begun_under_a_trial_link_is_never_sent_once_the_round_is_open(app, client, trial):
    answering(client, trial)
    go_live(app, "spaeter")
    assert client.page("/f/spaeter/de/send").h1 == "Hier sind keine Antworten mehr"
    assert number(app, Letter) == 0


def test_a_trial_itself_goes_to_its_end_and_keeps_nothing(app, client, trial):
    answering(client, trial)
    page = client.submit(client.page("/f/spaeter/de/send"), "answer", do="send")
    assert page.h1 == "Fertig. Danke."
    assert (number(app, Letter), number(app, Draft)) == (0, 0)


@pytest.mark.parametrize("page", ["", "/languages", "/de/", "/de/thanks", "/de/code"])
@pytest.mark.usefixtures("trial")
def test_a_draft_is_as_unknown_as_no_survey_at_all(client, page):
    seen = [client.get(f"/f/{slug}{page}") for slug in ("spaeter", "nirgends")]
    assert [answer.status_code for answer in seen] == [404, 404]
    assert "Kurze Probe" not in seen[0].text


@pytest.mark.usefixtures("wave")
def test_another_surveys_pages_leave_begun_answers_alone(app, client):
    with app.app_context():
        over = county.make_wave(slug="vorbei")
        county.make_wave(slug="nebenan")
        with database.transaction():
            close_wave(over)
    answering(client)
    client.page("/f/vorbei/de/")
    client.page("/f/nebenan/de/thanks")
    client.submit(client.page("/f/nebenan/de/"), "begin")
    assert client.page(f"{START}q/need").fields("answer")["need"] == "work"


@pytest.mark.parametrize("page", ["leave", "send", "q/need"])
@pytest.mark.usefixtures("wave")
def test_another_sites_form_takes_no_cookie_away(app, page):
    stranger = app.test_client()  # SameSite: such a post brings no cookie
    answer = stranger.post(START + page, data={"do": "send"}, headers={"Origin": "null"})
    assert "Set-Cookie" not in answer.headers


@pytest.mark.usefixtures("wave")
def test_one_rounds_cookie_is_not_sent_to_another(client):
    answer = client.post(START, data={"do": "begin"})
    assert "Path=/f/probe/;" in answer.headers["Set-Cookie"]


@pytest.mark.usefixtures("wave")
def test_a_full_disk_while_emptying_keeps_thanks_and_answer(client, monkeypatch):
    def full(engine: object) -> None:
        del engine
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(letterbox, "wipe", full)
    monkeypatch.setattr(studies, "respondent_wave", one_letter_is_enough(studies.respondent_wave))
    answering(client)
    page = client.submit(client.page(START + "send"), "answer", do="send")
    assert page.h1 == "Fertig. Danke."


def one_letter_is_enough(real):
    def found(*given, **more):
        return replace(real(*given, **more), k=1)

    return found


@pytest.fixture
def full_disk(app, client, wave, monkeypatch):
    """The answer to an answer that a full disk does not take."""

    def broken(connection: object) -> None:
        del connection
        raise sqlite3.OperationalError("database or disk is full")

    assert wave
    page = client.submit(client.page(START), "begin")
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with monkeypatch.context() as disk:
        disk.setattr(sa.engine.Transaction, "commit", broken)
        disk.setattr(sa.engine.Connection, "commit", broken)
        fields = {**page.fields("answer"), "need": ["work", "home"], "do": "next"}
        return client.post(START + "q/need", data=fields)


def test_a_commit_that_fails_names_no_address_in_the_log(full_disk, caplog):
    result = "\n".join(map(caplog.handler.format, caplog.get_records("setup")))
    assert full_disk.status_code == 500
    assert "fault in respond.answer" in result
    assert "/f/" not in result.replace(__file__, "")


def test_a_commit_that_fails_gives_back_what_was_sent(full_disk):
    sent = Page(full_disk).fields()
    assert (sent["need"], sent["do"]) == (["work", "home"], "next")
    assert full_disk.headers["Cache-Control"] == "no-store"


def test_days_do_not_add_up_to_the_exact_number(app, wave):
    with app.app_context():
        for day in range(3):
            with database.engine().begin() as connection:
                letterbox._count_day(  # noqa: SLF001  what an emptied box does
                    connection, wave, county_day() - timedelta(days=day), 13 - 4 * day
                )
        with database.transaction():
            totals = stored_totals(wave)
    assert (totals.total, [count for _, count in totals.days]) == (20, [10])
