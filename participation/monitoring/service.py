"""What other slices may ask of released figures."""

from __future__ import annotations

from participation.monitoring.follow_ups import FollowUp, add_follow_up
from participation.monitoring.releases import (
    released,
    released_as,
    released_waves,
)
from participation.monitoring.work import (
    on_release,
    release_now,
)

__all__ = [
    "FollowUp",
    "add_follow_up",
    "on_release",
    "release_now",
    "released",
    "released_as",
    "released_waves",
]
