import pytest
from flask import Flask

from participation.base.web.security import Role
from tests.support.client import CheckedClient
from tests.support.sqlite import on_sqlite
from tests.support.staff import PASSWORD, make_account, staff_client

pytestmark = on_sqlite
EMAIL = "coordinator@kreis.example"


def try_password(client: CheckedClient, password: str, email: str = EMAIL):
    page = client.page("/desk/sign-in")
    return client.submit(page, email=email, password=password)


def test_a_page_of_the_desk_sends_strangers_to_sign_in_and_back(client):
    answer = client.get("/desk/audit?page=2")
    assert answer.location == "/desk/sign-in?next=/desk/audit?page%3D2"


def test_staff_see_a_page_their_role_may_see(app: Flask):
    assert staff_client(app, Role.COORDINATOR).page("/desk/audit").h1 == "Protokoll"


def test_another_role_is_told_that_this_account_may_not(app: Flask):
    page = staff_client(app, Role.VIEWER).page("/desk/audit")
    assert (page.status, page.h1) == (403, "Das darf dieses Konto nicht")


def test_a_wrong_password_says_the_same_for_known_and_unknown_names(app: Flask, client):
    make_account(app, password=PASSWORD)
    known = try_password(client, "falsch")
    unknown = try_password(client, "falsch", "niemand@kreis.example")
    assert "passen nicht zusammen" in known.text
    assert known.text == unknown.text


def test_the_password_alone_only_leads_to_the_second_step(app: Flask, client):
    make_account(app, password=PASSWORD)
    page = try_password(client, PASSWORD)
    assert page.h1 == "Zweiter Schritt"
    assert client.get("/desk/audit").status_code == 302


@pytest.mark.parametrize("typed", ["\0", "a\0b@kreis.example", "\ud7ff" * 5000, "' OR 1=1 --"])
def test_odd_names_are_answered_like_wrong_ones(client, typed: str):
    page = try_password(client, typed, typed)
    assert page.status == 200
    assert page.h1 == "Anmelden"
