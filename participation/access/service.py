"""What other slices may ask of staff accounts."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import sqlalchemy as sa

from participation.access import accounts
from participation.access import audit as log
from participation.access.accounts import AccountInfo
from participation.access.audit import Action
from participation.access.errors import NotPermitted
from participation.access.forms import ROLE_NAMES
from participation.access.models import Account
from participation.access.navigation import NAVIGATION, Entry
from participation.access.navigation import link as desk_link
from participation.access.sign_in import library
from participation.access.sign_in.sessions import current_account, safe_next
from participation.base import database
from participation.base.web.security import Role

__all__ = [
    "NAVIGATION",
    "ROLE_NAMES",
    "Action",
    "Entry",
    "NotPermitted",
    "audit",
    "create_demo_account",
    "current_account",
    "desk_link",
    "safe_next",
]


def audit(action: Action, subject: str = "", detail: str = "") -> None:
    """Writes down what the signed-in account did, in this transaction.

    A GET (a download, say) calls ``database.writes()`` before anything else.

    Args:
        action: what kind of act.
        subject: what it was done to, in words for staff; never a respondent or an answer.
        detail: what else matters, in words for staff.
    """
    account = current_account()
    log.write(
        datetime.now(UTC),
        action,
        subject,
        detail,
        account_id=account.id if account else None,
        name=account.name if account else "",
    )


def audit_for(action: str, subject: str, detail: str, account_id: uuid.UUID | None) -> None:
    """Writes down what a job did for the account that asked, or the base for who asks now."""
    names = sa.select(Account.name).where(Account.id == account_id)
    name = database.connection().execute(names).scalar() or ""
    now = datetime.now(UTC)
    log.write(now, Action(action), subject, detail, account_id=account_id, name=name)


def who() -> uuid.UUID | None:
    """The signed-in account, if there is one."""
    account = current_account()
    return account.id if account else None


def create_demo_account(role: Role, email: str, password: str, name: str = "") -> AccountInfo:
    """An account for a demo: it signs in with ``password`` alone, and only in a demo.

    Raises:
        ValueError: the address is not one of a demo.
    """
    if not accounts.tidy(email).endswith(accounts.DEMO):
        raise ValueError(email)
    hashed = library.hash_password(password)
    made = accounts.create(email, name or email, role)
    account = accounts.row(made.id)
    accounts.set_password(account, hashed)
    return accounts.info(account)
