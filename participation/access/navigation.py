"""The desk's header: entries that slices add, shown to whoever may follow them.

A slice registers its :class:`Entry`: ``access.NAVIGATION.register(app, access.Entry(…))``.
"""

from __future__ import annotations

from typing import NamedTuple

from flask import Flask, current_app, request, url_for

from participation.access.sign_in.sessions import current_account
from participation.base import hooks
from participation.base.web.security import Permission, Staff, rule_of
from participation.base.words.lazy import Lazy, lazy_gettext


class Entry(NamedTuple):
    """One area of the desk."""

    label: Lazy
    endpoint: str
    permission: Permission
    prefix: str
    """Path below the application under which an address belongs to the area."""
    weight: int = 50
    """Smaller stands before the others, larger after them."""


NAVIGATION = hooks.Every[Entry]("access.navigation")


def staff_navigation() -> list[tuple[Lazy, str, bool]]:
    """Label, address and "you are here" of every entry the account may follow."""
    account = current_account()
    if account is None:
        return []
    return [
        (entry.label, url_for(entry.endpoint), _here(entry.prefix))
        for entry in sorted(NAVIGATION.registered(), key=lambda entry: entry.weight)
        if account.may(entry.permission)
    ]


def link(endpoint: str, **values: object) -> str | None:
    """The address of a staff page, if it exists and the account may see it."""
    view = current_app.view_functions.get(endpoint)
    account = current_account()
    if view is None or account is None:
        return None
    rule = rule_of(view)
    allowed = isinstance(rule, Staff) and account.may(rule.permission)
    return url_for(endpoint, **values) if allowed else None  # type: ignore[arg-type]  # any value of a route


def _here(prefix: str) -> bool:
    return request.path == prefix or request.path.startswith(prefix.rstrip("/") + "/")


def init_app(app: Flask) -> None:
    """Adds the entries of this slice."""
    accounts, log = lazy_gettext("Konten"), lazy_gettext("Protokoll")
    for entry in (
        Entry(accounts, "access.people", Permission.MANAGE_ACCOUNTS, "/desk/accounts", 80),
        Entry(log, "access.audit_log", Permission.READ_AUDIT, "/desk/audit", 90),
    ):
        NAVIGATION.register(app, entry)
    app.jinja_env.globals["staff_navigation"] = staff_navigation
