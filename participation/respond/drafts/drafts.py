"""Answers before they are sent: encrypted with the respondent's own key, kept for a day."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.engine import Connection

from participation.base import upserting
from participation.respond.drafts.secret import Secret
from participation.respond.models import Draft as Row
from surveys.instrument import answers
from surveys.instrument.answers import AnswerProblem, Value
from surveys.instrument.instrument import Instrument

LIFETIME = timedelta(hours=24)
NONCE_BYTES = 12
PADDING = 1792
"""The stored length is a multiple of this, so that it does not tell how much was answered: most
drafts fit into one, and one into what PostgreSQL keeps in the row itself."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What one person has said so far."""

    began: int
    """Seconds since 1970; lies encrypted here and goes with the draft."""
    answers: Mapping[str, Value] = field(default_factory=dict)
    at: str = ""
    """Name of the last page that was shown as the next one."""
    channel: str = ""
    code: str = ""
    hidden_filled: bool = False
    typed: Mapping[str, list[str]] = field(default_factory=dict)
    """What was typed on page ``at`` and is no answer yet (kept over a switch of language)."""
    left_out: frozenset[str] = frozenset()
    """Questions that were seen and left empty: what the questionnaire presumes stays out."""
    skipped: frozenset[str] = frozenset()
    """Those of them that somebody chose to skip; told while answering, never sent."""

    def with_page(self, values: Mapping[str, Value | None], at: str) -> Draft:
        """The draft after a page: None takes an answer back."""
        merged = {**self.answers, **values}
        kept = {name: value for name, value in merged.items() if value is not None}
        left_out = (self.left_out | values.keys()) - kept.keys()
        skipped = self.skipped - kept.keys()
        return replace(self, answers=kept, at=at, typed={}, left_out=left_out, skipped=skipped)

    def without(self, names: Collection[str]) -> Draft:
        """The draft of somebody who chose to skip these questions."""
        empty = self.with_page(dict.fromkeys(names), self.at)
        return replace(empty, skipped=empty.skipped.union(names))


_columns = (Row.ciphertext,)
_by_id = sa.and_(Row.id == sa.bindparam("id"), Row.expires_at > sa.bindparam("now"))
SELECT = sa.select(*_columns).where(_by_id)
SELECT_FOR_UPDATE = SELECT.with_for_update()
DELETE = sa.delete(Row).where(Row.id == sa.bindparam("draft"))


@cache
def _upsert(dialect: str) -> sa.Insert:
    statement = upserting.insert(dialect, Row).values(
        id=sa.bindparam("id"),
        wave_id=sa.bindparam("wave_id"),
        ciphertext=sa.bindparam("ciphertext"),
        expires_at=sa.bindparam("expires_at"),
    )
    return statement.on_conflict_do_update(
        index_elements=["id"],
        set_={
            "ciphertext": statement.excluded.ciphertext,
            "expires_at": statement.excluded.expires_at,
        },
    )


def load(
    connection: Connection,
    secret: Secret,
    instrument: Instrument,
    now: datetime,
    *,
    to_change: bool = False,
) -> Draft | None:
    """The living draft of a secret, if there is one.

    Args:
        connection: the request's transaction.
        secret: of the respondent's cookie.
        instrument: types the answers.
        now: decides what has expired.
        to_change: locks it until the transaction ends.
    """
    statement = SELECT_FOR_UPDATE if to_change else SELECT
    sealed = connection.execute(statement, {"id": secret.draft_id, "now": now}).scalar()
    return None if sealed is None else _open(sealed, secret, instrument)


def save(connection: Connection, secret: Secret, draft: Draft, now: datetime) -> None:
    """Writes the draft, new or over the one that is there; it lives for another 24 hours."""
    connection.execute(
        _upsert(connection.dialect.name),
        {
            "id": secret.draft_id,
            "wave_id": secret.wave,
            "ciphertext": _seal(draft, secret),
            "expires_at": expiry(now),
        },
    )


def delete(connection: Connection, secret: Secret) -> None:
    """Forgets the draft."""
    connection.execute(DELETE, {"draft": secret.draft_id})


def drop_old(connection: Connection, now: datetime) -> int:
    """Forgets every draft that has expired; returns how many."""
    return connection.execute(sa.delete(Row).where(Row.expires_at <= now)).rowcount


def expiry(now: datetime) -> datetime:
    """24 hours from now, rounded up to the hour: no row says at which minute it was touched."""
    end = now.astimezone(UTC) + LIFETIME
    return end.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def _seal(draft: Draft, secret: Secret) -> bytes:
    data = {
        "began": draft.began,
        "answers": answers.dump(draft.answers),
        "at": draft.at,
        "channel": draft.channel,
        "code": draft.code,
        "hidden": draft.hidden_filled,
        "typed": dict(draft.typed),
        "left_out": sorted(draft.left_out),
        "skipped": sorted(draft.skipped),
    }
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    plain += b" " * (-len(plain) % PADDING)
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(secret.draft_key).encrypt(nonce, plain, None)


def _open(sealed: bytes, secret: Secret, instrument: Instrument) -> Draft | None:
    nonce, ciphertext = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        data = json.loads(AESGCM(secret.draft_key).decrypt(nonce, ciphertext, None))
        given = answers.load(instrument, data["answers"])
    except (InvalidTag, AnswerProblem, ValueError):
        return None
    return Draft(
        began=data["began"],
        answers=given,
        at=data["at"],
        channel=data["channel"],
        code=data["code"],
        hidden_filled=data["hidden"],
        typed=data["typed"],
        left_out=frozenset(data.get("left_out", ())),
        skipped=frozenset(data.get("skipped", ())),
    )
