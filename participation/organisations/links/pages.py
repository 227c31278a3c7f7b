"""The page behind a link: its token becomes a cookie of this page and leaves the address bar."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from flask import Blueprint, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from participation.base.errors import DomainError, Forbidden
from participation.base.settings import Settings
from participation.base.web.security import addressed, public
from participation.base.words.lazy import lazy_gettext
from participation.organisations.links import links, tokens
from participation.organisations.links.purposes import purposes

blueprint = Blueprint("organisation_links", __name__, url_prefix="/o")
"""Below a prefix of its own, which proxies keep out of their logs: links stand in addresses."""


class LinkGone(Forbidden):
    """The link was revoked, is over, or never was one; which of these is not told."""

    title = lazy_gettext("Dieser Link gilt nicht (mehr)")
    remedy = lazy_gettext(
        "Vielleicht fehlt am Ende ein Zeichen, oder die Frist ist vorbei."
        " Bitten Sie die Person, von der Sie ihn haben, um einen neuen."
    )


class FormGone(DomainError):
    """A form that was not made for the bearer of this link."""

    remedy = lazy_gettext("Gehen Sie zurück, laden Sie die Seite neu und senden Sie noch einmal.")


@blueprint.get("/<token>")
@public
def enter(token: str) -> ResponseReturnValue:
    """Gives the cookie of one entry's page and leads there."""
    found = links.opened(token, _today())
    if found is None:
        raise LinkGone
    _purpose, entry = found
    settings: Settings = current_app.config["SETTINGS"]
    page = url_for("organisation_links.page", entry_id=entry.id)
    answer = current_app.make_response(redirect(page))
    answer.set_cookie(
        _cookie(entry.id),
        token,
        path=page,  # no other page ever sees it
        secure=settings.secure,
        httponly=True,
        samesite="Lax",
    )
    return answer


@blueprint.route("/page/<uuid:entry_id>", methods=["GET", "POST"])
@addressed
def page(entry_id: uuid.UUID) -> ResponseReturnValue:
    """The one page that the link opens: what its purpose shows and takes."""
    token = request.cookies.get(_cookie(entry_id), "")
    found = links.opened(token, _today())
    if found is None or found[1].id != entry_id or found[0] not in purposes():
        raise LinkGone
    if request.method == "POST" and not tokens.knows(token, request.form.get("form_token", "")):
        raise FormGone
    g.organisation_token = token
    return purposes()[found[0]].view(found[1])


def form_token() -> str:
    """The hidden field ``form_token`` of every form on the page behind a link."""
    return tokens.form_token(g.organisation_token)


def _cookie(entry_id: uuid.UUID) -> str:
    return f"o_{entry_id.hex[:12]}"


def _today() -> date:
    return datetime.now(current_app.config["SETTINGS"].zone).date()
