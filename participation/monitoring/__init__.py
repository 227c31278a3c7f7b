"""Figures: plan, release and dashboards of closed waves."""

from __future__ import annotations

from flask import Flask

from participation.access import service as access
from participation.base.web.security import Permission
from participation.base.words.lazy import lazy_gettext
from participation.monitoring import (
    commands,
    correction_views,
    corrections,
    models,
    views,
    word_views,
    work,
)

__all__ = ["correction_views", "init_app", "models", "word_views"]


def init_app(app: Flask) -> None:
    """Adds the desk's pages of figures and the work behind them."""
    app.register_blueprint(views.blueprint)
    commands.init_app(app)
    work.init_app(app)
    corrections.init_app(app)
    entry = access.Entry(
        lazy_gettext("Zahlen"), "monitoring.overview", Permission.SEE_FIGURES, "/desk/figures"
    )
    access.NAVIGATION.register(app, entry)
