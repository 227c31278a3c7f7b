"""What is remembered of sheets: columns by header, words by field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from participation.base import database
from participation.sheets.meaning import mapping
from participation.sheets.meaning.mapping import Columns
from participation.sheets.meaning.titles import fingerprint
from participation.sheets.meaning.values import MAKE
from participation.sheets.models import SheetColumns, SheetWord


def columns(target: str, titles: Mapping[int, str]) -> Columns | None:
    """How a header with these titles was mapped the last time."""
    stored = (
        database.connection()
        .execute(
            sa.select(SheetColumns.columns).where(
                SheetColumns.target == target,
                SheetColumns.fingerprint == fingerprint(titles.values()),
            )
        )
        .scalar()
    )
    return mapping.restored(stored, titles) if stored else None


def keep_columns(target: str, titles: Mapping[int, str], chosen: Columns) -> None:
    """Remembers a mapping in the place of an older one."""
    _put(
        SheetColumns,
        {"target": target, "fingerprint": fingerprint(titles.values())},
        {"columns": mapping.stored(chosen, titles)},
    )


def words(target: str) -> dict[str, dict[str, str]]:
    """By field: what words of the county mean, colours too."""
    found: dict[str, dict[str, str]] = {}
    statement = sa.select(SheetWord.field, SheetWord.said, SheetWord.meaning)
    rows = database.connection().execute(statement.where(SheetWord.target == target))
    for field, said, meaning in rows:
        found.setdefault(field, {})[said] = meaning
    return found


def keep_words(target: str, field: str, meanings: Mapping[str, str]) -> None:
    """Remembers what words mean; a name that is made is known from then on."""
    for said, meaning in meanings.items():
        if meaning == MAKE:
            continue
        key = {"target": target, "field": field, "said": said[:200]}
        _put(SheetWord, key, {"meaning": meaning})


def _put(
    table: type[SheetColumns | SheetWord], key: Mapping[str, str], values: Mapping[str, Any]
) -> None:
    connection = database.connection()
    same = [getattr(table, name) == value for name, value in key.items()]
    connection.execute(sa.delete(table).where(*same))
    connection.execute(sa.insert(table).values(**key, **values, used_at=datetime.now(UTC)))
