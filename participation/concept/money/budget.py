"""Money by product account and year, and where it runs out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from participation.concept.tree.info import MeasureInfo
from participation.concept.tree.kinds import Financing

AHEAD = timedelta(days=180)
"""How long before its end a funding is told of."""


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """What one measure costs by year."""

    measure: MeasureInfo
    euro: tuple[int, ...]
    """By year, in the order of the years asked for."""
    uncovered: tuple[bool, ...]
    """By year: whether the funding has ended before."""


@dataclass(frozen=True, slots=True)
class BudgetAccount:
    """All lines of one product account with their sums."""

    account: str
    """Empty: none is named."""
    lines: tuple[BudgetLine, ...]
    euro: tuple[int, ...]
    uncovered: tuple[int, ...]
    """Euro by year for which no funding is named any more."""


def budget(measures: Iterable[MeasureInfo], years: Sequence[int]) -> tuple[BudgetAccount, ...]:
    """Costs of the measures that count, by account; those without one stand last."""
    by_account: dict[str, list[BudgetLine]] = {}
    for measure in measures:
        if measure.counts and measure.said.euro:
            by_account.setdefault(measure.said.account, []).append(_line(measure, years))
    return tuple(
        _account(account, tuple(by_account[account]), len(years))
        for account in sorted(by_account, key=lambda name: (not name, name))
    )


def runs_in(measure: MeasureInfo, year: int) -> bool:
    """Whether a measure asks for hours and euro in a year."""
    said = measure.said
    last = said.last_year or (said.deadline.year if said.deadline and not said.ongoing else year)
    return (said.first_year or year) <= year <= last


def running_out(measures: Iterable[MeasureInfo], today: date) -> tuple[MeasureInfo, ...]:
    """Measures whose funding ends within half a year, or ended, while they go on."""
    found = [
        measure
        for measure in measures
        if measure.counts
        and measure.said.funding_ends_on is not None
        and measure.said.funding_ends_on <= today + AHEAD
        and _goes_on(measure, measure.said.funding_ends_on)
    ]
    return tuple(sorted(found, key=lambda item: item.said.funding_ends_on or today))


def _goes_on(measure: MeasureInfo, end: date) -> bool:
    said, status = measure.said, measure.status
    if not said.ongoing and status and status.light != "yellow":
        return False  # done, or given up
    return said.ongoing or said.deadline is None or said.deadline >= end


def _line(measure: MeasureInfo, years: Sequence[int]) -> BudgetLine:
    euro = tuple((measure.said.euro or 0) if runs_in(measure, year) else 0 for year in years)
    end = measure.said.funding_ends_on
    foreign = set(measure.said.financing) - {Financing.OWN}
    return BudgetLine(
        measure, euro, tuple(bool(end and foreign and year > end.year) for year in years)
    )


def _account(account: str, lines: tuple[BudgetLine, ...], count: int) -> BudgetAccount:
    sums = tuple(sum(line.euro[at] for line in lines) for at in range(count))
    bare = tuple(sum(line.euro[at] for line in lines if line.uncovered[at]) for at in range(count))
    return BudgetAccount(account, lines, sums, bare)
