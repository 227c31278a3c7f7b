"""What staff see of the boards: events, workshops, prompts, links; below ``/desk/events``."""

from __future__ import annotations

from flask import Flask

from participation.access import service as access
from participation.base.tasks import offered_by
from participation.base.web.security import Permission
from participation.base.words.lazy import lazy_gettext
from participation.boards.desk import events, links, opinions, prompts, workshops
from participation.boards.desk.blueprint import blueprint
from participation.boards.desk.tasks import open_tasks

__all__ = ["events", "init_app", "links", "opinions", "prompts", "workshops"]


def init_app(app: Flask) -> None:
    """Opens the event pages and tells the home what events ask of staff."""
    app.register_blueprint(blueprint)
    offered_by(app, open_tasks)
    entry = access.Entry(
        lazy_gettext("Veranstaltungen"),
        "events.list_all",
        Permission.RUN_EVENTS,
        "/desk/events",
        30,
    )
    access.NAVIGATION.register(app, entry)
