"""The county's one list of bodies, and the links that go to them."""

from __future__ import annotations

from flask import Flask

from participation.lazy import lazy_gettext
from participation.organisations import models, paste_views, views
from participation.organisations.links import links
from participation.organisations.links import models as link_models
from participation.security import Permission

__all__ = ["init_app", "link_models", "models", "paste_views"]


def init_app(app: Flask) -> None:
    """Adds the list's pages; links end when a backup was laid in again."""
    app.register_blueprint(views.blueprint)
    app.extensions.setdefault("restored", []).append(links.settle)
    app.extensions.setdefault("navigation", []).append(
        (
            lazy_gettext("Stellen"),
            "organisations.overview",
            Permission.EDIT_CONCEPT,
            "/desk/organisations",
            60,
        )
    )
