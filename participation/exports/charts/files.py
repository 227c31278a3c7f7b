"""A chart as a file: SVG or PNG with our own letters, and its numbers in words inside."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Sequence
from html import escape

from participation.exports import paper
from participation.exports.charts.stacked import Bar, Series, Stacked, legend, rows
from surveys.texts.clean import without_controls

TEMPLATE = "charts/chart.typ"
HEAD = 33
"""Bytes of a PNG before which nothing else may stand: its signature and its header chunk."""


def svg(chart: Stacked) -> bytes:
    """A drawing whose letters are outlines, so that it looks the same in every program."""
    (made,) = paper.pictures(
        TEMPLATE, _data(chart), form="svg", title=chart.title, language=chart.language
    )
    title, description = (
        escape(without_controls(words), quote=False) for words in (chart.title, chart.alt)
    )
    inside = f'<title id="title">{title}</title><desc id="desc">{description}</desc>'
    named = f'role="img" aria-labelledby="title desc" xml:lang="{escape(chart.language)}"'
    return re.sub(
        r"<svg\b([^>]*)>",
        lambda found: f"<svg {named}{found[1]}>{inside}",
        made.decode(),
        count=1,
    ).encode()


def png(chart: Stacked) -> bytes:
    """A picture for programs that take no SVG; its description is one of the file's texts."""
    (made,) = paper.pictures(
        TEMPLATE, _data(chart), form="png", title=chart.title, language=chart.language
    )
    return made[:HEAD] + _text("Description", chart.alt, chart.language) + made[HEAD:]


def strips(bars: Sequence[Bar], series: Sequence[Series], width_mm: int) -> list[bytes]:
    """Each bar alone as a PNG, for a cell of a table that says its numbers."""
    if not bars:
        return []
    data = {"rows": rows(bars, series), "width": width_mm}
    return paper.pictures("charts/strips.typ", data, form="png", title="")


def _text(keyword: str, words: str, language: str) -> bytes:
    """A chunk ``iTXt`` (PNG, third edition, 11.3.3.4), neither packed nor translated."""
    body = keyword.encode() + b"\0\0\0" + language.encode() + b"\0\0"
    body += without_controls(words).encode()
    check = zlib.crc32(b"iTXt" + body)
    return struct.pack(">I", len(body)) + b"iTXt" + body + struct.pack(">I", check)


def _data(chart: Stacked) -> dict[str, object]:
    data: dict[str, object] = paper.breakable(
        {
            "title": chart.title,
            "note": chart.note,
            "series": legend(chart.series),
            "rows": rows(chart.bars, chart.series),
            "heads": chart.heads,
        }
    )
    return data
