"""What people on their phones see, and what keeps them anonymous."""

from __future__ import annotations

from flask import Flask

from participation import security, tasks
from participation.errors import add_words
from participation.respond import keeping_views, retention, staff_views, upkeep, views, waiting
from participation.respond import models as models
from participation.respond import staff_texts as staff_texts
from participation.respond.desk import deletions, error_words

__all__ = ["init_app", "keeping_views", "models"]


def init_app(app: Flask) -> None:
    """Adds the respondents' pages; their forms carry a token of their own."""
    app.register_blueprint(views.blueprint)
    app.register_blueprint(staff_views.blueprint)
    security.own_form_tokens(app, views.blueprint)
    upkeep.init_app(app)
    retention.init_app(app)
    add_words(app, error_words.WORDS)
    tasks.offered_by(app, deletions.open_tasks)
    tasks.offered_by(app, waiting.open_tasks)
