"""The coordinator's home, and what happens by itself."""

from __future__ import annotations

from flask import Flask

from participation import tasks
from participation.desk import machine, ticking, views
from participation.lazy import lazy_gettext
from participation.security import Permission


def init_app(app: Flask) -> None:
    """Opens the home of the desk and adds ``flask tick``."""
    app.register_blueprint(views.blueprint)
    app.cli.add_command(ticking.command)
    tasks.offered_by(app, machine.open_tasks)
    app.extensions.setdefault("navigation", []).append(
        (lazy_gettext("Start"), "desk.home", Permission.SIGN_IN, "/desk/home", 10)
    )
