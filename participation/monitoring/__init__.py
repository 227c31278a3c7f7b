"""Figures: plan, release and dashboards of closed waves."""

from __future__ import annotations

from flask import Flask

from participation.monitoring import models

__all__ = ["init_app", "models"]


def init_app(app: Flask) -> None:
    """Adds the desk's pages of figures and the work behind them."""
    del app
