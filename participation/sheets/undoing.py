"""An import taken back within a day; what somebody changed since stays, and is named."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from participation.sheets import applying, registry, store
from participation.sheets.meaning.values import RowRef, from_json, to_json
from participation.sheets.models import State
from participation.sheets.target import Existing, Target, Value

BACK, PARTLY, TOUCHED, NEEDED = "back", "partly", "touched", "needed"
"""Outcomes: as before; some fields were changed since and stay; changed since; others need it."""


def take_back(import_id: uuid.UUID) -> None:
    """Removes what the import made and gives back what it changed, in one transaction."""
    found = store.find(import_id)
    store.lock_target(found.target)
    if store.find(import_id).state is not State.APPLIED:
        return  # a job before this one did it
    target = registry.registration(found.target).target
    rows = [row for row in store.rows(import_id) if row.undo]
    target.hold([row.key for row in rows])  # what is compared below is what is taken back
    existing = {each.key: each for each in target.existing()}
    outcomes = _give_back([row for row in rows if _changed(row)], existing, target)
    made = [row for row in rows if not _changed(row)]
    outcomes |= _remove(made, existing, target)
    store.put_undo(
        import_id,
        (
            {
                "b_place": row.place,
                "b_key": row.key,
                "b_undo": None,
                "b_outcome": outcomes[row.place],
            }
            for row in rows
        ),
    )
    left = sum(outcome != BACK for outcome in outcomes.values())
    counted = f"-{len(rows) - left} ={left}"
    registry.audit("undo", target, counted, store.account_of(import_id))
    store.save(import_id, state=State.TAKEN_BACK)


def _changed(row: sa.Row[Any]) -> bool:
    return bool(row.outcome == applying.CHANGED)


def _give_back(
    rows: Sequence[sa.Row[Any]], existing: Mapping[str, Existing], target: Target
) -> dict[int, str]:
    """What nobody changed since is as before; outcomes by place."""
    given = {row.place: _same_since(row, existing.get(row.key)) for row in rows}
    target.change({row.key: given[row.place] for row in rows if given[row.place]})
    outcomes: dict[int, str] = {}
    for row in rows:
        back = len(given[row.place])
        whole = back == len(row.undo["fields"]) and row.key in existing
        outcomes[row.place] = BACK if whole else PARTLY if back else TOUCHED
    return outcomes


def _same_since(row: sa.Row[Any], now: Existing | None) -> dict[str, Value]:
    """Old values of the fields that still are as the import left them."""
    if now is None:
        return {}
    fields: dict[str, list[Any]] = row.undo["fields"]
    return {
        field: _plain(from_json(old))
        for field, (old, after) in fields.items()
        if to_json(now.values.get(field)) == after
    }


def _plain(value: Value | RowRef) -> Value:
    # What was there before never names a row of the sheet.
    return None if isinstance(value, RowRef) else value


def _remove(
    rows: Sequence[sa.Row[Any]], existing: Mapping[str, Existing], target: Target
) -> dict[int, str]:
    """Children first; judged before anything is removed, for that touches the rows above."""
    same = {row.place: _untouched(row, existing.get(row.key)) for row in rows}
    last_first = sorted(rows, key=lambda row: -row.undo["turn"])
    needed = target.remove([row.key for row in last_first if same[row.place]])
    return {
        row.place: BACK  # also what somebody deleted already
        if row.key not in existing or (same[row.place] and row.key not in needed)
        else NEEDED
        if row.key in needed
        else TOUCHED
        for row in rows
    }


def _untouched(row: sa.Row[Any], now: Existing | None) -> bool:
    if now is None:
        return False
    values = {field: to_json(value) for field, value in now.values.items()}
    return bool(values == row.undo["values"] and now.revision == row.undo["revision"])
