"""The concept's money in the German of files: costs by account and year, what runs out."""

from __future__ import annotations

from dataclasses import dataclass

from participation.concept.service import MeasureInfo
from participation.exports.concept import lines
from participation.exports.concept.report import Report

UNCOVERED = "Mit * bezeichnet ist, was nach dem Ende der Förderung anfällt."
NO_ACCOUNT = "ohne Konto"


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """A line of the table of costs."""

    label: str
    euro: tuple[int, ...]
    """By year, in the order of the report's years."""
    uncovered: tuple[bool, ...]
    """By year: whether the funding has ended before."""
    is_sum: bool = False

    @property
    def cells(self) -> list[str]:
        """The euro as they are printed."""
        pairs = zip(self.euro, self.uncovered, strict=True)
        return [_in_euro(euro, bare=bare) for euro, bare in pairs]


def budget(report: Report) -> list[MoneyLine]:
    """Each account with its sum before its measures; all together last."""
    found = []
    none = (False,) * len(report.years)
    for account in report.budget:
        label = f"Konto {account.account}" if account.account else NO_ACCOUNT
        found.append(MoneyLine(label, account.euro, none, is_sum=True))
        found += [
            MoneyLine(line.measure.label, line.euro, line.uncovered) for line in account.lines
        ]
    if found:
        total = [sum(each.euro[at] for each in report.budget) for at in range(len(report.years))]
        found.append(MoneyLine("zusammen", tuple(total), none, is_sum=True))
    return found


def remark(report: Report) -> str:
    """What a star in the table means, where there is one."""
    stars = any("*" in cell for line in budget(report) for cell in line.cells)
    return UNCOVERED if stars else ""


def ending(measure: MeasureInfo) -> str:
    """A measure whose funding ends."""
    end = measure.said.funding_ends_on
    return f"{measure.label}: bis {lines.day(end)}" if end else measure.label


def _in_euro(euro: int, *, bare: bool) -> str:
    if not euro:
        return lines.NOTHING
    return f"{lines.number(euro)}{' *' if bare else ''}"
