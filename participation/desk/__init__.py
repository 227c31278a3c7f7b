"""The coordinator's home, and what happens by itself."""

from __future__ import annotations

from flask import Flask

from participation.access import service as access
from participation.base.web.security import Permission
from participation.base.words.lazy import lazy_gettext
from participation.desk import machine, ticking, views


def init_app(app: Flask) -> None:
    """Opens the home of the desk and adds ``flask tick``."""
    app.register_blueprint(views.blueprint)
    app.cli.add_command(ticking.command)
    machine.init_app(app)
    entry = access.Entry(lazy_gettext("Start"), "desk.home", Permission.SIGN_IN, "/desk/home", 10)
    access.NAVIGATION.register(app, entry)
