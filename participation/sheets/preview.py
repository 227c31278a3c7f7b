"""The preview: problems, notices, and the rows of one sort, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from flask import request

from participation.base.web.numbers import whole_number
from participation.base.web.templating import format_date, format_number
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import Lazy, lazy_gettext
from participation.sheets import applying, chosen, store
from participation.sheets.applying import TAKE
from participation.sheets.meaning.comparing import Sort
from participation.sheets.meaning.values import MAKE, from_json
from participation.sheets.models import SheetImportRow
from participation.sheets.sentences import sentence
from participation.sheets.store import ImportInfo
from participation.sheets.target import Dated, Field, Kind, Target

PAGE = 50
"""Rows of the preview on one page."""
FINDINGS = 200
"""Problems on the page; the others are counted."""
LONGEST = 300
"""Characters of a value in the preview."""
SORTS: Mapping[Sort, Lazy] = {
    Sort.ALIKE: lazy_gettext("Bitte entscheiden"),
    Sort.NEW: lazy_gettext("Neu"),
    Sort.CHANGED: lazy_gettext("Geändert"),
    Sort.FLAWED: lazy_gettext("Mit Problemen"),
    Sort.SAME: lazy_gettext("Unverändert"),
    Sort.ABSENT: lazy_gettext("Nur in der Plattform"),
}


TABS: Mapping[Sort, tuple[Sort, ...]] = {
    each: applying.OTHER if each is Sort.CHANGED else (each,) for each in SORTS
}
"""What stands together: all that says something else than the row there is."""


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A problem or notice as a page shows it."""

    sheet: str
    row: int
    column: str
    said: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Line:
    """One field of a row: what it is and what it would be."""

    title: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One row of the preview."""

    row: Any
    """As it is stored."""
    lines: tuple[Line, ...]
    taken: bool


def preview(target: Target, found: ImportInfo) -> dict[str, Any]:
    """What the page shows."""
    counts = _by_tab(store.counts(found.id))
    sort, number = _asked(counts)
    fields = {each.key: each for each in target.fields()}
    rows = store.rows(found.id, of_tab(sort), most=PAGE, after=PAGE * (number - 1))
    decided = store.decided(found.id)
    problems = findings(found.report.get("problems", []))
    return {
        "counts": counts,
        "sorts": [(each, SORTS[each]) for each in SORTS if counts.get(each)],
        "sort": sort,
        "sort_title": SORTS[sort],
        "rows": [_shown(row, fields) for row in rows],
        "page_number": number,
        "last_page": max(1, -(-counts.get(sort, 0) // PAGE)),
        "problems": problems[:FINDINGS],
        "more_problems": max(0, len(problems) - FINDINGS),
        "notices": findings(found.report.get("notices", [])[:FINDINGS]),
        "blocked": bool(found.report.get("blocked")),
        "stale": bool(found.report.get("stale")),
        "cells": found.report.get("cells", 0),
        "lenient": bool(found.chosen.get("empty")),
        "asked": _asked_of_new(target, found)
        if counts.get(Sort.NEW) or counts.get(Sort.ALIKE)
        else [],
        "take": {
            key: sum(decided.get((each, TAKE), 0) for each in TABS[key])
            for key in (Sort.NEW, Sort.CHANGED)
        },
        "undecided": decided.get((Sort.ALIKE, ""), 0),
    }


def of_tab(sort: Sort) -> sa.ColumnElement[bool]:
    """Rows of one tab."""
    return SheetImportRow.sort.in_([each.value for each in TABS[sort]])


def _by_tab(counts: Mapping[str, int]) -> dict[str, int]:
    found = {tab.value: sum(counts.get(s.value, 0) for s in sorts) for tab, sorts in TABS.items()}
    return {tab: number for tab, number in found.items() if number}


def _asked_of_new(target: Target, found: ImportInfo) -> list[tuple[Field, str]]:
    """Fields that are asked of all new rows at once, and what is chosen."""
    said = chosen.of_new_rows(found, target)
    return [(each, said[each.key]) for each in chosen.asked_of_new_rows(found, target)]


def findings(stored: list[list[Any]]) -> list[ShownFinding]:
    """Stored problems or notices in the words of the page's language."""
    return [
        ShownFinding(sheet, row, column, said, sentence(key, params))
        for sheet, row, column, said, key, params in stored
    ]


def _asked(counts: Mapping[str, int]) -> tuple[Sort, int]:
    said = request.values.get("sort", "")
    there = [each for each in SORTS if counts.get(each)] or [Sort.SAME]
    sort = next((each for each in there if each == said), there[0])
    page = whole_number(request.values.get("page", "")) or 1
    return sort, max(1, min(page, -(-counts.get(sort, 0) // PAGE)))


def _shown(row: Any, fields: Mapping[str, Field]) -> Shown:  # noqa: ANN401 - a stored row
    lines = tuple(
        Line(
            str(fields[key].title),
            names[0] if names else show(fields[key], old),
            names[1] if names else show(fields[key], new),
        )
        for key, old, new, *names in row.changes
        if key in fields
    )
    return Shown(row, lines, row.decision == TAKE)


def show(field: Field, stored: Any) -> str:  # noqa: ANN401 - JSON
    """A stored value in words."""
    value = from_json(stored)
    text = _words(field, value) if not isinstance(value, tuple) else _many(field, value)
    return text if len(text) <= LONGEST else text[:LONGEST] + " …"


def _many(field: Field, value: tuple[Any, ...]) -> str:
    entries = [
        f"{format_date(each.on, 'short')}: {_words(field, each.value)}"
        if isinstance(each, Dated)
        else str(each)
        for each in value
    ]
    return "; ".join(entries)


def _words(field: Field, value: object) -> str:
    if value is None:
        return ""
    if field.kind is Kind.YEAR:
        return str(value)
    if isinstance(value, Decimal):
        return format_number(value) + (" €" if field.kind is Kind.MONEY else "")
    if isinstance(value, date):
        return format_date(value, "medium")
    titles = {choice.key: str(choice.title) for choice in field.choices}
    if field.makes and str(value).startswith(MAKE):
        return f"{str(value).removeprefix(MAKE)} ({_('neu')})"
    return titles.get(str(value), str(value))
