"""Rows that name the row above them: found in the sheet or in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from participation.sheets.meaning.matching import Match
from participation.sheets.meaning.titles import normal
from participation.sheets.meaning.told import (
    Finding,
    Plan,
    Readings,
    ReadRow,
    listed,
    shown_value,
)
from participation.sheets.meaning.values import RowRef
from participation.sheets.target import Existing, Value
from surveys.authoring.sheets import letters


def make_wholes(readings: Readings, existing: Sequence[Existing], plan: Plan) -> None:
    """Parts may name a row that stands nowhere (its title only spans them): then it is made."""
    parent = plan.parent
    if parent is None or not any(row.part for row in readings.rows):
        return
    known = _called(existing, readings.rows, plan)
    made: list[str] = []
    rows: list[ReadRow] = []
    for row in readings.rows:
        said = row.values.get(parent.key)
        if row.part and not row.flawed and isinstance(said, str) and normal(said) not in known:
            known.add(normal(said))
            made.append(said)
            rows.append(_whole(row, said, plan))
        rows.append(row)
    for order, row in enumerate(rows):
        row.order = order
    readings.rows = rows
    if made:
        readings.notices.append(Finding("", 0, "", listed(made), "parent_made"))


def _called(existing: Sequence[Existing], rows: Sequence[ReadRow], plan: Plan) -> set[str]:
    """Titles and numbers by which rows can be named."""
    keys = [key for key in (plan.title, plan.number) if key]
    held = [each.values for each in existing] + [row.values for row in rows if not row.part]
    return {normal(shown_value(values.get(key))) for values in held for key in keys}


def _whole(part: ReadRow, title: str, plan: Plan) -> ReadRow:
    same = {each.key: part.values.get(each.key) for each in plan.fields if each.grouping}
    if plan.number:
        same[plan.number] = part.number_above
    values = {key: value for key, value in same.items() if value is not None}
    return ReadRow(0, part.sheet, part.number, part.hidden, {**values, plan.title: title})


def find_parents(
    readings: Readings, existing: Sequence[Existing], plan: Plan, matches: Mapping[int, Match]
) -> None:
    """Puts keys, or rows of the sheet, in the place of the words by which parents are named."""
    parent = plan.parent
    if parent is None or not any(parent.key in row.values for row in readings.rows):
        return
    finder = _Finder(readings.rows, existing, plan, matches)
    for row in readings.rows:
        said = row.values.get(parent.key)
        if row.flawed or not isinstance(said, str):
            continue
        found = finder.find(said, row)
        if found is None:
            _problem(readings, row, said, "parent_missing", plan)
        else:
            row.values[parent.key] = found
    for row in _circles(readings.rows, parent.key):
        _problem(readings, row, "", "parent_circle", plan)


class _Finder:
    def __init__(
        self,
        rows: Sequence[ReadRow],
        existing: Sequence[Existing],
        plan: Plan,
        matches: Mapping[int, Match],
    ) -> None:
        self.matches = matches
        self.here: dict[str, list[ReadRow]] = defaultdict(list)
        self.there: dict[str, str] = {}
        for key in (plan.title, plan.number):  # what a number says wins
            if key is None:
                continue
            for each in existing:
                self.there[normal(shown_value(each.values.get(key)))] = each.key
            for row in rows:
                if said := normal(shown_value(row.values.get(key))):
                    self.here[said].append(row)

    def find(self, said: str, child: ReadRow) -> Value | RowRef:
        """A key, a row of the sheet, or None. Of several rows the nearest above."""
        words = normal(said)
        named = [row for row in self.here.get(words, ()) if row is not child]
        whole = [row for row in named if not row.part] or named
        if whole:
            above = [row for row in whole if row.order < child.order]
            row = above[-1] if above else whole[0]
            match = self.matches.get(row.order)
            return match.existing.key if match and match.sure else RowRef(row.order)
        return self.there.get(words) if words else None


def _circles(rows: Sequence[ReadRow], key: str) -> list[ReadRow]:
    by_order = {row.order: row for row in rows}
    found = []
    for row in rows:
        seen, at = {row.order}, row.values.get(key)
        while isinstance(at, RowRef):
            if at.order in seen:
                found.append(row)
                break
            seen.add(at.order)
            at = by_order[at.order].values.get(key)
    return found


def _problem(readings: Readings, row: ReadRow, said: str, key: str, plan: Plan) -> None:
    parent, part = plan.parent, plan.part
    sources = plan.columns.sources.get(parent.key, ()) if parent else ()
    if row.part and part:
        sources = plan.columns.sources.get(plan.title, ())
    column = letters(sources[0].column) if sources else ""
    if plan.lenient and parent and not row.part:
        readings.notices.append(Finding(row.sheet, row.number, column, said[:80], "left_empty"))
        del row.values[parent.key]
        return
    readings.problems.append(Finding(row.sheet, row.number, column, said[:80], key))
    row.flawed = True
