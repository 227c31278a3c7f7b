"""Frozen releases: written once, read by everybody."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from participation.base import database
from participation.base.releases import Form, Releases, Version
from participation.monitoring.models import Release
from surveys.figures.released import Released
from surveys.instrument.instrument import Text

KEPT = 8
"""Releases a process holds in memory."""
RELEASES = Releases(
    Released,
    Release,
    Release.wave_id,
    kept=KEPT,
    form=Form(Released.load, attrgetter("sha256")),
)


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
    """All waves with figures as their newest versions say, the newest first."""
    columns = sa.select(
        Release.wave_id,
        Release.slug,
        Release.title,
        Release.closed_on,
        Release.responses,
        Release.released_at,
        Release.released_by,
    )
    later = aliased(Release)
    corrected = sa.exists().where(later.wave_id == Release.wave_id, later.version > Release.version)
    rows = database.connection().execute(
        columns.where(~corrected).order_by(Release.closed_on.desc(), Release.released_at.desc())
    )
    return tuple(ReleasedWave(r[0], r[1], Text(r[2]), *r[3:]) for r in rows)


def versions(wave_id: uuid.UUID) -> tuple[Version, ...]:
    """All versions of a wave's figures, the newest first."""
    return RELEASES.versions(wave_id)


def released(wave_id: uuid.UUID, version: int | None = None) -> Released | None:
    """The figures of a wave (of its newest version when none is named), or ``None``.

    Raises:
        ValueError: the stored document was altered.
    """
    return RELEASES.read(wave_id, version)


def released_as(slug: str, version: int | None = None) -> Released | None:
    """The figures of the wave with this address, or ``None``.

    Raises:
        ValueError: the stored document was altered.
    """
    named = sa.select(Release.sha256).where(Release.slug == slug)
    if version is not None:
        named = named.where(Release.version == version)
    newest = named.order_by(Release.released_at.desc(), Release.version.desc()).limit(1)
    sha256 = database.connection().execute(newest).scalar()
    return None if sha256 is None else RELEASES.loaded(sha256)


def freeze(
    wave_id: uuid.UUID, figures: Released, account: str, sealed: bytes | None = None
) -> bool:
    """Writes the first release of a wave; False when it has one already, which stays."""
    if versions(wave_id):
        return False
    RELEASES.freeze(
        wave_id,
        figures,
        account,
        slug=figures.wave.key,
        title=dict(figures.wave.title.strings),
        closed_on=figures.wave.closed,
        responses=figures.responses,
        sealed=sealed,
    )
    return True
