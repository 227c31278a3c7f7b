"""What people on their phones see, and what keeps them anonymous."""

from __future__ import annotations

from flask import Flask

from participation.base.tasks import offered_by
from participation.respond import models as models
from participation.respond.answers import retention, upkeep
from participation.respond.desk import keeping
from participation.respond.desk import texts as texts
from participation.respond.desk import views as staff_views
from participation.respond.desk.tasks import open_tasks
from participation.respond.pages import views

__all__ = ["init_app", "keeping", "models"]


def init_app(app: Flask) -> None:
    """Adds the respondents' pages; their forms carry a token of their own."""
    app.register_blueprint(views.blueprint)
    app.register_blueprint(staff_views.blueprint)
    app.extensions["csrf"].exempt(views.blueprint)
    upkeep.init_app(app)
    retention.init_app(app)
    offered_by(app, open_tasks)
