from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from participation.access.sign_in import brake
from participation.base import database
from tests.support.client import CheckedClient
from tests.support.staff import PASSWORD, full_sign_in, make_account

EMAIL = "coordinator@kreis.example"
NOON = datetime(2027, 5, 31, 12, tzinfo=UTC)


def wrong(client: CheckedClient, times: int, email: str = EMAIL):
    for _ in range(times):
        page = client.submit(client.page("/desk/sign-in"), email=email, password="falsch")
    return page


@pytest.mark.parametrize(
    ("tries", "seconds"), [(1, 0), (3, 0), (4, 2), (5, 4), (8, 32), (9, 60), (99, 60)]
)
def test_waits_double_up_to_a_minute(tries: int, seconds: int):
    assert brake.wait_after(tries) == seconds


def test_while_waiting_the_page_says_how_long_and_that_nothing_is_locked(app: Flask, client):
    make_account(app, password=PASSWORD)
    page = wrong(client, 6)
    assert page.status == 429
    assert int(page.response.headers["Retry-After"]) in range(1, 5)
    assert "Das Konto ist nicht gesperrt" in page.text


def test_unknown_names_are_braked_alike(app: Flask, client):
    make_account(app, password=PASSWORD)
    assert wrong(client, 6).status == wrong(client, 6, "niemand@kreis.example").status == 429


def test_who_guesses_cannot_keep_the_owner_out_of_a_known_browser(app: Flask, client):
    make_account(app, password=PASSWORD)
    full_sign_in(app, client, EMAIL)
    client.submit(client.page("/desk/account"), "/desk/sign-out")
    wrong(app.test_client(), 6)
    page = client.submit(client.page("/desk/sign-in"), email=EMAIL, password=PASSWORD)
    assert page.h1 == "Zweiter Schritt"


def test_after_the_wait_the_next_try_is_looked_at(app: Flask):
    with app.app_context(), database.transaction():
        now = NOON
        for _ in range(4):
            assert brake.press(b"k" * 32, now) == 0
        assert brake.press(b"k" * 32, now + timedelta(seconds=1)) == 2
        assert brake.press(b"k" * 32, now + timedelta(seconds=2)) == 0


def test_a_success_forgets_the_tries(app: Flask):
    with app.app_context(), database.transaction():
        for _ in range(4):
            brake.press(b"k" * 32, NOON)
        brake.release(b"k" * 32)
        assert brake.press(b"k" * 32, NOON) == 0
