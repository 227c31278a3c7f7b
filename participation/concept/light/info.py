"""Reports, notes and states as frozen values."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from participation.concept.light.kinds import TrafficLight


@dataclass(frozen=True, slots=True)
class ReportInfo:
    """One light with reason and day."""

    light: TrafficLight
    reason: str
    as_of: date
    """The day that it speaks of."""
    shown_from: date
    number: int = 1
    year: int | None = None
    """The year that a permanent task's green holds for."""
    role: str = ""
    """Of who said so; empty: imported."""
    public: bool = False
    """Whether the reason is for everybody."""
    before: TrafficLight | None = None
    """The light that it replaced."""


@dataclass(frozen=True, slots=True)
class NoteInfo:
    """A dated sentence without a change of the light."""

    text: str
    as_of: date
    number: int
    role: str


@dataclass(frozen=True, slots=True)
class HistoryInfo:
    """All that was told of a measure, the newest first."""

    reports: tuple[ReportInfo, ...]
    notes: tuple[NoteInfo, ...]


@dataclass(frozen=True, slots=True)
class StateInfo:
    """A measure as it was shown on a day."""

    measure_id: uuid.UUID
    area: str | None
    public: bool
    report: ReportInfo | None
