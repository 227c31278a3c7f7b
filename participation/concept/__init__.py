"""The concept: for now needs, and the voices each of them came from."""

from __future__ import annotations

from flask import Flask

from participation.access import service as access
from participation.base.web.security import Permission
from participation.base.words.lazy import lazy_gettext
from participation.boards.service import summaries as boards
from participation.concept import models, views

__all__ = ["init_app", "models"]


def init_app(app: Flask) -> None:
    """Adds the pages of needs; themes and notes of boards show what was made of them."""
    app.register_blueprint(views.blueprint)
    boards.on_trace(app, views.traces)
    entry = access.Entry(
        lazy_gettext("Konzept"), "concept.needs", Permission.EDIT_CONCEPT, "/desk/concept", 55
    )
    access.NAVIGATION.register(app, entry)
