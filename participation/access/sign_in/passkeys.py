"""Passkeys (WebAuthn) as second factor: a device signs what we ask, and only for our address.

The challenge lies in the signed session. A passkey takes none that was drawn before its last use,
so that what was signed once opens nothing a second time.
"""

from __future__ import annotations

import base64
import ipaddress
import json
import secrets
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

import sqlalchemy as sa
from flask import current_app, session

from participation.access import accounts
from participation.access.accounts import AccountInfo
from participation.access.models import Account, Passkey
from participation.access.sign_in import brake, sessions, signing
from participation.base import database
from participation.base.errors import NotFound
from participation.base.settings import Settings
from participation.base.words.lazy import Lazy

FRESH = 5 * 60
"""Seconds for which the same challenge is shown again, so that two tabs do not spoil each other."""
LASTS = 10 * 60
"""Seconds after which a challenge counts no more."""
MOST = 10
"""Passkeys of one person."""
CHALLENGE = "passkey"
LONGEST = 65_536
"""Characters of a device's answer that are looked at; they send about a thousand."""
LONGEST_ID = 1023
"""Bytes of a credential's id (WebAuthn Level 2, 5.4.3, Credential ID)."""


class WrongPasskey(signing.Wrong):
    """The device's answer does not fit, is late, or is of another key."""

    fields: Mapping[str, Lazy] = {}


def offered() -> bool:
    """Whether browsers allow passkeys here: by https or on ``localhost``, never at a number."""
    settings = _settings()
    host = settings.address.hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return settings.secure or host == "localhost"
    return False


def of(account_id: uuid.UUID) -> list[Passkey]:
    """The passkeys of an account, oldest first."""
    found = sa.select(Passkey).where(Passkey.account_id == account_id)
    return list(database.session().scalars(found.order_by(Passkey.created_at, Passkey.id)))


def to_register(account: AccountInfo) -> str:
    """What the browser passes to a device that is to make a key, as JSON."""
    from webauthn import generate_registration_options, options_to_json  # noqa: PLC0415  few pages need it
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor  # noqa: PLC0415  as above

    return options_to_json(
        generate_registration_options(
            rp_id=_host(),
            rp_name="Vielstimmig",
            user_name=account.email,
            user_id=account.id.bytes,
            user_display_name=account.name,
            challenge=_drawn(),
            exclude_credentials=[
                PublicKeyCredentialDescriptor(id=key.credential_id) for key in of(account.id)
            ],
        )
    )


def to_sign(account_id: uuid.UUID) -> str | None:
    """What the browser passes to a device that is to sign, as JSON; ``None`` without passkeys."""
    from webauthn import generate_authentication_options, options_to_json  # noqa: PLC0415  as above
    from webauthn.helpers.structs import PublicKeyCredentialDescriptor  # noqa: PLC0415  as above

    keys = of(account_id) if offered() else []
    if not keys:
        return None
    allowed = [PublicKeyCredentialDescriptor(id=key.credential_id) for key in keys]
    return options_to_json(
        generate_authentication_options(
            rp_id=_host(), challenge=_drawn(), allow_credentials=allowed
        )
    )


def register(row: Account, sent: str, name: str, now: datetime) -> None:
    """Takes the key that a device has made.

    Raises:
        WrongPasskey: it was not made here and now, is there already, or there are many.
    """
    from webauthn import verify_registration_response  # noqa: PLC0415  as above

    challenge, _drawn_at = _taken()
    with _refusals():
        made = verify_registration_response(
            credential=_read(sent),
            expected_challenge=challenge,
            expected_rp_id=_host(),
            expected_origin=_origin(),
        )
    if len(made.credential_id) > LONGEST_ID:
        raise WrongPasskey
    known = sa.select(Passkey.id).where(Passkey.credential_id == made.credential_id)
    if row.passkeys >= MOST or database.session().scalar(known) is not None:
        raise WrongPasskey
    key = Passkey(
        account_id=row.id,
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        name=name.strip(),
        created_at=now,
    )
    database.session().add(key)
    database.session().flush()


def check(account_id: uuid.UUID, sent: str, now: datetime) -> None:
    """Takes what a device of the account has signed.

    Raises:
        MustWait: there were too many tries.
        WrongPasskey: it does not fit, is late, or was used before.
    """
    tried = brake.key_of("passkey", account_id.hex, sessions.device_of(account_id))
    signing.press(tried, now)
    account = accounts.row(account_id, locked=True)
    try:
        _check(account, sent, now)
    except WrongPasskey:
        signing.failed(account, now)
        raise
    brake.release(tried)


def _check(account: Account, sent: str, now: datetime) -> None:
    from webauthn import verify_authentication_response  # noqa: PLC0415  as above

    challenge, drawn_at = _taken()
    with _refusals():
        answer = _read(sent)
        credential_id = _bytes(answer["rawId"])
    key = _owned(account.id, credential_id)
    if key.used_at is not None and key.used_at >= drawn_at:
        raise WrongPasskey
    with _refusals():
        signed = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_host(),
            expected_origin=_origin(),
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
        )
    key.sign_count, key.used_at = signed.new_sign_count, now
    database.session().flush()


def withdraw(row: Account, key_id: uuid.UUID) -> str:
    """The passkey opens nothing any more; returns its name.

    Raises:
        NotFound: the account has none of that number.
    """
    key = one(row.id, key_id)
    name = key.name
    database.session().delete(key)
    database.session().flush()
    return name


def one(account_id: uuid.UUID, key_id: uuid.UUID) -> Passkey:
    """A passkey of an account.

    Raises:
        NotFound: the account has none of that number.
    """
    key = database.session().get(Passkey, key_id)
    if key is None or key.account_id != account_id:
        raise NotFound
    return key


def is_last(account: AccountInfo) -> bool:
    """Whether without one passkey the account would have no second factor."""
    return account.passkeys == 1 and not account.has_app


def _owned(account_id: uuid.UUID, credential_id: bytes) -> Passkey:
    key = database.session().scalar(
        sa.select(Passkey).where(
            Passkey.account_id == account_id, Passkey.credential_id == credential_id
        )
    )
    if key is None:
        raise WrongPasskey
    return key


def _drawn() -> bytes:
    """The challenge of this browser: the one shown just now, or a fresh one."""
    held = session.get(CHALLENGE)
    if not held or time.time() - held[1] > FRESH:
        held = session[CHALLENGE] = [secrets.token_urlsafe(32), time.time()]
    return _bytes(held[0])


def _taken() -> tuple[bytes, datetime]:
    """The challenge of this browser and when it was drawn; it is gone afterwards."""
    held = session.pop(CHALLENGE, None)
    if not held or time.time() - held[1] > LASTS:
        raise WrongPasskey
    return _bytes(held[0]), datetime.fromtimestamp(held[1], UTC)


def _read(sent: str) -> dict[str, object]:
    if len(sent) > LONGEST:
        raise WrongPasskey
    answer = json.loads(sent)
    if not isinstance(answer, dict):
        raise WrongPasskey
    return answer


def _bytes(text: object) -> bytes:
    return base64.urlsafe_b64decode(str(text) + "==")


@contextmanager
def _refusals() -> Iterator[None]:
    """Whatever a device (or somebody in its name) sends wrong is one sentence for people.

    What reads it (CBOR, ASN.1, certificates, keys) fails in ways that no list has; so nothing but
    reading stands inside, no statement of the database.
    """
    try:
        yield
    except Exception as error:
        raise WrongPasskey from error


def _host() -> str:
    return _settings().address.hostname or ""


def _origin() -> str:
    """What browsers say they signed for: without the port that everybody knows."""
    address = _settings().address
    port = "" if address.port in (None, 443 if address.scheme == "https" else 80) else address.port
    return f"{address.scheme}://{_host()}" + (f":{port}" if port else "")


def _settings() -> Settings:
    found: Settings = current_app.config["SETTINGS"]
    return found
