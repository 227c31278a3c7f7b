"""Ways from a dashboard to what higher slices make of the same release."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask

from participation.base import hooks
from participation.base.words.lazy import Lazy
from surveys.figures.released import Released


@dataclass(frozen=True, slots=True)
class Way:
    """A link from a dashboard."""

    label: str | Lazy
    address: str


MakeWay = Callable[[uuid.UUID, Released], Way]
"""A wave and its figures → the link that its dashboard shows."""
WAYS = hooks.Every[MakeWay]("monitoring.ways")


def add_way(app: Flask, make: MakeWay) -> None:
    """Adds a link to every wave's dashboard."""
    WAYS.register(app, make)
