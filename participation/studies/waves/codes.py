"""Codes that let a person answer once: made, printed once, stored as a keyed hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
import uuid
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

import sqlalchemy as sa
from flask import Flask, current_app

from participation.base import database, hooks
from participation.base.database import Base
from participation.base.errors import DomainError
from participation.base.settings import Settings
from participation.base.words.catalogues import gettext as _
from participation.studies.models import Code
from participation.studies.waves.waves import WaveInfo

ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
"""32 characters without 0, o, 1, l: five bits each."""
LENGTH = 10
GROUP = 5
MISREAD = str.maketrans("l1", "ii")
"""What people may read or write for a character of the alphabet."""
MOST = 480
"""Codes made at once."""
ON_A_PAGE = 48
"""Codes that a page shows; drawing their QR signs takes a millisecond each."""


Print = Callable[[WaveInfo, Sequence[str]], bytes]
"""A wave and fresh codes → a sheet as PDF; nothing of it is kept."""
PRINTER = hooks.One[Print]("studies.code_sheet")


class CodeState(StrEnum):
    """What is known of a code."""

    UNKNOWN = "unknown"
    SPENT = "spent"
    FREE = "free"


def make_codes(wave_id: uuid.UUID, number: int) -> tuple[str, ...]:
    """Fresh codes that open the wave; nothing can show them again.

    Raises:
        DomainError: ``number`` is not from 1 to :data:`MOST`.
    """
    codes = fresh_codes(number)
    keep_codes(wave_id, codes)
    return codes


def fresh_codes(number: int) -> tuple[str, ...]:
    """Codes in the form in which they are printed; they open nothing before they are kept.

    Raises:
        DomainError: ``number`` is not from 1 to :data:`MOST`.
    """
    if not 1 <= number <= MOST:
        raise DomainError(_("Wählen Sie 1 bis %(most)d Codes.") % {"most": MOST})
    codes = {_fresh() for _unused in range(number)}
    while len(codes) < number:
        codes.add(_fresh())
    return tuple(f"{code[:GROUP]}-{code[GROUP:]}" for code in codes)


def keep_codes(wave_id: uuid.UUID, codes: Iterable[str]) -> None:
    """Lets codes open the wave: writes down a keyed hash of each."""
    # In the order of the hashes: the rows say nothing of the order on the sheet.
    hashes = sorted(_hashes(wave_id, tidy(code))[0] for code in codes)
    database.connection().execute(
        sa.insert(Code),
        [{"hmac": digest, "wave_id": wave_id, "spent": False} for digest in hashes],
    )


def code_tables() -> tuple[sa.Table, ...]:
    """What the close of a wave writes anew, so that it tells no order of spending."""
    return (Base.metadata.tables[Code.__tablename__],)


def print_codes(app: Flask, make: Print) -> None:
    """Registers how a higher slice sets fresh codes on paper."""
    PRINTER.register(app, make)


def printed(wave: WaveInfo, codes: Sequence[str]) -> bytes:
    """Fresh codes on paper, as PDF."""
    return PRINTER.registered()(wave, codes)


def number_of_codes(wave_id: uuid.UUID) -> int:
    """How many codes of the wave were made."""
    return numbers([wave_id]).get(wave_id, 0)


def numbers(wave_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many codes were made, by wave; one SQL statement, and none for no wave."""
    if not wave_ids:
        return {}
    counted = (
        sa.select(Code.wave_id, sa.func.count())
        .where(Code.wave_id.in_(wave_ids))
        .group_by(Code.wave_id)
    )
    return {row[0]: row[1] for row in database.connection().execute(counted)}


def code_state(wave_id: uuid.UUID, code: str) -> CodeState:
    """Whether ``code``, as a person wrote it, opens the wave."""
    spent = database.connection().execute(sa.select(Code.spent).where(_is(wave_id, code))).scalar()
    if spent is None:
        return CodeState.UNKNOWN
    return CodeState.SPENT if spent else CodeState.FREE


def spend(wave_id: uuid.UUID, code: str) -> bool:
    """Uses the code up in this transaction; False when it was not free."""
    changed = database.connection().execute(
        sa.update(Code).where(_is(wave_id, code), Code.spent.is_(False)).values(spent=True)
    )
    return changed.rowcount == 1


def tidy(code: str) -> str:
    """A code as written by a person, in its bare form: any case, any digits, any gaps."""
    plain = (str(digit) if (digit := unicodedata.digit(c, None)) is not None else c for c in code)
    bare = "".join(char for char in "".join(plain).lower() if char.isascii() and char.isalnum())
    return bare.translate(MISREAD)[: LENGTH + 1]


def _fresh() -> str:
    return "".join(secrets.choice(ALPHABET) for _unused in range(LENGTH))


def _is(wave_id: uuid.UUID, code: str) -> sa.ColumnElement[bool]:
    return sa.and_(Code.wave_id == wave_id, Code.hmac.in_(_hashes(wave_id, tidy(code))))


def _hashes(wave_id: uuid.UUID, code: str) -> list[bytes]:
    """One per master secret of the installation, the current one first."""
    chosen: Settings = current_app.config["SETTINGS"]
    message = wave_id.bytes + code.encode()
    return [
        hmac.new(key, message, hashlib.sha256).digest() for key in chosen.keys.derive_all("codes")
    ]
