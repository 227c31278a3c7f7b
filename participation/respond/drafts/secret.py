"""What one respondent's cookie holds, and everything that is derived from it.

The cookie is the only place where the secret of a draft lies. All values below are pieces of one
HKDF-SHA256 (RFC 5869) of it, salted with the wave: somebody who has the whole database can neither
open a draft nor tie a receipt to one.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from participation.base.masking import TOKEN_BYTES, decode, encode, masked, unmasks

SECRET_BYTES = 32
DERIVED_BYTES = 4 * 32 + TOKEN_BYTES
PURPOSE = {False: b"vielstimmig respondent", True: b"vielstimmig rehearsal"}
"""By whether a draft only tries a wave out: such a one can never be sent once the wave is open."""


@dataclass(frozen=True)
class Secret:
    """The secret of one respondent in one wave."""

    value: bytes
    wave: UUID
    rehearsal: bool = False

    @classmethod
    def fresh(cls, wave: UUID, *, rehearsal: bool = False) -> Secret:
        """A new one."""
        return cls(os.urandom(SECRET_BYTES), wave, rehearsal)

    @classmethod
    def read(cls, cookie: str | None, wave: UUID, *, rehearsal: bool = False) -> Secret | None:
        """What a cookie holds; None when it holds no secret."""
        value = decode(cookie or "")
        return cls(value, wave, rehearsal) if len(value) == SECRET_BYTES else None

    @property
    def cookie(self) -> str:
        """As the cookie carries it."""
        return encode(self.value)

    @property
    def draft_id(self) -> bytes:
        """Under which the draft lies (32 bytes)."""
        return self._derived[:32]

    @property
    def draft_key(self) -> bytes:
        """With which the draft is encrypted (AES-256)."""
        return self._derived[32:64]

    @property
    def receipt(self) -> bytes:
        """What is left in the database after sending (32 bytes)."""
        return self._derived[64:96]

    @property
    def order(self) -> bytes:
        """Key of the order in which shuffled options stand for this person."""
        return self._derived[96:128]

    @property
    def form_token(self) -> str:
        """The token of a form, masked afresh for every page (against BREACH)."""
        return masked(self._token)

    def knows(self, form_token: str) -> bool:
        """Whether a form was made for this secret."""
        return unmasks(form_token, self._token)

    @property
    def _token(self) -> bytes:
        return self._derived[128:]

    @cached_property
    def _derived(self) -> bytes:
        purpose = PURPOSE[self.rehearsal]
        return HKDF(SHA256(), DERIVED_BYTES, self.wave.bytes, purpose).derive(self.value)
