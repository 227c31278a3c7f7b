"""Sign-in of staff by the county's own provider (OpenID Connect), beside the password.

Off unless ``oidc_issuer`` is set. The provider says who somebody is, never what they may do: an
admin invites every account first. At the first sign-in the account under the provider's e-mail
address is bound to the provider's name of the person (``sub``); from then on that name alone
counts, so that an address which is given to somebody else opens nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from flask import Flask, current_app, session, url_for
from werkzeug.wrappers import Response

from participation.access import accounts, audit
from participation.access.audit import Action
from participation.access.models import Account
from participation.base import database
from participation.base.app_state import AppState
from participation.base.errors import DomainError, NotFound
from participation.base.settings import LOCAL_HOSTS, Settings, SettingsError
from participation.base.words.lazy import lazy_gettext

NAME = "county"
PATIENCE = 5
"""Seconds the provider may take for one answer; a thread waits for it."""
NEXT = "county_next"
CLIENT = AppState[Any]("county_sign_in")
"""Authlib's client of the provider; ``None``: no provider is set."""


class ProviderFailed(DomainError):
    """The provider did not answer, or not as it should."""

    status = 502
    title = lazy_gettext("Die Anmeldung des Landkreises antwortet nicht richtig")
    remedy = lazy_gettext(
        "Bitte versuchen Sie es noch einmal. Hilft das nicht, melden Sie sich mit Ihrem Passwort an"
        " oder fragen Sie Ihre IT."
    )


class NotInvited(DomainError):
    """The provider knows the person, this platform does not."""

    status = 403
    title = lazy_gettext("Hier gibt es noch kein Konto für Sie")
    remedy = lazy_gettext(
        "Bitten Sie die Person, die die Konten verwaltet, um ein Konto mit Ihrer dienstlichen"
        " E-Mail-Adresse."
    )


def init_app(app: Flask, settings: Settings) -> None:
    """Learns the provider, if one is set.

    Raises:
        SettingsError: the provider's address is not safe to ask, or the client has no name.
    """
    CLIENT.put(app, None)
    if not settings.oidc_issuer:
        return
    issuer = urlsplit(settings.oidc_issuer)
    if issuer.scheme != "https" and issuer.hostname not in LOCAL_HOSTS:
        raise SettingsError("oidc_issuer: write the provider's address with https://…")
    if not settings.oidc_client_id:
        raise SettingsError("oidc_client_id: write the name that the provider gave this platform")
    from authlib.integrations.flask_client import OAuth  # noqa: PLC0415  needed by few counties

    client = OAuth(app).register(
        NAME,
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret or None,
        server_metadata_url=settings.oidc_issuer.rstrip("/") + "/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email",
            "code_challenge_method": "S256",
            "default_timeout": PATIENCE,
        },
    )
    CLIENT.put(app, client)


def offered() -> bool:
    """Whether people can sign in this way."""
    return CLIENT.current() is not None


def begin(address: str | None) -> Response:
    """Leads to the provider; ``address`` is where to afterwards.

    Raises:
        NotFound: no provider is set.
        ProviderFailed: it does not answer.
    """
    client = _client()
    for key in [key for key in session if key.startswith(f"_state_{NAME}_")]:
        session.pop(key)  # of tries that were given up; a cookie has little room
    session[NEXT] = address
    with _failures():
        answer: Response = client.authorize_redirect(url_for("access.county_back", _external=True))
    return answer


def finish(now: datetime) -> tuple[Account, str | None]:
    """Takes what the provider sent back: the account, and where to.

    Raises:
        NotFound: no provider is set.
        ProviderFailed: the answer is late, forged, or for another sign-in.
        NotInvited: no active account is meant.
    """
    client = _client()
    with _failures():
        claims = client.authorize_access_token()["userinfo"]
        subject, address = str(claims["sub"]), _address(claims)
    database.writes()  # a GET, and yet it binds the account and leaves a line of the audit
    account = _bound(subject) or _bind(subject, address)
    if account is None or not accounts.may_enter(account):
        audit.write(now, Action.SIGN_IN_FAILED, account_id=None, name="")
        database.commit()
        raise NotInvited
    where: str | None = session.pop(NEXT, None)
    return account, where


def _client() -> Any:  # noqa: ANN401  Authlib ships no types
    if not offered():
        raise NotFound
    database.commit()  # nothing is held while another house is asked
    return CLIENT.current()


def _address(claims: Mapping[str, Any]) -> str:
    """The e-mail address the provider vouches for; empty when it does not."""
    settings: Settings = current_app.config["SETTINGS"]
    vouched = claims.get("email_verified", settings.oidc_trust_email)
    return str(claims.get("email") or "") if vouched is True or vouched == "true" else ""


def _bound(subject: str) -> Account | None:
    return database.session().scalar(sa.select(Account).where(Account.oidc_subject == subject))


def _bind(subject: str, address: str) -> Account | None:
    account = accounts.by_email(address) if address else None
    if account is None or not account.active or account.oidc_subject is not None:
        return None
    account.oidc_subject = subject
    database.session().flush()
    return account


@contextmanager
def _failures() -> Iterator[None]:
    """Whatever the provider does wrong is one page for people, and one line for the IT."""
    from authlib.common.errors import AuthlibBaseError  # noqa: PLC0415  as above
    from joserfc.errors import JoseError  # noqa: PLC0415  as above
    from requests import RequestException  # noqa: PLC0415  as above

    wrong = (AuthlibBaseError, JoseError, RequestException, ValueError, KeyError, RuntimeError)
    try:
        yield
    except wrong as error:
        current_app.logger.warning("county sign-in: %s", type(error).__name__)
        raise ProviderFailed from error
