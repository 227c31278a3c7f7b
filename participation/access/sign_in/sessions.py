"""Signed in or not: the staff cookie, the half-way state before the second factor, the gate."""

from __future__ import annotations

import hashlib
import secrets
import time
import uuid
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import flask_security
import sqlalchemy as sa
from flask import current_app, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeSerializer

from participation.access import accounts
from participation.access.accounts import AccountInfo
from participation.access.errors import NotPermitted
from participation.access.forms import SignInForm
from participation.access.models import Account, EndedSession
from participation.base import database
from participation.base.desk import kept
from participation.base.settings import Settings
from participation.base.web.security import Permission
from participation.base.words import languages

IDLE = 8 * 60 * 60
"""Seconds without a request after which one signs in again."""
LONGEST = 12 * 60 * 60
"""Seconds after the sign-in; then one signs in again however busy one was."""
RENEWED = 5 * 60
"""Seconds after which the cookie is written again; it need not be at every request."""
FORGOTTEN = timedelta(seconds=LONGEST + IDLE)
"""After which an ended session need not be remembered: its cookie is too old by then."""
SECOND_STEP_SECONDS = 10 * 60
"""Seconds one may take for the second factor."""
COUNTY = "county"
"""Marks a session that began at the county's own sign-in."""
DEVICE = "known"
"""Cookie of a browser that signed in before."""
DEVICE_LASTS = 180 * 24 * 60 * 60
WITHOUT_SECOND_FACTOR = frozenset(
    {
        "access.second_factor",
        "access.new_passkey",
        "access.sign_out",
        "access.speak",
        "access.account",
    }
)


def current_account() -> AccountInfo | None:
    """The account that asks; ``None`` when nobody is signed in."""
    if "account" not in g:
        g.account = _load()
    found: AccountInfo | None = g.account
    return found


def _load() -> AccountInfo | None:
    now = int(time.time())
    seen = session.get("seen")
    if not isinstance(seen, int) or now - seen > IDLE:
        return None
    began = session.setdefault("began", seen)
    if not isinstance(began, int) or now - began > LONGEST:
        return None
    user = _user()
    if user is None or not accounts.may_enter(user):
        return None
    if now - seen > RENEWED:
        session["seen"] = now
    return accounts.info(user)


def _user() -> Account | None:
    """Whose session the cookie is, unless it was ended in this browser or in all of them."""
    version, number = session.get("_user_id"), session.get("number")
    if not isinstance(version, str) or not isinstance(number, str):
        return None
    ended = sa.exists().where(EndedSession.number_hash == _hashed(number))
    return database.session().scalar(
        sa.select(Account).where(Account.fs_uniquifier == version, ~ended)
    )


def gatekeeper(permission: Permission) -> ResponseReturnValue | None:
    """Lets in who is signed in and may; sends others to sign in.

    Raises:
        NotPermitted: the account's role does not have ``permission``.
    """
    account = current_account()
    # The account was read; the view begins its own transaction and may hash or write.
    database.commit()
    if account is None:
        return _sign_in_again()
    languages.use(languages.LANGUAGES[account.language])
    if must_set_up(account) and request.endpoint not in WITHOUT_SECOND_FACTOR:
        return redirect(url_for("access.second_factor"))
    if not account.may(permission):
        raise NotPermitted
    return None


def _sign_in_again() -> ResponseReturnValue:
    """The sign-in; who sent a form finds it again behind it."""
    held = kept.of_request()
    if held is None:
        return redirect(url_for("access.sign_in", next=own_address()))
    speak_as_asked()
    form = SignInForm(formdata=None)
    return render_template(
        "access/sign_in.html", form=form, waiting=0, kept=held.sealed(), held=held
    )


def speak_as_asked() -> None:
    """Who is not signed in is spoken to as their browser asks."""
    if "language" not in g:
        tags = [language.tag for language in languages.STAFF]
        asked = request.args.get("language", "")
        found = languages.match(asked or request.headers.get("Accept-Language", ""), tags)
        languages.use(languages.LANGUAGES[found or tags[0]])


def must_set_up(account: AccountInfo) -> bool:
    """Whether the account still lacks the second factor that all need outside a demo."""
    settings: Settings = current_app.config["SETTINGS"]
    trusted = settings.oidc_second_factor and session.get(COUNTY)
    return not account.has_second_factor and not settings.demo and not trusted


def own_address() -> str | None:
    """The page being asked for, to come back to; ``None`` for what only posts."""
    if request.method != "GET":
        return None
    return request.script_root + request.full_path.rstrip("?")


def safe_next(address: str | None) -> str | None:
    """``address`` when it is a page of our own desk, else ``None``."""
    if not address or "\\" in address or not address.isprintable():
        return None
    parts = urlsplit(address)
    desk = current_app.config["SETTINGS"].prefix + "/desk"
    own = parts.path == desk or parts.path.startswith(desk + "/")
    return address if own and not parts.scheme and not parts.netloc else None


def begin(account: Account) -> None:
    """Signs in: a fresh session, bound to this version of the account's sessions."""
    session.clear()
    g.pop("csrf_token", None)
    flask_security.login_user(account, remember=False)
    session["began"] = session["seen"] = int(time.time())
    session["number"] = secrets.token_urlsafe(16)
    g.account = accounts.info(account)


def by_county() -> None:
    """Remembers that the county's own sign-in vouched for the person."""
    session[COUNTY] = True


def end(now: datetime) -> None:
    """Signs out in this browser; a copy of its cookie opens nothing any more."""
    number = session.get("number")
    if isinstance(number, str):
        ended = EndedSession(number_hash=_hashed(number), forget_at=now + FORGOTTEN)
        database.session().merge(ended)
    flask_security.logout_user()
    session.clear()
    g.account = None


def begin_half(account_id: uuid.UUID, address: str | None) -> None:
    """Remembers that the password was right and the second factor is still to come."""
    session.clear()
    g.pop("csrf_token", None)
    session["half"] = [account_id.hex, int(time.time()), address]


def half() -> tuple[uuid.UUID, str | None] | None:
    """Who is half-way in, and where to afterwards."""
    found = session.get("half")
    if not found or time.time() - found[1] > SECOND_STEP_SECONDS:
        return None
    return uuid.UUID(found[0]), found[2]


def drop_old(now: datetime) -> None:
    """Forgets ended sessions whose cookies are too old by now."""
    old = EndedSession.forget_at < now
    database.connection().execute(sa.delete(EndedSession).where(old))


def known() -> bool:
    """Whether somebody signed in with this browser before."""
    return _device()[0] != ""


def device_of(account_id: uuid.UUID | None) -> str:
    """What this browser is known by to ``account_id``; empty when it never signed in."""
    owner, device = _device()
    return device if account_id and owner == account_id.hex else ""


def _device() -> tuple[str, str]:
    """Whose browser this is, and its number; empty when nobody signed in with it."""
    try:
        owner, device = _serializer().loads(request.cookies.get(DEVICE, ""))
    except (BadSignature, ValueError, TypeError):
        return "", ""
    return str(owner), str(device)


def device_cookie(account_id: uuid.UUID) -> str:
    """The value by which this browser will be known to ``account_id``."""
    device = device_of(account_id) or uuid.uuid4().hex
    return str(_serializer().dumps([account_id.hex, device]))


def _hashed(number: str) -> bytes:
    return hashlib.sha256(number.encode()).digest()


def _serializer() -> URLSafeSerializer:
    keys = [current_app.secret_key, *current_app.config["SECRET_KEY_FALLBACKS"]]
    return URLSafeSerializer(keys[::-1], salt="device")  # the last one signs
