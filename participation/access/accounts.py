"""Staff accounts: listed, invited, changed, deactivated."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import current_app

from participation.access.models import Account, Passkey, SetupLink
from participation.base import database
from participation.base.errors import Conflict, DomainError, NotFound
from participation.base.settings import Settings
from participation.base.web.security import ROLES, Permission, Role
from participation.base.words.lazy import lazy_gettext

LINK_LASTS = timedelta(days=7)
DEMO = "@demo.example"
"""End of the address of a demo's accounts, whose passwords stand in the code; no person has one."""


@dataclass(frozen=True, slots=True)
class AccountInfo:
    """An account as other slices may know it."""

    id: uuid.UUID
    email: str
    name: str
    role: Role
    language: str
    active: bool
    has_password: bool
    has_second_factor: bool
    has_app: bool
    """Whether one of the second factors is an app that shows codes."""
    passkeys: int
    """How many passkeys are among them."""
    may_enter: bool
    """Whether anybody may be signed in with it, see :func:`may_enter`."""
    weekly_mail: bool
    """Whether the person wants to hear once a week that something waits."""
    codes_left: int
    """Printed codes not used yet."""

    def may(self, permission: Permission) -> bool:
        """Whether the account's role has ``permission``."""
        return permission in ROLES[self.role]


class LinkGone(DomainError):
    """A set-up link was used, replaced, or is older than a week."""

    status = 410
    title = lazy_gettext("Dieser Link gilt nicht mehr")
    remedy = lazy_gettext(
        "Bitten Sie die Person, die Ihr Konto angelegt hat, um einen neuen Link."
        " Ein Link gilt 7 Tage und nur einmal."
    )


class LastAdmin(Conflict):
    """Nobody would be left to manage accounts."""

    title = lazy_gettext("Ein Admin muss bleiben")
    remedy = lazy_gettext(
        "Machen Sie zuerst ein anderes Konto zum Admin. Sonst kann niemand mehr Konten verwalten."
    )


def info(account: Account) -> AccountInfo:
    """What others may know of a row."""
    return AccountInfo(
        id=account.id,
        email=account.email,
        name=account.name,
        role=Role(account.role),
        language=account.language,
        active=account.active,
        has_password=account.password is not None,
        has_second_factor=account.tf_totp_secret is not None or account.passkeys > 0,
        has_app=account.tf_totp_secret is not None,
        passkeys=account.passkeys,
        may_enter=may_enter(account),
        weekly_mail=account.weekly_mail,
        codes_left=len(account.mf_recovery_codes or ()),
    )


def may_enter(account: Account) -> bool:
    """Whether anybody may be signed in with this account: a demo's opens nothing elsewhere."""
    settings: Settings = current_app.config["SETTINGS"]
    return account.active and (settings.demo or not account.email.endswith(DEMO))


def tidy(email: str) -> str:
    """The form in which a name to sign in with is stored and looked for."""
    return email.strip().casefold()


def row(account_id: uuid.UUID, *, locked: bool = False) -> Account:
    """The account of an id; ``locked`` until this transaction ends.

    Raises:
        NotFound: there is none.
    """
    found = database.session().get(Account, account_id, with_for_update=locked or None)
    if found is None:
        raise NotFound
    return found


def by_email(email: str) -> Account | None:
    """The account that signs in as ``email``."""
    return database.session().scalar(sa.select(Account).where(Account.email == tidy(email)))


def everybody() -> list[AccountInfo]:
    """All accounts by name, active ones first."""
    rows = database.session().scalars(
        sa.select(Account).order_by(Account.active.desc(), sa.func.lower(Account.name))
    )
    return [info(account) for account in rows]


def others_in_role(account_id: uuid.UUID) -> int:
    """How many other active accounts have the same role."""
    account = row(account_id)
    found = database.session().scalar(
        sa.select(sa.func.count())
        .select_from(Account)
        .where(Account.role == account.role, Account.active.is_(True), Account.id != account_id)
    )
    return int(found or 0)


def create(email: str, name: str, role: Role, *, language: str = "de") -> AccountInfo:
    """A new account; the person can sign in once a set-up link was used.

    Raises:
        Conflict: somebody has an account under ``email``.
    """
    if by_email(email) is not None:
        raise Conflict(
            lazy_gettext("Unter diesem Namen gibt es schon ein Konto. Öffnen Sie es in der Liste.")
        )
    made = Account(email=tidy(email), name=name.strip(), role=role.value, language=language)
    made.active = True
    database.session().add(made)
    database.session().flush()
    return info(made)


def new_link(account_id: uuid.UUID, now: datetime) -> str:
    """The secret part of a fresh one-time link; an older one ends."""
    token = secrets.token_urlsafe(32)
    connection = database.connection()
    connection.execute(sa.delete(SetupLink).where(SetupLink.account_id == account_id))
    connection.execute(
        sa.insert(SetupLink).values(
            token_hash=_hashed(token), account_id=account_id, expires_at=now + LINK_LASTS
        )
    )
    return token


def open_link(token: str, now: datetime) -> AccountInfo:
    """Whom a link is for.

    Raises:
        LinkGone: it is unknown, used or old, or the account rests.
    """
    account = database.session().scalar(
        sa.select(Account)
        .join(SetupLink, SetupLink.account_id == Account.id)
        .where(
            SetupLink.token_hash == _hashed(token),
            SetupLink.expires_at > now,
            Account.active.is_(True),
        )
    )
    if account is None or not may_enter(account):
        raise LinkGone
    return info(account)


def use_link(token: str, password_hash: str, now: datetime) -> AccountInfo:
    """Sets the password by a link; older second factors and all sessions end.

    Raises:
        LinkGone: it is unknown, used or old.
    """
    account = row(open_link(token, now).id)
    spent = database.connection().execute(
        sa.delete(SetupLink).where(SetupLink.token_hash == _hashed(token))
    )
    if spent.rowcount != 1:
        raise LinkGone
    account.tf_totp_secret = account.totp_counter = account.mf_recovery_codes = None
    database.connection().execute(sa.delete(Passkey).where(Passkey.account_id == account.id))
    set_password(account, password_hash)
    return info(account)


def set_password(account: Account, password_hash: str) -> None:
    """A new password; all sessions end."""
    account.password = password_hash
    end_sessions(account)


def end_sessions(account: Account) -> None:
    """Everybody signed in with this account has to sign in again."""
    account.fs_uniquifier = uuid.uuid4().hex
    database.session().flush()
    database.session().expire(account, ["passkeys"])


def change_role(account_id: uuid.UUID, role: Role) -> tuple[Role, Role]:
    """Gives an account another role; returns the old one and the new one.

    Raises:
        LastAdmin: it is the last active admin.
    """
    account = row(account_id)
    old = Role(account.role)
    if old is Role.ADMIN and role is not Role.ADMIN:
        _another_admin(account)
    account.role = role.value
    if role is not old:
        end_sessions(account)
    return old, role


def rest(account_id: uuid.UUID) -> AccountInfo:
    """Nobody can sign in with this account until it is woken.

    Raises:
        LastAdmin: it is the last active admin.
    """
    account = row(account_id)
    if account.role == Role.ADMIN:
        _another_admin(account)
    account.active = False
    database.connection().execute(sa.delete(SetupLink).where(SetupLink.account_id == account_id))
    end_sessions(account)
    return info(account)


def wake(account_id: uuid.UUID) -> AccountInfo:
    """The account can sign in again."""
    account = row(account_id)
    account.active = True
    database.session().flush()
    return info(account)


def _another_admin(account: Account) -> None:
    # Locked: two admins who put each other to rest at once must not both succeed. Who was only
    # invited has never been in and may never come; a demo's admin opens nothing in a county.
    others = (
        database.session()
        .scalars(
            sa.select(Account.id)
            .where(
                Account.role == Role.ADMIN.value,
                Account.active.is_(True),
                Account.id != account.id,
                Account.email.not_like(f"%{DEMO}"),
                sa.or_(Account.password.is_not(None), Account.oidc_subject.is_not(None)),
            )
            .with_for_update()
        )
        .all()
    )
    if not others:
        raise LastAdmin


def _hashed(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
