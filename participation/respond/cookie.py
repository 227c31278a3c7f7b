"""The one cookie of respondents: the secret of their draft, for their own browser alone."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from participation.respond.secret import Secret
from participation.settings import Settings

NAME = "answers"
LIFETIME = timedelta(hours=48)
"""Longer than the draft's, so that one who comes back too late is told so."""


def _path(settings: Settings) -> str:
    return f"{settings.prefix}/f/"


def given(response: ResponseReturnValue, secret: Secret) -> Response:
    """Gives the respondent the secret to keep."""
    made = current_app.make_response(response)
    settings: Settings = current_app.config["SETTINGS"]
    made.set_cookie(
        NAME,
        secret.cookie,
        max_age=LIFETIME,
        path=_path(settings),
        secure=settings.secure,
        httponly=True,
        samesite="Lax",
    )
    return made


def taken(response: ResponseReturnValue) -> Response:
    """Takes the secret back."""
    made = current_app.make_response(response)
    settings: Settings = current_app.config["SETTINGS"]
    made.delete_cookie(
        NAME, path=_path(settings), secure=settings.secure, httponly=True, samesite="Lax"
    )
    return made
