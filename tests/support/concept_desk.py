"""What tests of the concept's desk pages do again and again."""

from __future__ import annotations

from dataclasses import replace

from participation.concept.tree import measures, reading
from tests.support.client import text_of
from tests.support.days import county_day

TODAY = county_day()


def edit(key, **changes):
    found = reading.measure(key)
    said = replace(found.said, **changes)
    measures.edit(key, found.revision, said, today=TODAY, decides=True)


def form_of(page, field):
    forms = list(next(page.root.iter("main")).iter("form"))
    return next(
        at
        for at, form in enumerate(forms)
        if any(item.get("name") == field for item in form.iter())
    )


def cells(page):
    """Every row of every table, as texts."""
    return [
        [text_of(cell) for cell in row if cell.tag in {"td", "th"}] for row in page.root.iter("tr")
    ]
