"""The county's day: what pages call today, also in the hours when UTC has another date."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")
"""That of the settings when nobody chose another."""


def county_day() -> date:
    """Today, where the tests' county lies."""
    return datetime.now(UTC).astimezone(ZONE).date()
