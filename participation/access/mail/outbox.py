"""Mails waiting to be sent: requested, tried by a job, tried again, or given up.

A row says that an account is to get a mail of a kind, never what stands in it: a one-time link is
made when its mail goes out, and lies nowhere. Why a mail was refused is for who manages accounts
alone; neither the log nor the audit, which others read too, holds it.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from flask import current_app

from participation.access.models import Account, OutgoingMail
from participation.base import database, jobs, mail, upserting
from participation.base.settings import Settings

WORK = "mail"
"""The kind of the job that sends."""
TRIES = 10
FIRST_PAUSE = timedelta(minutes=5)
"""Before the second try; doubles from try to try, so that the last is two days after the first."""
KEPT = timedelta(days=30)
"""How long it is remembered what became of a mail."""


class Kind(StrEnum):
    """What a mail is for."""

    LINK = "link"
    """A one-time link to begin, or to begin anew."""
    WEEK = "week"
    """That something waits on the home of the desk."""


@dataclass(frozen=True, slots=True)
class MailState:
    """What became of the last mail of a kind to an account."""

    account_id: uuid.UUID
    kind: Kind
    asked_at: datetime
    sent_at: datetime | None
    next_at: datetime | None
    """When it is tried again; ``None``: it is not."""
    tries: int
    problem: str
    """What the server said; empty while nothing went wrong."""

    @property
    def failed(self) -> bool:
        """Whether it did not go out and is not tried again."""
        return self.sent_at is None and self.next_at is None


def server() -> mail.Server | None:
    """The county's server; ``None``: there is none, or the people are those of a demo."""
    settings: Settings = current_app.config["SETTINGS"]
    return None if settings.demo else mail.server(settings)


def ask(account_id: uuid.UUID, kind: Kind, now: datetime) -> None:
    """Has a mail sent, instead of one of its kind that still waits."""
    _put([account_id], kind, now)
    jobs.enqueue(WORK, {})


def ask_all(kind: Kind, now: datetime) -> None:
    """Has a mail of a kind sent to everybody who can sign in and wants it; the tick begins it."""
    wanted = sa.select(Account.id).where(
        Account.active.is_(True),
        Account.weekly_mail.is_(True),
        sa.or_(Account.password.is_not(None), Account.oidc_subject.is_not(None)),
    )
    ids = list(database.connection().execute(wanted).scalars())
    database.connection().execute(sa.delete(OutgoingMail).where(OutgoingMail.kind == kind))
    _put(ids, kind, now)


def cancel(account_id: uuid.UUID, kind: Kind) -> None:
    """Forgets a mail: it is not needed any more, or another way was taken."""
    database.connection().execute(sa.delete(OutgoingMail).where(*_key(account_id, kind)))


def due(now: datetime) -> bool:
    """Whether a mail is to be tried now."""
    found = sa.select(OutgoingMail.kind).where(OutgoingMail.next_at <= now).limit(1)
    return database.connection().execute(found).first() is not None


def claim(now: datetime) -> tuple[uuid.UUID, Kind] | None:
    """Takes one mail that is due: others leave it alone until its next try."""
    rows = OutgoingMail.account_id, OutgoingMail.kind, OutgoingMail.tries
    query = sa.select(*rows).where(OutgoingMail.next_at <= now).order_by(OutgoingMail.next_at)
    for account_id, kind, tries in database.connection().execute(query).all():
        taken = database.connection().execute(
            sa.update(OutgoingMail)
            .where(*_key(account_id, kind), OutgoingMail.tries == tries)
            .values(tries=tries + 1, next_at=now + FIRST_PAUSE * 2**tries)
        )
        if taken.rowcount == 1:
            return account_id, Kind(kind)
    return None


def note_sent(account_id: uuid.UUID, kind: Kind, now: datetime) -> None:
    """The server took it."""
    _note(account_id, kind, sent_at=now, next_at=None, problem="")


def note_refused(account_id: uuid.UUID, kind: Kind, said: str) -> None:
    """The server will never take it."""
    _note(account_id, kind, next_at=None, problem=said[:300])


def note_delay(account_id: uuid.UUID, kind: Kind, said: str) -> None:
    """It did not work this time; after the last try it is given up."""
    _note(account_id, kind, problem=said[:300])
    last = OutgoingMail.tries >= TRIES
    database.connection().execute(
        sa.update(OutgoingMail).where(*_key(account_id, kind), last).values(next_at=None)
    )


def states() -> dict[uuid.UUID, MailState]:
    """By account: what became of its link, or of another mail that failed."""
    rows = database.connection().execute(
        sa.select(
            OutgoingMail.account_id,
            OutgoingMail.kind,
            OutgoingMail.asked_at,
            OutgoingMail.sent_at,
            OutgoingMail.next_at,
            OutgoingMail.tries,
            OutgoingMail.problem,
        ).order_by(OutgoingMail.kind.desc())
    )
    found = [
        MailState(
            account_id=row.account_id,
            kind=Kind(row.kind),
            asked_at=row.asked_at,
            sent_at=row.sent_at,
            next_at=row.next_at,
            tries=row.tries,
            problem=row.problem,
        )
        for row in rows
    ]
    return {m.account_id: m for m in found if m.kind is Kind.LINK or m.failed}


def drop_old(now: datetime) -> None:
    """Forgets what became of mails long ago."""
    old = OutgoingMail.asked_at < now - KEPT
    database.connection().execute(sa.delete(OutgoingMail).where(old))


def _put(account_ids: list[uuid.UUID], kind: Kind, now: datetime) -> None:
    """Asks for mails; one that somebody else asked for in the same moment begins anew."""
    if not account_ids:
        return
    anew = {"asked_at": now, "next_at": now, "tries": 0, "sent_at": None, "problem": ""}
    rows = [{"account_id": found, "kind": kind.value, **anew} for found in account_ids]
    connection = database.connection()
    statement = upserting.insert(connection.dialect.name, OutgoingMail)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=["account_id", "kind"],
            set_={name: statement.excluded[name] for name in anew},
        ),
        rows,
    )


def _key(account_id: uuid.UUID, kind: str) -> tuple[sa.ColumnElement[bool], ...]:
    return OutgoingMail.account_id == account_id, OutgoingMail.kind == kind


def _note(account_id: uuid.UUID, kind: Kind, **values: object) -> None:
    database.connection().execute(
        sa.update(OutgoingMail).where(*_key(account_id, kind)).values(**values)
    )
