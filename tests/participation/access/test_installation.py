"""Sign-in in other surroundings: https, a sub-path, rotated keys, a flood, a download."""

import pytest
from flask import Flask

from participation import create_app
from participation.access import audit, service
from participation.access.sign_in import library
from participation.base import database
from participation.base.keys import Keys
from participation.base.settings import Settings
from participation.base.web.security import Permission, staff
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import PASSWORD, app_code, cheap_passwords, make_account, staff_client

pytestmark = on_sqlite
EMAIL = "coordinator@kreis.example"


class TestAddresses:
    @pytest.fixture(params=["https://kreis.example", "http://localhost/integration"])
    def settings(self, request, settings: Settings) -> Settings:
        return Settings(
            instance=settings.instance, database_url=settings.database_url, public_url=request.param
        )

    def test_sign_in_needs_no_referrer_and_knows_its_sub_path(self, app: Flask, settings, client):
        make_account(app, password=PASSWORD)
        base = {"base_url": settings.public_url}
        page = client.page("/desk/audit", **base)
        step = client.post(
            page.action().removeprefix(settings.prefix),
            data={**page.fields(), "email": EMAIL, "password": PASSWORD},
            **base,
        )
        assert step.location == f"{settings.prefix}/desk/sign-in/code"
        cookie = step.headers["Set-Cookie"]
        assert f"Path={settings.prefix}/desk" in cookie
        assert ("Secure" in cookie) == settings.secure

    def test_the_shell_prints_the_public_address(self, app: Flask, settings):
        command = ["accounts", "invite", EMAIL, "--role", "admin"]
        printed = app.test_cli_runner().invoke(args=command).output
        assert printed.startswith(f"{settings.public_url}/desk/welcome/")


def test_the_app_of_a_person_works_after_the_keys_rotated(app: Flask, settings: Settings):
    make_account(app, password=PASSWORD)
    Keys.rotate(settings.instance)
    later = create_app(settings)
    cheap_passwords(later)
    later.test_client_class = app.test_client_class
    browser = later.test_client()
    step = browser.submit(browser.page("/desk/sign-in"), email=EMAIL, password=PASSWORD)
    browser.submit(step, code=app_code(later, EMAIL))
    assert browser.get("/desk/audit").status_code == 200


@on_both
def test_a_flood_of_sign_ins_is_sent_away_at_once(app: Flask, client, monkeypatch):
    make_account(app, password=PASSWORD)
    monkeypatch.setattr(library.STRANGERS.waiting, "acquire", lambda **_: False)
    page = client.submit(client.page("/desk/sign-in"), email=EMAIL, password=PASSWORD)
    assert (page.status, page.h1) == (503, "Gerade melden sich viele an")


def test_a_download_can_be_written_down(app: Flask):
    @app.get("/desk/file")
    @staff(Permission.SEE_FIGURES)
    def file():
        database.writes()
        service.audit(service.Action.EXPORT, "Datei")
        return "a;b", {"Content-Type": "text/csv"}

    staff_client(app).get("/desk/file")
    with app.app_context():
        assert [entry.subject for entry in audit.entries(1)[0]] == ["Datei"]
