"""Staff accounts, roles, second factor and the audit of staff acts (never of respondents)."""

from __future__ import annotations

from datetime import datetime

from flask import Flask

from participation.access import audit, commands, models, navigation, restored
from participation.access.desk import admin, own_account
from participation.access.sign_in import brake, county_sign_in, library, sessions, views
from participation.base.words import languages

__all__ = ["admin", "init_app", "models", "own_account"]


def init_app(app: Flask) -> None:
    """Opens the desk's door."""
    library.init_app(app, app.config["SETTINGS"])
    county_sign_in.init_app(app, app.config["SETTINGS"])
    app.register_blueprint(views.blueprint)
    navigation.init_app(app)
    commands.init_app(app)
    app.extensions["gatekeeper"] = sessions.gatekeeper
    app.extensions.setdefault("tick", []).append(_tick)
    app.extensions.setdefault("restored", []).append(restored.settle)
    app.jinja_env.globals |= {
        "county_sign_in": county_sign_in.offered,
        "current_account": sessions.current_account,
        "own_address": sessions.own_address,
        "staff_home": views.home,
        "staff_languages": languages.STAFF,
    }


def _tick(now: datetime) -> None:
    audit.drop_old(now)
    brake.drop_old(now)
