"""The coordinator's home."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.base.web.security import Permission, staff
from participation.desk.home import what_next
from participation.studies import service as studies

blueprint = Blueprint("desk", __name__, url_prefix="/desk")


@blueprint.get("/")
@staff(Permission.SIGN_IN)
def start() -> ResponseReturnValue:
    """The short address of the home."""
    return redirect(url_for("desk.home"))


@blueprint.get("/home")
@staff(Permission.SIGN_IN)
def home() -> ResponseReturnValue:
    """One card that says what next; what else is open; all surveys."""
    now = datetime.now(UTC)
    sees = studies.desk_link("studies.surveys") is not None
    return render_template(
        "desk/home.html",
        home=what_next(now, everything="all" in request.args),
        sees=sees,
        waves=studies.waves(now)[:6] if sees else (),
        words=studies.STATE_WORDS,
    )
