"""What a wave is now: never stored, always derived from its days and from what people did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class WaveState(StrEnum):
    """Where a wave stands."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    """Opened by a person, its first day still to come."""
    OPEN = "open"
    TAKING = "taking"
    """Nobody begins any more; answers begun, or still on phones, are taken."""
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Schedule:
    """The days of a wave and what people did to it."""

    opens_at: datetime
    asking_ends_at: datetime
    """From this moment on nobody begins."""
    taking_ends_at: datetime
    """From this moment on nothing is taken."""
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    withdrawn_at: datetime | None = None
    released_at: datetime | None = None
    """Since its figures stand nothing is taken, whatever the clock says."""

    def state(self, now: datetime) -> WaveState:
        """Where the wave stands at ``now``."""
        if self.withdrawn_at is not None:
            return WaveState.WITHDRAWN
        if self.opened_at is None:
            return WaveState.DRAFT
        if self._ended() is not None or now >= self.taking_ends_at:
            return WaveState.CLOSED
        if now < self.opens_at:
            return WaveState.SCHEDULED
        return WaveState.OPEN if now < self.asking_ends_at else WaveState.TAKING

    def closed_since(self, now: datetime) -> datetime | None:
        """Since when it is closed, if it is."""
        if self.state(now) is not WaveState.CLOSED:
            return None
        return min(self._ended() or self.taking_ends_at, self.taking_ends_at)

    def _ended(self) -> datetime | None:
        return self.closed_at or self.released_at


def day_before(moment: datetime) -> datetime:
    """A moment in the last day that ends at ``moment``."""
    return moment - timedelta(seconds=1)
