"""Staff accounts, roles, second factor and the audit of staff acts (never of respondents)."""

from __future__ import annotations

from datetime import datetime

from flask import Flask

from participation import sheets
from participation.access import audit, commands, models, navigation, restored, service
from participation.access.desk import admin, mails, own_account, passkeys
from participation.access.mail import outbox, sending
from participation.access.sign_in import brake, county_sign_in, library, sessions, views
from participation.base import hooks, jobs, mail, tasks
from participation.base.web import security
from participation.base.words import languages

__all__ = ["admin", "init_app", "mails", "models", "own_account", "passkeys"]


def init_app(app: Flask) -> None:
    """Adds sign-in, accounts and the audit; from now on pages of staff ask who comes."""
    library.init_app(app, app.config["SETTINGS"])
    county_sign_in.init_app(app, app.config["SETTINGS"])
    app.register_blueprint(views.blueprint)
    navigation.init_app(app)
    commands.init_app(app)
    security.GATEKEEPER.register(app, sessions.gatekeeper)
    sheets.AUDITOR.register(app, service.audit_for)
    sheets.WHO.register(app, service.who)
    hooks.TICK.register(app, _tick)
    mail.server(app.config["SETTINGS"])  # a setting that cannot be used stops the start
    hooks.TICK.register(app, sending.tick)
    jobs.register(app, outbox.WORK, sending.work)
    tasks.offered_by(app, mails.open_tasks)
    hooks.RESTORED.register(app, restored.settle)
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
    sessions.drop_old(now)
