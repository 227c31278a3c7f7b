"""The rows of a sheet beside the rows there are: new, changed, the same, only in the database."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from participation.sheets.meaning.matching import Match, Matcher
from participation.sheets.meaning.parents import find_parents
from participation.sheets.meaning.told import Finding, Plan, Readings, ReadRow, shown_value
from participation.sheets.meaning.values import RowRef, to_json
from participation.sheets.target import Dated, Existing, Field, Kind, Value, Values


class Sort(StrEnum):
    """What a row of the preview is."""

    NEW = "new"
    CHANGED = "changed"
    OLDER = "older"
    """Changed there, and the sheet still tells what was before: nobody touched those cells."""
    BOTH = "both"
    """Changed in the sheet, and to something else there."""
    ALIKE = "alike"
    """Perhaps a row there is: the title is alike only, or the number another. A person decides."""
    SAME = "same"
    FLAWED = "flawed"
    """A problem stands in it, or in the row it belongs to."""
    ABSENT = "absent"
    """In the database and not in the sheet: stays as it is."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a row: what it is and what it would be."""

    field: str
    old: Value | RowRef
    new: Value | RowRef


@dataclass(slots=True)
class Compared:
    """One row of the preview."""

    order: int
    sort: Sort
    title: str
    number: str = ""
    sheet: str = ""
    row: int = 0
    hidden: bool = False
    key: str = ""
    """Of the row there is; empty: none."""
    known_title: str = ""
    """Title of the row there is, where it is another."""
    changes: list[Change] = field(default_factory=list)
    """Fields that would be other; of a new row all that are filled."""
    whole: list[Change] = field(default_factory=list)
    """Of a row that is alike: all that is filled, should it become a new one."""
    needs: int | None = None
    """Order of the new row of this sheet that must come first."""


Ask = Callable[[Mapping[str, tuple[str | None, Values]]], Mapping[str, str]]
"""Asks a target for its :meth:`~participation.sheets.target.Target.objections`."""


Earlier = Mapping[str, Mapping[str, Collection[str]]]
"""By key of a row and field: values that it had before, each as :func:`as_text` tells it."""


def as_text(value: Value | RowRef) -> str:
    """A value as text, to know it again."""
    return json.dumps(to_json(value) or None, ensure_ascii=False)


def compare(
    readings: Readings,
    existing: Sequence[Existing],
    plan: Plan,
    ask: Ask | None = None,
    earlier: Earlier | None = None,
) -> list[Compared]:
    """The preview, rows of the sheet in their order, then what is only in the database.

    Adds problems of parents, and what the target cannot take, to ``readings``.

    Args:
        readings: the sheet.
        existing: what there is.
        plan: what staff said of the sheet.
        ask: asks the target what it cannot take.
        earlier: what imports of today found and left; of rows that carry no trace.
    """
    matcher = Matcher(existing, plan)
    matches = matcher.match([row for row in readings.rows if not row.flawed])
    find_parents(readings, existing, plan, matches)
    flawed = _flawed(readings.rows, plan)
    readings.problems += [
        Finding(row.sheet, row.number, "", shown_value(row.values.get(plan.title)), "parent_flawed")
        for row in readings.rows
        if row.order in flawed and not row.flawed
    ]
    differ = _Differ(plan, earlier or {})
    rows = [
        _row(row, matches.get(row.order), differ, flawed=row.order in flawed)
        for row in readings.rows
    ]
    if ask is not None:
        _object(rows, readings, ask)
    met = {match.existing.key for match in matches.values()}
    met |= matcher.keys_of_flawed([row for row in readings.rows if row.flawed])
    rest = (each for each in existing if each.key not in met)
    return [*rows, *_absent(rest, plan, len(readings.rows))]


def _flawed(rows: Sequence[ReadRow], plan: Plan) -> set[int]:
    """Rows with problems, and rows whose new parent has one."""
    found = {row.order for row in rows if row.flawed}
    parent = plan.parent
    grew = parent is not None
    while grew and parent is not None:
        more = {row.order for row in rows if _parent_in(row.values.get(parent.key), found)} - found
        found |= more
        grew = bool(more)
    return found


def _object(rows: Sequence[Compared], readings: Readings, ask: Ask) -> None:
    """Rows that the target cannot take, and those that belong to them, are flawed."""
    asked = {
        str(row.order): (row.key or None, _values_of(row.changes))
        for row in rows
        if row.sort in (Sort.NEW, Sort.CHANGED, Sort.ALIKE)
    }
    found = ask(asked)
    gone: set[int] = set()
    for row in rows:
        above = row.needs in gone and row.sort is not Sort.FLAWED
        sentence = found.get(str(row.order))
        if sentence is None and not above:
            continue
        gone.add(row.order)
        row.sort, row.changes, row.whole = Sort.FLAWED, [], []
        key, params = ("objection", {"sentence": sentence}) if sentence else ("parent_flawed", {})
        readings.problems.append(Finding(row.sheet, row.row, "", row.title, key, params))


def _values_of(changes: Sequence[Change]) -> dict[str, Value]:
    return {each.field: each.new for each in changes if not isinstance(each.new, RowRef)}


def _parent_in(value: Value | RowRef, orders: set[int]) -> bool:
    return isinstance(value, RowRef) and value.order in orders


def _row(row: ReadRow, match: Match | None, differ: _Differ, *, flawed: bool) -> Compared:
    plan = differ.plan
    compared = Compared(
        row.order,
        Sort.FLAWED,
        shown_value(row.values.get(plan.title)),
        shown_value(row.values.get(plan.number)) if plan.number else "",
        row.sheet,
        row.number,
        row.hidden,
    )
    if flawed:
        return compared
    parent = plan.parent
    above = row.values.get(parent.key) if parent else None
    compared.needs = above.order if isinstance(above, RowRef) else None
    if match is None:
        compared.sort, compared.changes = Sort.NEW, _filled(row)
        return compared
    compared.key = match.existing.key
    compared.sort, compared.changes = differ.differ(row, match.existing)
    known = shown_value(match.existing.values.get(plan.title))
    compared.known_title = known if known != compared.title else ""
    if not match.sure:
        compared.sort, compared.whole = Sort.ALIKE, _filled(row)
    return compared


def _filled(row: ReadRow) -> list[Change]:
    return [
        Change(key, None, value) for key, value in row.values.items() if value not in (None, ())
    ]


class _Differ:
    """Tells what a row of the sheet says otherwise, and who said otherwise last."""

    def __init__(self, plan: Plan, earlier: Earlier) -> None:
        self.plan, self.earlier = plan, earlier

    def differ(self, row: ReadRow, existing: Existing) -> tuple[Sort, list[Change]]:
        """The sort of a row there is, and its changes.

        What the sheet only still tells, because nobody touched the cell, does not come along with
        what was changed in it.
        """
        found = list(self._changes(row, existing))
        changes = [change for sort, change in found if sort is not Sort.OLDER]
        if not changes:
            return (Sort.OLDER if found else Sort.SAME), [change for _sort, change in found]
        both = any(sort is Sort.BOTH for sort, _change in found)
        return (Sort.BOTH if both else Sort.CHANGED), changes

    def _changes(self, row: ReadRow, existing: Existing) -> Iterator[tuple[Sort, Change]]:
        for key, new in row.values.items():
            each = self.plan.by_key[key]
            known = existing.values.get(key)
            meant = _with_other_days(each, known, new)
            if new in (None, ()) and (not self.plan.columns.clears or each.dated):
                continue
            if not _same(each, known, meant):
                yield self._sort(row, existing, key, new), Change(key, known, meant)

    def _sort(self, row: ReadRow, existing: Existing, key: str, new: Value | RowRef) -> Sort:
        trace = row.trace if row.trace and row.trace.key == existing.key else None
        if trace is None or (untouched := trace.was(key, new)) is None:
            before = self.earlier.get(existing.key, {}).get(key, ())
            return Sort.OLDER if as_text(new) in before else Sort.CHANGED
        if untouched:
            return Sort.OLDER
        return Sort.CHANGED if trace.was(key, existing.values.get(key)) else Sort.BOTH


def _with_other_days(each: Field, old: Value, new: Value | RowRef) -> Value | RowRef:
    if not each.dated or not isinstance(new, tuple):
        return new
    days = {entry.on: entry for entry in old or () if isinstance(entry, Dated)}  # type: ignore[union-attr]  # a dated field's
    days |= {entry.on: entry for entry in new if isinstance(entry, Dated)}
    return tuple(days[on] for on in sorted(days))


def _same(each: Field, old: Value, new: Value | RowRef) -> bool:
    """Whether both say the same; names in another order are the same names."""
    if each.kind is Kind.NAMES and isinstance(old, tuple) and isinstance(new, tuple):
        return sorted(map(str, old)) == sorted(map(str, new))
    return _equal(old, new)


def _equal(old: Value, new: Value | RowRef) -> bool:
    return (old if old != () else None) == (new if new != () else None)


def _absent(rest: Iterable[Existing], plan: Plan, first: int) -> Iterable[Compared]:
    for order, each in enumerate(rest, first):
        number = shown_value(each.values.get(plan.number)) if plan.number else ""
        title = shown_value(each.values.get(plan.title))
        yield Compared(order, Sort.ABSENT, title, number, key=each.key)
