"""Passkeys: registered, named, used, lost, withdrawn; and what a device may not get away with."""

import base64
import json
import random
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import cbor2
import pytest
from flask import Flask

from participation.access import accounts
from participation.access.sign_in import passkeys
from participation.base import database
from tests.support.client import CheckedClient, Page
from tests.support.passkeys import Device, b64
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import PASSWORD, app_code, make_account, sign_in

pytestmark = on_sqlite
EMAIL = "coordinator@kreis.example"
NEW = "/desk/account/passkeys/new"
STEP = "/desk/sign-in/passkey"


def options_of(page: Page) -> str:
    return next(found for form in page.forms() if (found := form.get("data-passkey")))


def refused(page: Page) -> bool:
    """Whether the page says that the device's answer was not taken."""
    said = next(item for item in page.root.iter() if item.get("data-passkey-failed") is not None)
    return said.get("hidden") is None


def add(client: CheckedClient, device: Device, name: str = "Diensthandy", **more: str) -> Page:
    page = client.page(NEW)
    return client.submit(page, credential=device.make(options_of(page)), name=name, **more)


def second_step(client: CheckedClient) -> Page:
    return client.submit(client.page("/desk/sign-in"), email=EMAIL, password=PASSWORD)


@pytest.fixture
def device(app: Flask, client: CheckedClient) -> Device:
    """The only second factor of an account, set up by a page."""
    sign_in(client, make_account(app, password=PASSWORD, second_factor=False))
    made = Device()
    page = add(client, made)
    assert page.h1 == "Codes zum Ausdrucken"
    assert page.html.count('<code dir="ltr">') == 8
    return made


@pytest.fixture
def browser(app: Flask) -> CheckedClient:
    return app.test_client()


def test_a_passkey_is_a_second_factor(device: Device, browser: CheckedClient):
    step = second_step(browser)
    browser.submit(step, STEP, credential=device.sign(options_of(step)))
    page = browser.page("/desk/account")
    assert page.h1 == "Mein Konto"
    assert "Diensthandy" in page.text
    assert "zuletzt benutzt" in page.text


@on_both
def test_the_password_alone_still_opens_nothing(device: Device, browser: CheckedClient):
    del device
    second_step(browser)
    assert browser.get("/desk/account").status_code == 302


@on_both
def test_a_printed_code_helps_when_the_device_is_lost(app: Flask, client, browser: CheckedClient):
    sign_in(client, make_account(app, password=PASSWORD, second_factor=False))
    codes = add(client, Device())
    code = next(item.text for item in codes.root.iter("code"))
    browser.submit(second_step(browser), "/desk/sign-in/code", code=code)
    assert browser.page("/desk/account").h1 == "Mein Konto"


@on_both
def test_an_app_and_a_passkey_stand_beside_each_other(app: Flask, client, browser: CheckedClient):
    sign_in(client, make_account(app, password=PASSWORD))
    device = Device()
    assert add(client, device, current=PASSWORD).h1 == "Mein Konto"
    browser.submit(second_step(browser), "/desk/sign-in/code", code=app_code(app, EMAIL))
    assert browser.page("/desk/account").h1 == "Mein Konto"
    other = app.test_client()
    step = second_step(other)
    other.submit(step, STEP, credential=device.sign(options_of(step)))
    assert other.page("/desk/account").h1 == "Mein Konto"


def test_a_further_passkey_needs_the_password(device: Device, client):
    del device
    page = add(client, Device(), "Zweites")
    assert "Bitte füllen Sie das Feld „Jetziges Passwort“ aus." in page.text
    page = add(client, Device(), "Zweites", current="falsch")
    assert "Das ist nicht Ihr jetziges Passwort." in page.text
    assert "Zweites" not in client.page("/desk/account").text


@on_both
def test_what_was_signed_once_opens_nothing_a_second_time(device: Device, browser: CheckedClient):
    step = second_step(browser)
    with browser.session_transaction(base_url="http://localhost/desk/") as cookie:
        copied = dict(cookie)
    signed = device.sign(options_of(step))
    browser.submit(step, STEP, credential=signed)
    thief = browser.application.test_client()
    with thief.session_transaction(base_url="http://localhost/desk/") as cookie:
        cookie.update(copied)
    page = Page(thief.post(STEP, data={**step.fields(STEP), "credential": signed}))
    assert refused(page)
    assert thief.get("/desk/account").status_code == 302


def test_who_copied_a_device_is_told_apart_by_its_count(device: Device, browser: CheckedClient):
    step = second_step(browser)
    device.count = 7
    browser.submit(step, STEP, credential=device.sign(options_of(step)))
    device.count = 3
    other = browser.application.test_client()
    step = second_step(other)
    page = other.submit(step, STEP, credential=device.sign(options_of(step)))
    assert refused(page)


@pytest.mark.parametrize(
    "changes",
    [
        {"origin": "https://localhost"},
        {"origin": "http://localhost:8001"},
        {"origin": "http://localhost.example"},
        {"type": "webauthn.create"},
        {"challenge": "AAAA"},
    ],
)
def test_what_was_signed_for_something_else_is_refused(device, browser, changes):
    step = second_step(browser)
    page = browser.submit(step, STEP, credential=device.sign(options_of(step), **changes))
    assert refused(page)
    assert browser.get("/desk/account").status_code == 302


def test_somebody_elses_passkey_opens_nothing(app: Flask, device: Device, browser, client):
    del device
    other = Device()
    sign_in(client, make_account(app, email="other@kreis.example", second_factor=False))
    add(client, other)
    step = second_step(browser)
    assert refused(browser.submit(step, STEP, credential=other.sign(options_of(step))))


def test_one_key_belongs_to_one_account(app: Flask, device: Device, client):
    sign_in(client, make_account(app, email="other@kreis.example", second_factor=False))
    assert refused(add(client, device))


def bent(answer: str, chance: random.Random) -> str:
    """An answer of a device with one thing in it gone, doubled, cut or of another type."""
    found = json.loads(answer)
    where = chance.choice([found, found["response"]])
    name = chance.choice(list(where))
    text = str(where[name])
    other = [None, 7, [], {}, "", "\0", text[: len(text) // 2], text[::-1], text + text, "ä" * 9]
    where[name] = chance.choice(other)
    return chance.choice([json.dumps(found), json.dumps(found), json.dumps([found]), text, "["])


@pytest.mark.parametrize("seed", range(4))
def test_whatever_a_device_sends_is_answered_by_a_sentence(app, client, browser, seed: int):
    chance = random.Random(seed)
    device = Device()
    sign_in(client, make_account(app, password=PASSWORD, second_factor=False))
    for _ in range(25):
        page = client.page(NEW)
        sent = bent(device.make(options_of(page)), chance)
        answer = client.submit(page, credential=sent, name="Handy")
        if answer.h1 == "Codes zum Ausdrucken":  # what was bent did not matter
            break
        assert refused(answer)
    else:
        add(client, device)
    step = second_step(browser)
    for _ in range(3):
        sent = bent(device.sign(options_of(step)), chance)
        answer = Page(browser.post(STEP, data={**step.fields(STEP), "credential": sent}))
        if answer.status == 302:
            return
        assert refused(answer)
        step = browser.page("/desk/sign-in/code")


KEYS = [[], [1], [0] * 9, {}, 7, None, "", b"", b"\4", {1: 2}, {1: 2, 3: -7, -1: 1, -2: b"", -3: 0}]
STATEMENTS = [
    {},
    {"x5c": []},
    {"x5c": [b"0"], "sig": b"", "alg": -7},
    {"sig": 1},
    {"ver": "2.0"},
    [],
    7,
]
FORMS = ["none", "packed", "tpm", "fido-u2f", "android-key", "android-safetynet", "apple", 7, None]
KEY_AT = 37 + 16 + 2 + 16
"""Where in what a device says of itself its public key begins."""


def bent_inside(answer: str, chance: random.Random) -> str:
    """A registration that is bent where only CBOR is: its key, its form, its certificates."""
    found = json.loads(answer)
    said = cbor2.loads(base64.urlsafe_b64decode(found["response"]["attestationObject"] + "=="))
    data, kind = said["authData"], chance.randrange(4)
    if kind == 0:
        data = data[:KEY_AT] + cbor2.dumps(chance.choice(KEYS))
    elif kind == 1:
        key = cbor2.loads(data[KEY_AT:])
        key[chance.choice(list(key))] = chance.choice([*KEYS, b"1" * 32, -8, 2**70])
        data = data[:KEY_AT] + cbor2.dumps(key)
    elif kind == 2:
        data = data[: chance.randrange(len(data))]
    else:
        said["fmt"], said["attStmt"] = chance.choice(FORMS), chance.choice(STATEMENTS)
    sent = cbor2.dumps(chance.choice([{**said, "authData": data}] * 9 + [[data], data]))
    found["response"]["attestationObject"] = b64(sent)
    return json.dumps(found)


@pytest.mark.parametrize("seed", range(2))
def test_no_key_of_a_device_ends_as_a_fault(app: Flask, seed: int):
    """Registered or refused; and what was registered, however odd, signs or is refused."""
    chance, now, refusals = random.Random(seed), datetime.now(UTC), 0
    make_account(app, second_factor=False)
    with app.test_request_context("/desk/"), database.transaction():
        for number in range(150):
            row = accounts.by_email(EMAIL)
            device = Device()
            sent = bent_inside(device.make(passkeys.to_register(accounts.info(row))), chance)
            try:
                passkeys.register(row, sent, "Handy", now)
            except passkeys.WrongPasskey:
                refusals += 1
                continue
            signed = json.loads(device.sign(passkeys.to_sign(row.id)))
            name = chance.choice(["signature", "authenticatorData", "userHandle"])
            signed["response"][name] = chance.choice(["", "AA", "MAA", "_" * 50])
            with suppress(passkeys.WrongPasskey):
                passkeys.check(row.id, json.dumps(signed), now + timedelta(days=number))
            row = accounts.by_email(EMAIL)  # a failed try is committed, and begins anew
            passkeys.withdraw(row, passkeys.of(row.id)[0].id)
            database.session().expire(row)
    assert refusals > 75


def test_a_name_of_a_key_longer_than_devices_have_is_refused(app: Flask, client):
    sign_in(client, make_account(app, password=PASSWORD, second_factor=False))
    device = Device()
    device.id = bytes(range(256)) * 16
    assert refused(add(client, device))


def withdraw(client: CheckedClient, **typed: str) -> Page:
    page = client.page("/desk/account")
    address = next(a for a in page.links().values() if a.endswith("/withdraw"))
    form = client.page(address)
    return client.submit(form, **typed) if form.root.find(".//main//form") is not None else form


@on_both
def test_a_withdrawn_passkey_opens_nothing(app: Flask, client, browser: CheckedClient):
    sign_in(client, make_account(app, password=PASSWORD))
    device = Device()
    add(client, device, current=PASSWORD)
    step = second_step(browser)
    assert "nicht Ihr jetziges Passwort" in withdraw(client, current="falsch").text
    assert withdraw(client, current=PASSWORD).h1 == "Mein Konto"
    signed = {**step.fields(STEP), "credential": device.sign(options_of(step))}
    assert refused(Page(browser.post(STEP, data=signed)))
    assert "Mit Passkey anmelden" not in second_step(browser).text


def test_the_last_second_factor_stays(device: Device, client):
    del device
    assert "Das ist Ihr einziger zweiter Schritt" in withdraw(client, current=PASSWORD).text
    address = next(a for a in client.page("/desk/account").links().values() if "withdraw" in a)
    page = client.page(address)
    client.post(
        address,
        data={"csrf_token": page.fields("/desk/sign-out")["csrf_token"], "current": PASSWORD},
    )
    assert "Diensthandy" in client.page("/desk/account").text


def test_nobody_withdraws_somebody_elses(app: Flask, device: Device, client):
    del device
    address = next(a for a in client.page("/desk/account").links().values() if "withdraw" in a)
    other = app.test_client()
    sign_in(other, make_account(app, email="other@kreis.example"))
    assert other.get(address).status_code == 404


@on_both
def test_a_new_link_ends_passkeys_too(app: Flask, device: Device, browser: CheckedClient):
    del device
    with app.app_context(), database.transaction():
        token = accounts.new_link(accounts.by_email(EMAIL).id, datetime.now(UTC))
    fresh = "noch einmal vier neue Wörter"
    page = browser.submit(browser.page(f"/desk/welcome/{token}"), password=fresh, again=fresh)
    assert page.h1 == "App für den zweiten Schritt einrichten"
    with app.app_context():
        assert passkeys.of(accounts.by_email(EMAIL).id) == []


@pytest.mark.parametrize(
    ("address", "offered"),
    [
        ("https://stimmen.kreis.example", True),
        ("https://stimmen.kreis.example:8443/kreis", True),
        ("http://localhost:8000", True),
        ("http://127.0.0.1:8000", False),
        ("http://[::1]:8000", False),
        ("http://halle.example", False),
        ("https://10.1.2.3", False),
    ],
)
def test_passkeys_are_offered_where_browsers_take_them(app: Flask, client, address, offered):
    sign_in(client, make_account(app))
    settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = replace(settings, public_url=address, allow_http=True)
    with app.app_context():
        assert passkeys.offered() is offered
