"""The letterbox: sent answers, until k of them are shuffled and nothing ties them to their sending.

A sent answer falls whole into the letterbox, in the transaction that spends the code, inserts the
receipt and deletes the draft. When k lie in the box, and at the close, one other transaction takes
them all, shuffles, and writes answers in the order of fresh random keys; texts rest among others.
``docs/anonymity.md`` says why, and what stays open.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from sqlite3 import Error as SQLiteError
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.engine import Connection, Engine

from participation.base import database, rewriting
from participation.base.database import Base
from participation.base.web.templating import local_day
from participation.respond.answers import resting, sealing
from participation.respond.drafts import drafts
from participation.respond.drafts.secret import Secret
from participation.respond.models import (
    Answer,
    DayCount,
    Letter,
    Receipt,
    Settlement,
)
from participation.studies import service as studies
from surveys.texts import flags

SELF = "self"
EMPTY_LOG = (
    # While it waits for a reader (a backup, say) nobody can write; the tick tries again.
    "PRAGMA busy_timeout=50",
    "PRAGMA wal_checkpoint(TRUNCATE)",
    "PRAGMA busy_timeout=10000",
)


@dataclass(frozen=True, slots=True)
class Payload:
    """One whole answer on its way to the box."""

    answers: Mapping[str, Any]
    """As ``surveys.instrument.answers.dump`` writes them, without free texts."""
    texts: Mapping[str, str]
    """Free texts by question."""
    language: str
    channel: str
    too_fast: bool
    hidden_filled: bool
    mode: str = SELF


class CodeSpent(Exception):
    """The code was used by somebody else in the meantime."""


_RECEIPT = sa.text(
    "INSERT INTO receipt (wave_id, hash) VALUES (:wave, :hash) ON CONFLICT DO NOTHING"
).bindparams(
    sa.bindparam("wave", type_=sa.Uuid()),
    sa.bindparam("hash", type_=sa.LargeBinary()),
)
_FIND_RECEIPT = sa.select(sa.literal(1)).where(
    Receipt.wave_id == sa.bindparam("wave"), Receipt.hash == sa.bindparam("hash")
)
_LETTER = sa.insert(Letter)
_COUNT = sa.select(sa.func.count()).where(Letter.wave_id == sa.bindparam("wave"))
_LETTERS = sa.select(Letter.id, Letter.payload).where(Letter.wave_id == sa.bindparam("wave"))
_random = random.SystemRandom()
_SAID = tuple(Base.metadata.tables[name] for name in ("answer", "free_text", "receipt"))


def was_sent(connection: Connection, secret: Secret) -> bool:
    """Whether this respondent has sent already."""
    values = {"wave": secret.wave, "hash": secret.receipt}
    return connection.execute(_FIND_RECEIPT, values).first() is not None


def send(connection: Connection, secret: Secret, payload: Payload, code: str = "") -> int:
    """Puts an answer into the box, once whatever the network does; all in this transaction.

    Returns:
        How many letters of the wave lie in the box now; 0 when this one was sent before.

    Raises:
        CodeSpent: somebody else used the code.
    """
    values = {"wave": secret.wave, "hash": secret.receipt}
    fresh = connection.execute(_RECEIPT, values).rowcount == 1
    drafts.delete(connection, secret)
    if not fresh:
        return 0
    if code and not studies.spend(secret.wave, code):
        raise CodeSpent
    sealed = sealing.seal(_as_json(payload), secret.wave)
    letter = {"id": uuid.uuid4(), "wave_id": secret.wave, "payload": sealed}
    connection.execute(_LETTER, letter)
    return int(connection.execute(_COUNT, {"wave": secret.wave}).scalar_one())


def empty(engine: Engine, wave_id: uuid.UUID, k: int, today: date, *, closing: bool = False) -> int:
    """Moves all letters of a wave out of the box when there are k of them, or at the close.

    Its own transaction; of several at once only one finds letters.

    Returns:
        How many answers were moved.
    """
    with engine.begin() as connection:
        rewriting.only_one(connection, wave_id)
        letters = list(_opened(connection, wave_id))
        if not letters or (len(letters) < k and not closing):
            return 0
        _write(connection, wave_id, [payload for _, payload in letters])
        _count_day(connection, wave_id, today, len(letters))
        connection.execute(sa.delete(Settlement).where(Settlement.wave_id == wave_id))
        connection.execute(
            sa.delete(Letter).where(Letter.id == sa.bindparam("letter")),
            [{"letter": letter_id} for letter_id, _ in letters],
        )
    wipe(engine)
    return len(letters)


def wipe(engine: Engine) -> None:
    """Leaves no bytes of an emptied box in the database's files."""
    if engine.dialect.name == "postgresql":
        rewriting.outside_transaction(engine, "VACUUM (FULL) letter", "VACUUM (FULL) resting_text")
    else:
        rewriting.outside_transaction(engine, *EMPTY_LOG)


def wipe_texts(engine: Engine) -> None:
    """Leaves no bytes of what was struck out of a free text in the database's files."""
    if engine.dialect.name == "postgresql":
        rewriting.outside_transaction(engine, "VACUUM (FULL) free_text")
    else:
        rewriting.outside_transaction(engine, *EMPTY_LOG)


def rewrite(engine: Engine, wave_id: uuid.UUID) -> None:
    """Writes all of a closed wave anew, in key order: no batch and no order of coming is left."""
    rewriting.in_key_order(engine, (*_SAID, *studies.code_tables()), wave_id)
    wipe(engine)


def shrink(engine: Engine) -> None:
    """Leaves no room where the answers of a wave lay that were deleted."""
    if engine.dialect.name == "postgresql":
        tables = ("answer", "free_text", "receipt")
        rewriting.outside_transaction(engine, *(f"VACUUM (FULL) {table}" for table in tables))
    else:
        rewriting.outside_transaction(engine, "VACUUM")
    wipe(engine)


def _opened(
    connection: Connection, wave_id: uuid.UUID
) -> Iterator[tuple[uuid.UUID, dict[str, Any]]]:
    for letter_id, payload in connection.execute(_LETTERS, {"wave": wave_id}):
        try:
            yield letter_id, sealing.unseal(payload, wave_id)
        except sealing.SealBroken:  # it stays; the others need not wait until its key is found
            current_app.logger.error("a letter needs a key that keys.json does not hold")  # noqa: TRY400  a traceback says no more


def _write(connection: Connection, wave_id: uuid.UUID, payloads: list[dict[str, Any]]) -> None:
    _random.shuffle(payloads)
    rows = [_answer_row(wave_id, payload) for payload in payloads]
    texts = [row for payload in payloads for row in _text_rows(payload)]
    _insert_by_key(connection, sa.insert(Answer), rows)
    people = sum(bool(payload["texts"]) for payload in payloads)
    resting.mix(connection, wave_id, texts, people)


def _insert_by_key(
    connection: Connection, statement: sa.Insert, rows: Sequence[dict[str, Any]]
) -> None:
    for row in rows:
        row["id"] = uuid.uuid4()
    if rows:
        connection.execute(statement, sorted(rows, key=lambda row: row["id"].bytes))


def _answer_row(wave_id: uuid.UUID, payload: Mapping[str, Any]) -> dict[str, Any]:
    names = ("language", "channel", "mode", "too_fast", "hidden_filled", "answers")
    return {"wave_id": wave_id, **{name: payload[name] for name in names}}


def _text_rows(payload: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for question, text in payload["texts"].items():
        yield {
            "question": question,
            "language": payload["language"],
            "text": text,
            "urgency": flags.urgency(text, payload["language"]),
        }


def _count_day(connection: Connection, wave_id: uuid.UUID, day: date, moved: int) -> None:
    here = sa.and_(DayCount.wave_id == wave_id, DayCount.day == day)
    raised = connection.execute(
        sa.update(DayCount).where(here).values(total=DayCount.total + moved)
    )
    if not raised.rowcount:
        connection.execute(sa.insert(DayCount).values(wave_id=wave_id, day=day, total=moved))


def _as_json(payload: Payload) -> dict[str, Any]:
    return {
        "answers": dict(payload.answers),
        "texts": dict(payload.texts),
        "language": payload.language,
        "channel": payload.channel,
        "mode": payload.mode,
        "too_fast": payload.too_fast,
        "hidden_filled": payload.hidden_filled,
    }


def empty_after_commit(wave_id: uuid.UUID, k: int, now: datetime) -> None:
    """Empties the box once the sender's own transaction is committed.

    A failure here takes nothing back: the answer is in the box, the next sender empties it.
    """
    engine, day = database.engine(), local_day(now)
    _afterwards("the letterbox was not emptied", lambda: empty(engine, wave_id, k, day))


def wipe_after_commit() -> None:
    """Cuts off the log once more, in case a reader held it up the last time."""
    engine = database.engine()
    _afterwards("the log was not cut off", lambda: wipe(engine))


def wipe_texts_after_commit() -> None:
    """Leaves no bytes of what this transaction strikes out; a failure takes nothing back."""
    engine = database.engine()
    _afterwards("struck out words were not wiped", lambda: wipe_texts(engine))


def _afterwards(failure: str, what: Callable[[], object]) -> None:
    log = current_app.logger

    def act() -> None:
        try:
            what()
        except (sa.exc.SQLAlchemyError, SQLiteError) as error:
            log.warning("%s: %s", failure, type(error).__name__)

    database.after_commit(act)
