"""Making a release: answers of a closed wave → the frozen tables, in a job process.

Loads pandas; only :mod:`participation.monitoring.work` imports it, inside the job.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from flask import current_app

from participation.base import database
from participation.places import service as places
from participation.respond import service as respond
from participation.studies import service as studies
from participation.studies.service import WaveInfo
from surveys.figures import disclosure, frame
from surveys.figures.disclosure import Made
from surveys.figures.plan import Plan
from surveys.figures.released import PlaceNode, WaveMeta
from surveys.instrument.instrument import Text


@dataclass(frozen=True)
class Material:
    """All that a release of one wave is made of."""

    frame: frame.Frame
    wave: WaveMeta
    places: tuple[PlaceNode, ...]
    secret: bytes
    definitions: tuple[str, ...] | None


def gather(wave: WaveInfo) -> Material:
    """Settles the letterbox and reads the answers; nobody who writes waits for the reading."""
    database.commit()
    respond.settle(wave.id)
    database.reads()
    instrument = studies.instrument(wave.instrument_version_id)
    rows = (frame.StoredAnswer(row.key, row.answers) for row in respond.answers(wave.id))
    material = Material(
        frame=frame.build(instrument, rows),
        wave=meta(wave),
        places=places.tree(),
        secret=studies.secret(wave.id),
        definitions=wave.plan.group_definitions or None,
    )
    database.commit()
    return material


def release(material: Material) -> Made:
    """The first release of the wave, and what is remembered of it."""
    return disclosure.first(*_parts(material))


def plan(material: Material) -> Plan:
    """What the release will show, without one value."""
    return disclosure.plan(*_parts(material))


def meta(wave: WaveInfo) -> WaveMeta:
    """What is told about the wave beside every figure."""
    version = studies.version(wave.instrument_version_id)
    now = datetime.now(UTC)
    closed = min(wave.schedule.closed_since(now) or now, wave.plan.asking_ends_at)
    target = wave.plan.target_group
    return WaveMeta(
        key=wave.slug,
        instrument=version.key,
        instrument_version=str(version.number),
        title=wave.title,
        opened=_day(wave.schedule.opens_at),
        closed=_day(closed - timedelta(seconds=1)),  # a day ends at midnight, which is the next one
        target_group=Text({"de": target} if target else {}),
        sample=wave.plan.sampling,
        k=wave.k,
        languages=tuple(item.tag for item in studies.languages(wave.id) if item.offered),
    )


def _parts(
    material: Material,
) -> tuple[frame.Frame, WaveMeta, tuple[PlaceNode, ...], bytes, tuple[str, ...] | None]:
    return (
        material.frame,
        material.wave,
        material.places,
        material.secret,
        material.definitions,
    )


def _day(moment: datetime) -> date:
    found: date = moment.astimezone(current_app.config["SETTINGS"].zone).date()
    return found
