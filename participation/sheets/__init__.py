"""A county's own sheets taken in: one mechanism for whatever a slice lets be imported.

A slice says what it takes by a :class:`~participation.sheets.target.Target` and calls
:func:`register` in its ``init_app``. An import is a stored object that goes step by step: uploaded,
read, mapped, previewed, applied, taken back; every step that takes time is a job.
"""

from __future__ import annotations

from flask import Flask

from participation.sheets import models, registry, views, work
from participation.sheets.registry import AUDITOR, WHO, Registration
from participation.sheets.target import Target
from participation.sheets.views import endpoint

__all__ = ["AUDITOR", "WHO", "endpoint", "init_app", "models", "register"]


def init_app(app: Flask) -> None:
    """States how imports are worked on; before any slice registers a target."""
    work.init_app(app)


def register(
    app: Flask,
    target: Target,
    address: str,
    *,
    back: str,
    base_template: str = "base/desk/staff.html",
) -> None:
    """Opens the import of a target.

    Args:
        app: the application being made.
        target: what its rows are and how they are made.
        address: where its pages stand, below ``/desk/``.
        back: endpoint of the page that lists the rows.
        base_template: template around the pages; has the blocks "heading", "crumbs" and "main".
    """
    registration = Registration(target, base_template, back)
    registry.remember(app, registration)
    app.register_blueprint(views.pages(registration, address))
