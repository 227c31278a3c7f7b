"""Strangers at the door, and accounts whose passwords stand in the code."""

from contextlib import ExitStack
from dataclasses import replace

import pytest
from flask import Flask

from participation.access import accounts
from participation.access.service import create_demo_account
from participation.access.sign_in import library
from participation.base import database
from participation.base.errors import Conflict
from participation.base.web.security import Role
from tests.support.staff import PASSWORD, cheap_passwords, full_sign_in, make_account, sign_in

EMAIL = "coordinator@kreis.example"
DEMO = "kim@demo.example"


def test_twelve_strangers_at_once_do_not_shut_out_who_signed_in_before(app: Flask, client):
    make_account(app, password=PASSWORD)
    full_sign_in(app, client, EMAIL)
    client.submit(client.page("/desk/account"), "/desk/sign-out")
    token = client.page("/desk/sign-in")
    stranger = app.test_client()
    strange = stranger.page("/desk/sign-in")
    with ExitStack() as crowd:
        turns = [library.STRANGERS.waiting.acquire(blocking=False) for _ in range(12)]
        for taken in turns:
            if taken:
                crowd.callback(library.STRANGERS.waiting.release)
        assert stranger.submit(strange, email=EMAIL, password=PASSWORD).status == 503
        assert client.submit(token, email=EMAIL, password=PASSWORD).h1 == "Zweiter Schritt"
    assert stranger.submit(strange, email=EMAIL, password=PASSWORD).h1 == "Zweiter Schritt"


@pytest.fixture
def published(app: Flask) -> str:
    """The version of sessions of a demo's admin who lies in this county's database."""
    cheap_passwords(app)
    with app.app_context(), database.transaction():
        made = create_demo_account(Role.ADMIN, DEMO, PASSWORD, "Alex Admin")
        return accounts.row(made.id).fs_uniquifier


def test_an_account_of_the_demo_opens_nothing_in_a_county(client, published: str):
    page = client.submit(client.page("/desk/sign-in"), email=DEMO, password=PASSWORD)
    assert "passen nicht zusammen" in page.text
    sign_in(client, published)
    assert client.get("/desk/account").status_code == 302


def test_it_opens_the_demo(app: Flask, client, published: str):
    del published
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], demo=True)
    page = client.submit(client.page("/desk/sign-in"), email=DEMO, password=PASSWORD)
    assert client.page("/desk/account").h1 == "Mein Konto" != page.h1


def test_an_admin_of_the_demo_is_not_the_admin_who_stays(app: Flask, published: str):
    del published
    make_account(app, Role.ADMIN, password=PASSWORD)
    with app.app_context(), pytest.raises(Conflict):
        accounts.rest(accounts.by_email("admin@kreis.example").id)


def test_the_list_of_accounts_says_so(app: Flask, client, published: str):
    del published
    sign_in(client, make_account(app, Role.ADMIN))
    assert "Konto der Vorführung: öffnet hier nichts" in client.page("/desk/accounts").text


def test_a_demo_account_has_an_address_that_nobody_has(app: Flask):
    with app.app_context(), pytest.raises(ValueError, match=EMAIL):
        create_demo_account(Role.ADMIN, EMAIL, PASSWORD)
