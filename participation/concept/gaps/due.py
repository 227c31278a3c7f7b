"""Which measures are overdue: decided by deadline and light alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from participation.concept.light.kinds import TrafficLight
from participation.concept.tree.info import MeasureInfo

STILL = 365
"""Days after which a measure that nobody touched is told of."""


def is_overdue(measure: MeasureInfo, today: date) -> bool:
    """Its deadline is over, and it is neither done nor given up."""
    deadline, status = measure.said.deadline, measure.status
    if not measure.counts or measure.said.ongoing or deadline is None or deadline >= today:
        return False
    return status is None or status.light is TrafficLight.YELLOW


def asks_again(measure: MeasureInfo, today: date) -> bool:
    """A permanent task whose green was named for a year that is over."""
    status = measure.status
    if not measure.counts or not measure.said.ongoing or status is None:
        return False
    named = status.year or status.as_of.year
    return status.light is TrafficLight.GREEN and named < today.year


def is_still(measure: MeasureInfo, today: date) -> bool:
    """Nobody wrote anything of it for twelve months."""
    return measure.counts and (today - measure.touched_on).days > STILL


def overdue(measures: Iterable[MeasureInfo], today: date) -> tuple[MeasureInfo, ...]:
    """Measures that are overdue or ask for their green again, the longest first."""
    found = [item for item in measures if is_overdue(item, today) or asks_again(item, today)]
    return tuple(sorted(found, key=lambda item: item.said.deadline or date(today.year, 1, 1)))
