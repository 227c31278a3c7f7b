"""Follow-ups: links from a dashboard to what higher slices make of the same release."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask

from participation.base import hooks
from participation.base.words.lazy import Lazy
from surveys.figures.released import Released


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A link from a dashboard."""

    label: str | Lazy
    address: str


MakeFollowUp = Callable[[uuid.UUID, Released], FollowUp]
"""A wave and its figures → the link that its dashboard shows."""
FOLLOW_UPS = hooks.Every[MakeFollowUp]("monitoring.follow_ups")


def add_follow_up(app: Flask, make: MakeFollowUp) -> None:
    """Adds a link to every wave's dashboard."""
    FOLLOW_UPS.register(app, make)
