"""The form of the mapping page: read with all that is wrong, or shown again as it was typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from werkzeug.datastructures import MultiDict

from participation.base.words.catalogues import gettext as _
from participation.sheets.meaning.mapping import Columns, Source, missing, read_source
from participation.sheets.target import Field, Kind

MOST_DAYS = 24
"""Columns of one dated field."""
SPARE_DAYS = 2
"""Empty lines for further days."""


@dataclass(slots=True)
class Line:
    """One select of columns, of a dated field with its day."""

    name: str
    chosen: str
    on: str = ""
    problem: str = ""


@dataclass(slots=True)
class Filled:
    """What was sent."""

    columns: Columns
    lines: dict[str, list[Line]]
    problems: list[tuple[str, str]] = field(default_factory=list)
    """Id of the select, and the sentence."""


def name_of(each: Field, number: int = 0) -> str:
    """Name of a select."""
    return f"column-{each.key}-{number}"


def lines(fields: Sequence[Field], columns: Columns) -> dict[str, list[Line]]:
    """The selects of a mapping."""
    return {each.key: list(_lines(each, columns.sources.get(each.key, ()))) for each in fields}


def _lines(each: Field, sources: Sequence[Source]) -> Iterator[Line]:
    spare = SPARE_DAYS if each.dated else int(not sources)
    for number in range(len(sources) + spare):
        source = sources[number] if number < len(sources) else None
        on = source.on.isoformat() if source and source.on else ""
        yield Line(name_of(each, number), source.key if source else "", on)


def read(fields: Sequence[Field], titles: Mapping[int, str], sent: MultiDict[str, str]) -> Filled:
    """What was chosen; problems name all that is wrong at once."""
    lines: dict[str, list[Line]] = {}
    sources: dict[str, tuple[Source, ...]] = {}
    for each in fields:
        lines[each.key] = list(_sent(each, sent))
        found = tuple(_sources(each, lines[each.key], titles))
        if found:
            sources[each.key] = found
    columns = Columns(sources, "down" in sent, "clears" in sent)
    for each in missing(fields, columns):
        lines[each.key][0].problem = _("Wählen Sie die Spalte für „%(field)s“.") % {
            "field": str(each.title)
        }
    problems = [
        (line.name, line.problem) for listed in lines.values() for line in listed if line.problem
    ]
    return Filled(columns, lines, problems)


def _sent(each: Field, sent: MultiDict[str, str]) -> Iterator[Line]:
    for number in range(MOST_DAYS if each.dated else 1):
        name = name_of(each, number)
        if number == 0 or name in sent:
            yield Line(name, sent.get(name, "")[:8], sent.get(f"{name}-on", "")[:10])


def _sources(each: Field, listed: Sequence[Line], titles: Mapping[int, str]) -> Iterator[Source]:
    days: set[date] = set()
    for line in listed:
        source = read_source(line.chosen)
        if source is None or source.column not in titles:
            continue
        if source.colour and each.kind is not Kind.CHOICE:
            continue
        if not each.dated:
            yield source
            return
        on = _day(line.on)
        if on is None and each.inside and not line.on:
            yield source
        elif on is None:
            line.problem = _("Schreiben Sie dazu, für welchen Tag diese Spalte gilt.")
        elif on in days:
            line.problem = _("Diesen Tag gibt es schon. Wählen Sie einen anderen.")
        else:
            days.add(on)
            yield Source(source.column, source.colour, on)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
