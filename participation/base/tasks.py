"""Tasks for staff: each slice reports its own, the home page of the desk collects them all.

A slice offers one verb of its service, ``open_tasks(now)``, and registers it in its ``init_app``:
``tasks.offered_by(app, service.open_tasks)``. Tasks come from the state of things, never from a
list kept by hand, and each says by its address whether the account that asks may do it
(``access.service.desk_link``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from typing import NamedTuple

from flask import Flask

from participation.base import hooks


class Urgency(IntEnum):
    """Which task speaks first."""

    BROKEN = 0
    """Something that runs by itself does not run; a backup is missing."""
    NOW = 10
    """People wait for it, or its day is today."""
    NEXT = 20
    """What the work asks for next."""
    SOON = 30
    LATER = 40
    QUIET = 50
    """Nothing to do but to begin something new."""


class TaskLink(NamedTuple):
    """A link beside the verb."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits; no SQL statement for each, but one for all of a slice."""

    sentence: str
    """What waits, in words for staff."""
    address: str | None
    """Where it is done; None when the account may not, and then the task is left out.
    A task with a ``day`` is told all the same."""
    verb: str = ""
    """Label of its button ("Befragung öffnen"). Without one it never is the card on the home."""
    urgency: Urgency = Urgency.LATER
    more: tuple[str, ...] = ()
    """Further sentences on the card."""
    beside: TaskLink | None = None
    """A second way on the card, to look at what it speaks of."""
    day: date | None = None
    """A day of the county's calendar: the task stands in "Termine" and nowhere else."""


Ask = Callable[[datetime], Iterable[Task]]
OPEN = hooks.Every[Ask]("tasks.open")
"""What waits in a slice for the account that asks."""


def offered_by(app: Flask, ask: Ask) -> None:
    """Registers how a slice says what waits: ``ask(now)``."""
    OPEN.register(app, ask)


def collect(now: datetime) -> tuple[Task, ...]:
    """All that waits for the account that asks, the most urgent first."""
    return tuple(sorted(_all(now), key=lambda task: task.urgency))


def _all(now: datetime) -> Iterator[Task]:
    for ask in OPEN.registered():
        yield from (task for task in ask(now) if task.address or task.day)
