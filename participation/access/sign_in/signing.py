"""The two steps of a sign-in, and what guards them.

Passwords are hashed with no transaction open: argon2 takes a moment, and SQLite has one writer.
"""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Mapping
from datetime import datetime

from participation.access import accounts, audit
from participation.access.accounts import AccountInfo
from participation.access.audit import Action
from participation.access.models import Account
from participation.access.sign_in import brake, library, sessions
from participation.base import database
from participation.base.desk.forms import StaffForm
from participation.base.words.lazy import Lazy, lazy_gettext


class MustWait(Exception):
    """The brake holds; nothing was looked at."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Wrong(Exception):
    """Name and password do not fit; nothing says which of them."""

    fields: Mapping[str, Lazy] = {
        "current": lazy_gettext("Das ist nicht Ihr jetziges Passwort."),
        "password": lazy_gettext("E-Mail und Passwort passen nicht zusammen."),
    }

    def say(self, form: StaffForm) -> None:
        """Puts the sentence at the field of ``form`` that it is about."""
        name = next(name for name in self.fields if name in form)
        form[name].errors = [str(self.fields[name])]


class WrongCode(Wrong):
    """The code does not fit, or was used before."""

    fields: Mapping[str, Lazy] = {
        "code": lazy_gettext("Dieser Code passt nicht. Nehmen Sie den nächsten aus der App."),
    }


def check_password(email: str, password: str, now: datetime) -> AccountInfo:
    """The account of ``email`` when the password fits; unknown names take as long.

    Raises:
        MustWait: there were too many tries.
        Wrong: they do not fit, or the account rests.
        Busy: too many sign in at this moment.
    """
    with library.hashing_slot(known=sessions.known()):
        account = accounts.by_email(email)
        device = sessions.device_of(account.id if account else None)
        key = brake.key_of("password", accounts.tidy(email), device)
        press(key, now)
        fits = library.verify_password(password, account.password if account else None)
    if account is None or not fits or not accounts.may_enter(account):
        failed(account, now)
        raise Wrong
    brake.release(key)
    return accounts.info(account)


def check_code(account_id: uuid.UUID, typed: str, now: datetime) -> None:
    """Takes a code of the app or a printed one.

    Raises:
        MustWait: there were too many tries.
        WrongCode: it does not fit, or was used before.
    """
    key = brake.key_of("code", account_id.hex, sessions.device_of(account_id))
    press(key, now)
    account = accounts.row(account_id, locked=True)
    digits = only_digits(typed)
    if not (_app_code(account, digits) or _printed_code(account, digits)):
        failed(account, now)
        raise WrongCode
    brake.release(key)
    database.session().flush()


def enter(account_id: uuid.UUID, now: datetime) -> Account:
    """Signs the account in."""
    account = accounts.row(account_id)
    sessions.begin(account)
    audit.write(now, Action.SIGN_IN, account_id=account.id, name=account.name)
    return account


def only_digits(typed: str) -> str:
    """The digits in what was typed, of any script, as 0–9."""
    found = re.sub(r"\D", "", typed)
    return "".join(str(unicodedata.digit(character)) for character in found)


def _app_code(account: Account, digits: str) -> bool:
    secret = account.tf_totp_secret
    if secret is None or len(digits) != 6:  # noqa: PLR2004 - what apps show
        return False
    return bool(library.codes().verify_totp(digits, secret, account, library.CLOCK_SKEW))


def _printed_code(account: Account, digits: str) -> bool:
    code = "-".join((digits[:4], digits[4:8], digits[8:]))
    if not library.recovery().check_recovery_code(account, code):
        return False
    return bool(library.recovery().delete_recovery_code(account, code))


def press(key: bytes, now: datetime) -> None:
    """Counts one try under ``key``, before anything is looked at.

    Raises:
        MustWait: there were too many.
    """
    waiting = brake.press(key, now)
    database.commit()
    if waiting:
        raise MustWait(waiting)


def failed(account: Account | None, now: datetime) -> None:
    """Writes down that somebody did not get in."""
    audit.write(
        now,
        Action.SIGN_IN_FAILED,
        account_id=account.id if account else None,
        name=account.name if account else "",
    )
