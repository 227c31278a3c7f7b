"""What staff said of a file: sheets, rows of the header, columns. Kept with the import as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from participation.sheets import memory
from participation.sheets.meaning import layout as layouts
from participation.sheets.meaning import mapping
from participation.sheets.meaning.layout import Layout
from participation.sheets.meaning.mapping import Columns
from participation.sheets.meaning.outline import Outline
from participation.sheets.meaning.titles import fingerprint, titles
from participation.sheets.target import Field, Kind, Target
from surveys.authoring.sheets import letters


@dataclass(frozen=True, slots=True)
class Chosen:
    """Sheets by their place in the file (from 0), the header, the columns."""

    sheets: tuple[int, ...]
    layout: Layout
    columns: Columns


def usable(outlines: Sequence[Outline]) -> list[int]:
    """Sheets that hold a table at all."""
    return [n for n, each in enumerate(outlines) if each.filled > 1 and not each.head.refused]


def header(outline: Outline, layout: Layout) -> dict[int, str]:
    """Titles by column, of columns with data below the first rows too."""
    found = titles(outline.head, layout.first, layout.last)
    for column, seen in outline.samples.items():
        if column not in found and any(row >= layout.data for row, _ in seen):
            found[column] = f"({letters(column)})"
    return dict(sorted(found.items()))


def first_guess(target: Target, outlines: Sequence[Outline]) -> Chosen:
    """The likeliest sheet, header and columns; what is remembered of the header goes first."""
    fields = target.fields()
    known = layouts.words_of(fields)
    guesses = [(number, layouts.find(outlines[number].head, known)) for number in usable(outlines)]

    def worth(item: tuple[int, Layout]) -> tuple[int, bool, int, int]:
        outline = outlines[item[0]]
        found = mapping.proposed(fields, header(outline, item[1]))
        return len(found.sources), not outline.head.hidden, outline.filled, -item[0]

    number, layout = max(guesses, key=worth)
    return for_sheets(target, fields, outlines, (number,), layout)


def for_sheets(
    target: Target,
    fields: Sequence[Field],
    outlines: Sequence[Outline],
    sheets: tuple[int, ...],
    layout: Layout | None = None,
) -> Chosen:
    """Columns for chosen sheets: remembered, else proposed."""
    outline = outlines[sheets[0]]
    layout = layout or layouts.find(outline.head, layouts.words_of(fields))
    found = header(outline, layout)
    known = memory.columns(target.key, found)
    columns = known or _coloured(fields, mapping.proposed(fields, found), outline, layout)
    return Chosen(sheets, layout, columns)


def _coloured(
    fields: Sequence[Field], columns: Columns, outline: Outline, layout: Layout
) -> Columns:
    """Where a status column holds no word but colours, its colours are proposed."""
    choices = {each.key for each in fields if each.kind is Kind.CHOICE}
    sources = {
        key: tuple(
            replace(source, colour=True)
            if key in choices
            and not outline.samples_after(source.column, layout.data)
            and outline.colours_after(source.column, layout.data)
            else source
            for source in each
        )
        for key, each in columns.sources.items()
    }
    return replace(columns, sources=sources)


def alike(outlines: Sequence[Outline], sheets: Sequence[int], layout: Layout) -> bool:
    """Whether sheets can be read together: the same titles in the same columns."""
    heads = {fingerprint(header(outlines[n], layout).values()) for n in sheets}
    orders = {tuple(titles(outlines[n].head, layout.first, layout.last).items()) for n in sheets}
    return len(heads) == 1 and len(orders) == 1


def stored(chosen: Chosen) -> dict[str, Any]:
    """As the import keeps it."""
    layout, columns = chosen.layout, chosen.columns
    return {
        "sheets": list(chosen.sheets),
        "layout": [layout.first, layout.last, layout.data],
        "sources": {
            key: [[s.key, s.on.isoformat() if s.on else ""] for s in sources]
            for key, sources in columns.sources.items()
        },
        "down": columns.down,
        "clears": columns.clears,
    }


def restored(stored: Mapping[str, Any]) -> Chosen:
    """What :func:`stored` told."""
    sources = {
        key: tuple(
            source
            for text, on in each
            if (source := mapping.read_source(text, date.fromisoformat(on) if on else None))
        )
        for key, each in stored["sources"].items()
    }
    columns = Columns(sources, bool(stored["down"]), bool(stored["clears"]))
    return Chosen(tuple(stored["sheets"]), Layout(*stored["layout"]), columns)
