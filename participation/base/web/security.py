"""Who may enter, and what every answer tells the browser.

A route without a rule is refused, so that forgetting one shows at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from flask import Blueprint, Flask, Request, Response, abort, current_app, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect

from participation.base import hooks
from participation.base.app_state import AppState

View = TypeVar("View", bound=Callable[..., Any])

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
YEAR = 31_536_000
FOR_EVER = f"public, max-age={YEAR}, immutable"
"""For files whose address changes with their content."""


class Role(StrEnum):
    """What a member of staff is; one account has one role."""

    ADMIN = "admin"
    COORDINATOR = "coordinator"
    EDITOR = "editor"
    FACILITATOR = "facilitator"
    VIEWER = "viewer"


class BoardRole(StrEnum):
    """What somebody without an account may be at a workshop's board."""

    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"
    SECOND = "second"
    WALL = "wall"
    OBSERVER = "observer"


class Permission(StrEnum):
    """One thing that staff may do; the table of who may stands in :data:`ROLES`."""

    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_COUNTY = "manage_county"
    MANAGE_SURVEYS = "manage_surveys"
    CHECK_TRANSLATIONS = "check_translations"
    REVIEW_TEXTS = "review_texts"
    PUBLISH = "publish"
    SEE_FIGURES = "see_figures"
    READ_AUDIT = "read_audit"
    RUN_EVENTS = "run_events"
    READ_CONCEPT = "read_concept"
    EDIT_CONCEPT = "edit_concept"
    DECIDE_CONCEPT = "decide_concept"
    """Lights, releases, what is struck out or merged."""
    CONFIRM_PROMISES = "confirm_promises"
    SIGN_IN = "sign_in"
    """Own account only: any member of staff."""


_EVERYBODY = frozenset({Permission.SIGN_IN})
_READER = _EVERYBODY | {Permission.SEE_FIGURES, Permission.READ_CONCEPT}
_EDITOR = _READER | {
    Permission.CHECK_TRANSLATIONS,
    Permission.REVIEW_TEXTS,
    Permission.RUN_EVENTS,
    Permission.EDIT_CONCEPT,
}
_COORDINATOR = _EDITOR | {
    Permission.MANAGE_SURVEYS,
    Permission.MANAGE_COUNTY,
    Permission.PUBLISH,
    Permission.READ_AUDIT,
    Permission.DECIDE_CONCEPT,
}
ROLES: dict[Role, frozenset[Permission]] = {
    Role.ADMIN: _EVERYBODY
    | {
        Permission.MANAGE_ACCOUNTS,
        Permission.MANAGE_COUNTY,
        Permission.READ_AUDIT,
        Permission.CONFIRM_PROMISES,
    },
    Role.COORDINATOR: _COORDINATOR,
    Role.EDITOR: _EDITOR,
    Role.FACILITATOR: _EVERYBODY | {Permission.RUN_EVENTS},
    Role.VIEWER: _READER,
}
"""The one table of who may do what; printed into ``docs/roles.md``."""


@dataclass(frozen=True, slots=True)
class Public:
    """Anybody; a page that knows nobody."""


@dataclass(frozen=True, slots=True)
class Respondent:
    """Anybody who answers; identified, if at all, by the secret in their own cookie."""


@dataclass(frozen=True, slots=True)
class Staff:
    """A signed-in member of staff whose role has ``permission``."""

    permission: Permission


@dataclass(frozen=True, slots=True)
class ByLink:
    """Who joined a workshop, or came by a link that gives one of ``roles`` there."""

    roles: frozenset[BoardRole]


@dataclass(frozen=True, slots=True)
class Addressed:
    """An organisation that came by its link; the view finds by the cookie what that opens."""


Rule = Public | Respondent | Staff | ByLink | Addressed


class Gatekeeper(Protocol):
    """How the access slice answers for staff: ``None`` lets in, else the page to show instead."""

    def __call__(self, permission: Permission) -> ResponseReturnValue | None:
        """Answers for the account that asks."""


class Doorkeeper(Protocol):
    """How the boards slice answers for who came by a link: ``None`` lets in."""

    def __call__(self, roles: frozenset[BoardRole]) -> ResponseReturnValue | None:
        """Answers for the visitor that asks."""


GATEKEEPER = hooks.One[Gatekeeper]("security.gatekeeper")
DOORKEEPER = hooks.One[Doorkeeper]("security.doorkeeper")


def access(rule: Rule) -> Callable[[View], View]:
    """States who may enter a view."""

    def mark(view: View) -> View:
        view.access_rule = rule  # type: ignore[attr-defined]  # a function may carry attributes
        return view

    return mark


public = access(Public())
respondent = access(Respondent())
addressed = access(Addressed())


def staff(permission: Permission) -> Callable[[View], View]:
    """Only staff whose role has ``permission``."""
    return access(Staff(permission))


def by_link(*roles: BoardRole) -> Callable[[View], View]:
    """Only who has one of ``roles`` at the board whose code stands in the address."""
    return access(ByLink(frozenset(roles)))


def rule_of(view: Callable[..., Any]) -> Rule | None:
    """The rule stated for a view, if one is."""
    found: Rule | None = getattr(view, "access_rule", None)
    return found


CSRF = AppState[CSRFProtect]("csrf")
"""Flask-WTF puts itself there."""


def own_form_tokens(app: Flask, blueprint: Blueprint) -> None:
    """The forms of these pages carry tokens of their own instead of those of the session."""
    CSRF.of(app).exempt(blueprint)


class StaffSessions(SecureCookieSessionInterface):
    """Sessions of staff; who brings no cookie has an empty one, and no key is derived for it."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of a request."""
        if app.config["SESSION_COOKIE_NAME"] not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)


def init_app(app: Flask) -> None:
    """Checks who may enter before each request; gives each answer its security headers."""
    app.session_interface = StaffSessions()
    app.before_request(_check_access)
    app.after_request(_add_headers)


def _check_access() -> ResponseReturnValue | None:
    if "\0" in request.path or "%00" in request.query_string.decode("latin-1"):
        abort(404)  # no address of ours holds one, and PostgreSQL takes none in a text
    if request.endpoint is None or request.endpoint == "static":
        return None
    rule = rule_of(current_app.view_functions[request.endpoint])
    if rule is None:
        abort(404)
    if isinstance(rule, Staff):
        return GATEKEEPER.registered()(rule.permission)
    if isinstance(rule, ByLink):
        return DOORKEEPER.registered()(rule.roles)
    return None


def _add_headers(response: Response) -> Response:
    if request.endpoint == "static":
        # Sheets and scripts are no pages: what a page is told would only be weight on a phone.
        # What one script takes from another is named without its fingerprint.
        response.headers["Cache-Control"] = FOR_EVER if "v" in request.args else "no-cache"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response
    present = {name.lower() for name, _ in response.headers}
    for name, value in HEADERS.items():
        if name.lower() not in present:
            response.headers.add(name, value)
    if request.endpoint == "logo":
        response.headers["Cache-Control"] = FOR_EVER
    elif "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = f"max-age={YEAR}"
    return response
