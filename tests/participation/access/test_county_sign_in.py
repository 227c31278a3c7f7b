"""Staff sign in at the county's own provider; who may do what still stands here."""

from dataclasses import replace
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from joserfc.jwk import RSAKey

from participation import create_app
from participation.access import audit
from participation.base import database
from participation.base.settings import SettingsError
from tests.support.client import CheckedClient, Page
from tests.support.provider import CLIENT, SECRET, provider
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import account_of, app_code, make_account

pytestmark = on_sqlite
EMAIL = "coordinator@kreis.example"
START = "/desk/sign-in/county"


@pytest.fixture
def county():
    with provider() as shown:
        shown.person |= {"email": "Coordinator@Kreis.example", "email_verified": True}
        yield shown


@pytest.fixture
def settings(settings, county):
    """The installation as everywhere, its provider set."""
    return replace(
        settings,
        oidc_issuer=county.address,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_second_factor=True,
    )


@pytest.fixture
def another(app):
    """A further application on the database of ``app``, set in another way."""
    del app
    made = []

    def make(settings):
        made.append(create_app(settings))
        made[-1].test_client_class = CheckedClient
        return made[-1]

    yield make
    for app in made:
        app.extensions["database"].dispose()


def through(client, start: str = START):
    """The way of a browser: to the provider, and back with what it says."""
    away = urlsplit(client.get(start).location)
    line = HTTPConnection(away.netloc)
    line.request("GET", f"{away.path}?{away.query}")
    back = urlsplit(line.getresponse().headers["Location"])
    line.close()
    return client.get(f"{back.path}?{back.query}")


def test_who_was_invited_is_in_without_a_password(app):
    make_account(app, second_factor=False)
    client = app.test_client()
    assert through(client).location == "/desk/home"
    assert client.page("/desk/audit").h1 == "Protokoll"


def test_the_way_back_is_a_get_that_waits_its_turn_to_write(app, monkeypatch):
    make_account(app, second_factor=False)
    reading = []
    write = audit.write

    def watched(*args, **more):
        reading.append(database.only_reads())
        write(*args, **more)

    monkeypatch.setattr(audit, "write", watched)
    through(app.test_client())
    assert reading == [False]


@on_both
def test_one_lands_on_the_page_one_wanted(app):
    make_account(app, second_factor=False)
    answer = through(app.test_client(), START + "?next=/desk/audit")
    assert answer.location == "/desk/audit"


def test_what_was_typed_waits_in_its_tab_for_a_sign_in_in_another(app):
    make_account(app, second_factor=False)
    client = app.test_client()
    text = "Zwei Zeilen\r\nmit „Worten“ & <b>"
    sent = {"name": text, "land": "BB", "revision": "1"}
    left = Page(client.post("/desk/county", data=sent))
    left = client.submit(left, email=EMAIL, password="falsch")  # another way was tried first
    still = client.submit(left, "signed-in")
    assert "Ihr Text ist noch da" in still.text
    through(client, still.links()["Mit der Anmeldung des Landkreises"])
    again = client.submit(still, "signed-in")
    assert "Sie haben sich inzwischen neu angemeldet" in again.text
    assert text.split() == str(again.fields("kept")["name"]).split()


def test_the_providers_name_of_the_person_counts_from_then_on(app, county):
    make_account(app, second_factor=False)
    through(app.test_client())
    county.person["email"] = "neuer.name@kreis.example"
    assert through(app.test_client()).location == "/desk/home"


def test_an_address_given_to_somebody_else_opens_nothing(app, county):
    make_account(app, second_factor=False)
    through(app.test_client())
    county.person["sub"] = "p-2"
    assert through(app.test_client()).status_code == 403


@pytest.mark.parametrize(
    "person", [{"email": "fremd@kreis.example"}, {"email_verified": False}, {"email": ""}]
)
def test_who_was_not_invited_is_told_whom_to_ask(app, county, person):
    make_account(app, second_factor=False)
    county.person |= person
    answer = through(app.test_client())
    assert answer.status_code == 403
    assert "Hier gibt es noch kein Konto" in answer.text


def test_an_address_nobody_vouches_for_opens_nothing_unless_it_is_set_so(
    app, county, settings, another
):
    make_account(app, second_factor=False)
    del county.person["email_verified"]
    assert through(app.test_client()).status_code == 403
    trusting = another(replace(settings, oidc_trust_email=True))
    assert through(trusting.test_client()).location == "/desk/home"


def test_a_resting_account_stays_closed(app):
    make_account(app, second_factor=False)
    with app.app_context(), database.transaction():
        account_of(EMAIL).active = False
    assert through(app.test_client()).status_code == 403


def test_our_second_factor_is_asked_when_the_provider_has_none(app, settings, another):
    make_account(app)
    client = another(replace(settings, oidc_second_factor=False)).test_client()
    assert through(client).location == "/desk/sign-in/code"
    page = client.page("/desk/sign-in/code")
    assert client.submit(page, code=app_code(app, EMAIL)).h1 == "Was jetzt ansteht"


@pytest.mark.parametrize(
    "lie",
    [
        {"signs_with": RSAKey.generate_key(2048, {"kid": "one"})},
        {"audience": "andere"},
        {"nonce": "alt"},
    ],
    ids=lambda lie: next(iter(lie)),
)
def test_a_forged_answer_lets_nobody_in(app, county, lie):
    make_account(app, second_factor=False)
    for name, value in lie.items():
        setattr(county, name, value)
    answer = through(app.test_client())
    assert (answer.status_code, "antwortet nicht richtig" in answer.text) == (502, True)


def test_an_answer_to_somebody_elses_sign_in_is_refused(app):
    make_account(app, second_factor=False)
    client = app.test_client()
    client.get(START)
    assert client.get(f"{START}/back?code=0&state=fremd").status_code == 502


def test_a_provider_that_does_not_answer_is_a_page_for_people(settings, another):
    silent = another(replace(settings, oidc_issuer="http://127.0.0.1:9"))
    answer = silent.test_client().get(START)
    assert (answer.status_code, "mit Ihrem Passwort" in answer.text) == (502, True)


def test_the_exchange_proves_who_began_it(app, county):
    make_account(app, second_factor=False)
    through(app.test_client())
    assert county.asked[0]["code_challenge_method"] == "S256"
    assert len(county.redeemed[0]["code_verifier"]) >= 43


def test_without_the_setting_there_is_no_such_door(settings, another):
    client = another(replace(settings, oidc_issuer="")).test_client()
    assert client.get(START).status_code == 404
    assert "Anmeldung des Landkreises" not in client.page("/desk/sign-in").text


def test_the_door_is_shown_where_it_is_set(app):
    page = app.test_client().page("/desk/sign-in")
    assert page.links()["Mit der Anmeldung des Landkreises"].startswith(START)


@pytest.mark.parametrize("wrong", [{"oidc_issuer": "http://kreis.example"}, {"oidc_client_id": ""}])
def test_a_provider_asked_without_encryption_is_refused_at_the_start(settings, wrong):
    with pytest.raises(SettingsError):
        create_app(replace(settings, **wrong))
