"""Secrets of links and of people who take part: made here, kept as hashes, shown once.

A person's secret lies only in the own cookie, a link's token in the link and then in a cookie.
Every form sent with one of them carries a token derived from it.
"""

from __future__ import annotations

import hashlib
import hmac
import os

from flask import current_app

from participation.base.masking import TOKEN_BYTES, decode, encode, masked, unmasks
from participation.base.settings import Settings

SECRET_BYTES = 32


def fresh() -> str:
    """A new secret, as cookies and links carry it."""
    return encode(os.urandom(SECRET_BYTES))


def person_hash(secret: str) -> bytes | None:
    """What is stored of a person's secret; None for what is no secret of ours."""
    value = decode(secret)
    return hashlib.sha256(value).digest() if len(value) == SECRET_BYTES else None


def link_hashes(token: str) -> list[bytes]:
    """What may be stored of a link's token: one per master secret, the current one first."""
    value = decode(token)
    if len(value) != SECRET_BYTES:
        return []
    chosen: Settings = current_app.config["SETTINGS"]
    keys = chosen.keys.derive_all("board-link")
    return [hmac.new(key, value, hashlib.sha256).digest() for key in keys]


def shelf(secret: str) -> str:
    """By what a phone's own store tells its bearers apart.

    Derived from the secret and not the key of a row: notes keep that key when the event is
    archived and the secret's hash is gone, and what a phone still holds must lead to none of them.
    """
    return hmac.new(decode(secret), b"board shelf", hashlib.sha256).hexdigest()[:12]


def lot(secret: str, thing: str) -> bytes:
    """Where a thing stands in the order that only this person's secret draws.

    Nothing of it is stored: the same phone draws the same order again, another one another.
    """
    return hmac.new(decode(secret), b"board order " + thing.encode(), hashlib.sha256).digest()


def form_token(secret: str) -> str:
    """The token of a form, masked afresh for every page (against BREACH)."""
    return masked(_derived(secret))


def knows(secret: str, token: str) -> bool:
    """Whether a form was made for the bearer of ``secret``."""
    return unmasks(token, _derived(secret))


def _derived(secret: str) -> bytes:
    return hmac.new(decode(secret), b"board form", hashlib.sha256).digest()[:TOKEN_BYTES]
