"""Events, workshops and their boards: from a note on a phone to what it came to."""

from __future__ import annotations

from flask import Flask

from participation.boards import models

__all__ = ["init_app", "models"]


def init_app(app: Flask) -> None:
    """Opens the boards."""
    del app
