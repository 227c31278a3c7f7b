"""Secrets of links: made here, kept as hashes, shown once.

A token lies only in its link and then in a cookie of that one page; forms carry one derived from
it. The key of the hash is used for nothing else, so no hash here equals one of a person's.
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
    """A new secret of 256 bits, as links carry it."""
    return encode(os.urandom(SECRET_BYTES))


def link_hashes(token: str) -> list[bytes]:
    """What may be stored of a token: one per master secret, the current one first."""
    value = decode(token)
    if len(value) != SECRET_BYTES:
        return []
    chosen: Settings = current_app.config["SETTINGS"]
    keys = chosen.keys.derive_all("organisation-link")
    return [hmac.new(key, value, hashlib.sha256).digest() for key in keys]


def form_token(token: str) -> str:
    """The token of a form, masked afresh for every page (against BREACH)."""
    return masked(_derived(token))


def knows(token: str, sent: str) -> bool:
    """Whether a form was made for the bearer of ``token``."""
    return unmasks(sent, _derived(token))


def _derived(token: str) -> bytes:
    return hmac.new(decode(token), b"organisation form", hashlib.sha256).digest()[:TOKEN_BYTES]
