"""What people on their phones see, and what keeps them anonymous."""

from __future__ import annotations

from flask import Flask

from participation.base.errors import add_words
from participation.base.tasks import offered_by
from participation.base.web import security
from participation.respond import models as models
from participation.respond.answers import retention, upkeep
from participation.respond.desk import deletions, error_words, keeping
from participation.respond.desk import texts as texts
from participation.respond.desk import views as staff_views
from participation.respond.desk.tasks import open_tasks
from participation.respond.pages import page_shell, views

__all__ = ["init_app", "keeping", "models"]


def init_app(app: Flask) -> None:
    """Adds the respondents' pages; their forms carry a token of their own."""
    app.register_blueprint(views.blueprint)
    app.register_blueprint(staff_views.blueprint)
    security.own_form_tokens(app, views.blueprint)
    page_shell.init_app(app)
    upkeep.init_app(app)
    retention.init_app(app)
    add_words(app, error_words.WORDS)
    offered_by(app, deletions.open_tasks)
    offered_by(app, open_tasks)
