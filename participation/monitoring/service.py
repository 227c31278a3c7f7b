"""What other slices may ask of released figures."""

from __future__ import annotations

from participation.monitoring.releases import (
    ReleasedWave,
    released,
    released_as,
    released_waves,
    versions,
)
from participation.monitoring.ways import Way, add_way
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
    "ReleasedWave",
    "Way",
    "add_way",
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
    "versions",
]
