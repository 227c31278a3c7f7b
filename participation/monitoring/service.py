"""What other slices may ask of released figures."""

from __future__ import annotations

from participation.monitoring.releases import (
    ReleasedWave,
    released,
    released_as,
    released_waves,
)

__all__ = ["ReleasedWave", "released", "released_as", "released_waves"]
