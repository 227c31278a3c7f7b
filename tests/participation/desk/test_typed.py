"""What was typed at the desk is never lost: ended sessions, two tabs, faults of any kind."""

import pytest
from flask import Flask

from participation.access import accounts
from participation.base import database
from participation.base.desk import kept
from participation.base.web.security import Role
from participation.places import service as places
from tests.support import county, whole_desk
from tests.support.client import Page
from tests.support.sqlite import on_sqlite
from tests.support.staff import PASSWORD, app_code, make_account, staff_client

MANY = 25
"""There are more forms in which somebody types."""
EMAIL = "coordinator@kreis.example"
TEXT = "Grüße aus „Wald & Wiese“ <b>سلام</b>"


@pytest.fixture
def wave(app):
    with app.app_context():
        county.make_county()
        return county.make_wave(open_it=False)


@pytest.fixture
def whole(app: Flask) -> Flask:
    whole_desk.fill(app)
    return app


def typed_forms(app: Flask):
    """Address and fields of every form in which a text can be typed, with our text in each."""
    for form in whole_desk.forms(app):
        element, fields = form.drawn() or (None, {})
        texts = whole_desk.typed(element) if element is not None else []
        names = {
            e.get("name", "")
            for e in texts
            if e.tag == "textarea" or e.get("type", "text") in ("text", "search", "email")
        }
        if names and holds_no_secret(names | set(fields)):
            yield form, fields | dict.fromkeys(names, TEXT)


def holds_no_secret(names: set[str]) -> bool:
    return not names & kept.SECRET


def stands(page: Page) -> set[str]:
    """The texts that a page holds in its form."""
    fields = page.fields("kept") if 'id="kept"' in page.html else page.fields()
    return {str(value).strip() for value in fields.values()}


@on_sqlite
def test_every_form_sent_on_an_ended_session_is_carried_through_the_sign_in(whole: Flask):
    seen, client = 0, whole.test_client()
    for form, fields in typed_forms(whole):
        address = form.action
        page = Page(client.post(address, data=fields))
        assert "Ihr Text ist noch da" in page.text, address
        assert "Sie waren länger nicht aktiv. Bitte melden Sie sich neu an." in page.text
        with whole.app_context():
            held = kept.opened(str(page.fields()["kept"]))
        assert held.address == address
        assert TEXT in {value for _name, value in held.fields}
        seen += 1
    assert seen > MANY


@pytest.mark.usefixtures("wave")
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


@pytest.mark.usefixtures("wave")
def test_a_form_that_another_site_sends_is_not_carried_along(client):
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        answer = client.post("/desk/county", data={"name": TEXT}, headers=headers)
        assert answer.status_code == 302


@pytest.mark.usefixtures("wave")
def test_what_is_carried_along_cannot_be_invented(client):
    page = client.page("/desk/sign-in")
    answer = client.submit(page, email="x", password="y", kept="WyIvZGVzayJd.invented")
    assert "Ihr Text" not in answer.text


@pytest.mark.usefixtures("wave")
def test_no_secret_is_carried_along(app: Flask, client):
    del app
    answer = client.post("/desk/account/password", data={"current": "a", "password": "b c d"})
    assert answer.status_code == 302


@on_sqlite
def test_every_form_drawn_before_another_sign_in_comes_back_inside_the_desk(whole: Flask):
    for form, fields in list(typed_forms(whole)):
        data = fields | {"csrf_token": "of another session"}
        page = Page(form.browser.post(form.action, data=data))
        assert page.h1 == "Sie haben sich inzwischen neu angemeldet", form.action
        assert TEXT in stands(page)
        assert "Abmelden" in page.text


@on_sqlite
def test_every_form_comes_back_after_a_fault_of_ours(whole: Flask, monkeypatch):
    forms = list(typed_forms(whole))

    def broken(_response):
        raise RuntimeError("the disk is full")

    for name, functions in whole.after_request_funcs.items():
        replaced = [broken if f.__name__ == "_commit" else f for f in functions]
        monkeypatch.setitem(whole.after_request_funcs, name, replaced)
    faults = 0
    for form, fields in forms:
        page = Page(form.browser.post(form.action, data=fields))
        if page.status != 409:  # an act on something that another one moved on comes no further
            assert page.status == 500, form.action
        assert TEXT in stands(page), form.action
        faults += 1
    assert faults > MANY


@pytest.mark.usefixtures("wave")
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


@pytest.mark.usefixtures("wave")
def test_an_error_of_the_desk_stays_in_its_frame(app: Flask):
    page = staff_client(app).page("/desk/surveys/00000000-0000-0000-0000-000000000000")
    assert page.status == 404
    assert "Abmelden" in page.text


@pytest.mark.usefixtures("wave")
def test_accounts_that_rest_keep_nothing(app: Flask, client):
    make_account(app, password=PASSWORD)
    with app.app_context(), database.transaction():
        accounts.row(accounts.by_email(EMAIL).id).active = False
    step = Page(client.post("/desk/county", data={"name": TEXT}))
    assert client.submit(step, email=EMAIL, password=PASSWORD).h1 == "Anmelden"


@pytest.mark.usefixtures("wave")
def test_roles_that_may_not_are_told_and_keep_their_text(app: Flask):
    client = staff_client(app, Role.VIEWER)
    token = client.page("/desk/account").fields()["csrf_token"]
    page = Page(client.post("/desk/county", data={"name": TEXT, "csrf_token": token}))
    assert page.status == 403
    assert TEXT in stands(page)
