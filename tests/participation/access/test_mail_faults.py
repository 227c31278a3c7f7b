"""Mail to staff when addresses, passwords or goodbyes are none; and links that nobody needs."""

import random
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Connection

from participation.access import accounts
from participation.access.mail import outbox
from participation.access.mail.outbox import Kind
from participation.access.service import Role
from participation.base import database, jobs, mail
from participation.base.mail import Mail, NotNow, Refused
from participation.base.settings import SettingsError
from participation.operations.ticking import tick
from tests.participation.access.test_mail import LETTER, SENDER, server_of
from tests.support.client import CheckedClient
from tests.support.mail_server import MailServer, mail_server
from tests.support.staff import PASSWORD, cheap_passwords

NOW = datetime.now(UTC)
PIECES = [
    *("a", "@", ".", "<", ">", '"', "[", "]", "(", ")", ",", ":", ";", "\\", " ", "\t", "\r", "\n"),
    *("\0", "%", "=", "=?", "?=", "=?utf-8?q?a?=", "=?utf-8?b?ZZ?=", "ä", "\u2028", "\xa0", "kim"),
    *("kim@kreis.example", "example", "a@b", "..", "\ud800", "\u200f"),
]


@pytest.fixture
def post():
    with mail_server() as server:
        yield server


def server_at(post: MailServer) -> mail.Server:
    return server_of(f"smtp://localhost:{post.port}?from={SENDER}")


def test_what_is_no_address_is_refused_for_good(post: MailServer):
    post.answers["RCPT"] = "550 nobody"
    chance = random.Random(8)
    for _ in range(2000):
        to = "".join(chance.choices(PIECES, k=chance.randint(1, 6)))
        with pytest.raises(Refused):
            mail.send(server_at(post), Mail(to, "Grüße", "Text"))
    assert post.taken == []


@pytest.mark.parametrize(
    "to", ["kim@kreis.example", "k.i+m@x", "o'neil@x.example", "kim@ö.example"]
)
def test_what_is_one_goes_out(post: MailServer, to: str):
    mail.send(server_at(post), Mail(to, "Grüße", "Text"))
    assert len(post.taken) == 1


@pytest.mark.parametrize("user", ["kim:gehei%C3%A4m", "m%C3%BCller:geheim", "kim:%E2%82%ACgeheim"])
def test_a_password_that_smtp_does_not_take_stops_the_start(user: str):
    with pytest.raises(SettingsError, match=r"smtp_url.*umlauts") as found:
        server_of(f"smtps://{user}@mail.example?from={SENDER}")
    assert "gehei" not in str(found.value)


@pytest.mark.parametrize(
    "rest", ["a..b?from=a@b", "h?from=a@", "h?from=%22@b", f"{'x' * 64}?from=a@b"]
)
def test_a_server_or_sender_that_cannot_be_asked_for_stops_the_start(rest: str):
    with pytest.raises(SettingsError, match="smtp_url"):
        server_of(f"smtp://{rest}")


@pytest.mark.parametrize("field", ["user", "password"])
def test_a_password_that_cannot_be_sent_is_no_fault(post: MailServer, field: str):
    by = replace(server_at(post), **{"user": "kim", "password": "geheim", field: "münze"})
    with pytest.raises(NotNow, match="AUTH"):
        mail.send(by, LETTER)


@pytest.mark.parametrize("goodbye", ["500 what?", "421 later", "250 fine", "bye", "", "\0\xff"])
def test_what_was_taken_is_sent_however_the_server_says_goodbye(post: MailServer, goodbye: str):
    post.answers["QUIT"] = goodbye
    mail.send(server_at(post), LETTER)
    assert len(post.taken) == 1


def test_a_link_that_was_used_is_not_followed_by_another(app: Flask, post: MailServer, client):
    app.config["SETTINGS"] = replace(
        app.config["SETTINGS"], smtp_url=f"smtp://localhost:{post.port}?from={SENDER}"
    )
    post.answers["RCPT"] = "451 later"
    with app.app_context(), database.transaction():
        made = accounts.create("neu@kreis.example", "Neu Hier", Role.VIEWER)
        outbox.ask(made.id, Kind.LINK, NOW)
    with app.app_context(), database.transaction():
        token = accounts.new_link(made.id, NOW)
    use(app, client, token)
    post.answers.clear()
    with app.app_context():
        assert tick(NOW + timedelta(days=1)) == []
        assert outbox.states() == {}
    assert post.taken == []


def use(app: Flask, client: CheckedClient, token: str) -> None:
    cheap_passwords(app)
    page = client.page(f"/desk/welcome/{token}")
    assert client.submit(page, password=PASSWORD, again=PASSWORD).status == 200


def test_two_that_ask_for_the_same_link_at_once_are_both_heard(app: Flask, monkeypatch):
    monkeypatch.setattr(jobs, "start_worker", lambda: None)
    with app.app_context(), database.transaction():
        made = accounts.create("neu@kreis.example", "Neu Hier", Role.VIEWER)

    def ask() -> None:
        with app.app_context(), database.transaction():
            outbox.ask(made.id, Kind.LINK, NOW)

    with ThreadPoolExecutor(1) as apart:
        with app.app_context(), database.transaction() as connection:
            outbox.ask(made.id, Kind.LINK, NOW)
            other = apart.submit(ask)
            until_it_waits(connection, other)
        other.result()
    with app.app_context():
        (state,) = outbox.states().values()
    assert (state.tries, state.sent_at, state.next_at) == (0, None, NOW)


def until_it_waits(connection: Connection, other: Future[None]) -> None:
    """Until the other one needs what this transaction holds (SQLite lets nobody else begin)."""
    waiting = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    while connection.dialect.name == "postgresql" and not other.done():
        if connection.execute(waiting).scalar():
            return
