"""Tables of the staff: accounts, passkeys, set-up links, the brake and the audit log.

Nothing here knows a respondent.
"""

from __future__ import annotations

import uuid
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, column_property, mapped_column

from participation.access.user_mixin import UserMixin
from participation.base.database import NOT_SAVED, Base


class Passkey(Base):
    """A key that a device of one account holds; we know its public half."""

    __tablename__ = "passkey"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    account_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    credential_id: Mapped[bytes] = mapped_column(sa.LargeBinary(1023), unique=True)
    """What the device calls the key (WebAuthn allows 1023 bytes)."""
    public_key: Mapped[bytes] = mapped_column(sa.LargeBinary)
    """COSE key as the device gave it."""
    sign_count: Mapped[int] = mapped_column(sa.BigInteger)
    """How often it signed, as far as the device counts; 0 when it does not."""
    name: Mapped[str] = mapped_column(sa.String(60))
    """What its owner calls the device."""
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    """When it last signed somebody in; what was asked before that counts no more."""


class Account(Base, UserMixin):
    """A member of staff. The column names Flask-Security asks for are its own."""

    __tablename__ = "account"

    id: Mapped[uuid.UUID] = mapped_column(  # type: ignore[assignment]  # the library only hands it on
        primary_key=True, default=uuid.uuid4
    )
    email: Mapped[str] = mapped_column(sa.String(254), unique=True)
    """What the person signs in with, in small letters."""
    name: Mapped[str] = mapped_column(sa.String(120))
    role: Mapped[str] = mapped_column(sa.String(20))
    language: Mapped[str] = mapped_column(sa.String(12), default="de")
    password: Mapped[str | None] = mapped_column(sa.String(255))
    """argon2id; ``None`` until the person has set one."""
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(
        sa.String(64), unique=True, default=lambda: uuid.uuid4().hex
    )
    """The version of the account's sessions: a new one ends all of them."""
    oidc_subject: Mapped[str | None] = mapped_column(sa.String(255), index=True, unique=True)
    """What the county's own sign-in calls the person; ``None`` until they came that way."""
    weekly_mail: Mapped[bool] = mapped_column(default=True, server_default=sa.true())
    """Whether the person wants to hear once a week that something waits."""
    tf_totp_secret: Mapped[str | None] = mapped_column(sa.Text)
    """Secret of the authenticator app, encrypted; ``None`` without a second factor."""
    totp_counter: Mapped[int | None] = mapped_column(sa.BigInteger)
    """Time step of the last code taken, so that none counts twice."""
    mf_recovery_codes: Mapped[list[str] | None] = mapped_column(MutableList.as_mutable(sa.JSON))
    """Printed codes not used yet, each encrypted."""
    passkeys: Mapped[int] = column_property(
        sa.select(sa.func.count(Passkey.id))
        .where(Passkey.account_id == id)  # noqa: A003 - the column above; so SQLAlchemy names it
        .correlate_except(Passkey)
        .scalar_subquery()
    )
    """How many passkeys the person has."""


class SetupLink(Base):
    """The one-time link by which a person sets a password; at most one per account."""

    __tablename__ = "setup_link"
    __table_args__ = NOT_SAVED

    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("account.id", ondelete="CASCADE"), unique=True
    )
    expires_at: Mapped[datetime]


class OutgoingMail(Base):
    """That an account is to get a mail, and what became of it; never what stands in it."""

    __tablename__ = "outgoing_mail"
    __table_args__ = NOT_SAVED

    account_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    asked_at: Mapped[datetime]
    next_at: Mapped[datetime | None]
    """When it is tried (again); ``None``: it was sent, or is given up."""
    tries: Mapped[int]
    sent_at: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(sa.String(300))
    """What the server said against it."""


class SignInBrake(Base):
    """Tries since the last success, for one name that somebody typed (known or not)."""

    __tablename__ = "sign_in_brake"
    __table_args__ = NOT_SAVED

    key: Mapped[bytes] = mapped_column(sa.LargeBinary(32), primary_key=True)
    """HMAC of the name, so that what people mistype is not kept."""
    tries: Mapped[int]
    free_at: Mapped[datetime]
    """From when on the next try is looked at."""


class EndedSession(Base):
    """A session that somebody signed out of; its cookie may have been copied."""

    __tablename__ = "ended_session"
    __table_args__ = NOT_SAVED

    number_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), primary_key=True)
    forget_at: Mapped[datetime]
    """From when on the cookie is too old anyway."""


class AuditEntry(Base):
    """One act of staff. The name stays when the account goes."""

    __tablename__ = "audit_entry"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    at: Mapped[datetime] = mapped_column(index=True)
    account_id: Mapped[uuid.UUID | None]
    account_name: Mapped[str] = mapped_column(sa.String(120))
    action: Mapped[str] = mapped_column(sa.String(40))
    subject: Mapped[str] = mapped_column(sa.String(200))
    detail: Mapped[str] = mapped_column(sa.String(400))
