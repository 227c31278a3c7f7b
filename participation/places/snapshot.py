"""What is known of the county, read in one go and kept in the process for a few seconds."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.base.app_state import AppState
from participation.base.web.templating import local_day
from participation.places import promises
from participation.places.models import County, CountyText, ListedOffer, Place
from participation.places.promises import Confirmation, Promise
from surveys.figures.released import PlaceKind

KEEP_SECONDS = 10
"""How long another process may go on showing what was changed in this one."""


@dataclass(frozen=True, slots=True)
class CountyInfo:
    """The county as pages name it."""

    name: str = "Vielstimmig"
    land: str = ""
    revision: int = 0
    """0: nothing was entered yet."""


@dataclass(frozen=True, slots=True)
class PlaceInfo:
    """One place with all that staff entered."""

    key: str
    kind: PlaceKind
    name: str
    parent: str | None
    population: int | None
    localities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """One kind of help of the county's list."""

    key: str
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything this slice knows, as it was at ``read_at`` (monotonic seconds)."""

    read_at: float
    county: CountyInfo
    places: tuple[PlaceInfo, ...]
    offers: tuple[Offer, ...]
    texts: Mapping[tuple[str, str], str]
    promises: Mapping[Promise, Confirmation]
    promised: frozenset[Promise]
    by_language: dict[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Kept:
    """What this process remembers."""

    snapshot: Snapshot | None = None

    def forget(self) -> None:
        """Has it read anew."""
        self.snapshot = None


KEPT = AppState[Kept]("places")


def init_app(app: Flask) -> None:
    """Remembers nothing yet."""
    KEPT.put(app, Kept())


def today() -> date:
    """The day in the county."""
    return local_day(datetime.now(UTC))


def snapshot() -> Snapshot:
    """All of it, at most :data:`KEEP_SECONDS` old."""
    kept, now = KEPT.current(), time.monotonic()
    known = kept.snapshot
    if known is None or now - known.read_at > KEEP_SECONDS:
        known = kept.snapshot = _read(now)
    return known


def forget() -> None:
    """Has it read anew: something was changed."""
    # At once for this transaction, and again for what others read before it was committed.
    kept = KEPT.current()
    kept.forget()
    database.after_commit(kept.forget)


def _read(now: float) -> Snapshot:
    connection = database.connection()
    row = connection.execute(
        sa.select(County.name, County.land, County.revision, County.promises)
    ).first()
    said = promises.read(row.promises if row else None)
    return Snapshot(
        read_at=now,
        county=CountyInfo(*row[:3]) if row else CountyInfo(),
        promises=said,
        promised=frozenset(s.promise for s in promises.statuses(said, today()) if s.holds),
        places=_read_places(),
        offers=tuple(
            Offer(key, labels)
            for key, labels in connection.execute(
                sa.select(ListedOffer.key, ListedOffer.labels).order_by(ListedOffer.sort)
            )
        ),
        texts={
            (name, language): text
            for name, language, text in connection.execute(
                sa.select(CountyText.name, CountyText.language, CountyText.text)
            )
        },
    )


def _read_places() -> tuple[PlaceInfo, ...]:
    rows = database.connection().execute(
        sa.select(
            Place.key, Place.kind, Place.name, Place.parent, Place.population, Place.localities
        ).order_by(Place.sort, Place.name)
    )
    return tuple(
        PlaceInfo(key, PlaceKind(kind), name, parent, population, tuple(localities))
        for key, kind, name, parent, population, localities in rows
    )
