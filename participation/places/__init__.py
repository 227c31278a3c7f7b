"""The county and its tree of places."""

from __future__ import annotations

from flask import Flask

from participation import tasks
from participation.access import service as access
from participation.lazy import lazy_gettext
from participation.places import (
    models,
    promise_views,
    service,
    snapshot,
    text_views,
    views,
    waiting,
)
from participation.security import Permission

__all__ = ["init_app", "models", "promise_views", "text_views"]


def init_app(app: Flask) -> None:
    """Templates know the county's name; staff have its pages."""
    snapshot.init_app(app)
    app.register_blueprint(views.blueprint)
    app.jinja_env.globals["county_name"] = service.county_name
    tasks.offered_by(app, waiting.open_tasks)
    entry = access.Entry(
        lazy_gettext("Landkreis"), "places.overview", Permission.MANAGE_COUNTY, "/desk/county", 70
    )
    access.NAVIGATION.register(app, entry)
