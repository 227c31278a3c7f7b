"""The coordinator's home: what to do next."""

from __future__ import annotations

from flask import Flask

from participation.access import service as access
from participation.base.web.security import Permission
from participation.base.words.lazy import lazy_gettext
from participation.desk import machine, views


def init_app(app: Flask) -> None:
    """Opens the home of the desk."""
    app.register_blueprint(views.blueprint)
    machine.init_app(app)
    entry = access.Entry(lazy_gettext("Start"), "desk.home", Permission.SIGN_IN, "/desk/home", 10)
    access.NAVIGATION.register(app, entry)
