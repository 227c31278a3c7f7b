"""What stands in the two-page extract: few words of each thing, and how many more there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from participation.concept.service import MeasureInfo, Tally
from participation.exports.charts.stacked import Bar, Series
from participation.exports.concept import lines
from participation.exports.concept.report import Report, light_of

LABEL, REASON = 140, 200
"""Characters that number and title, or a reason, may take of two pages."""
TITLE, FOOT, AREA = 110, 60, 40
"""Characters of the title, of a line below the page, of an area among many."""
MOST_AREAS = (22, 15, 9)
"""Bars on the first page: the first number with which it stays one page."""
MOST_DAYS = 4
MORE = "Alle stehen in der Langfassung."


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure in one of the lists."""

    look: str
    """Its light, or "none"."""
    label: str
    detail: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One list of the second page."""

    heading: str
    entries: tuple[Entry, ...]
    nothing: str
    """Said when the list is empty."""


def lists(report: Report) -> tuple[Listed, ...]:
    """What turned, what is late, what was given up; every entry, its words whole."""
    since = lines.day(report.since) if report.since else ""
    return (
        Listed(
            f"Seit dem {since} anders" if since else "Anders geworden",
            tuple(
                Entry(
                    _look(change.measure),
                    change.measure.label,
                    f"{lines.turned(change.before, change.measure)}."
                    f" {lines.reason(change.measure)}",
                )
                for change in report.changes
            ),
            "Seitdem wurde keine Ampel anders."
            if since
            else "Einen früheren Stand zum Vergleichen gibt es noch nicht.",
        ),
        Listed(
            "Überfällig oder neu zu prüfen",
            tuple(
                Entry(_look(item), item.label, lines.late(item, report)) for item in report.overdue
            ),
            "Keine Frist ist vorbei.",
        ),
        Listed(
            "Nicht umgesetzt",
            tuple(Entry(_look(item), item.label, lines.reason(item)) for item in report.red),
            "Keine Maßnahme steht auf Rot.",
        ),
    )


def short(entry: Entry) -> Entry:
    """An entry in the words that two pages have room for."""
    return Entry(entry.look, clipped(entry.label, LABEL), clipped(entry.detail, REASON))


def clipped(text: str, most: int) -> str:
    """``text`` in one line of at most ``most`` characters, cut between words where it has any."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[: most - 2].rstrip()
    words, _space, _rest = cut.rpartition(" ")
    return f"{words if len(words) > most // 2 else cut} …"


def area_bars(report: Report, shown: tuple[Series, ...], most: int | None = None) -> list[Bar]:
    """A bar for each area; those after the first ``most - 1`` are added up in the last one."""
    found = list(report.by_area.items())
    if most is None or len(found) <= most:
        longest = None if most is None else 2 * AREA
        return [lines.bar(_area(report, key, longest), tally, shown) for key, tally in found]
    first, others = found[: most - 1], dict(found[most - 1 :])
    bars = [lines.bar(_area(report, key, AREA), tally, shown) for key, tally in first]
    return [*bars, lines.bar(f"{len(others)} weitere Felder zusammen", _sum(others), shown)]


def _area(report: Report, key: str | None, most: int | None) -> str:
    name = lines.area(report, key)
    return name if most is None else clipped(name, most)


def cells(bar: Bar) -> list[str]:
    """A bar's numbers as cells of a table."""
    pairs = zip(bar.counts, bar.percent, strict=True)
    return [f"{lines.number(count)} ({share} %)" for count, share in pairs]


def day_bars(report: Report, shown: tuple[Series, ...], most: int | None = None) -> list[Bar]:
    """A bar for each of the last days, if there are several."""
    found = list(report.over_time.items())
    if len(found) < 2:  # noqa: PLR2004 - one day is no course of time
        return []
    return [
        lines.bar(lines.day(day), tally, shown) for day, tally in found[-(most or len(found)) :]
    ]


def _sum(tallies: Mapping[str | None, Tally]) -> Tally:
    return Tally(
        sum(item.green for item in tallies.values()),
        sum(item.yellow for item in tallies.values()),
        sum(item.red for item in tallies.values()),
        sum(item.none for item in tallies.values()),
    )


def _look(measure: MeasureInfo) -> str:
    light = light_of(measure)
    return light.value if light else "none"
