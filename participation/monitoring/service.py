"""What other slices may ask of released figures."""

from __future__ import annotations

from participation.monitoring.corrections import Wish, correct
from participation.monitoring.follow_ups import FollowUp, add_follow_up
from participation.monitoring.releases import (
    Published,
    published_as,
    released,
    released_waves,
)
from participation.monitoring.work import (
    on_release,
    release_now,
)
from surveys.figures.corrections.exclusion import ALL as ALL_RULES
from surveys.figures.corrections.exclusion import Rule

__all__ = [
    "ALL_RULES",
    "FollowUp",
    "Published",
    "Rule",
    "Wish",
    "add_follow_up",
    "correct",
    "on_release",
    "published_as",
    "release_now",
    "released",
    "released_waves",
]
