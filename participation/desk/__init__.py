"""The coordinator's home, and what happens by itself."""

from __future__ import annotations

from flask import Flask

from participation.base import tasks
from participation.base.web.security import Permission
from participation.base.words.lazy import lazy_gettext
from participation.desk import machine, ticking, views


def init_app(app: Flask) -> None:
    """Opens the home of the desk and adds ``flask tick``."""
    app.register_blueprint(views.blueprint)
    app.cli.add_command(ticking.command)
    tasks.offered_by(app, machine.open_tasks)
    app.extensions.setdefault("navigation", []).append(
        (lazy_gettext("Start"), "desk.home", Permission.SIGN_IN, "/desk/home", 10)
    )
