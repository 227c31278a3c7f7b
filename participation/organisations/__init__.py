"""The county's one list of bodies, and the links that go to them."""

from __future__ import annotations

from flask import Flask

from participation.base.web.security import Permission
from participation.base.words.lazy import lazy_gettext
from participation.organisations import models, paste_views, views
from participation.organisations.links import desk, links, pages
from participation.organisations.links import models as link_models

__all__ = ["desk", "init_app", "link_models", "models", "paste_views"]


def init_app(app: Flask) -> None:
    """Adds the list's pages and those behind links; the latter's forms have their own token."""
    app.register_blueprint(views.blueprint)
    app.register_blueprint(pages.blueprint)
    app.extensions["csrf"].exempt(pages.blueprint)
    app.jinja_env.globals["organisation_form_token"] = pages.form_token
    app.extensions.setdefault("restored", []).append(links.settle)
    app.extensions.setdefault("tick", []).append(links.forget_old)
    app.extensions.setdefault("navigation", []).append(
        (
            lazy_gettext("Stellen"),
            "organisations.overview",
            Permission.EDIT_CONCEPT,
            "/desk/organisations",
            60,
        )
    )
