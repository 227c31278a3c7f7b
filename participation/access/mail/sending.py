"""The job that sends what is due, and the tick that begins it and knows when a week has passed."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from typing import Any

from flask import current_app, g, url_for

from participation.access import accounts
from participation.access.accounts import AccountInfo
from participation.access.mail import letters, outbox
from participation.access.mail.outbox import Kind
from participation.base import database, jobs, last_times, mail, tasks
from participation.base.errors import NotFound
from participation.base.last_times import Event
from participation.base.mail import Mail
from participation.base.settings import Settings
from participation.base.words import languages

WEEK_BEGINS = time(7)
"""On Mondays, in the county's zone."""


def tick(now: datetime) -> None:
    """Begins the sending of what is due; without a server it does nothing."""
    outbox.drop_old(now)
    if outbox.server() is None:
        return
    if _week_is_new(now):
        outbox.ask_all(Kind.WEEK, now)
    if outbox.due(now):
        jobs.enqueue(outbox.WORK, {})


def _week_is_new(now: datetime) -> bool:
    """Whether no mail of this week was asked for; the first week begins with the next Monday."""
    last = last_times.times(database.connection()).get(Event.WEEK)
    if last is not None and last >= _monday(now):
        return False
    last_times.note(database.connection(), Event.WEEK, now)
    return last is not None


def _monday(now: datetime) -> datetime:
    """When the running week began for mails."""
    settings: Settings = current_app.config["SETTINGS"]
    here = now.astimezone(settings.zone)
    day = here.date() - timedelta(days=here.weekday())
    began = datetime.combine(day, WEEK_BEGINS, settings.zone)
    if began > now:
        began = datetime.combine(day - timedelta(days=7), WEEK_BEGINS, settings.zone)
    return began


def work(arguments: dict[str, Any], report: jobs.Report) -> dict[str, Any]:
    """Sends all that is due, one after the other; what fails is due again later."""
    del arguments
    by, done = outbox.server(), 0
    while by is not None and (claimed := _claim()) is not None:
        _try(by, *claimed)
        done += 1
        report(0.5)
    return {}


def _claim() -> tuple[uuid.UUID, Kind] | None:
    with database.transaction():
        return outbox.claim(datetime.now(UTC))


def _try(by: mail.Server, account_id: uuid.UUID, kind: Kind) -> None:
    """Nothing is held while the server is spoken to."""
    with _as_account(account_id) as account:
        letter = _letter(account, kind) if account else None
    if letter is None:
        with database.transaction():
            outbox.cancel(account_id, kind)
        return
    try:
        mail.send(by, letter)
    except mail.Refused as refusal:
        with database.transaction():
            outbox.note_refused(account_id, kind, str(refusal))
    except mail.NotNow as delay:
        current_app.logger.warning("mail: the server took none")  # no name, no address
        with database.transaction():
            outbox.note_delay(account_id, kind, str(delay))
    else:
        with database.transaction():
            outbox.note_sent(account_id, kind, datetime.now(UTC))


@contextmanager
def _as_account(account_id: uuid.UUID) -> Iterator[AccountInfo | None]:
    """A moment in which the account asks: with its address, its language and what it may do."""
    settings: Settings = current_app.config["SETTINGS"]
    with (
        current_app.test_request_context(base_url=settings.public_url, method="POST"),
        database.transaction(),
    ):
        try:
            account = accounts.info(accounts.row(account_id))
        except NotFound:
            yield None
            return
        g.account = account
        languages.use(languages.LANGUAGES[account.language])
        yield account if account.may_enter else None


def _letter(account: AccountInfo, kind: Kind) -> Mail | None:
    """The mail, or ``None`` when there is nothing to say any more."""
    now = datetime.now(UTC)
    if kind is Kind.LINK:
        token = accounts.new_link(account.id, now)
        address = url_for("access.welcome", token=token, _external=True)
        return letters.link(account, address, now + accounts.LINK_LASTS)
    waits = any(_is_work(task) for task in tasks.collect(now))
    return letters.week(account, url_for("desk.home", _external=True)) if waits else None


def _is_work(task: tasks.Task) -> bool:
    """Whether there is something to do, and not only a day to know of or something to begin."""
    return task.day is None and task.urgency is not tasks.Urgency.QUIET
