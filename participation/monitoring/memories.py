"""What a version of figures is remembered by: sealed, and gone with the answers.

It says by hashes which answers were counted in which groups, for a correction, which must know
whom the earlier numbers are of.
"""

from __future__ import annotations

import os
import uuid

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app

from participation.base import database
from participation.base.settings import Settings
from participation.monitoring.models import Release

NONCE_BYTES = 12


def seal(memory: bytes, wave_id: uuid.UUID) -> bytes:
    """As the database keeps it."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(_keys()[0]).encrypt(nonce, memory, wave_id.bytes)


def recall(wave_id: uuid.UUID) -> list[bytes] | None:
    """The memories of all versions of a wave, the oldest first; None when one is gone."""
    kept = sa.select(Release.sealed).where(Release.wave_id == wave_id).order_by(Release.version)
    found = [_unsealed(sealed, wave_id) for (sealed,) in database.connection().execute(kept)]
    whole = [memory for memory in found if memory is not None]
    return whole if len(whole) == len(found) else None


def forget(wave_id: uuid.UUID) -> None:
    """Deletes the memories of a wave whose answers are deleted."""
    gone = sa.update(Release).where(Release.wave_id == wave_id).values(sealed=None)
    database.connection().execute(gone)


def _unsealed(sealed: bytes | None, wave_id: uuid.UUID) -> bytes | None:
    if sealed is None:
        return None
    for key in _keys():
        try:
            return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], wave_id.bytes)
        except InvalidTag:  # another key's
            continue
    return None


def _keys() -> list[bytes]:
    chosen: Settings = current_app.config["SETTINGS"]
    return chosen.keys.derive_all("figures.memory")
