"""Surveys: questionnaires, their versions, and the waves in which they are asked."""

from __future__ import annotations

from flask import Flask

from participation.studies import models

__all__ = ["init_app", "models"]


def init_app(app: Flask) -> None:
    """Makes room for what higher slices do when a wave closes."""
    app.extensions.setdefault("studies.closed", [])
