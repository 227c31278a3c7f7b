import pytest
from flask import Flask

from participation.access import accounts
from participation.access.service import create_demo_account
from participation.access.sign_in import library
from participation.base import database
from participation.base.settings import Settings
from participation.base.web.security import Role
from tests.support.client import CheckedClient
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import (
    PASSWORD,
    app_code,
    cheap_passwords,
    full_sign_in,
    make_account,
    sign_in,
    staff_client,
)

pytestmark = on_sqlite
EMAIL = "coordinator@kreis.example"


def scanned_code(app: Flask, client: CheckedClient) -> str:
    with client.session_transaction(base_url="http://localhost/desk/") as cookie:
        secret = cookie["totp"]
    with app.app_context():
        return library.codes().generate_totp_password(secret)


def set_up(app: Flask, client: CheckedClient):
    page = client.page("/desk/account/second-factor")
    return client.submit(page, code=scanned_code(app, client))


def test_password_and_code_of_the_app_lead_to_the_desk(app: Flask, client):
    make_account(app, password=PASSWORD)
    full_sign_in(app, client, EMAIL)
    assert client.page("/desk/audit").h1 == "Protokoll"


def test_a_code_of_the_app_counts_once(app: Flask, client):
    make_account(app, password=PASSWORD)
    full_sign_in(app, client, EMAIL)
    again = full_sign_in(app, app.test_client(), EMAIL)
    assert "Dieser Code passt nicht" in again.text


def test_a_printed_code_counts_once(app: Flask, client):
    make_account(app, password=PASSWORD)
    with app.app_context(), database.transaction():
        printed = library.recovery().create_recovery_codes(accounts.by_email(EMAIL))[0]
    for browser, expected in ((client, 200), (app.test_client(), 302)):
        step = browser.submit(browser.page("/desk/sign-in"), email=EMAIL, password=PASSWORD)
        browser.submit(step, code=printed.replace("-", " "))
        assert browser.get("/desk/audit").status_code == expected


def test_printed_codes_lie_encrypted_in_the_database(app: Flask):
    make_account(app)
    with app.app_context(), database.transaction():
        printed = library.recovery().create_recovery_codes(accounts.by_email(EMAIL))
        stored = str(accounts.by_email(EMAIL).mf_recovery_codes)
    assert len(printed) == 8
    assert not any(code in stored for code in printed)


def test_without_a_second_factor_every_page_leads_to_its_set_up(app: Flask, client):
    sign_in(client, make_account(app, second_factor=False))
    assert client.get("/desk/audit").location == "/desk/account/second-factor"


@on_both
def test_scanning_the_picture_and_typing_the_code_sets_it_up(app: Flask, client):
    sign_in(client, make_account(app, second_factor=False))
    page = set_up(app, client)
    assert page.h1 == "Codes zum Ausdrucken"
    assert page.html.count('<code dir="ltr">') == 8
    assert client.get("/desk/audit").status_code == 200


def test_another_phone_needs_the_password(app: Flask):
    browser = staff_client(app)
    page = set_up(app, browser)
    assert "Bitte füllen Sie das Feld „Jetziges Passwort“ aus." in page.text


@on_both
def test_digits_of_any_script_are_understood(app: Flask, client):
    make_account(app, password=PASSWORD)
    step = client.submit(client.page("/desk/sign-in"), email=EMAIL, password=PASSWORD)
    persian = app_code(app, EMAIL).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    client.submit(step, code=persian)
    assert client.get("/desk/audit").status_code == 200


@pytest.mark.parametrize("path", ["/desk/sign-in/code", "/desk/account"])
def test_the_second_step_alone_opens_nothing(app: Flask, client, path):
    make_account(app)
    assert client.get(path).location.startswith("/desk/sign-in")


class TestDemo:
    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return Settings(
            instance=settings.instance,
            database_url=settings.database_url,
            demo=True,
            public_url=settings.public_url,
        )

    def test_a_demo_account_signs_in_with_its_password_alone(self, app: Flask, client):
        cheap_passwords(app)
        with app.app_context(), database.transaction():
            create_demo_account(Role.COORDINATOR, "kim@demo.example", "demo")
        client.submit(client.page("/desk/sign-in"), email="kim@demo.example", password="demo")
        assert client.get("/desk/audit").status_code == 200
