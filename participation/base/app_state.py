"""State that an application keeps for one module: its engine, a cache of some seconds.

The module declares it as a constant with its type, puts it there in its ``init_app`` and reads it
by the same constant: ``KEPT = AppState[Kept]("places")``.
"""

from __future__ import annotations

from typing import Generic, TypeVar

from flask import Flask, current_app

T = TypeVar("T")


class AppState(Generic[T]):
    """Something that lives as long as an application, under a name among its extensions."""

    def __init__(self, name: str) -> None:
        self.name = name

    def put(self, app: Flask, value: T) -> None:
        """Gives it to an application."""
        app.extensions[self.name] = value

    def of(self, app: Flask) -> T:
        """That of an application."""
        found: T = app.extensions[self.name]
        return found

    def current(self) -> T:
        """That of the application that runs."""
        found: T = current_app.extensions[self.name]
        return found
