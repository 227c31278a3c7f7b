"""Mail to staff: links, a weekly word without contents, and what does not arrive."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.access import accounts
from participation.access.mail import outbox
from participation.access.mail.outbox import Kind
from participation.access.models import OutgoingMail
from participation.access.service import current_account, desk_link
from participation.base import database, jobs, last_times, mail, tasks
from participation.base.last_times import Event
from participation.base.mail import Mail, NotNow, Refused
from participation.base.settings import Settings, SettingsError
from participation.base.tasks import Task, Urgency
from participation.base.web.security import Role
from participation.operations.ticking import tick
from tests.support.certificate import make_certificate
from tests.support.client import CheckedClient, Page
from tests.support.mail_server import MailServer, mail_server
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import PASSWORD, make_account, staff_client

pytestmark = on_sqlite
SENDER = "stimmen@kreis.example"
NEW = "neu@kreis.example"
FAILED = "E-Mail kam nicht an"


def use(app: Flask, url: str) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], smtp_url=url)


@pytest.fixture
def post(app: Flask):
    """The county's server, and the setting that names it; jobs run at once."""
    app.config["JOBS_INLINE"] = True
    with mail_server() as server:
        use(app, f"smtp://localhost:{server.port}?from={SENDER}")
        yield server


@pytest.fixture
def admin(app: Flask) -> CheckedClient:
    return staff_client(app, Role.ADMIN)


def invite(admin: CheckedClient, email: str = NEW, do: str = "mail") -> Page:
    form = admin.page("/desk/accounts/new")
    return admin.submit(form, email=email, name="Neu Hier", role="viewer", do=do)


def address_in(text: str) -> str:
    return re.search(r"(/desk/welcome/\S+)", text)[1]


def later(app: Flask, by: timedelta) -> None:
    """Time goes on for what waits."""
    with app.app_context(), database.transaction() as connection:
        earlier = [
            (row.account_id, row.next_at - by)
            for row in connection.execute(sa.select(OutgoingMail.__table__))
            if row.next_at
        ]
        for account_id, at in earlier:
            here = OutgoingMail.account_id == account_id
            connection.execute(sa.update(OutgoingMail).where(here).values(next_at=at))


def ticked(app: Flask, now: datetime | None = None) -> None:
    with app.app_context():
        assert tick(now or datetime.now(UTC)) == []


def test_a_link_comes_by_mail_and_opens_the_account(admin, post: MailServer, client):
    page = invite(admin)
    assert "Der Link ist unterwegs" in admin.page(page.response.request.path).text
    (letter,) = post.taken
    assert (letter["To"], letter["From"]) == (NEW, SENDER)
    text = letter.get_content()
    assert text.startswith("Guten Tag Neu Hier,")
    page = client.submit(client.page(address_in(text)), password=PASSWORD, again=PASSWORD)
    assert page.h1 == "App für den zweiten Schritt einrichten"


def test_later_bounces_go_to_the_address_of_the_setting(admin, post: MailServer):
    invite(admin)
    assert f"FROM:<{SENDER}>" in post.senders[0]


@on_both
def test_a_new_link_by_mail_for_who_lost_the_password(app: Flask, admin, post: MailServer, client):
    make_account(app, Role.EDITOR, "editor@kreis.example", password="etwas ganz anderes")
    with app.app_context():
        page = admin.page(f"/desk/accounts/{accounts.by_email('editor@kreis.example').id}")
    form = next(
        i
        for i, f in enumerate(page.root.find(".//main").iter("form"))
        if f.find(".//input[@name='do']") is not None
    )
    admin.submit(page, form)
    address = address_in(post.taken[0].get_content())
    assert client.page(address).h1 != "Dieser Link gilt nicht mehr"


def test_mail_speaks_the_language_of_the_account(app: Flask, admin, post: MailServer):
    with app.app_context(), database.transaction():
        made = accounts.create(NEW, "New Here", Role.VIEWER, language="en")
        outbox.ask(made.id, Kind.LINK, datetime.now(UTC))
    del admin
    ticked(app)
    assert post.taken[0].get_content().startswith("Good day New Here,")


def test_without_a_server_nothing_changes(app: Flask, admin):
    assert "Wir schicken keine E-Mail" in admin.page("/desk/accounts/new").text
    page = invite(admin)
    assert page.h1 == "Link für Neu Hier"
    ticked(app)
    with app.app_context():
        assert outbox.states() == {}
    assert "wöchentliche" not in admin.page("/desk/account").text


def test_a_demo_sends_nothing(app: Flask, admin, post: MailServer):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], demo=True)
    assert invite(admin).h1 == "Link für Neu Hier"
    assert post.taken == []


@on_both
def test_no_link_lies_in_the_database(app: Flask, admin, post: MailServer):
    post.answers["RCPT"] = "451 later"
    invite(admin)
    with app.app_context():
        connection = database.connection()
        text = str(
            [
                connection.execute(sa.select(t)).all()
                for t in (OutgoingMail.__table__, jobs.Job.__table__)
            ]
        )
    post.answers.clear()
    later(app, timedelta(minutes=6))
    ticked(app)
    token = address_in(post.taken[0].get_content()).rsplit("/", 1)[1]
    assert token not in text
    assert "welcome" not in text


PUT_OFF = ("MAIL", "RCPT", "DATA", "BODY")


def test_what_the_server_puts_off_is_tried_again(app: Flask, admin, post: MailServer):
    people = []
    for where in PUT_OFF:
        post.answers = {where: "421 come again"}
        people.append(invite(admin, f"{where}@kreis.example").response.request.path)
        assert "noch nicht verschickt" in admin.page(people[-1]).text
    post.answers.clear()
    ticked(app)
    assert post.taken == []  # it is not time yet
    later(app, timedelta(minutes=6))
    ticked(app)
    assert len(post.taken) == len(PUT_OFF)
    for person in people:
        assert "Der Link ist unterwegs" in admin.page(person).text


@on_both
def test_it_is_given_up_after_two_days_and_said(app: Flask, admin, post: MailServer):
    post.answers["RCPT"] = "451 come again"
    person = invite(admin).response.request.path
    for _ in range(outbox.TRIES + 2):
        later(app, timedelta(days=3))
        ticked(app)
    with app.app_context():
        (state,) = outbox.states().values()
    assert state.failed
    assert state.tries == outbox.TRIES
    assert FAILED in admin.page(person).text


BOUNCES = {
    "RCPT a@": "550 5.1.1 no mailbox of that name <b>here</b>",
    "RCPT b@": "553 not allowed",
    "BODY": "554 looks like spam",
}
SAID = ("kam nicht an", "kamen nicht an", "mailbox", "not allowed", "spam")


def test_a_bounce_is_for_the_admin_alone(app: Flask, admin, post: MailServer, caplog):
    people = []
    post.answers = dict(BOUNCES)
    for name, said in zip("abc", BOUNCES.values(), strict=True):
        people.append(invite(admin, f"{name}@kreis.example").response.request.path)
        page = admin.page(people[-1])
        assert "Die E-Mail kam nicht an" in page.text
        assert said in page.text
    assert admin.page("/desk/accounts").text.count(FAILED) == len(BOUNCES)
    assert "3 E-Mails an Konten kamen nicht an." in admin.page("/desk/home").text
    ticked(app)
    assert post.taken == []
    for role in set(Role) - {Role.ADMIN}:
        other = staff_client(app, role)
        pages = [
            other.page(path).text for path in ("/desk/home?all=1", "/desk/audit", "/desk/account")
        ]
        assert not any(word in page for word in SAID for page in pages)
        assert other.get(people[0]).status_code == 403
        assert other.get("/desk/accounts").status_code == 403
    text = admin.page("/desk/audit").text + caplog.text
    assert not any(word in text for word in SAID)
    assert "a@kreis.example" not in caplog.text


WRONG = ("kim", "a b@c", "a@b.example\r\nBcc: x@y.example", "ü@ö", "<>", "a@b@c", "x" * 250)
WRONG += ("anna@", "<", '"', ".@", "a@[", "=?utf-8?q?a?=@b")


@on_both
def test_whatever_stands_as_address_ends_as_a_sentence(app: Flask, post: MailServer):
    post.answers["RCPT"] = "550 no"
    with app.app_context(), database.transaction():
        for email in WRONG:
            made = accounts.create(email, "Name", Role.VIEWER)
            outbox.ask(made.id, Kind.LINK, datetime.now(UTC))
    ticked(app)
    assert post.taken == []
    with app.app_context():
        states = outbox.states().values()
    assert len(states) == len(WRONG)
    assert all(state.problem for state in states)


@on_both
def test_a_link_that_was_shown_stays_while_a_mail_waits(app: Flask, admin, post, client):
    post.answers["RCPT"] = "451 later"
    person = invite(admin).response.request.path
    page = admin.page(person)
    shown = admin.post(f"{person}/link", data=page.fields(f"{person}/link") | {"do": ""})
    address = address_in(shown.get_data(as_text=True).replace('"', " "))
    post.answers.clear()
    later(app, timedelta(days=1))
    ticked(app)
    assert post.taken == []
    assert client.page(address).status == 200


MONDAY = datetime(2026, 1, 5, 7, 30, tzinfo=ZoneInfo("Europe/Berlin"))


class TestWeek:
    @pytest.fixture(autouse=True)
    def waiting(self, app: Flask, post: MailServer, monkeypatch):
        """Three people, and something that waits for those who read figures."""
        del post
        for role in (Role.COORDINATOR, Role.EDITOR, Role.FACILITATOR):
            make_account(app, role, password=PASSWORD)
        make_account(app, Role.VIEWER, "invited@kreis.example")

        def ask(now: datetime):
            del now
            assert current_account() is not None
            yield Task("GEHEIM", desk_link("access.audit_log"), "Lesen", Urgency.NEXT)

        monkeypatch.setattr(tasks, "_all", lambda now: (t for t in ask(now) if t.address))
        with app.app_context(), database.transaction() as connection:
            last_times.note(connection, Event.WEEK, MONDAY - timedelta(days=7))

    def test_who_has_something_waiting_hears_so_and_nothing_else(self, app, post):
        ticked(app, MONDAY)
        (letter,) = post.taken
        assert letter["To"] == "coordinator@kreis.example"
        text = letter["Subject"] + letter.get_content()
        assert "/desk/home" in text
        assert "GEHEIM" not in text
        assert not re.search(r"\d", text.replace("http://localhost", ""))

    def test_once_a_week(self, app, post):
        for hours in (0, 1, 24, 24 * 6):
            ticked(app, MONDAY + timedelta(hours=hours))
        assert len(post.taken) == 1

    def test_not_before_monday_morning(self, app, post):
        ticked(app, MONDAY - timedelta(hours=1))
        assert post.taken == []

    @on_both
    def test_who_wants_none_gets_none(self, app, post):
        browser = staff_client(app)
        page = browser.page("/desk/account")
        browser.submit(page, "/desk/account/mail")
        ticked(app, MONDAY)
        assert post.taken == []
        assert "Sie bekommen keine wöchentliche E-Mail." in browser.page("/desk/account").text

    @on_both
    def test_a_county_that_begins_waits_for_its_first_monday(self, app, post):
        with app.app_context(), database.transaction() as connection:
            connection.execute(sa.delete(last_times.LastTime))
        ticked(app, MONDAY + timedelta(days=2))
        assert post.taken == []
        ticked(app, MONDAY + timedelta(days=7))
        assert len(post.taken) == 1


LETTER = Mail("kim@kreis.example", "Grüße", "Öffnen Sie …")


@pytest.fixture
def certificate(tmp_path, monkeypatch):
    files = make_certificate(tmp_path, "localhost")
    monkeypatch.setenv("SSL_CERT_FILE", str(files[0]))
    return files


@pytest.mark.parametrize("scheme", ["smtps", "smtp"])
def test_mail_travels_encrypted(certificate, scheme: str):
    with mail_server(certificate, tls=scheme == "smtps") as post:
        by = server_of(f"{scheme}://kim%40x:pa%3Ass@localhost:{post.port}?from={SENDER}")
        mail.send(by, LETTER)
    assert post.sealed == [True]
    assert len(post.sign_ins) == 1
    assert post.taken[0].get_content() == "Öffnen Sie …\r\n"


def test_an_unknown_certificate_is_not_spoken_to(certificate, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    with mail_server(certificate, tls=True) as post, pytest.raises(NotNow):
        mail.send(server_of(f"smtps://localhost:{post.port}?from={SENDER}"), LETTER)
    assert post.taken == []


def test_a_server_elsewhere_without_tls_is_not_spoken_to():
    with mail_server() as post:
        by = replace(server_of(f"smtp://localhost:{post.port}?from={SENDER}"), host="127.0.0.2")
        with pytest.raises(NotNow):
            mail.send(by, LETTER)
    assert post.taken == []


def test_nobody_there_is_no_fault():
    with pytest.raises(NotNow):
        mail.send(server_of(f"smtp://localhost:1?from={SENDER}"), LETTER)


def server_of(url: str) -> mail.Server:
    found = mail.server(Settings(instance=Path(), smtp_url=url))
    assert found is not None
    return found


@pytest.mark.parametrize(
    "url",
    [
        "mail.kreis.example",
        "smtp://?from=a@b",
        "smtps://geheim:geheim@host",
        "http://h?from=a@b",
        "smtp://h:x?from=a@b",
        "smtp://h?from=a",
        "smtp://h?a",
    ],
)
def test_a_setting_that_cannot_be_meant_is_said_without_its_password(url: str):
    with pytest.raises(SettingsError) as found:
        server_of(url)
    assert "geheim" not in str(found.value)


def test_a_refusal_names_the_servers_words():
    with mail_server() as post:
        post.answers["RCPT"] = "550 nobody"
        with pytest.raises(Refused, match="550 nobody"):
            mail.send(server_of(f"smtp://localhost:{post.port}?from={SENDER}"), LETTER)
