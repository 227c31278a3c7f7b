"""What the county's IT runs: tick, backup, restore, upgrade, health, metrics, ``flask doctor``.

Base, like the database: no slice is known here. What a slice wants done it registers.
"""

from __future__ import annotations

from flask import Flask

from participation.operations import commands, maintenance, shell, ticking, views

__all__ = ["init_app"]


def init_app(app: Flask) -> None:
    """Adds the commands of IT, ``/healthz`` and ``/metrics``; closes the pages while IT works."""
    maintenance.init_app(app)
    commands.init_app(app)
    shell.init_app(app)
    app.cli.add_command(ticking.command)
    views.init_app(app)
