"""The Flask application: a table of contents."""

from __future__ import annotations

import gc

_collecting = gc.isenabled()
gc.disable()  # what a program loads stays; looking through it for rubbish is an eighth of its start

# ruff: noqa: E402 - after the line above, which is about them
from flask import Flask
from flask_wtf import CSRFProtect

from participation import (
    access,
    areas,
    boards,
    concept,
    desk,
    exports,
    monitoring,
    operations,
    organisations,
    places,
    presenting,
    respond,
    sheets,
    site,
    studies,
)
from participation.base import database, errors, hooks, settings
from participation.base.web import assets, logo, proxy, routing, security, templating
from participation.base.words import commands as translation_commands
from participation.base.words import languages

if _collecting:
    gc.enable()
UPLOAD_LIMIT = 256 * 1024
"""Bytes a request may carry; a view that takes a workbook raises it for itself."""


def create_app(chosen: settings.Settings | None = None) -> Flask:
    """The application of one county.

    Args:
        chosen: its settings; read from the instance folder when not given.
    """
    chosen = chosen or settings.load()
    app = Flask(__name__, instance_path=str(chosen.instance), static_url_path=assets.ADDRESS)
    app.url_rule_class = routing.LateRule
    _configure(app, chosen)
    hooks.init_app(app)
    assets.init_app(app)
    database.init_app(app, chosen)
    operations.init_app(app)  # its gate stands before all others
    errors.init_app(app)
    languages.init_app(app)
    security.init_app(app)
    logo.init_app(app, chosen)
    templating.init_app(app)
    CSRFProtect(app)
    presenting.init_app(app)
    translation_commands.init_app(app)
    sheets.init_app(app)
    access.init_app(app)
    places.init_app(app)
    areas.init_app(app)
    organisations.init_app(app)
    studies.init_app(app)
    respond.init_app(app)
    boards.init_app(app)
    monitoring.init_app(app)
    concept.init_app(app)
    exports.init_app(app)
    site.init_app(app)
    desk.init_app(app)
    hooks.freeze(app)
    return app


def _configure(app: Flask, chosen: settings.Settings) -> None:
    signing = [key.hex() for key in chosen.keys.derive_all("session")]
    app.config.from_mapping(
        SETTINGS=chosen,
        SECRET_KEY=signing[0],
        SECRET_KEY_FALLBACKS=signing[1:],
        MAX_CONTENT_LENGTH=UPLOAD_LIMIT,
        MAX_FORM_MEMORY_SIZE=UPLOAD_LIMIT,
        MAX_FORM_PARTS=500,
        SESSION_COOKIE_NAME="staff",
        SESSION_COOKIE_SECURE=chosen.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH=f"{chosen.prefix}/desk",  # no page of a respondent ever sees it
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # asks for a referrer, and our pages send none
        TEMPLATES_AUTO_RELOAD=False,
    )
    app.wsgi_app = proxy.PublicAddress(app.wsgi_app, chosen)  # type: ignore[method-assign]  # Flask's documented way
