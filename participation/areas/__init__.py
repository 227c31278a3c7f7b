"""Areas of life and of the concept: shipped, and the county's to change."""

from __future__ import annotations

from flask import Flask

from participation.areas import models, service, snapshot, views

__all__ = ["init_app", "models"]


def init_app(app: Flask) -> None:
    """Adds the pages of areas; templates name an area by its key."""
    snapshot.init_app(app)
    app.register_blueprint(views.blueprint)
    app.jinja_env.globals["area_title"] = service.title
