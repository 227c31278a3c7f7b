"""What other slices may ask of released figures."""

from __future__ import annotations

from participation.monitoring.follow_ups import FollowUp, add_follow_up
from participation.monitoring.releases import (
    ReleasedWave,
    released,
    released_as,
    released_waves,
)
from participation.monitoring.work import (
    ask_plan,
    ask_release,
    on_release,
    plan,
    planned,
    release_now,
    releasing,
)

__all__ = [
    "FollowUp",
    "ReleasedWave",
    "add_follow_up",
    "ask_plan",
    "ask_release",
    "on_release",
    "plan",
    "planned",
    "release_now",
    "released",
    "released_as",
    "released_waves",
    "releasing",
]
