"""All areas, read in one go and kept in the process for a few seconds."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from flask import Flask, has_app_context

from participation.areas.models import Area
from participation.areas.shipped import SHIPPED, AreaInfo, AreaKind
from participation.base import database
from participation.base.app_state import AppState
from surveys.instrument.instrument import Text

KEEP_SECONDS = 10
"""How long another process may go on showing what was changed in this one."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every area by key, in the county's order, as it was at ``read_at`` (monotonic seconds)."""

    read_at: float
    areas: Mapping[str, AreaInfo]


@dataclass(slots=True)
class Kept:
    """What this process remembers."""

    snapshot: Snapshot | None = None

    def forget(self) -> None:
        """Has it read anew."""
        self.snapshot = None


KEPT = AppState[Kept]("areas")


def init_app(app: Flask) -> None:
    """Remembers nothing yet."""
    KEPT.put(app, Kept())


def snapshot() -> Mapping[str, AreaInfo]:
    """All areas, ended ones too, at most :data:`KEEP_SECONDS` old."""
    if not has_app_context():
        return SHIPPED  # a document drawn of nothing but its own data
    kept, now = KEPT.current(), time.monotonic()
    known = kept.snapshot
    if known is None or now - known.read_at > KEEP_SECONDS:
        known = kept.snapshot = Snapshot(now, read())
    return known.areas


def forget() -> None:
    """Has them read anew: something was changed."""
    # At once for this transaction, and again for what others read before it was committed.
    kept = KEPT.current()
    kept.forget()
    database.after_commit(kept.forget)


def read() -> Mapping[str, AreaInfo]:
    """All areas as the database has them now: the shipped ones, the county's rows before them."""
    rows = database.connection().execute(sa.select(*Area.__table__.c))
    found = dict(SHIPPED) | {row.key: _info(row) for row in rows}
    order = sorted(found.values(), key=lambda area: (area.position, area.key))
    return {area.key: area for area in order}


def _info(row: sa.Row[tuple[object, ...]]) -> AreaInfo:
    return AreaInfo(
        row.key,
        AreaKind(row.kind),
        Text(row.titles),
        row.colour,
        row.pictogram,
        row.position,
        row.ended,
        row.revision,
    )
