"""What waits while people answer: the survey in the field, and free texts to read."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from participation.base import database
from participation.base.tasks import Task, Urgency
from participation.base.words.catalogues import gettext as _
from participation.base.words.catalogues import ngettext
from participation.places import service as places
from participation.respond.answers import review, upkeep
from participation.respond.models import Counter, DayCount
from participation.studies import service as studies
from participation.studies.service import WaveInfo, WaveState

TOTAL, TEXTS = "total", "texts"


@dataclass(slots=True)
class Counts:
    """What the home tells of one wave."""

    total: int = 0
    """Answers that left the letterbox, rounded down to 10."""
    texts: int = 0
    """Free texts that nobody has read."""
    places: dict[str, int] = field(default_factory=dict)


def open_tasks(now: datetime) -> Iterator[Task]:
    """The next step of each survey that people answer, and texts that wait for a reader."""
    if studies.desk_link("studies.surveys") is None:
        return
    found = [w for w in studies.waves(now) if w.schedule.opened_at and not w.released]
    if not found:
        return
    counts = _counts([wave.id for wave in found])
    for wave in sorted(found, key=lambda wave: wave.plan.asking_ends_at):
        if wave.state is WaveState.OPEN:
            yield studies.step_task(wave, now, Urgency.NEXT, *_progress(wave, counts[wave.id]))
    for wave in found:
        if waiting := counts[wave.id].texts:
            yield _texts(wave, waiting)


def _texts(wave: WaveInfo, waiting: int) -> Task:
    return Task(
        f"{read_texts(waiting)}: {studies.name(wave)}",
        studies.desk_link("respond_staff.texts", wave_id=wave.id),
        _("Freie Texte ansehen"),
        Urgency.SOON,
    )


def read_texts(waiting: int) -> str:
    """Asks to read the texts that wait."""
    if waiting > review.MANY:
        return _("Mehr als %(n)d freie Texte ansehen") % {"n": review.MANY}
    asked = ngettext("%(num)d freien Text ansehen", "%(num)d freie Texte ansehen", waiting)
    return asked % {"num": waiting}


def _progress(wave: WaveInfo, counts: Counts) -> Iterator[str]:
    if not counts.total:
        yield _("Noch sind es weniger als 10 Antworten.")
        return
    yield _("Mindestens %(n)d Antworten sind da.") % {"n": counts.total}
    thin = sum(counts.places.get(c.name, 0) < wave.k for c in places.place_choices())
    if thin and counts.places:
        missing = ngettext(
            "Aus %(num)d Ort fehlen noch Antworten, damit er einzeln gezeigt werden kann.",
            "Aus %(num)d Orten fehlen noch Antworten, damit sie einzeln gezeigt werden können.",
            thin,
        )
        yield missing % {"num": thin}


def _counts(wave_ids: list[uuid.UUID]) -> Mapping[uuid.UUID, Counts]:
    """All of it in one SQL statement."""
    total = (
        sa.select(
            DayCount.wave_id,
            sa.literal(TOTAL).label("kind"),
            sa.literal("").label("key"),
            sa.func.sum(DayCount.total).label("value"),
        )
        .where(DayCount.wave_id.in_(wave_ids))
        .group_by(DayCount.wave_id)
    )
    places_counted = sa.select(
        Counter.wave_id, sa.literal(upkeep.PLACE), Counter.key, Counter.value
    ).where(Counter.wave_id.in_(wave_ids), Counter.dimension == upkeep.PLACE)
    texts = (
        sa.select(
            sa.literal(wave_id, sa.Uuid()),
            sa.literal(TEXTS),
            sa.literal(""),
            review.pending(wave_id),
        )
        for wave_id in wave_ids
    )
    found: dict[uuid.UUID, Counts] = defaultdict(Counts)
    for wave_id, kind, key, value in database.connection().execute(
        sa.union_all(total, places_counted, *texts)
    ):
        counts = found[wave_id]
        if kind == TOTAL:
            counts.total = int(value) // upkeep.STEP * upkeep.STEP
        elif kind == TEXTS:
            counts.texts = value
        else:
            counts.places[key] = value
    return found
