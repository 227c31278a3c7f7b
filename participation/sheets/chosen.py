"""What staff said of a file: sheets, rows of the header, columns. Kept with the import as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from participation.sheets import memory
from participation.sheets.meaning import layout as layouts
from participation.sheets.meaning import mapping, states
from participation.sheets.meaning.layout import Layout
from participation.sheets.meaning.mapping import Columns, Source
from participation.sheets.meaning.outline import SAMPLES, Outline
from participation.sheets.meaning.titles import fingerprint, normal, titles
from participation.sheets.meaning.values import meanings
from participation.sheets.store import ImportInfo
from participation.sheets.target import Field, Kind, Target
from surveys.authoring.sheets import letters

WORDS_OF_A_STATE = 3
"""More words than that are a sentence."""


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
    proposed = _worded(fields, mapping.proposed(fields, found), outline, layout)
    columns = known or _coloured(fields, proposed, outline, layout)
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


def _worded(fields: Sequence[Field], columns: Columns, outline: Outline, layout: Layout) -> Columns:
    """Columns of states that hold sentences are proposed for sentences of a day."""
    text = next((each for each in fields if each.dated and each.inside), None)
    if text is None:
        return columns
    sources = dict(columns.sources)
    own: list[Source] = list(sources.pop(text.key, ()))
    for each in fields:
        for source in sources.get(each.key, ()):
            cells = outline.samples_after(source.column, layout.data, SAMPLES)
            if _tells_days(each, cells) or (
                each.dated and each.choices and _are_texts(each, cells)
            ):
                left = tuple(other for other in sources[each.key] if other is not source)
                sources[each.key] = left
                own.append(source)
    if own:
        sources[text.key] = tuple(sorted(own, key=lambda s: (s.on or date.max, s.column)))
    return replace(columns, sources={key: each for key, each in sources.items() if each})


def _tells_days(each: Field, cells: Sequence[str]) -> bool:
    """Whether texts of a column begin with the day that they speak of."""
    state = each.kind is Kind.CHOICE or each.kind is Kind.TEXT
    return (
        state
        and not each.required
        and not each.grouping
        and any(states.split(cell)[1] for cell in cells)
    )


def _are_texts(each: Field, cells: Sequence[str]) -> bool:
    """Whether a column of states holds sentences: none is a word that is known, most are long."""
    known = meanings(each.choices)
    long = sum(len(cell.split()) > WORDS_OF_A_STATE for cell in cells)
    return bool(cells) and 2 * long >= len(cells) and not any(normal(c) in known for c in cells)


def of_new_rows(found: ImportInfo, target: Target) -> dict[str, str]:
    """What all new rows have that no column tells: as staff said, else as it is proposed."""
    said: dict[str, str] = found.chosen.get("new", {})
    return {
        each.key: said.get(each.key, each.proposed) for each in asked_of_new_rows(found, target)
    }


def asked_of_new_rows(found: ImportInfo, target: Target) -> list[Field]:
    """Fields that the preview asks for all new rows at once."""
    mapped = found.chosen["sources"]
    return [each for each in target.fields() if each.proposed and not mapped.get(each.key)]


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
