"""All areas, read in one go and kept in the process for a few seconds."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa
from flask import current_app, has_app_context

from participation.areas.models import Area
from participation.areas.shipped import SHIPPED, AreaInfo, AreaKind
from participation.base import database
from surveys.instrument.instrument import Text

KEEP_SECONDS = 10
"""How long another process may go on showing what was changed in this one."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Every area by key, in the county's order, as it was at ``read_at`` (monotonic seconds)."""

    read_at: float
    areas: Mapping[str, AreaInfo]


def snapshot() -> Mapping[str, AreaInfo]:
    """All areas, ended ones too, at most :data:`KEEP_SECONDS` old."""
    if not has_app_context():
        return SHIPPED  # a document drawn of nothing but its own data
    kept: Snapshot | None = current_app.extensions.get("areas")
    now = time.monotonic()
    if kept is None or now - kept.read_at > KEEP_SECONDS:
        kept = Snapshot(now, read())
        current_app.extensions["areas"] = kept
    return kept.areas


def forget() -> None:
    """Has them read anew: something was changed."""
    # At once for this transaction, and again for what others read before it was committed.
    extensions = current_app.extensions
    extensions.pop("areas", None)
    database.after_commit(lambda: extensions.pop("areas", None) and None)


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
