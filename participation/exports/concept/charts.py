"""Shares of the lights as charts: overall, by area, over time."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from participation.exports.charts.files import png, svg
from participation.exports.charts.stacked import Stacked
from participation.exports.concept import extract, lines
from participation.exports.concept.report import Report
from participation.exports.concept.wanted import Picture

TITLES: Mapping[Picture, str] = {
    Picture.OVERALL: "Ampel aller Maßnahmen",
    Picture.BY_AREA: "Ampel nach Handlungsfeld",
    Picture.OVER_TIME: "Ampel im Lauf der Zeit",
}
FORMS: Mapping[str, Callable[[Stacked], bytes]] = {"svg": svg, "png": png}


def chart(report: Report, picture: Picture) -> Stacked:
    """One chart of a report."""
    note = f"{lines.stand(report)} · {lines.counted(report)} · {report.names.county}"
    if picture is Picture.BY_AREA:
        shown = lines.series(report.by_area.values())
        bars = tuple(extract.area_bars(report, shown))
        return Stacked(TITLES[picture], note, shown, bars, ("Handlungsfeld", "alle"))
    if picture is Picture.OVER_TIME:
        shown = lines.series(report.over_time.values())
        found = report.over_time.items()
        bars = tuple(lines.bar(lines.day(day), tally, shown) for day, tally in found)
        return Stacked(TITLES[picture], note, shown, bars, ("Stand am", "alle"))
    shown = lines.series([report.overall])
    return Stacked(TITLES[picture], note, shown, (lines.bar("", report.overall, shown),))
