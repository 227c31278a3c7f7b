"""The coordinator's home."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from participation.desk import home as next_steps
from participation.security import Permission, staff
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
    waves = studies.waves(now) if studies.desk_link("studies.surveys") else ()
    return render_template(
        "desk/home.html",
        card=next_steps.card(waves, now) if studies.desk_link("studies.surveys") else None,
        also=next_steps.also_open(waves, now),
        dates=next_steps.dates(waves, now),
        waves=waves[:6],
        words=studies.STATE_WORDS,
    )
