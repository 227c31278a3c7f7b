"""The county's one list of bodies, and the links that go to them."""

from __future__ import annotations

from flask import Flask

from participation.organisations import models
from participation.organisations.links import links
from participation.organisations.links import models as link_models

__all__ = ["init_app", "link_models", "models"]


def init_app(app: Flask) -> None:
    """Ends links when a backup was laid in again."""
    app.extensions.setdefault("restored", []).append(links.settle)
