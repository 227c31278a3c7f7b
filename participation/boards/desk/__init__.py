"""What staff see of the boards: events, workshops, prompts, links; below ``/desk/events``."""

from __future__ import annotations

from flask import Flask

from participation import tasks
from participation.access import service as access
from participation.boards.desk import events, links, opinions, prompts, waiting, workshops
from participation.boards.desk.blueprint import blueprint
from participation.lazy import lazy_gettext
from participation.security import Permission

__all__ = ["events", "init_app", "links", "opinions", "prompts", "workshops"]


def init_app(app: Flask) -> None:
    """Opens the event pages and tells the home what events ask of staff."""
    app.register_blueprint(blueprint)
    tasks.offered_by(app, waiting.open_tasks)
    entry = access.Entry(
        lazy_gettext("Veranstaltungen"),
        "events.list_all",
        Permission.RUN_EVENTS,
        "/desk/events",
        30,
    )
    access.NAVIGATION.register(app, entry)
