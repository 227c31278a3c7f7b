"""Secrets as cookies, links and forms carry them, and form tokens that differ on every page.

A token is masked by fresh random bytes, so that compression over a page cannot be made to guess it
(BREACH, 2013).
"""

from __future__ import annotations

import base64
import hmac
import os

TOKEN_BYTES = 16


def masked(token: bytes) -> str:
    """A form's token (``TOKEN_BYTES`` long) as this one page carries it."""
    mask = os.urandom(TOKEN_BYTES)
    return encode(mask + _xor(mask, token))


def unmasks(sent: str, token: bytes) -> bool:
    """Whether what a form sent is ``token`` under some mask."""
    value = decode(sent)
    if len(value) != 2 * TOKEN_BYTES:
        return False
    return hmac.compare_digest(_xor(value[:TOKEN_BYTES], value[TOKEN_BYTES:]), token)


def encode(value: bytes) -> str:
    """Bytes as URL-safe base64 without padding."""
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def decode(text: str) -> bytes:
    """The bytes again; none of a text that is none of ours."""
    try:
        return base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except ValueError:
        return b""


def _xor(one: bytes, other: bytes) -> bytes:
    mixed = int.from_bytes(one, "big") ^ int.from_bytes(other, "big")
    return mixed.to_bytes(TOKEN_BYTES, "big")
