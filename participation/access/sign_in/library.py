"""Flask-Security as a library: its datastore, hashing, sessions, TOTP and recovery codes.

Its views, forms, mails and request hooks are not used: nothing of it runs on a page of a
respondent (``docs/decisions/0008-sign-in-library.md``).
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Any, cast

import segno
from flask import Flask
from flask_security import RoleMixin, Security, SQLAlchemyUserDatastore, UserMixin
from flask_security.recovery_codes import MfRecoveryCodesUtil
from flask_security.totp import Totp

from participation.access.models import Account
from participation.base import database
from participation.base.app_state import AppState
from participation.base.errors import DomainError
from participation.base.settings import Settings
from participation.base.words.lazy import lazy_gettext

if TYPE_CHECKING:
    from passlib.totp import TotpMatch

LIBRARY = AppState[Any]("security")
"""Flask-Security puts itself there."""
HOOKS = ("before_request_funcs", "after_request_funcs", "template_context_processors")
RECOVERY_CODES = 8
CLOCK_SKEW = 30
"""Seconds a phone's clock may differ."""


class HashingQueue:
    """Who waits to have a password hashed; it is short, so that threads are left for others."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._at_once, self.waiting = BoundedSemaphore(at_once), BoundedSemaphore(waiting)

    @contextmanager
    def slot(self) -> Iterator[None]:
        """A slot: at most ``at_once`` people hold one.

        Raises:
            Busy: too many wait already.
        """
        if not self.waiting.acquire(blocking=False):
            raise Busy
        try:
            with self._at_once:
                yield
        finally:
            self.waiting.release()


STRANGERS = HashingQueue(at_once=2, waiting=4)
"""Each hash takes 64 MB, and anybody may ask."""
KNOWN = HashingQueue(at_once=1, waiting=3)
"""For browsers that signed in before: strangers, however many, never wait before them."""


class Busy(DomainError):
    """Too many people (or one machine) sign in at the same moment."""

    status = 503
    title = lazy_gettext("Gerade melden sich viele an")
    remedy = lazy_gettext("Bitte versuchen Sie es in ein paar Sekunden noch einmal.")


class RequestSession:
    """What Flask-Security calls ``db``: the request's own transaction."""

    @property
    def session(self) -> object:
        """The ORM session of this request."""
        return database.session()


class OneTimeCodes(Totp):
    """TOTP that takes each code once, and recovery codes of digits that any keyboard has."""

    def get_last_counter(self, user: UserMixin) -> int | None:
        """Time step of the last code taken."""
        return cast("Account", user).totp_counter

    def set_last_counter(self, user: UserMixin, tmatch: TotpMatch) -> None:
        """Remembers the time step of a code taken."""
        cast("Account", user).totp_counter = tmatch.counter

    def generate_qrcode(self, username: str, totp: str) -> str:
        """The set-up address as a picture for ``<img src>``, black on white in any theme."""
        code = segno.make(self.get_totp_uri(username, totp), error="m")
        return str(code.svg_data_uri(scale=4, border=4, light="#FFF"))

    def generate_recovery_codes(self, number: int) -> list[str]:
        """``number`` codes of 12 digits in three groups (40 bits)."""
        return [self._recovery_code() for _ in range(number)]

    @staticmethod
    def _recovery_code() -> str:
        return "-".join(f"{secrets.randbelow(10_000):04}" for _ in range(3))


def init_app(app: Flask, settings: Settings) -> None:
    """Brings the library in and leaves its hooks out."""
    app.config.from_mapping(_configuration(settings))
    kept = {name: list(getattr(app, name)[None]) for name in HOOKS}
    datastore = SQLAlchemyUserDatastore(RequestSession(), Account, RoleMixin)  # roles stand in code
    Security(app, datastore, register_blueprint=False, totp_cls=OneTimeCodes)
    for name, functions in kept.items():
        getattr(app, name)[None][:] = functions


def _configuration(settings: Settings) -> dict[str, Any]:
    totp = settings.keys.derive_all("totp")
    return {
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SINGLE_HASH": True,
        "SECURITY_PASSWORD_LENGTH_MIN": 12,
        "SECURITY_USER_IDENTITY_ATTRIBUTES": [],
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
        "SECURITY_REGISTERABLE": False,
        "SECURITY_CLI_USERS_NAME": None,
        "SECURITY_CLI_ROLES_NAME": None,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_N": RECOVERY_CODES,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_KEYS": [
            base64.urlsafe_b64encode(key) for key in settings.keys.derive_all("recovery")
        ],
        # The highest number encrypts, so a rotated key keeps the number it had.
        "SECURITY_TOTP_SECRETS": {str(len(totp) - i): key.hex() for i, key in enumerate(totp)},
        "SECURITY_TOTP_ISSUER": "Vielstimmig",
        "SESSION_PROTECTION": None,
    }


def extension() -> Any:  # noqa: ANN401 - the library ships no usable types
    """Flask-Security's object of the running application."""
    return LIBRARY.current()


def codes() -> OneTimeCodes:
    """What makes and checks one-time codes."""
    return cast("OneTimeCodes", extension().totp_factory)


def recovery() -> MfRecoveryCodesUtil:
    """What makes and checks printed codes."""
    return cast("MfRecoveryCodesUtil", extension().mf_recovery_codes_util)


def hashing_slot(*, known: bool) -> AbstractContextManager[None]:
    """A slot in the queue for hashing passwords, raising :class:`Busy` when too many wait.

    Args:
        known: this browser signed in before.
    """
    return (KNOWN if known else STRANGERS).slot()


def hash_password(password: str, *, known: bool = False) -> str:
    """The argon2id hash of ``password``; takes a moment: hold no transaction meanwhile.

    Raises:
        Busy: too many wait already.
    """
    with hashing_slot(known=known):
        return cast("str", extension().pwd_context.hash(normalized(password)))


def verify_password(password: str, hashed: str | None) -> bool:
    """Whether ``password`` fits; takes as long when there is nothing to compare with.

    Called inside :func:`hashing_slot`.
    """
    return bool(extension().pwd_context.verify(normalized(password), hashed))


def normalized(password: str) -> str:
    """One form for the same letters typed on different keyboards."""
    return cast("str", extension().password_util.normalize(password))
