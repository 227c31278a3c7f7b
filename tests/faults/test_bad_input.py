"""Whatever is sent, a page says what to do: never our fault, nothing half stored."""

import re
from uuid import uuid4

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from participation.base.web.security import Role
from participation.respond.models import Draft, Letter, Receipt
from tests.faults import hostile
from tests.support.sqlite import on_sqlite
from tests.support.staff import cheap_passwords, make_account, sign_in, staff_client

QUESTION = "/f/probe/ar/q/need"
ARABIC = '<html lang="ar" dir="rtl"'
pytestmark = pytest.mark.usefixtures("wave")


def kept(app):
    """How much lies in the tables that respondents fill."""
    with app.extensions["database"].connect() as connection:
        return [
            connection.scalar(sa.select(sa.func.count()).select_from(model))
            for model in (Draft, Receipt, Letter)
        ]


@pytest.fixture
def quick(app):
    """A browser that reads no page: for many requests."""

    def make(role=None):
        browser = FlaskClient(app, app.response_class)
        if role:
            sign_in(browser, make_account(app, role, f"{uuid4()}@kreis.example"))
        return browser

    return make


def token_of(browser):
    """A token that this browser may send with any form of the desk."""
    page = browser.get("/desk/account").get_data(as_text=True)
    found = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page)
    return {"csrf_token": found[1]} if found else {}


def is_no_fault(answer):
    path = answer.request.path
    if path == "/healthz":
        return  # says 503 where nobody ticks, and says so rightly
    assert answer.status_code < 500, path[:200]
    if (
        answer.status_code >= 400
        and "/ar/" in path
        and not path.startswith(("/desk/", "/f/..", "/b/.."))
    ):
        assert ARABIC in answer.get_data(as_text=True), path[:200]


def test_no_address_is_our_fault(app, quick):
    browser = quick()
    for address in hostile.addresses(app, "GET", hostile.PARTS):
        is_no_fault(browser.get(address))
    assert kept(app) == [0, 0, 0]


@pytest.mark.parametrize("role", [None, Role.ADMIN, Role.COORDINATOR])
def test_no_query_is_our_fault(app, quick, role):
    browser = quick(role)
    for address in hostile.addresses(app, "GET", ["probe"]):
        for value in hostile.QUERY_VALUES:
            is_no_fault(browser.get(f"{address}?{hostile.query(value)}"))


def test_no_body_is_our_fault(app, quick):
    refuse_bodies(app, quick())


@on_sqlite  # without the token of a form, no body of staff ever comes as far as the database
@pytest.mark.parametrize("role", [Role.ADMIN, Role.COORDINATOR])
def test_no_body_of_staff_is_our_fault(app, quick, role):
    refuse_bodies(app, quick(role))


def refuse_bodies(app, browser):
    for address in hostile.addresses(app, "POST", ["probe", "%00"]):
        for data, kind in hostile.BODIES.values() if "sign-out" not in address else ():
            is_no_fault(browser.post(address, data=data, content_type=kind))
    assert kept(app)[1:] == [0, 0]


def test_no_body_changes_an_answer(client):
    first = client.submit(client.page("/f/probe/ar/"), "begin")
    client.submit(first, "answer", need="work", do="next")
    for name, (data, kind) in hostile.BODIES.items():
        answer = client.post(QUESTION, data=data, content_type=kind)
        assert 400 <= answer.status_code < 500, name
        assert ARABIC in answer.get_data(as_text=True), name
    assert client.page(QUESTION).fields("answer")["need"] == "work"


@pytest.mark.parametrize(
    ("role", "start"), [(Role.ADMIN, "/desk/accounts"), (Role.COORDINATOR, "/desk/")]
)
def test_no_value_in_a_form_of_the_desk_is_our_fault(app, quick, role, start):
    for page in list(hostile.staff_pages(staff_client(app, role), start)):
        for number, form in enumerate(hostile.main_forms(page)):
            address = form.get("action") or page.response.request.path
            browser = quick(role)
            token = token_of(browser)
            for fields in hostile.fillings(page, number):
                is_no_fault(browser.post(address, data=fields | token))


def test_no_sign_in_is_our_fault(app, client):
    cheap_passwords(app)
    for value in hostile.VALUES:
        page = client.submit(client.page("/desk/sign-in"), email=value, password=value)
        assert page.status in (200, 429), value[:20]
