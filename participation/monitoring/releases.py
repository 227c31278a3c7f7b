"""Frozen releases: written once, read by everybody."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from participation.base import database, rewriting
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


@dataclass(frozen=True, slots=True)
class Note:
    """A correction that changed no number."""

    day: date
    text: str
    """Its reason, as it is printed."""


@dataclass(frozen=True, slots=True)
class Published:
    """One version of a wave's figures, and what is told of the others."""

    released: Released
    newest: int
    """Number of the newest version."""
    notes: tuple[Note, ...]
    """Corrections since the newest version, the oldest first."""

    @property
    def digest(self) -> str:
        """Of all that a page may show of it."""
        return f"{self.released.sha256} {self.newest} {self.notes}"


_HEADS = sa.select(Release.wave_id, Release.version, Release.sha256, Release.notes)


def published(wave_id: uuid.UUID, version: int | None = None) -> Published | None:
    """A version of a wave's figures (the newest when none is named), or ``None``.

    Raises:
        ValueError: the stored document was altered.
    """
    return _published(_HEADS.where(Release.wave_id == wave_id), version)


def published_as(slug: str, version: int | None = None) -> Published | None:
    """The same of the wave with this address; of two that had it, of the one released last.

    Raises:
        ValueError: the stored document was altered.
    """
    return _published(_HEADS.where(Release.slug == slug), version)


def _published(
    chosen: sa.Select[uuid.UUID, int, str, list[dict[str, str]] | None], version: int | None
) -> Published | None:
    ordered = chosen.order_by(Release.released_at.desc(), Release.version.desc())
    rows = database.connection().execute(ordered).all()
    if not rows:
        return None
    newest = rows[0]
    wanted = newest.version if version is None else version
    found = next((r for r in rows if (r[0], r[1]) == (newest.wave_id, wanted)), None)
    if found is None:
        return None
    notes = tuple(Note(date.fromisoformat(n["day"]), n["text"]) for n in newest.notes or ())
    return Published(RELEASES.loaded(found.sha256), newest.version, notes)


def write_down(figures: Released) -> None:
    """Makes the bytes that are frozen: outside any transaction, so that nobody waits for them."""
    figures.to_bytes()


def freeze(
    wave_id: uuid.UUID, figures: Released, account: str, sealed: bytes | None = None
) -> bool:
    """Writes the first release of a wave; False when it has one already, which stays."""
    if versions(wave_id):
        return False
    _freeze(wave_id, figures, account, sealed)
    return True


def freeze_again(wave_id: uuid.UUID, figures: Released, account: str, sealed: bytes) -> None:
    """Writes the version after the newest; the caller holds a lock on the wave.

    Raises:
        ValueError: it follows another version.
    """
    if figures.version != len(versions(wave_id)) + 1:
        raise ValueError("another version was made meanwhile")
    _freeze(wave_id, figures, account, sealed)


def lock(wave_id: uuid.UUID) -> None:
    """Nobody else freezes figures of the wave or deletes its answers until this transaction ends.

    The rows alone would not do: a deletion that waits for them does not see the one that is new.
    """
    rewriting.only_one(database.connection(), wave_id)
    rows = sa.select(Release.id).where(Release.wave_id == wave_id).with_for_update()
    database.connection().execute(rows)


def note(wave_id: uuid.UUID, day: date, text: str) -> None:
    """Writes down a correction that changes no number."""
    newest = sa.select(Release.id, Release.notes).where(Release.wave_id == wave_id)
    row = database.connection().execute(newest.order_by(Release.version.desc()).limit(1)).one()
    notes = [*(row.notes or ()), {"day": day.isoformat(), "text": text}]
    written = sa.update(Release).where(Release.id == row.id).values(notes=notes)
    database.connection().execute(written)


def _freeze(wave_id: uuid.UUID, figures: Released, account: str, sealed: bytes | None) -> None:
    RELEASES.freeze(
        wave_id,
        figures,
        account,
        known=True,  # each version has a reason more than the one before
        slug=figures.wave.key,
        title=dict(figures.wave.title.strings),
        closed_on=figures.wave.closed,
        responses=figures.responses,
        sealed=sealed,
    )
