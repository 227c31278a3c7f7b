"""The county and its tree of places."""

from __future__ import annotations

from flask import Flask

from participation.base.tasks import offered_by
from participation.base.web.security import Permission
from participation.base.words.lazy import lazy_gettext
from participation.places import models, promise_views, service, text_views, views
from participation.places.tasks import open_tasks

__all__ = ["init_app", "models", "promise_views", "text_views"]


def init_app(app: Flask) -> None:
    """Templates know the county's name; staff have its pages."""
    app.register_blueprint(views.blueprint)
    app.jinja_env.globals["county_name"] = service.county_name
    offered_by(app, open_tasks)
    app.extensions.setdefault("navigation", []).append(
        (
            lazy_gettext("Landkreis"),
            "places.overview",
            Permission.MANAGE_COUNTY,
            "/desk/county",
            70,
        )
    )
