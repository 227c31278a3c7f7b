"""The county's machine room: backup and way back, upgrade, and what tells that all is well.

Base, like the database: no slice is known here. What a slice wants done it registers.
"""

from __future__ import annotations

from flask import Flask

from participation.operations import commands, maintenance, shell, views

__all__ = ["init_app"]


def init_app(app: Flask) -> None:
    """Opens the machine room."""
    maintenance.init_app(app)
    commands.init_app(app)
    shell.init_app(app)
    views.init_app(app)
