from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from participation.base import database
from participation.base.web.security import Role
from participation.base.words.catalogues import gettext
from participation.base.words.languages import LANGUAGES, use
from participation.places import service as places
from participation.places.promises import GROUNDS, LASTS, Promise
from participation.places.saving import withdraw_promise
from tests.support.client import CheckedClient
from tests.support.county import make_county, make_wave, tiny
from tests.support.days import county_day
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite
TODAY = county_day()


@pytest.fixture
def county(app: Flask):
    with app.app_context():
        make_county()
        yield app


def take_back(*promises: Promise) -> None:
    with database.transaction():
        for promise in promises:
            withdraw_promise(promise)


def read(client: CheckedClient, tag: str) -> str:
    """What people read on the first page and in the privacy notice."""
    first = client.page(f"/f/probe/{tag}/").text
    return first + client.page(f"/f/info/{tag}/privacy?for=probe").text


def sentences(promise: Promise, tag: str) -> list[str]:
    use(LANGUAGES[tag])
    said = {"days": "30", "answers_kept_until": "\u2400"}
    texts = [gettext(item.message) for item in GROUNDS[promise].sentences]
    return [(text % said if "%(" in text else text).split("\u2400")[0] for text in texts]


@on_both
def test_every_sentence_stands_while_it_is_confirmed_and_goes_with_its_ground(county: Flask):
    make_wave(replace(tiny(), languages=tuple(LANGUAGES)))
    client: CheckedClient = county.test_client()  # type: ignore[assignment]
    for promise in Promise:
        for tag in LANGUAGES:
            result = read(client, tag)
            assert [s for s in sentences(promise, tag) if s not in result] == [], (promise, tag)
        take_back(promise)
        for tag in LANGUAGES:
            result = read(client, tag)
            assert [s for s in sentences(promise, tag) if s in result] == [], (promise, tag)
        with database.transaction():
            places.confirm_promise(promise, "IT", days=30)


@on_both
def test_what_the_web_server_writes_down_is_told_only_while_it_confirms_it(county: Flask):
    client: CheckedClient = county.test_client()  # type: ignore[assignment]
    assert "Probe-Text web_log" in client.page("/f/info/de/privacy").text
    take_back(Promise.NO_WEB_LOG)
    assert "Probe-Text web_log" not in client.page("/f/info/de/privacy").text
    assert "keine Uhrzeit" not in client.page("/f/info/de/privacy").text


def test_a_confirmation_counts_for_a_year(county: Flask):
    with database.transaction():
        places.confirm_promise(Promise.TLS, "IT", on=TODAY - LASTS + timedelta(days=1))
        places.confirm_promise(Promise.IN_EU, "IT", on=TODAY - LASTS)
    assert Promise.TLS in places.promised()
    assert Promise.IN_EU not in places.promised()
    assert {item.promise for item in places.promises() if item.due} == {Promise.TLS, Promise.IN_EU}
    assert county


def test_it_confirms_by_name_and_the_log_keeps_it(county: Flask):
    take_back(Promise.TLS)
    admin = staff_client(county, Role.ADMIN)
    answer = admin.submit(admin.page("/desk/county/promises/tls"))
    assert answer.h1 == "Technische Zusagen"
    assert "Test admin" in answer.text
    assert "Verschlüsselte Verbindung" in admin.page("/desk/audit").text
    assert Promise.TLS in places.promised()


def test_a_promise_about_backups_names_its_days(county: Flask):
    admin = staff_client(county, Role.ADMIN)
    page = admin.page("/desk/county/promises/backups")
    refused = admin.submit(page, days="")
    assert refused.status == 400
    assert "nach wie vielen Tagen" in refused.text
    admin.submit(page, days="14")
    assert "nach so vielen Tagen: 14." in admin.page("/f/info/de/privacy").text


def test_a_coordinator_reads_and_cannot_confirm(county: Flask):
    desk = staff_client(county)
    page = desk.page("/desk/county/promises/tls")
    assert "Rolle „Admin“" in page.text
    assert "stehe ein Jahr dafür" not in page.text
    take_back(Promise.TLS)
    home = desk.page("/desk/home")
    assert "1 technische Zusage muss die IT bestätigen" in home.text
    assert "Neue Befragung" in home.links(), "what only IT can do is not her next step"


def test_a_county_without_a_name_is_told_to_begin_there(app: Flask):
    admin = staff_client(app, Role.ADMIN)
    page = admin.submit(admin.page("/desk/county/promises/tls"))
    assert page.status == 400
    assert "Tragen Sie zuerst den Namen" in page.text
