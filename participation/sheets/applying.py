"""An import applied: all accepted rows in one transaction, or none."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from participation.base.errors import DomainError
from participation.base.words.catalogues import gettext as _
from participation.sheets import chosen, registry, store
from participation.sheets.meaning.comparing import Sort
from participation.sheets.meaning.titles import normal
from participation.sheets.meaning.values import RowRef, from_json, to_json
from participation.sheets.models import State
from participation.sheets.target import Existing, Target, Value, Values

TAKE, LEAVE, NEW = "take", "leave", "new"
"""Decisions about a row of the preview; of one that is alike ``take`` changes the row there is."""
OTHER = (Sort.CHANGED, Sort.BOTH, Sort.OLDER)
"""Rows that say something else than the row there is."""
CREATED, CHANGED = "created", "changed"


class ParentLeft(DomainError):
    """A row is accepted and the new row it belongs to is not."""


def apply(import_id: uuid.UUID) -> bool:
    """Applies the accepted rows; False: what is there changed since the preview, nothing is done.

    Raises:
        ParentLeft: a row belongs to one that stays away.
        DomainError: the target cannot take a row; its sentence says why.
    """
    found = store.find(import_id)
    store.lock_target(found.target)
    if store.find(import_id).state is not State.PREVIEWED:
        return True  # a job before this one did it
    target = registry.registration(found.target).target
    everything = store.rows(import_id)
    rows = [row for row in everything if accepted(row)]
    target.hold([row.key for row in rows if row.key])  # what is compared below is what is changed
    existing = {each.key: each for each in target.existing()}
    if not _fresh(rows, everything, existing, target):
        return False
    made = _write(rows, everything, target, chosen.of_new_rows(found, target))
    after = {each.key: each for each in target.existing()}
    store.put_undo(import_id, _undo(rows, made, after))
    counted = f"+{sum(is_new(row) for row in rows)} ~{sum(not is_new(row) for row in rows)}"
    registry.audit("import", target, counted, store.account_of(import_id))
    now = datetime.now(UTC).replace(microsecond=0)
    store.save(import_id, state=State.APPLIED, applied_at=now, book=None, outline=None)
    return True


def accepted(row: sa.Row[Any]) -> bool:
    """Whether a row of the preview is to be applied."""
    if row.sort in (Sort.NEW, *OTHER):
        return bool(row.decision == TAKE)
    return row.sort == Sort.ALIKE and row.decision in (TAKE, NEW)


def is_new(row: sa.Row[Any]) -> bool:
    """Whether an accepted row makes a new one."""
    return bool(row.sort == Sort.NEW or (row.sort == Sort.ALIKE and row.decision == NEW))


def check_parents(import_id: uuid.UUID) -> None:
    """Every accepted row that belongs to a new row of the sheet has it.

    Raises:
        ParentLeft: one has not; the sentence names both.
    """
    everything = {row.place: row for row in store.rows(import_id)}
    for row in everything.values():
        above = everything.get(row.needs) if row.needs is not None and accepted(row) else None
        if above is not None and not accepted(above) and not above.key:
            raise ParentLeft(
                _(
                    "Zeile %(row)d gehört zu Zeile %(above)d, und die bleibt weg."
                    " Übernehmen Sie beide oder keine."
                )
                % {"row": row.row, "above": above.row}
            )


def _fresh(
    rows: Sequence[sa.Row[Any]],
    everything: Sequence[sa.Row[Any]],
    existing: Mapping[str, Existing],
    target: Target,
) -> bool:
    """Whether all is as the preview showed it."""
    known = {row.key for row in everything if row.key}
    added = [each for key, each in existing.items() if key not in known]
    names = {
        (key, normal(str(each.values.get(key) or "")))
        for each in added
        for key in (target.title, target.number)
        if key is not None
    }
    for row in rows:
        if is_new(row):
            if {
                (target.title, normal(row.title)),
                (target.number, normal(row.number) or "?"),
            } & names:
                return False
        elif row.key not in existing or not _as_shown(row, existing[row.key]):
            return False
    return True


def _as_shown(row: sa.Row[Any], now: Existing) -> bool:
    return all(
        (to_json(now.values.get(field)) or None) == (old or None) for field, old, *_ in row.changes
    )


def _write(
    rows: Sequence[sa.Row[Any]],
    everything: Sequence[sa.Row[Any]],
    target: Target,
    same: Mapping[str, str],
) -> dict[int, str]:
    """Makes new rows, those that others belong to first, then changes; keys of the new by place."""
    new = list(_parents_first([row for row in rows if is_new(row)]))
    made = {row.place: str(uuid.uuid4()) for row in new}
    keys = {row.place: row.key for row in everything if row.key} | made
    target.create({made[r.place]: {**same, **_values(r, r.whole or r.changes, keys)} for r in new})
    target.change(
        {
            row.key: _values(row, row.changes, keys)
            for row in rows
            if row.place not in made and row.changes
        }
    )
    return made


def _parents_first(rows: Sequence[sa.Row[Any]]) -> Iterator[sa.Row[Any]]:
    waiting = {row.place: row for row in rows}
    done: set[int] = set()
    for row in rows:
        line = []
        at: sa.Row[Any] | None = row
        while at is not None and at.place not in done:
            line.append(at)
            done.add(at.place)
            at = waiting.get(at.needs) if at.needs is not None else None
        yield from reversed(line)


def _values(row: sa.Row[Any], changes: Sequence[Sequence[Any]], keys: Mapping[int, str]) -> Values:
    """What a row tells, rows of the sheet that it names by their keys."""
    values: dict[str, Value] = {}
    for field, _old, stored, *_names in changes:
        value = from_json(stored)
        if isinstance(value, RowRef):
            if value.order not in keys:
                raise ParentLeft(
                    _("Die Zeile, zu der Zeile %(row)d gehört, bleibt weg.") % {"row": row.row}
                )
            values[field] = keys[value.order]
        else:
            values[field] = value
    return values


def _undo(
    rows: Sequence[sa.Row[Any]], made: Mapping[int, str], after: Mapping[str, Existing]
) -> Iterator[dict[str, Any]]:
    order = {place: number for number, place in enumerate(made)}
    for row in rows:
        key = made.get(row.place, row.key)
        now = after[key]
        undo: dict[str, Any]
        if row.place in made:
            values = {field: to_json(value) for field, value in now.values.items()}
            undo = {"turn": order[row.place], "values": values, "revision": now.revision}
        else:
            undo = {"fields": {f: [old, to_json(now.values.get(f))] for f, old, *_ in row.changes}}
        outcome = CREATED if row.place in made else CHANGED
        yield {"b_place": row.place, "b_key": key, "b_undo": undo, "b_outcome": outcome}
