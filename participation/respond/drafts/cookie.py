"""The one cookie of respondents: the secret of their draft, for their own browser alone.

It belongs to one survey: beginning or ending another one on the same phone leaves it alone.
"""

from __future__ import annotations

from datetime import timedelta

from flask import current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from participation.base.settings import Settings

NAME = "answers"
PROBE = "probe"
"""Carries the token of a link for trying out from page to page."""
LIFETIME = timedelta(hours=48)
"""Longer than the draft's, so that one who comes back too late is told so."""


def _path(settings: Settings) -> str:
    slug = (request.view_args or {})["slug"]
    return f"{settings.prefix}/f/{slug}/"


def given(response: ResponseReturnValue, value: str, name: str = NAME) -> Response:
    """Gives the respondent a value to keep."""
    made = current_app.make_response(response)
    settings: Settings = current_app.config["SETTINGS"]
    made.set_cookie(
        name,
        value,
        max_age=LIFETIME,
        path=_path(settings),
        secure=settings.secure,
        httponly=True,
        samesite="Lax",
    )
    return made


def taken(response: ResponseReturnValue) -> Response:
    """Takes back what the browser brought.

    Another site's form brings no cookie (``SameSite``), so it can take none away either.
    """
    made = current_app.make_response(response)
    settings: Settings = current_app.config["SETTINGS"]
    for name in request.cookies.keys() & {NAME, PROBE}:
        made.delete_cookie(
            name, path=_path(settings), secure=settings.secure, httponly=True, samesite="Lax"
        )
    return made
