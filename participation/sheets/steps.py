"""What staff send from one step of an import to the next."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.base.errors import DomainError
from participation.base.web.numbers import whole_number
from participation.base.words.catalogues import gettext as _
from participation.sheets import (
    applying,
    asking,
    chosen,
    column_form,
    memory,
    showing,
    store,
    work,
)
from participation.sheets.chosen import Chosen
from participation.sheets.meaning.comparing import Sort
from participation.sheets.meaning.layout import Layout
from participation.sheets.meaning.outline import Outline
from participation.sheets.meaning.values import MAKE, word_key
from participation.sheets.models import State
from participation.sheets.preview import of_tab
from participation.sheets.registry import Registration
from participation.sheets.store import ImportInfo

LAST_ROW = 999_999
"""Of a sheet: below a million."""
NOTHING = "-"
"""Value of the choice "nothing" for a word; an empty one was not answered."""


def _step(registration: Registration, import_id: uuid.UUID, state: State) -> ImportInfo:
    """The import at this step, unless somebody saved since the page was drawn."""
    found = store.step(import_id, registration.target.key, state)
    showing.step_form(found).validate()
    return found


def sheet(registration: Registration, import_id: uuid.UUID) -> ResponseReturnValue:
    """Other sheets or another header: columns are proposed anew."""
    found = _step(registration, import_id, State.READ)
    outlines, _notes = showing.outlines_of(found)
    try:
        picked = _sheets(registration, found, outlines)
    except DomainError as problem:
        return showing.again(registration, found, str(problem.remedy))
    store.save(import_id, chosen=chosen.stored(picked))
    return redirect(url_for(".show", import_id=import_id), 303)


def _sheets(registration: Registration, found: ImportInfo, outlines: Sequence[Outline]) -> Chosen:
    sent = request.form.getlist("sheets")
    sheets = tuple(number for number in chosen.usable(outlines) if str(number) in sent)
    if not sheets:
        raise DomainError(_("Wählen Sie mindestens ein Blatt."))
    now = chosen.restored(found.chosen)
    layout = None if sheets[0] != now.sheets[0] else _layout(now.layout)
    target = registration.target
    picked = chosen.for_sheets(target, target.fields(), outlines, sheets, layout)
    if not chosen.alike(outlines, sheets, picked.layout):
        raise DomainError(
            _("Diese Blätter haben andere Überschriften. Lesen Sie sie nacheinander ein.")
        )
    return picked


def _layout(now: Layout) -> Layout:
    first, last, data = (
        _row(name, known)
        for name, known in (("first", now.first), ("last", now.last), ("data", now.data))
    )
    if not 1 <= first <= last < data:
        raise DomainError(
            _("Die Überschrift steht über den Daten. Schreiben Sie zum Beispiel 1, 1 und 2.")
        )
    if (first, last) != (now.first, now.last) and data == now.data:
        data = max(data, last + 1)
    return Layout(first, last, data)


def _row(name: str, known: int) -> int:
    text = request.form.get(name, "").strip()
    if not text:
        return known
    if (found := whole_number(text, LAST_ROW)) is None:
        raise DomainError(_("Schreiben Sie die Zeile als Zahl, zum Beispiel 3."))
    return found


def columns(registration: Registration, import_id: uuid.UUID) -> ResponseReturnValue:
    """Which column is what: remembered, and compared by a job."""
    found = _step(registration, import_id, State.READ)
    now = chosen.restored(found.chosen)
    outlines, _notes = showing.outlines_of(found)
    titles = chosen.header(outlines[now.sheets[0]], now.layout)
    filled = column_form.read(registration.target.fields(), titles, request.form)
    if filled.problems:
        template, context = showing.columns(registration, found, filled)
        page = render_template(
            template, **showing.common(registration), **context, found=found, failed=""
        )
        return page, 400
    stored = chosen.stored(Chosen(now.sheets, now.layout, filled.columns))
    stored["ask"] = "ask" in request.form
    memory.keep_columns(registration.target.key, titles, filled.columns)
    store.save(import_id, state=State.MAPPED, chosen=stored, words={}, report={})
    store.work(import_id, work.COMPARE)
    return redirect(url_for(".show", import_id=import_id), 303)


def words(registration: Registration, import_id: uuid.UUID) -> ResponseReturnValue:
    """What the sheet's own words mean: remembered, colours for this file only."""
    found = _step(registration, import_id, State.MAPPED)
    said, problems = _meanings(registration, found)
    if problems:
        template, context = asking.words(registration, found, request.form, problems)
        page = render_template(
            template, **showing.common(registration), **context, found=found, failed=""
        )
        return page, 400
    known = {key: found.words.get(key, {}) | meanings for key, meanings in said.items()}
    for key, meanings in said.items():
        memory.keep_words(registration.target.key, key, meanings)
    store.save(import_id, words=found.words | known, report={})
    store.work(import_id, work.COMPARE)
    return redirect(url_for(".show", import_id=import_id), 303)


def _meanings(
    registration: Registration, found: ImportInfo
) -> tuple[dict[str, dict[str, str]], list[tuple[str, str]]]:
    """By field what each word means; and the selects that are not answered."""
    meanings: dict[str, dict[str, str]] = {}
    problems = []
    choices = {
        each.key: {choice.key for choice in each.choices} | ({MAKE} if each.makes else set())
        for each in registration.target.fields()
    }
    for word in asking.unknown(found):
        sent = request.form.get(word.name, "")
        if sent == NOTHING or sent in choices.get(word.field, ()):
            meaning = "" if sent == NOTHING else sent
            meanings.setdefault(word.field, {})[word_key(word.said)] = meaning
        else:
            sentence = _("Wählen Sie, was „%(word)s“ bedeutet.") % {"word": word.shown}
            problems.append((word.name, sentence))
    return meanings, problems


def rows(registration: Registration, import_id: uuid.UUID) -> ResponseReturnValue:
    """Ticks of one page of the preview; then all, none, or applied."""
    found = _step(registration, import_id, State.PREVIEWED)
    act = request.form.get("act", "")
    store.decide(import_id, _decisions())
    found = _of_new_rows(registration, found)
    sort = request.form.get("sort", "")
    if act in ("empty", "whole"):
        store.save(import_id, chosen={**found.chosen, "empty": act == "empty"})
        store.work(import_id, work.COMPARE)
        return redirect(url_for(".show", import_id=import_id), 303)
    if act in ("all", "none") and sort in (Sort.NEW, Sort.CHANGED):
        places = [row.place for row in store.rows(import_id, of_tab(Sort(sort)))]
        decision = applying.TAKE if act == "all" else applying.LEAVE
        store.decide(import_id, dict.fromkeys(places, decision))
    if act == "apply":
        return _apply(registration, found)
    page = request.form.get("page", "1")
    if "to" in request.form:
        sort, _dash, page = request.form["to"].partition("-")
    return redirect(url_for(".show", import_id=import_id, sort=sort, page=page), 303)


def _of_new_rows(registration: Registration, found: ImportInfo) -> ImportInfo:
    """What the preview asks for all new rows at once; kept on the way to other pages of it."""
    said = {
        each.key: sent
        for each in chosen.asked_of_new_rows(found, registration.target)
        if (sent := request.form.get(f"new-{each.key}")) in {choice.key for choice in each.choices}
    }
    if not said or said == found.chosen.get("new"):
        return found
    decisions = {**found.chosen, "new": said}
    store.save(found.id, chosen=decisions)
    return replace(found, chosen=decisions)


def _decisions() -> dict[int, str]:
    taken = set(request.form.getlist("take"))
    decisions: dict[int, str] = {}
    for place in request.form.getlist("shown")[:500]:
        if (number := whole_number(place)) is None:
            continue
        alike = request.form.get(f"alike-{place}")
        if alike is not None:
            known = (applying.TAKE, applying.NEW, applying.LEAVE)
            decisions[number] = alike if alike in known else ""
        else:
            decisions[number] = applying.TAKE if place in taken else applying.LEAVE
    return decisions


def _apply(registration: Registration, found: ImportInfo) -> ResponseReturnValue:
    problem = ""
    if found.report.get("blocked"):
        problem = _("So geht es noch nicht. Lesen Sie, was zu ändern ist.")
    elif found.report.get("problems") and "without" not in request.form:
        problem = _(
            "Einige Zeilen haben Probleme. Setzen Sie das Häkchen, wenn sie wegbleiben sollen."
        )
    elif not any(map(applying.accepted, store.rows(found.id))):
        problem = _("Es ist keine Zeile ausgewählt.")
    else:
        try:
            applying.check_parents(found.id)
        except DomainError as left:
            problem = str(left.remedy)
    if problem:
        return showing.again(registration, found, problem)
    store.work(found.id, work.APPLY)
    return redirect(url_for(".show", import_id=found.id), 303)


def again(registration: Registration, import_id: uuid.UUID) -> ResponseReturnValue:
    """Back to the columns; or once more what a job could not do."""
    waiting = (State.UPLOADED, State.READ, State.MAPPED, State.PREVIEWED)
    found = store.step(import_id, registration.target.key, *waiting)
    if found.state is State.UPLOADED:
        store.work(import_id, work.READ)
    elif "columns" in request.form or found.state is State.READ:
        store.save(import_id, state=State.READ, report={})
    else:
        store.work(import_id, work.COMPARE)
    return redirect(url_for(".show", import_id=import_id), 303)
