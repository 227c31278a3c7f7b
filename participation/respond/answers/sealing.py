"""Letters lie sealed: the database alone does not open them.

A letter is written in the transaction that spends its code. Transaction numbers and write-ahead
logs (PostgreSQL keeps up to a gigabyte of them) tie the two long after the box was emptied; so
nothing that can be read goes in. The key lies in the instance folder, not in the database.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

from participation.base.settings import Settings

NONCE_BYTES = 12
PADDING = 4096
"""The sealed length is a multiple of this, so that it does not tell how much was said."""


class SealBroken(ValueError):
    """None of the installation's keys opens this letter."""


def seal(letter: Mapping[str, Any], wave: UUID) -> dict[str, Any]:
    """A letter as the box keeps it."""
    plain = json.dumps(letter, ensure_ascii=False, separators=(",", ":")).encode()
    plain += b" " * (-len(plain) % PADDING)
    nonce = os.urandom(NONCE_BYTES)
    sealed = nonce + AESGCM(_keys()[0]).encrypt(nonce, plain, wave.bytes)
    return {"sealed": base64.b64encode(sealed).decode()}


def unseal(payload: Mapping[str, Any], wave: UUID) -> dict[str, Any]:
    """A letter as it was sent.

    Raises:
        SealBroken: no key of this installation opens it.
    """
    for key in _keys():
        try:
            sealed = base64.b64decode(payload["sealed"])
            plain = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], wave.bytes)
        except (
            InvalidTag,
            KeyError,
            ValueError,
        ):  # another key's, or damaged: it waits all the same
            continue
        letter: dict[str, Any] = json.loads(plain)
        return letter
    raise SealBroken


def _keys() -> list[bytes]:
    chosen: Settings = current_app.config["SETTINGS"]
    return chosen.keys.derive_all("letters")
