from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from participation.access import audit, service
from participation.access.audit import Action
from participation.base import database, hooks
from participation.base.web.security import Role
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import PASSWORD, full_sign_in, make_account, staff_client

pytestmark = on_sqlite
NOW = datetime.now(UTC)


def lines(app: Flask) -> list[tuple[str, str, str]]:
    with app.app_context():
        return [(e.who, e.action, e.subject) for e in audit.entries(1)[0]]


def test_sign_ins_stand_in_the_log_failed_ones_too(app: Flask, client):
    make_account(app, password=PASSWORD)
    page = client.page("/desk/sign-in")
    client.submit(page, email="coordinator@kreis.example", password="falsch")
    full_sign_in(app, client, "coordinator@kreis.example")
    assert {action for _, action, _ in lines(app)} == {"sign_in", "sign_in_failed"}


def test_what_is_typed_as_an_unknown_name_is_not_kept(app: Flask, client):
    client.submit(client.page("/desk/sign-in"), email="MeinPasswort!", password="x")
    assert lines(app) == [("", "sign_in_failed", "")]


def test_a_change_of_role_says_who_whom_and_what(app: Flask):
    admin = staff_client(app, Role.ADMIN)
    make_account(app, Role.VIEWER)
    page = admin.page("/desk/accounts")
    person = admin.page(page.links()["Test viewer"])
    admin.submit(person, 0, role="editor")
    assert ("Test admin", "role", "Test viewer") in lines(app)


def test_the_log_is_read_page_by_page(app: Flask):
    with app.app_context(), database.transaction():
        for number in range(51):
            audit.write(NOW + timedelta(seconds=number), Action.EXPORT, f"Datei {number}.")
    browser = staff_client(app)
    first, second = browser.page("/desk/audit"), browser.page("/desk/audit?page=2")
    assert "Datei 50." in first.text
    assert "Datei 0." not in first.text
    assert "Datei 0." in second.text


def test_after_a_year_the_nightly_tick_forgets(app: Flask):
    with app.app_context(), database.transaction():
        audit.write(NOW - timedelta(days=366), Action.DELETE, "alt")
        audit.write(NOW - timedelta(days=364), Action.DELETE, "jung")
        for act in hooks.TICK.registered():
            act(NOW)
    assert [subject for _, _, subject in lines(app)] == ["jung"]


def test_other_slices_write_what_the_signed_in_account_did(app: Flask):
    with app.test_request_context("/desk/x"), database.transaction():
        service.audit(Action.RELEASE, "Runde 1", "Fassung 1")
    assert lines(app) == [("", "release", "Runde 1")]


@on_both
@pytest.mark.parametrize("number", ["0", "-3", "x", "9" * 40])
def test_any_page_number_gets_a_page(app: Flask, number: str):
    assert staff_client(app).page(f"/desk/audit?page={number}").status == 200
