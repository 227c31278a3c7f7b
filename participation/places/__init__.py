"""The county and its tree of places."""

from __future__ import annotations

from flask import Flask

from participation.access import service as access
from participation.base.tasks import offered_by
from participation.base.web.security import Permission
from participation.base.words.lazy import lazy_gettext
from participation.places import models, promise_views, service, snapshot, text_views, views
from participation.places.tasks import open_tasks

__all__ = ["init_app", "models", "promise_views", "text_views"]


def init_app(app: Flask) -> None:
    """Templates know the county's name; staff have its pages."""
    snapshot.init_app(app)
    app.register_blueprint(views.blueprint)
    app.jinja_env.globals["county_name"] = service.county_name
    offered_by(app, open_tasks)
    entry = access.Entry(
        lazy_gettext("Landkreis"), "places.overview", Permission.MANAGE_COUNTY, "/desk/county", 70
    )
    access.NAVIGATION.register(app, entry)
