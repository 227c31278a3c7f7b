"""The concept: goals, measures, lights; needs, and the voices each of them came from."""

from __future__ import annotations

from flask import Flask

from participation.boards import service_summaries as boards
from participation.concept import models
from participation.concept.needs import views
from participation.lazy import lazy_gettext
from participation.security import Permission

__all__ = ["init_app", "models"]


def init_app(app: Flask) -> None:
    """Adds the pages of needs; themes and notes of boards show what was made of them."""
    app.register_blueprint(views.blueprint)
    boards.on_trace(app, views.traces)
    app.extensions.setdefault("navigation", []).append(
        (lazy_gettext("Konzept"), "concept.needs", Permission.EDIT_CONCEPT, "/desk/concept", 55)
    )
