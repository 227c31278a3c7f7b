"""The county's one list of bodies, and the links that go to them."""

from __future__ import annotations

from flask import Flask

from participation.access import service as access
from participation.base import hooks
from participation.base.web import security
from participation.base.web.security import Permission
from participation.base.words.lazy import lazy_gettext
from participation.organisations import link_views, models, paste_views, views
from participation.organisations.links import links, pages
from participation.organisations.links import models as link_models

__all__ = ["init_app", "link_models", "link_views", "models", "paste_views"]


def init_app(app: Flask) -> None:
    """Adds the list's pages and those behind links; the latter's forms have their own token."""
    app.register_blueprint(views.blueprint)
    app.register_blueprint(pages.blueprint)
    security.own_form_tokens(app, pages.blueprint)
    app.jinja_env.globals["organisation_form_token"] = pages.form_token
    hooks.RESTORED.register(app, links.settle)
    hooks.TICK.register(app, links.forget_old)
    entry = access.Entry(
        lazy_gettext("Stellen"),
        "organisations.overview",
        Permission.EDIT_CONCEPT,
        "/desk/organisations",
        weight=60,
    )
    access.NAVIGATION.register(app, entry)
