"""Areas of life and of the concept: shipped, and the county's to change."""

from __future__ import annotations

from flask import Flask

from participation.areas import models

__all__ = ["init_app", "models"]


def init_app(app: Flask) -> None:
    """Nothing is kept of another database yet."""
    app.extensions["areas"] = None
