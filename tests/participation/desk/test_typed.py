"""What was typed at the desk is never lost: ended sessions, two tabs, faults of any kind."""

import pytest
from flask import Flask

from participation.access import accounts
from participation.base import database
from participation.base.desk import kept
from participation.base.web.security import Role
from participation.places import service as places
from tests.faults import hostile
from tests.support import county
from tests.support.client import CheckedClient, Page
from tests.support.staff import PASSWORD, app_code, make_account, staff_client

EMAIL = "coordinator@kreis.example"
TEXT = "Grüße aus „Wald & Wiese“ <b>سلام</b>"
pytestmark = pytest.mark.usefixtures("wave")


@pytest.fixture
def wave(app):
    with app.app_context():
        county.make_county()
        return county.make_wave(open_it=False)


def typed_forms(client: CheckedClient, start: str = "/desk/"):
    """Address and fields of every form in which a text can be typed, with our text in each."""
    for page in hostile.staff_pages(client, start):
        for number, form in enumerate(hostile.main_forms(page)):
            texts = [e for e in form.iter("input") if e.get("type") == "text" and e.get("name")]
            names = {e.get("name", "") for e in [*texts, *form.iter("textarea")]}
            fields = page.fields(number)
            if names and not (names | set(fields)) & kept.SECRET:
                yield page.action(number), fields | dict.fromkeys(names, TEXT)


def stands(page: Page) -> set[str]:
    """The texts that a page holds in its form."""
    fields = page.fields("kept") if 'id="kept"' in page.html else page.fields()
    return {str(value).strip() for value in fields.values()}


def test_every_form_sent_on_an_ended_session_is_carried_through_the_sign_in(app: Flask, client):
    seen = 0
    for address, fields in typed_forms(staff_client(app)):
        page = Page(client.post(address, data=fields))
        assert "Ihr Text ist noch da" in page.text, address
        assert "Sie waren länger nicht aktiv. Bitte melden Sie sich neu an." in page.text
        with app.app_context():
            held = kept.opened(str(page.fields()["kept"]))
        assert held.address == address
        assert TEXT in {value for _name, value in held.fields}
        seen += 1
    assert seen > 8


def test_behind_the_sign_in_it_stands_again_and_one_button_saves_it(app: Flask, client):
    make_account(app, password=PASSWORD)
    ended = client.page("/desk/sign-in")
    del ended
    fields = {"name": "Kreis Neu", "land": "BB", "revision": str(revision(app))}
    step = Page(client.post("/desk/county", data=fields))
    wrong = client.submit(step, email=EMAIL, password="falsch")
    step = client.submit(wrong, email=EMAIL, password=PASSWORD)
    assert step.h1 == "Zweiter Schritt"
    again = client.submit(client.submit(step, code="000000"), code=app_code(app, EMAIL))
    assert again.h1 == "Ihr Text ist noch da"
    assert "Kreis Neu" in stands(again)
    client.submit(again, "kept")
    assert client.page("/desk/county").fields()["name"] == "Kreis Neu"


def revision(app: Flask) -> int:
    with app.app_context():
        return places.county().revision


def test_a_form_that_another_site_sends_is_not_carried_along(client):
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        answer = client.post("/desk/county", data={"name": TEXT}, headers=headers)
        assert answer.status_code == 302


def test_what_is_carried_along_cannot_be_invented(client):
    page = client.page("/desk/sign-in")
    answer = client.submit(page, email="x", password="y", kept="WyIvZGVzayJd.invented")
    assert "Ihr Text" not in answer.text


def test_no_secret_is_carried_along(app: Flask, client):
    del app
    answer = client.post("/desk/account/password", data={"current": "a", "password": "b c d"})
    assert answer.status_code == 302


def test_every_form_drawn_before_another_sign_in_comes_back_inside_the_desk(app: Flask):
    client = staff_client(app)
    for address, fields in list(typed_forms(client)):
        page = Page(client.post(address, data=fields | {"csrf_token": "of another session"}))
        assert page.h1 == "Sie haben sich inzwischen neu angemeldet", address
        assert TEXT in stands(page)
        assert "Abmelden" in page.text


def test_every_form_comes_back_after_a_fault_of_ours(app: Flask, monkeypatch):
    client = staff_client(app)
    forms = list(typed_forms(client))

    def broken(_response):
        raise RuntimeError("the disk is full")

    for name, functions in app.after_request_funcs.items():
        replaced = [broken if f.__name__ == "_commit" else f for f in functions]
        monkeypatch.setitem(app.after_request_funcs, name, replaced)
    faults = 0
    for address, fields in forms:
        page = Page(client.post(address, data=fields))
        assert page.status == 500
        assert TEXT in stands(page), address
        faults += 1
    assert faults > 8


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/desk/county", "name"),
        ("/desk/county/places/seestadt", "name"),
        ("/desk/county/places/new", "name"),
        ("/desk/county/places/several", "lines"),
        ("/desk/county/offers/new", "label_de"),
    ],
)
def test_of_two_tabs_the_second_is_asked_and_can_save_its_own(app: Flask, address, name):
    client = staff_client(app)
    mine = client.page(address)
    theirs = client.page("/desk/county")
    client.submit(theirs, name="Von anderen")
    clash = client.submit(mine, **{name: "Meine Fassung"})
    assert (clash.status, clash.h1) == (409, "Jemand hat diese Angaben inzwischen geändert")
    assert "Abmelden" in clash.text
    assert "Meine Fassung" in stands(clash)
    saved = client.submit(clash, "kept")
    assert saved.status == 200
    with app.app_context():
        items = [places.county().name, *(p.name for p in places.places())]
        items += [o.labels["de"] for o in places.offers()]
    assert "Meine Fassung" in items


def test_an_error_of_the_desk_stays_in_its_frame(app: Flask):
    page = staff_client(app).page("/desk/surveys/00000000-0000-0000-0000-000000000000")
    assert page.status == 404
    assert "Abmelden" in page.text


def test_accounts_that_rest_keep_nothing(app: Flask, client):
    make_account(app, password=PASSWORD)
    with app.app_context(), database.transaction():
        accounts.row(accounts.by_email(EMAIL).id).active = False
    step = Page(client.post("/desk/county", data={"name": TEXT}))
    assert client.submit(step, email=EMAIL, password=PASSWORD).h1 == "Anmelden"


def test_roles_that_may_not_are_told_and_keep_their_text(app: Flask):
    client = staff_client(app, Role.VIEWER)
    token = client.page("/desk/account").fields()["csrf_token"]
    page = Page(client.post("/desk/county", data={"name": TEXT, "csrf_token": token}))
    assert page.status == 403
    assert TEXT in stands(page)
