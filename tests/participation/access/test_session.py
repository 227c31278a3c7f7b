import time
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.access.models import EndedSession
from participation.access.sign_in import sessions
from participation.access.sign_in.sessions import safe_next
from participation.base import database
from participation.base.web.security import Role
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import (
    PASSWORD,
    app_code,
    full_sign_in,
    make_account,
    sign_in,
    staff_client,
)

pytestmark = on_sqlite


def test_after_eight_idle_hours_one_signs_in_again(app: Flask, client):
    sign_in(client, make_account(app))
    with client.session_transaction(base_url="http://localhost/desk/") as cookie:
        cookie["seen"] = int(time.time()) - 8 * 3600 - 1
    assert client.get("/desk/account").status_code == 302


@on_both
def test_after_twelve_hours_one_signs_in_again_however_busy(app: Flask, client):
    sign_in(client, make_account(app))
    for hours, status in ((11, 200), (12, 302)):
        with client.session_transaction(base_url="http://localhost/desk/") as cookie:
            cookie["began"] = int(time.time()) - hours * 3600 - 1
        assert client.get("/desk/account").status_code == status


def test_signing_out_ends_the_session(app: Flask):
    browser = staff_client(app)
    browser.submit(browser.page("/desk/account"), "/desk/sign-out")
    assert browser.get("/desk/account").status_code == 302


def test_a_copied_cookie_opens_nothing_after_signing_out_and_other_browsers_stay(app: Flask):
    browser, thief, laptop = staff_client(app), app.test_client(), staff_client(app)
    thief.set_cookie("staff", browser.get_cookie("staff", path="/desk").value, path="/desk")
    assert thief.get("/desk/account").status_code == 200
    browser.submit(browser.page("/desk/account"), "/desk/sign-out")
    assert thief.get("/desk/account").status_code == 302
    assert laptop.get("/desk/account").status_code == 200


@on_both
def test_ended_sessions_are_remembered_as_long_as_their_cookies_could_live(app: Flask):
    browser = staff_client(app)
    browser.submit(browser.page("/desk/account"), "/desk/sign-out")
    now = datetime.now(UTC)
    for hours, left in ((20, 1), (21, 0)):
        with app.app_context(), database.transaction() as connection:
            sessions.drop_old(now + timedelta(hours=hours) - timedelta(minutes=1))
            counted = sa.select(sa.func.count()).select_from(EndedSession)
            assert connection.scalar(counted) == left


def test_the_cookie_changes_at_sign_in(app: Flask, client):
    make_account(app, password=PASSWORD)
    token = client.page("/desk/sign-in").fields()["csrf_token"]
    inside = full_sign_in(app, client, "coordinator@kreis.example")
    assert token not in inside.html


def test_the_cookie_is_called_staff_and_stays_in_the_desk(client):
    cookie = client.get("/desk/sign-in").headers["Set-Cookie"]
    assert cookie.startswith("staff=")
    assert {"HttpOnly", "Path=/desk", "SameSite=Lax"} <= set(cookie.split("; "))


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example/desk/",
        "https://evil.example/desk/",
        "/\\evil.example",
        "/desk/\\evil.example",
        "/desk/\tx",
        "/de/",
        "/deskx",
        "",
    ],
)
def test_sign_in_leads_to_no_foreign_page(app: Flask, address: str):
    with app.app_context():
        assert safe_next(address) is None


def test_sign_in_leads_back_to_the_page_asked_for(app: Flask, client):
    make_account(app, password=PASSWORD)
    step = client.submit(
        client.page("/desk/audit?page=1"), email="coordinator@kreis.example", password=PASSWORD
    )
    assert step.h1 == "Zweiter Schritt"
    assert client.submit(step, code=app_code(app, "coordinator@kreis.example")).h1 == "Protokoll"


@on_both
def test_the_desk_speaks_the_language_of_the_account(app: Flask):
    browser = staff_client(app, Role.VIEWER)
    page = browser.submit(browser.page("/desk/account"), "/desk/language", language="en")
    assert page.root.get("lang") == "en"
    assert browser.page("/desk/account").root.get("lang") == "en"


def test_a_stranger_is_spoken_to_as_the_browser_asks(client):
    page = client.page("/desk/sign-in", headers={"Accept-Language": "en-GB"})
    assert page.root.get("lang") == "en"


def test_entries_of_the_header_follow_the_role(app: Flask):
    assert "Konten" in staff_client(app, Role.ADMIN).page("/desk/account").links()
    assert "Konten" not in staff_client(app, Role.VIEWER).page("/desk/account").links()
