"""The concept as a tagged PDF: the extract on two pages, or the long version."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from participation.concept import service as concept
from participation.concept.service import MeasureInfo
from participation.exports import paper
from participation.exports.charts.stacked import legend, rows
from participation.exports.concept import extract, lines, money
from participation.exports.concept.chapters import Chapter, chapters
from participation.exports.concept.lines import Fact
from participation.exports.concept.report import Report, light_of
from participation.exports.concept.wanted import Edition

CONTENTS = 12
"""Measures above which a paper has a table of contents."""
LISTED = 60
"""Entries of a list that could ever stand on half a page."""
NARROW = 34
"""Characters of a fact that stands beside another one."""


def pdf(report: Report) -> bytes:
    """The file; runs in a job."""
    short = report.wanted.edition is Edition.SHORT
    template = "concept/short.typ" if short else "concept/long.typ"
    data = _common(report) | (_short(report) if short else _long(report))
    return paper.pdf(template, paper.breakable(data), title=lines.title(report), language="de")


def _common(report: Report) -> dict[str, Any]:
    tallies = [report.overall, *report.by_area.values(), *report.over_time.values()]
    shown = lines.series(tallies)
    short = report.wanted.edition is Edition.SHORT
    most = extract.MOST_AREAS if short else (None,)
    areas = [rows(extract.area_bars(report, shown, each), shown) for each in most]
    title = lines.title(report)
    return {
        "heading": extract.clipped(title, extract.TITLE) if short else title,
        "foot": f"{extract.clipped(title, extract.FOOT)} · {lines.stand(report)}",
        "county": extract.clipped(report.names.county, extract.FOOT),
        "stand": lines.stand(report),
        "counted": lines.counted(report),
        "remarks": lines.remarks(report),
        "empty": lines.EMPTY,
        "far": lines.FAR,
        "series": legend(shown),
        "meanings": {light.value: meaning for light, _word, meaning in lines.meanings()},
        "overall": rows([lines.bar("", report.overall, shown)], shown)[0],
        "areas": areas[0],
        "fewer": areas[1:],
        "days": rows(extract.day_bars(report, shown, extract.MOST_DAYS if short else None), shown),
    }


def _short(report: Report) -> dict[str, Any]:
    return {
        "more": extract.MORE,
        "lists": [
            {
                "heading": listed.heading,
                "nothing": listed.nothing,
                "total": len(listed.entries),
                "entries": [
                    {"look": entry.look, "label": entry.label, "detail": entry.detail}
                    for entry in map(extract.short, listed.entries[:LISTED])
                ],
            }
            for listed in extract.lists(report)
        ],
    }


def _long(report: Report) -> dict[str, Any]:
    whole = report.wanted.is_whole
    by_heading = lines.statements(report) if whole else []
    return {
        "contents": len(report.measures) > CONTENTS,
        "statements": [{"heading": heading, "sentences": each} for heading, each in by_heading],
        "chapters": [_chapter(item, report) for item in chapters(report)],
        "years": [str(year) for year in report.years],
        "budget": [
            {"label": line.label, "euro": line.cells, "sum": line.is_sum}
            for line in money.budget(report)
        ],
        "uncovered": money.remark(report),
        "ending": [money.ending(item) for item in concept.running_out(report.measures, report.on)],
        "gone": lines.gone(report) if whole else [],
    }


def _chapter(chapter: Chapter, report: Report) -> dict[str, Any]:
    drawn = None
    if chapter.tally:
        shown = lines.series([chapter.tally])
        drawn = rows([lines.bar("", chapter.tally, shown)], shown)[0]
    return {
        "title": chapter.title,
        "text": chapter.text,
        "facts": _facts(chapter.facts),
        "bar": drawn,
        "counts": lines.counts(chapter.tally) if chapter.tally else "",
        "measures": [_measure(item, report) for item in chapter.measures],
        "below": [_chapter(item, report) for item in chapter.below],
    }


def _facts(facts: Iterable[Fact]) -> list[list[str | bool]]:
    """Short facts stand two in a row, long ones alone after them; the reason is always first."""
    sized = [(fact, len(fact.text) > NARROW or "\n" in fact.text) for fact in facts]
    ordered = sorted(sized, key=lambda pair: (pair[0].label != lines.REASON, pair[1]))
    return [[fact.label, fact.text, wide or fact.label == lines.REASON] for fact, wide in ordered]


def _measure(item: MeasureInfo, report: Report) -> dict[str, Any]:
    light = light_of(item)
    return {
        "look": light.value if light else "none",
        "label": item.label,
        "status": lines.status(item),
        "marks": lines.marks(item, report),
        "text": item.said.text,
        "facts": _facts(lines.facts(item, report)),
        "metrics": [
            {
                "name": metric.name,
                "about": metric.about,
                "heads": [head for head, _value in metric.cells],
                "values": [value for _head, value in metric.cells],
                "sources": metric.sources,
            }
            for metric in lines.metrics(item, report)
        ],
        "notes": lines.notes(item, report),
    }
