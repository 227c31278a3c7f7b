import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from participation.access import accounts
from participation.base import database
from participation.base.web.security import Role
from tests.support.client import CheckedClient, Page
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import (
    PASSWORD,
    account_of,
    cheap_passwords,
    full_sign_in,
    make_account,
    sign_in,
    staff_client,
)

pytestmark = on_sqlite
NEW = "neu@kreis.example"


def invited_link(admin: CheckedClient, role: str = "editor") -> str:
    form = admin.page("/desk/accounts/new")
    page = admin.submit(form, email=NEW, name="Neu Hier", role=role)
    return address_on(page)


def address_on(page: Page) -> str:
    return re.search(r"http://localhost(/desk/welcome/[\w-]+)", page.html)[1]


def button(page: Page, ending: str) -> str:
    return next(f.get("action") for f in page.forms() if (f.get("action") or "").endswith(ending))


def press(app: Flask, admin: CheckedClient, email: str, ending: str) -> Page:
    page = person_page(app, admin, email)
    return admin.submit(page, button(page, ending))


def person_page(app: Flask, admin: CheckedClient, email: str) -> Page:
    with app.app_context():
        found = account_of(email).id
    return admin.page(f"/desk/accounts/{found}")


@pytest.fixture
def admin(app: Flask) -> CheckedClient:
    return staff_client(app, Role.ADMIN)


def test_an_invited_person_sets_a_password_and_is_led_to_the_second_step(admin, client):
    link = invited_link(admin)
    page = client.submit(client.page(link), password=PASSWORD, again=PASSWORD)
    assert page.h1 == "App für den zweiten Schritt einrichten"


def test_a_set_up_link_counts_once(admin, app: Flask, client):
    link = invited_link(admin)
    client.submit(client.page(link), password=PASSWORD, again=PASSWORD)
    late = app.test_client().page(link)
    assert (late.status, late.h1) == (410, "Dieser Link gilt nicht mehr")


def test_a_set_up_link_ends_after_a_week(app: Flask):
    make_account(app)
    now = datetime.now(UTC)
    with app.app_context(), database.transaction():
        token = accounts.new_link(account_of("coordinator@kreis.example").id, now)
        assert accounts.open_link(token, now + timedelta(days=6))
        with pytest.raises(accounts.LinkGone):
            accounts.open_link(token, now + timedelta(days=8))


@on_both
def test_a_link_is_nowhere_in_the_database(admin, app: Flask):
    token = invited_link(admin).rsplit("/", 1)[1]
    with app.app_context():
        rows = database.connection().exec_driver_sql("SELECT * FROM setup_link").all()
    assert rows
    assert token not in str(rows)


def test_a_reset_link_replaces_password_and_second_factor(admin, app: Flask, client):
    make_account(app, Role.EDITOR, password="etwas ganz anderes")
    link = address_on(press(app, admin, "editor@kreis.example", "/link"))
    client.submit(client.page(link), password=PASSWORD, again=PASSWORD)
    with app.app_context():
        assert account_of("editor@kreis.example").tf_totp_secret is None


@pytest.mark.parametrize("password", ["wald-birke1", "aaaaaaaaaaaaaaaa", "x" * 201])
def test_an_easy_password_is_refused_with_a_reason(admin, client, password: str):
    page = client.submit(client.page(invited_link(admin)), password=password, again=password)
    assert page.root.find(".//*[@class='problem']") is not None


def test_a_name_is_given_once(admin):
    invited_link(admin)
    form = admin.page("/desk/accounts/new")
    page = admin.submit(form, email=" NEU@kreis.example", name="Noch einer", role="viewer")
    assert "gibt es schon ein Konto" in page.text


@on_both
def test_another_role_ends_the_sessions_and_counts_at_once(admin, app: Flask):
    editor = staff_client(app, Role.EDITOR)
    admin.submit(person_page(app, admin, "editor@kreis.example"), 0, role="coordinator")
    assert editor.get("/desk/account").status_code == 302
    assert staff_client(app, Role.EDITOR).page("/desk/audit").h1 == "Protokoll"


@on_both
def test_a_resting_account_is_out_at_once_and_cannot_return(admin, app: Flask, client):
    sign_in(client, make_account(app, Role.EDITOR, password=PASSWORD))
    press(app, admin, "editor@kreis.example", "/rest")
    assert client.get("/desk/account").status_code == 302
    page = client.submit(
        client.page("/desk/sign-in"), email="editor@kreis.example", password=PASSWORD
    )
    assert "passen nicht zusammen" in page.text


def test_the_last_admin_stays(admin, app: Flask):
    page = press(app, admin, "admin@kreis.example", "/rest")
    assert (page.status, page.h1) == (409, "Ein Admin muss bleiben")


def test_an_admin_who_was_only_invited_is_no_successor_yet(admin, app: Flask):
    form = admin.page("/desk/accounts/new")
    admin.submit(form, email="neu@kreis.example", name="Neu", role="admin")
    assert press(app, admin, "admin@kreis.example", "/rest").h1 == "Ein Admin muss bleiben"


def test_who_leaves_alone_in_a_role_is_told_to_have_a_successor_invited(admin, app: Flask):
    make_account(app, Role.COORDINATOR)
    page = person_page(app, admin, "coordinator@kreis.example")
    assert "Sonst hat niemand die Rolle" in page.text
    assert page.links()["Laden Sie zuerst die Nachfolge ein."] == "/desk/accounts/new"
    make_account(app, Role.EDITOR)
    form = admin.page("/desk/accounts/new")
    admin.submit(form, email="zwei@kreis.example", name="Zwei", role="coordinator")
    page = person_page(app, admin, "coordinator@kreis.example")
    assert "Sonst hat niemand die Rolle" not in page.text


def test_a_new_password_ends_the_other_sessions(app: Flask, client):
    make_account(app, password=PASSWORD)
    full_sign_in(app, client, "coordinator@kreis.example")
    other = staff_client(app)
    page = client.page("/desk/account/password")
    new = "ein neues langes Passwort"
    client.submit(page, current=PASSWORD, password=new, again=new)
    assert client.get("/desk/account").status_code == 200
    assert other.get("/desk/account").status_code == 302


def test_the_shell_prints_a_link_for_the_first_admin(app: Flask, client):
    cheap_passwords(app)
    runner = app.test_cli_runner()
    printed = runner.invoke(args=["accounts", "invite", NEW, "--role", "admin"]).output
    page = client.page(printed.strip().removeprefix("http://localhost"))
    assert page.h1 == f"Willkommen, {NEW}"


@on_both
def test_the_shell_lets_a_locked_out_admin_in_again(app: Flask, client):
    make_account(app, Role.VIEWER, NEW, password="vergessen und verloren")
    with app.app_context(), database.transaction():
        accounts.rest(account_of(NEW).id)
    printed = app.test_cli_runner().invoke(args=["accounts", "invite", NEW, "--role", "admin"])
    link = printed.output.strip().removeprefix("http://localhost")
    client.submit(client.page(link), password=PASSWORD, again=PASSWORD)
    with app.app_context():
        assert account_of(NEW).role == Role.ADMIN
