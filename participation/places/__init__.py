"""The county and its tree of places."""

from __future__ import annotations

from flask import Flask

from participation.places import models, service

__all__ = ["init_app", "models"]


def init_app(app: Flask) -> None:
    """Templates know the county's name."""
    app.jinja_env.globals["county_name"] = service.county_name
