"""A counter of changes to measures and lights in this process, for caches to compare."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask

from participation.base import database
from participation.base.app_state import AppState


@dataclass(slots=True)
class Counter:
    """Goes up with every change, and once more when the change is committed."""

    number: int = 0

    def advance(self) -> None:
        """What was read before is old."""
        self.number += 1


COUNTER = AppState[Counter]("concept_changes")


def init_app(app: Flask) -> None:
    """Nothing was changed yet."""
    COUNTER.put(app, Counter())


def number() -> int:
    """The same number: nothing was written in this process meanwhile."""
    return COUNTER.current().number


def record() -> None:
    """A measure or a light is written in this transaction."""
    counter = COUNTER.current()
    counter.advance()
    database.after_commit(counter.advance)
