"""Released figures as files."""

from __future__ import annotations

from flask import Flask

from participation import jobs
from participation.exports import files, models, views
from participation.monitoring import service as monitoring

__all__ = ["init_app", "models"]


def init_app(app: Flask) -> None:
    """Adds the downloads; files are written once figures are frozen."""
    app.register_blueprint(views.blueprint)
    jobs.register(app, files.KIND, files.work)
    monitoring.on_release(app, files.ask)
    monitoring.add_way(app, views.way)
