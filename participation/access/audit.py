"""What staff did, kept for a year: never a respondent, never an answer."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa

from participation.access.models import AuditEntry
from participation.base import database
from participation.base.words.lazy import Lazy, lazy_gettext

KEPT = timedelta(days=365)
PAGE = 50
"""Entries on one page."""


class Action(StrEnum):
    """Acts worth a line in the log."""

    RELEASE = "release"
    PLAN = "plan"
    PREVIEW = "preview"
    CORRECT = "correct"
    DELETE = "delete"
    CLOSE = "close"
    REOPEN = "reopen"
    EXPORT = "export"
    RESTORE = "restore"
    CONFIRM = "confirm"
    CHANGE = "change"
    ROLE = "role"
    ACCOUNT = "account"
    SIGN_IN = "sign_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_OUT = "sign_out"
    IMPORT_BEGUN = "import_begun"
    IMPORT = "import"
    IMPORT_DISCARDED = "import_discarded"
    UNDO = "undo"


WORDS: dict[str, Lazy] = {
    Action.RELEASE: lazy_gettext("Veröffentlicht"),
    Action.PLAN: lazy_gettext("Plan der Zahlen angesehen"),
    Action.PREVIEW: lazy_gettext("Berichtigung von Zahlen vorbereitet"),
    Action.CORRECT: lazy_gettext("Zahlen berichtigt"),
    Action.DELETE: lazy_gettext("Gelöscht"),
    Action.CLOSE: lazy_gettext("Abgeschlossen"),
    Action.REOPEN: lazy_gettext("Wieder geöffnet"),
    Action.EXPORT: lazy_gettext("Ausgegeben"),
    Action.RESTORE: lazy_gettext("Wiederhergestellt"),
    Action.CONFIRM: lazy_gettext("Bestätigt"),
    Action.CHANGE: lazy_gettext("Geändert"),
    Action.ROLE: lazy_gettext("Rolle geändert"),
    Action.ACCOUNT: lazy_gettext("Konto"),
    Action.SIGN_IN: lazy_gettext("Angemeldet"),
    Action.SIGN_IN_FAILED: lazy_gettext("Anmeldung misslungen"),
    Action.SIGN_OUT: lazy_gettext("Abgemeldet"),
    Action.IMPORT_BEGUN: lazy_gettext("Tabelle hochgeladen"),
    Action.IMPORT: lazy_gettext("Tabelle übernommen"),
    Action.IMPORT_DISCARDED: lazy_gettext("Import verworfen"),
    Action.UNDO: lazy_gettext("Import zurückgenommen"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log as staff read it."""

    at: datetime
    who: str
    action: str
    subject: str
    detail: str

    @property
    def words(self) -> str:
        """What was done, in the language of the page."""
        return str(WORDS.get(self.action, self.action))


def write(  # noqa: PLR0913 - one column each
    now: datetime,
    action: Action,
    subject: str = "",
    detail: str = "",
    *,
    account_id: uuid.UUID | None = None,
    name: str = "",
) -> None:
    """Adds one line in this transaction."""
    database.connection().execute(
        sa.insert(AuditEntry).values(
            id=uuid.uuid4(),
            at=now,
            account_id=account_id,
            account_name=name,
            action=action,
            subject=subject[:200],
            detail=detail[:400],
        )
    )


def entries(page: int) -> tuple[list[Entry], bool]:
    """The lines of one page (the first is 1), newest first, and whether older ones follow."""
    rows = database.connection().execute(
        sa.select(
            AuditEntry.at,
            AuditEntry.account_name,
            AuditEntry.action,
            AuditEntry.subject,
            AuditEntry.detail,
        )
        .order_by(AuditEntry.at.desc(), AuditEntry.id)
        .offset((page - 1) * PAGE)
        .limit(PAGE + 1)
    )
    found = [Entry(*row) for row in rows]
    return found[:PAGE], len(found) > PAGE


def drop_old(now: datetime) -> None:
    """Forgets what is older than a year."""
    database.connection().execute(sa.delete(AuditEntry).where(AuditEntry.at < now - KEPT))
