"""The public site: home, results, legal and help pages."""

from __future__ import annotations

from flask import Flask

from participation.monitoring import service as monitoring
from participation.site import damaged, kept_pages, pages, results, views, workshops
from participation.site.concept import views as concept
from participation.site.desk import follow_ups


def init_app(app: Flask) -> None:
    """Registers the public pages."""
    app.url_map.converters["info_page"] = pages.InfoPageConverter
    app.register_blueprint(views.blueprint)
    app.register_blueprint(results.blueprint)
    app.register_blueprint(concept.blueprint)
    kept_pages.init_app(app)
    damaged.init_app(app)
    workshops.init_app(app)
    monitoring.add_follow_up(app, follow_ups.public_results)
