"""Making a release: answers of a closed wave → the frozen tables, in a job process.

Loads pandas; only :mod:`participation.monitoring.work` imports it, inside the job.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from flask import current_app

from participation.base import database
from participation.base.jobs import Report
from participation.places import service as places
from participation.respond import service as respond
from participation.studies import service as studies
from participation.studies.service import WaveInfo
from surveys.figures import answer_table, disclosure, indicators
from surveys.figures.about import Reason, WaveMeta
from surveys.figures.corrections.exclusion import ALL, Exclusion, Rule
from surveys.figures.disclosure import Made
from surveys.figures.plan import Plan
from surveys.figures.released import PlaceNode
from surveys.instrument.instrument import Text


@dataclass(frozen=True)
class Material:
    """All that a release of one wave is made of."""

    answers: answer_table.AnswerTable
    wave: WaveMeta
    places: tuple[PlaceNode, ...]
    secret: bytes
    definitions: tuple[str, ...] | None
    left_out: Mapping[Rule, bytearray]


def gather(wave: WaveInfo, rules: Collection[Rule] = ALL) -> Material:
    """Settles the letterbox and reads the answers; nobody who writes waits for the reading.

    Answers that one of ``rules`` names are left out.
    """
    database.commit()
    respond.settle(wave.id)
    database.reads()
    instrument = studies.instrument(wave.instrument_version_id)
    scales = [found.question for found in indicators.of(instrument) if found.scale]
    exclusion = Exclusion(rules, instrument, scales)
    kept = exclusion.kept(respond.answers(wave.id))
    rows = (answer_table.StoredAnswer(row.key, row.answers) for row in kept)
    material = Material(
        answers=answer_table.build(instrument, rows),
        wave=meta(wave),
        places=places.tree(),
        secret=studies.secret(wave.id),
        definitions=wave.plan.group_definitions or None,
        left_out=exclusion.left_out,
    )
    database.commit()
    return material


def release(material: Material, report: Report = lambda _part: None) -> Made:
    """The first release of the wave, and what is remembered of it."""
    return disclosure.first(*_parts(material), left_out=material.left_out, report=report)


def plan(material: Material, report: Report) -> Plan:
    """What the release will show, without one value."""
    return Plan.of(disclosure.first(*_parts(material), report=report).released)


class Again(NamedTuple):
    """What is corrected, and how."""

    earlier: Sequence[Made]
    """The versions there are, the oldest first."""
    reason: Reason
    definitions: Sequence[str]


def correction(material: Material, again: Again, report: Report) -> Made | None:
    """One version more; None when no group gets new numbers."""
    parts = (material.answers, material.wave, material.places, material.secret)
    return disclosure.corrected(*parts, *again, left_out=material.left_out, report=report)


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
) -> tuple[
    answer_table.AnswerTable, WaveMeta, tuple[PlaceNode, ...], bytes, tuple[str, ...] | None
]:
    return (
        material.answers,
        material.wave,
        material.places,
        material.secret,
        material.definitions,
    )


def _day(moment: datetime) -> date:
    found: date = moment.astimezone(current_app.config["SETTINGS"].zone).date()
    return found
