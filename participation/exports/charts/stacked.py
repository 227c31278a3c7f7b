"""Shares as stacked bars: what is drawn, and the same in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of part that every bar may have."""

    look: str
    """Its colour and sign: a key of ``looks`` in ``paper/charts/bars.typ``."""
    word: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; its parts stand in the order of the chart's series."""

    label: str
    counts: tuple[int, ...]
    percent: tuple[int, ...]
    """Whole ones that add up to 100, or all 0."""

    @property
    def total(self) -> int:
        """How many it is made of."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Stacked:
    """A chart of stacked bars."""

    title: str
    note: str
    """Day and source, below the bars."""
    series: tuple[Series, ...]
    bars: tuple[Bar, ...]
    heads: tuple[str, str] | None = None
    """What the bars are, and what their totals count; None: one large bar alone."""
    language: str = "de"

    @property
    def alt(self) -> str:
        """Every number in words, for who does not see the picture."""
        bars = [in_words(bar, self.series) for bar in self.bars]
        return ". ".join(part for part in (self.title, *bars, self.note) if part)


def in_words(bar: Bar, series: Sequence[Series]) -> str:
    """A bar in words: "Sprache (24): 21 umgesetzt (88 %), …"."""
    named = zip(series, bar.counts, bar.percent, strict=True)
    parts = ", ".join(f"{count} {kind.word} ({share} %)" for kind, count, share in named)
    return f"{bar.label} ({bar.total}): {parts}" if bar.label else parts


def rows(bars: Sequence[Bar], series: Sequence[Series]) -> list[dict[str, Any]]:
    """Bars as ``bars.typ`` draws them."""
    return [
        {
            "label": bar.label,
            "total": bar.total,
            "parts": [
                {"look": kind.look, "count": count, "percent": share}
                for kind, count, share in zip(series, bar.counts, bar.percent, strict=True)
            ],
        }
        for bar in bars
    ]


def legend(series: Sequence[Series]) -> list[Mapping[str, str]]:
    """The series as ``bars.typ`` draws them."""
    return [{"look": kind.look, "word": kind.word} for kind in series]
