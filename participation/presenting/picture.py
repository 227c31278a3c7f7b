"""One figure as a drawing of its own, to be taken into a document: black on white, nothing outside.

Labels and values are text in the language of the page; where that runs from right to left, the
drawing is mirrored, digits are not.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from participation.base.words import languages
from participation.presenting.charts import Total

WIDTH = 720
TRACK = 560
"""Longest bar; the rest is for the figure behind it."""
LINE = 22
BAR = 24
STACK = 44
LETTERS = 78
"""Signs of a label's line: Latin and Arabic letters of 16 px fit."""
FILL = "#2044AA"
TONES = {1: "#734000", 2: "#F69A00", 3: "#C0C3D5", 4: "#97AFE1", 5: "#2044AA", 6: "#3A5EB9"}
ON_DARK = frozenset({1, 5, 6})
_HIDDEN = re.compile(r'<span class="hidden">.*?</span>')


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: int
    colour: str


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text; ``anchor`` as SVG means it, seen from the reading side."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    colour: str = "#000000"
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything to draw, in the drawing's own units (pixels)."""

    width: int
    height: int
    direction: str
    boxes: tuple[Box, ...]
    words: tuple[Words, ...]


def picture(found: Total) -> Picture | None:
    """The drawing of a figure; None where there is nothing to draw."""
    if found.steps:
        parts = [*_stack(found)]
    elif any(bar.share is not None for bar in found.bars):
        parts = [*_bars(found)]
    else:
        return None
    mirrored = languages.current().direction == "rtl"
    boxes = tuple(_box(part, mirrored=mirrored) for part in parts if isinstance(part, Box))
    words = tuple(_words(part, mirrored=mirrored) for part in parts if isinstance(part, Words))
    bottom = max([b.y + b.height for b in boxes] + [w.y for w in words])
    direction = "rtl" if mirrored else "ltr"
    return Picture(WIDTH, int(bottom) + 8, direction, boxes, words)


def plain(words: Markup) -> str:
    """``words`` without marks, and without what only screen readers are told."""
    return Markup(_HIDDEN.sub("", words)).striptags()  # noqa: S704 - only taken apart


def _bars(found: Total) -> Iterator[Box | Words]:
    y = 0.0
    for bar in found.bars:
        for line in textwrap.wrap(plain(bar.label), LETTERS):
            y += LINE
            yield Words(0, y - 5, line)
        width = (bar.share or 0) * TRACK
        yield Box(0, y + 2, TRACK, BAR, "#E4E6EE")
        yield Box(0, y + 2, width, BAR, FILL)
        yield Words(TRACK + 10, y + 20, plain(bar.value), bold=True)
        y += BAR + 10


def _stack(found: Total) -> Iterator[Box | Words]:
    for step in found.steps:
        start, width = step.start * WIDTH, step.share * WIDTH
        yield Box(start + 1, 0, max(width - 2, 0), STACK, TONES[step.tone])
        if step.inside:
            ink = "#FFFFFF" if step.tone in ON_DARK else "#131525"
            yield Words(start + width / 2, 28, plain(step.value), "middle", ink, bold=True)
    y = STACK + 12.0
    for step in found.steps:
        yield Box(0, y, 16, 16, TONES[step.tone])
        yield Words(26, y + 14, f"{plain(step.label)}: {plain(step.value)}")
        y += LINE + 4


def _box(box: Box, *, mirrored: bool) -> Box:
    x = WIDTH - box.x - box.width if mirrored else box.x
    return Box(x, box.y, box.width, box.height, box.colour)


def _words(words: Words, *, mirrored: bool) -> Words:
    x = WIDTH - words.x if mirrored else words.x
    return Words(x, words.y, words.text, words.anchor, words.colour, words.bold)
