"""A member of staff at a browser, without the slowness of a real sign-in."""

from __future__ import annotations

import time
from uuid import uuid4

from flask import Flask

from participation.access import accounts
from participation.access.models import Account
from participation.access.sign_in import library
from participation.base import database
from participation.base.web.security import Role
from tests.support.client import CheckedClient, Page

PASSWORD = "vier lange Wörter hintereinander"


def cheap_passwords(app: Flask) -> None:
    """Makes hashing quick: argon2 is slow on purpose."""
    context = app.extensions["security"].pwd_context
    context.update(argon2__time_cost=1, argon2__memory_cost=8, argon2__parallelism=1)


def make_account(
    app: Flask,
    role: Role = Role.COORDINATOR,
    email: str | None = None,
    *,
    password: str | None = None,
    second_factor: bool = True,
) -> str:
    """An account in the database; returns its version of sessions."""
    cheap_passwords(app)
    with app.app_context(), database.transaction():
        made = accounts.create(email or f"{role.value}@kreis.example", f"Test {role.value}", role)
        row = accounts.row(made.id)
        if password:
            row.password = library.hash_password(password)
        if second_factor:
            row.tf_totp_secret = library.codes().generate_totp_secret()
        return row.fs_uniquifier


def sign_in(client: CheckedClient, version: str) -> None:
    """Gives the browser the cookie that a sign-in would give it."""
    with client.session_transaction(base_url="http://localhost/desk/") as cookie:
        cookie.update(session_of(version))


def session_of(version: str) -> dict[str, object]:
    """What a sign-in leaves in the cookie."""
    number = uuid4().hex
    return {"_user_id": version, "_fresh": True, "seen": int(time.time()), "number": number}


def staff_client(app: Flask, role: Role = Role.COORDINATOR) -> CheckedClient:
    """A browser signed in as a fresh account of ``role``."""
    client: CheckedClient = app.test_client()  # type: ignore[assignment]
    with app.app_context():
        known = accounts.by_email(f"{role.value}@kreis.example")
        version = known.fs_uniquifier if known else None
    sign_in(client, version or make_account(app, role))
    return client


def account_of(email: str) -> Account:
    """The row of ``email``, inside an application context."""
    found = accounts.by_email(email)
    assert found is not None
    return found


def app_code(app: Flask, email: str) -> str:
    """What the authenticator app of ``email`` shows now."""
    with app.app_context():
        secret = account_of(email).tf_totp_secret
        return str(library.codes().generate_totp_password(secret))


def full_sign_in(app: Flask, client: CheckedClient, email: str) -> Page:
    """Signs in by both steps, as a person would."""
    code = client.submit(client.page("/desk/sign-in"), email=email, password=PASSWORD)
    return client.submit(code, code=app_code(app, email))


def cookie_of(app: Flask, version: str) -> dict[str, str]:
    """The staff cookie of a signed-in account, for a real browser."""
    signer = app.session_interface.get_signing_serializer(app)
    value = signer.dumps(session_of(version))
    address = app.config["SETTINGS"].public_url + "/desk"
    return {"name": "staff", "value": value, "url": address}
