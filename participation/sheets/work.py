"""The jobs of an import: read the file, compare it, apply it, take it back."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask

from participation.base import database, hooks, jobs
from participation.sheets import applying, chosen, memory, registry, store, undoing
from participation.sheets.meaning import states, traces
from participation.sheets.meaning.comparing import Change, Compared, Earlier, Sort, as_text, compare
from participation.sheets.meaning.outline import outlined, stored
from participation.sheets.meaning.parents import make_wholes
from participation.sheets.meaning.rows import doubles, read_rows
from participation.sheets.meaning.told import Finding, Plan, Readings, shown_value
from participation.sheets.meaning.values import RowRef, from_json, to_json
from participation.sheets.models import State
from participation.sheets.reading.cells import Book, FileRefused, packed, unpacked
from participation.sheets.reading.colours import is_colour
from participation.sheets.store import ImportInfo
from participation.sheets.target import Field, Target, Value
from surveys.apart import SECONDS, BrokeOff, TooSlow, apart

READ, COMPARE, APPLY, TAKE_BACK = "sheet_read", "sheet_compare", "sheet_apply", "sheet_take_back"
MOST_FINDINGS = 1_000
"""Problems and notices that are kept of one comparison."""
CELLS = frozenset(
    ("cell_formula", "cell_error", "cell_long", "no_number", "no_day", "no_whole", "number_twice",
     "parent_missing", "text_too_long")
)  # fmt: skip
"""Problems of one cell: staff may leave it empty instead of the whole row away."""
TAKE = applying.TAKE


def init_app(app: Flask) -> None:
    """States how imports are worked on, and that old ones go."""
    jobs.register(app, READ, _read)
    jobs.register(app, COMPARE, _compare)
    jobs.register(app, APPLY, _apply)
    jobs.register(app, TAKE_BACK, _take_back)
    hooks.TICK.register(app, store.tick)


def _read(arguments: dict[str, Any], progress: jobs.Report) -> dict[str, Any]:
    import_id = uuid.UUID(arguments["import"])
    content = store.blob(import_id, "content")
    database.commit()
    if content is None:
        return {}  # thrown away meanwhile, or read by a job before this one
    progress(0.1)
    key, params, packed = opened(content)
    progress(0.8)
    if packed is None:
        report = {"refused": key, "params": params}
        store.save(import_id, state=State.REFUSED, content=None, report=report)
        return {}
    _keep(import_id, unpacked(packed), packed)
    return {}


def opened(content: bytes) -> tuple[str, dict[str, str], bytes | None]:
    """Why a file cannot be taken, or the packed book."""
    # Forked children find the readers there.
    from participation.sheets.reading import opening  # noqa: PLC0415 - jobs only

    def read() -> tuple[str, dict[str, str], bytes | None]:
        try:
            return "", {}, packed(opening.read(content))
        except FileRefused as refused:
            return refused.key, refused.params, None

    try:
        return apart(read)
    except TooSlow:
        return "too_slow", {"most": f"{SECONDS:g}"}, None
    except BrokeOff:
        return "broke_off", {}, None


def _keep(import_id: uuid.UUID, book: Book, packed: bytes) -> None:
    outlines = outlined(book)
    found = store.find(import_id)
    if not chosen.usable(outlines):
        refused = next((each.head.refused for each in outlines if each.head.refused), "empty")
        report = {"refused": refused, "params": {"most": "5000"}}
        store.save(import_id, state=State.REFUSED, content=None, report=report)
        return
    guess = chosen.first_guess(registry.registration(found.target).target, outlines)
    store.save(
        import_id,
        state=State.READ,
        content=None,
        book=packed,
        outline=stored(outlines, book.notes),
        chosen=chosen.stored(guess),
    )


def plan_of(found: ImportInfo, target: Target) -> Plan:
    """What staff said of a file, with the target's fields."""
    said = chosen.restored(found.chosen)
    fields = target.fields()
    words = {each.key: found.words.get(each.key, {}) for each in fields}
    # Asked anew, and only for what the field's own choices do not say: nothing is remembered.
    remembered = {} if found.chosen.get("ask") else memory.words(target.key)
    for key, meanings in remembered.items():
        # What a colour means is said anew for each file.
        known = {word: means for word, means in meanings.items() if not is_colour(word)}
        words[key] = known | words.get(key, {})
    lenient = bool(found.chosen.get("empty"))
    secret = traces.key_of_installation()
    return Plan(
        fields, target.title, target.number, said.layout, said.columns, words, lenient, secret
    )


def _compare(arguments: dict[str, Any], progress: jobs.Report) -> dict[str, Any]:
    import_id = uuid.UUID(arguments["import"])
    compare_anew(import_id, progress)
    return {}


def compare_anew(import_id: uuid.UUID, progress: jobs.Report, *, stale: bool = False) -> None:
    """Reads the chosen sheets and writes the preview, or which words need a meaning."""
    found, packed_book = store.find(import_id), store.blob(import_id, "book")
    target = registry.registration(found.target).target
    plan, existing = plan_of(found, target), target.existing()
    names = {each.key: shown_value(each.values.get(target.title)) for each in existing}
    earlier = _earlier(target.key)
    database.commit()
    if packed_book is None:
        return
    book = unpacked(packed_book)
    progress(0.3)
    sheets = [book.sheets[number] for number in found.chosen["sheets"]]
    readings = read_rows(sheets, plan)
    if readings.unknown and not _too_many(readings):
        _ask(import_id, readings)
        return
    states.fold(readings, plan)
    make_wholes(readings, existing, plan)
    doubles(readings, plan)
    progress(0.5)
    previewed = compare(readings, existing, plan, target.objections, earlier)
    database.commit()
    progress(0.8)
    here = {row.order: shown_value(row.values.get(target.title)) for row in readings.rows}
    before = {row.place: (row.sort, row.changes, row.decision) for row in store.rows(import_id)}
    writer = _Writer(plan.parent, names, here, before)
    store.put_rows(import_id, [writer.row(each) for each in previewed])
    report = _report(readings, stale=stale)
    store.save(import_id, state=State.PREVIEWED, report=report)


def _earlier(target: str) -> Earlier:
    """Values that imports of today found, and those that they left: a copy may still have them."""
    found: dict[str, dict[str, set[str]]] = {}
    for row in store.applied_today(target):
        values = found.setdefault(row.key, {})
        for field, value in row.undo.get("values", {}).items():
            values.setdefault(field, set()).add(as_text(from_json(value)))
        for field, both in row.undo.get("fields", {}).items():
            values.setdefault(field, set()).update(as_text(from_json(value)) for value in both)
    return found


def _too_many(readings: Readings) -> bool:
    return any(finding.key == "too_many_words" for finding in readings.problems)


def _ask(import_id: uuid.UUID, readings: Readings) -> None:
    words = {field: dict(said) for field, said in readings.unknown.items()}
    store.save(import_id, state=State.MAPPED, report={"unknown": words})


class _Writer:
    """Makes rows of the preview as they are stored."""

    def __init__(
        self,
        parent: Field | None,
        names: Mapping[str, str],
        here: Mapping[int, str],
        before: Mapping[int, tuple[str, Any, str]],
    ) -> None:
        self.parent = parent.key if parent else ""
        self.names, self.here, self.before = names, here, before

    def row(self, each: Compared) -> dict[str, Any]:
        """One row; what was decided of it before stays while it says the same."""
        changes = [self._change(change) for change in each.changes]
        decision = TAKE if each.sort in (Sort.NEW, Sort.CHANGED) else ""
        before = self.before.get(each.order)
        if before and before[:2] == (each.sort.value, changes):
            decision = before[2]
        return {
            "place": each.order,
            "sort": each.sort.value,
            "decision": decision,
            "title": each.title,
            "number": each.number,
            "sheet": each.sheet,
            "row": each.row,
            "hidden": each.hidden,
            "key": each.key,
            "known_title": each.known_title,
            "changes": changes,
            "whole": [self._change(change) for change in each.whole],
            "needs": each.needs,
            "undo": None,
            "outcome": "",
        }

    def _change(self, change: Change) -> list[Any]:
        stored = [change.field, to_json(change.old), to_json(change.new)]
        if change.field != self.parent:
            return stored
        return [*stored, self._name(change.old), self._name(change.new)]

    def _name(self, value: Value | RowRef) -> str:
        if isinstance(value, RowRef):
            return self.here.get(value.order, "")
        return self.names.get(str(value), "") if value else ""


def _report(readings: Readings, *, stale: bool) -> dict[str, Any]:
    problems = sorted(readings.problems, key=lambda f: (f.sheet, f.row, f.column))
    kinds = Counter(finding.key for finding in readings.notices)
    return {
        "problems": _findings(problems),
        "notices": _findings(readings.notices),
        "more": max(0, len(problems) - MOST_FINDINGS)
        + max(0, len(readings.notices) - MOST_FINDINGS),
        "kinds": dict(kinds),
        "blocked": any(finding.row == 0 for finding in problems),
        "cells": sum(finding.key in CELLS for finding in problems),
        "stale": stale,
    }


def _findings(found: Sequence[Finding]) -> list[list[Any]]:
    return [
        [f.sheet, f.row, f.column, f.said, f.key, dict(f.params)] for f in found[:MOST_FINDINGS]
    ]


def _apply(arguments: dict[str, Any], progress: jobs.Report) -> dict[str, Any]:
    import_id = uuid.UUID(arguments["import"])
    progress(0.2)
    if not applying.apply(import_id):
        database.rollback()
        compare_anew(import_id, progress, stale=True)
    return {}


def _take_back(arguments: dict[str, Any], progress: jobs.Report) -> dict[str, Any]:
    progress(0.2)
    undoing.take_back(uuid.UUID(arguments["import"]))
    return {}
