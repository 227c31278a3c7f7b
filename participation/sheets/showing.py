"""What the pages of an import show, by its state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from participation.base.desk.forms import ConfirmForm
from participation.base.jobs import MEANING_OF_FAULT, JobState
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import Lazy, lazy_gettext
from participation.sheets import asking, chosen, column_form, store
from participation.sheets.column_form import Filled
from participation.sheets.meaning import outline
from participation.sheets.meaning.mapping import COLOUR, CONTENT
from participation.sheets.meaning.outline import Outline
from participation.sheets.meaning.titles import twice
from participation.sheets.models import State
from participation.sheets.preview import preview
from participation.sheets.reading.cells import shown
from participation.sheets.reading.colours import colour_name
from participation.sheets.registry import Registration
from participation.sheets.sentences import COLOURS, sentence
from participation.sheets.store import ImportInfo
from participation.sheets.target import Kind
from surveys.authoring.sheets import letters

STATES: Mapping[State, Lazy] = {
    State.UPLOADED: lazy_gettext("wird gelesen"),
    State.REFUSED: lazy_gettext("nicht lesbar"),
    State.READ: lazy_gettext("Spalten zuordnen"),
    State.MAPPED: lazy_gettext("Wörter zuordnen"),
    State.PREVIEWED: lazy_gettext("Vorschau"),
    State.APPLIED: lazy_gettext("übernommen"),
    State.TAKEN_BACK: lazy_gettext("zurückgenommen"),
}
SHOWN_ROWS = 8
"""Rows of the file that the mapping page shows, to find the header."""
SHOWN_COLUMNS = 8


def step_form(found: ImportInfo) -> ConfirmForm:
    """The form of the step an import is at; it knows what was chosen, and which job read last.

    No time: two savings of one second would look like one, and a step that is refused would look
    like somebody else's.
    """
    form = ConfirmForm()
    form.drawn_from = [found.state, found.chosen, found.words, found.job_id]
    return form


def common(registration: Registration) -> dict[str, Any]:
    """What every page of an import knows."""
    return {
        "step_form": step_form,
        "base_template": registration.base_template,
        "target_name": registration.target.name,
        "back": registration.back,
    }


def failure(job: JobState | None) -> str:
    """What a job could not do, in a sentence; empty: it went well."""
    if job is None or job.error is None:
        return ""
    if job.error == MEANING_OF_FAULT:
        return _("Der Fehler liegt bei uns. Bitte versuchen Sie es noch einmal.")
    return job.error


def again(registration: Registration, found: ImportInfo, problem: str) -> ResponseReturnValue:
    """The page of the present step with a sentence above it; what was ticked is kept."""
    template, context = page(registration, found)
    body = render_template(template, **common(registration), **context, found=found, failed=problem)
    return body, 400


def page(registration: Registration, found: ImportInfo) -> tuple[str, dict[str, Any]]:
    """Template and context of the state an import is in."""
    if found.state is State.REFUSED:
        wording = sentence(found.report["refused"], found.report["params"])
        return "sheets/refused.html", {"sentence": wording}
    if found.state is State.READ:
        return columns(registration, found)
    if found.state is State.MAPPED:
        return asking.words(registration, found)
    if found.state is State.PREVIEWED:
        return "sheets/preview.html", preview(registration.target, found)
    left = [row for row in store.rows(found.id) if row.outcome in ("partly", "touched", "needed")]
    return "sheets/done.html", {"counts": store.counts(found.id, "outcome"), "left": left}


def outlines_of(found: ImportInfo) -> tuple[list[Outline], list[str]]:
    """The outlines of a file, and keys of notes about it."""
    return outline.restored(found.outline or {})


def columns(
    registration: Registration, found: ImportInfo, filled: Filled | None = None
) -> tuple[str, dict[str, Any]]:
    """The mapping page."""
    outlines, notes = outlines_of(found)
    said = chosen.restored(found.chosen)
    first = outlines[said.sheets[0]]
    titles = chosen.header(first, said.layout)
    fields = registration.target.fields()
    traces = {
        s.column
        for each in fields
        if each.kind is Kind.TRACE
        for s in said.columns.sources.get(each.key, ())
    }
    notes = [*notes, *(note for number in said.sheets for note in outlines[number].head.notes)]
    return "sheets/columns.html", {
        "fields": fields,
        "lines": filled.lines if filled else column_form.lines(fields, said.columns),
        "problems": filled.problems if filled else [],
        "options": list(_options(first, titles, said.layout.data)),
        "colours": list(_colours(first, titles, said.layout.data)),
        "flags": filled.columns if filled else said.columns,
        "sheets": [_sheet(number, each, said.sheets) for number, each in enumerate(outlines)],
        "layout": said.layout,
        "rows": _first_rows(first),
        "notes": [sentence(note) for note in dict.fromkeys(notes)],
        "twice": twice(titles.values()),
        "hidden_rows": sum(outlines[number].hidden_rows for number in said.sheets),
        "hidden_columns": [
            letters(c) for c in sorted(first.head.hidden_columns - traces) if c in titles
        ],
    }


def _options(first: Outline, titles: Mapping[int, str], data: int) -> Iterator[tuple[str, str]]:
    for column, title in titles.items():
        samples = ", ".join(f"„{text[:24]}“" for text in first.samples_after(column, data))
        label = f"{letters(column)}: {title[:60]}"
        yield f"{CONTENT}{column}", f"{label} ({samples})" if samples else label


def _colours(first: Outline, titles: Mapping[int, str], data: int) -> Iterator[tuple[str, str]]:
    for column, title in titles.items():
        codes = first.colours_after(column, data)
        if codes:
            names = ", ".join(dict.fromkeys(_(COLOURS[colour_name(code)]) for code in codes[:6]))
            label = _("Farbe von %(column)s: %(title)s") % {
                "column": letters(column),
                "title": title[:60],
            }
            yield f"{COLOUR}{column}", f"{label} ({names})"


def _sheet(number: int, each: Outline, chosen_ones: Sequence[int]) -> dict[str, Any]:
    refused = sentence(each.head.refused) if each.head.refused else ""
    return {
        "number": number,
        "name": each.head.name,
        "filled": each.filled,
        "hidden": each.head.hidden,
        "refused": refused,
        "usable": each.filled > 1 and not refused,
        "chosen": number in chosen_ones,
    }


def _first_rows(first: Outline) -> list[tuple[int, list[str]]]:
    numbers = sorted(first.head.rows)[:SHOWN_ROWS]
    return [(n, [shown(cell)[:30] for cell in first.head.rows[n][:SHOWN_COLUMNS]]) for n in numbers]
