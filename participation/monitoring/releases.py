"""Frozen releases: written once, read by everybody."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache

import sqlalchemy as sa

from participation.base import database
from participation.monitoring.models import Release
from surveys.figures.released import Released, ReleaseDamagedError
from surveys.instrument.instrument import Text

KEPT = 8
"""Releases a process holds in memory."""


@dataclass(frozen=True, slots=True)
class ReleasedWave:
    """A wave whose figures are public."""

    wave_id: uuid.UUID
    slug: str
    title: Text
    closed_on: date
    responses: int
    """Rounded."""
    released_at: datetime
    released_by: str


def released_waves() -> tuple[ReleasedWave, ...]:
    """All waves with figures, the newest first."""
    columns = sa.select(
        Release.wave_id,
        Release.slug,
        Release.title,
        Release.closed_on,
        Release.responses,
        Release.released_at,
        Release.released_by,
    )
    rows = database.connection().execute(
        columns.order_by(Release.closed_on.desc(), Release.released_at.desc())
    )
    return tuple(ReleasedWave(r[0], r[1], Text(r[2]), *r[3:]) for r in rows)


def released(wave_id: uuid.UUID) -> Released | None:
    """The figures of a wave, or ``None`` while it has none.

    Raises:
        ReleaseDamagedError: the stored document was altered.
    """
    return _found(Release.wave_id == wave_id)


def released_as(slug: str) -> Released | None:
    """The figures of the wave with this address, or ``None``.

    Raises:
        ReleaseDamagedError: the stored document was altered.
    """
    return _found(Release.slug == slug)


def freeze(wave_id: uuid.UUID, figures: Released, account: str) -> bool:
    """Writes the one release of a wave; False when it has one already, which stays."""
    connection = database.connection()
    known = sa.select(Release.id).where(Release.wave_id == wave_id)
    if connection.execute(known).first() is not None:
        return False
    connection.execute(
        sa.insert(Release).values(
            id=uuid.uuid4(),
            wave_id=wave_id,
            version=1,
            slug=figures.wave.key,
            title=dict(figures.wave.title.strings),
            closed_on=figures.wave.closed,
            responses=figures.responses,
            document=figures.to_bytes(),
            sha256=figures.sha256,
            released_at=datetime.now(UTC),
            released_by=account,
        )
    )
    return True


def _found(condition: sa.ColumnElement[bool]) -> Released | None:
    row = database.connection().execute(sa.select(Release.sha256).where(condition)).first()
    return None if row is None else loaded(row.sha256)


@lru_cache(maxsize=KEPT)
def loaded(sha256: str) -> Released:
    """The release with this hash; kept in memory, for it never changes.

    Raises:
        ReleaseDamagedError: the stored document was altered.
    """
    row = (
        database.connection()
        .execute(sa.select(Release.document).where(Release.sha256 == sha256))
        .one()
    )
    found = Released.load(row.document)
    if found.sha256 != sha256:
        raise ReleaseDamagedError("another document than the one released")
    return found
