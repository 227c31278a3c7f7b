"""What staff see while a wave runs: how many answer, from where."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from participation.base.web.security import Permission, staff
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import current, of_tag
from participation.places import service as places
from participation.respond.answers import review, stored
from participation.respond.desk import tasks
from participation.studies import service as studies
from participation.studies.service import WaveState

blueprint = Blueprint("respond_staff", __name__, url_prefix="/desk/surveys")


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a count; ``value`` None: too few to be shown."""

    label: str
    value: int | None
    share: int
    """Of the longest bar, in percent."""
    per_thousand: int | None = None
    """So many of 1,000 inhabitants, roughly; 0: fewer than one. None: nobody entered how many."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole county, as far as its inhabitants are entered."""

    inhabitants: int
    per_thousand: int


@blueprint.get("/<uuid:wave_id>/watch")
@staff(Permission.SEE_FIGURES)
def watch(wave_id: uuid.UUID) -> ResponseReturnValue:
    """How many have answered: by place, language and channel, each alone."""
    now = datetime.now(UTC)
    wave = studies.wave(wave_id, now)
    totals = stored.totals(wave_id)
    names = _place_names(wave.instrument_version_id)
    inhabitants = {place.key: place.population for place in places.places() if place.population}
    channels = {"": _("Ohne Kanal")} | {item.key: item.label for item in studies.channels(wave_id)}
    tags = [item.tag for item in studies.languages(wave_id) if item.offered]
    return render_template(
        "respond/desk/watch.html",
        wave=wave,
        totals=totals,
        waiting=review.number_pending(wave_id),
        read_texts=tasks.read_texts,
        places=_bars(names, totals.places, inhabitants),
        coverage=_coverage(names, totals.total, inhabitants),
        days_left=(wave.plan.asking_ends_at - now).days,
        running=wave.state in (WaveState.OPEN, WaveState.SCHEDULED),
        languages=_bars({tag: of_tag(tag).own_name for tag in tags}, totals.languages),
        channels=_bars(channels, totals.channels),
    )


def _place_names(version_id: uuid.UUID) -> Mapping[str, str]:
    questions = studies.instrument(version_id).questions
    asked = questions.get("s_municipality")
    chain = current().chain
    if asked is not None and asked.choices:
        return {c.name: c.label.localized(chain).text for c in asked.choices}
    return {place.key: place.name for place in places.places()} if asked is not None else {}


def _bars(
    names: Mapping[str, str],
    counts: Mapping[str, int],
    inhabitants: Mapping[str, int] = MappingProxyType({}),
) -> list[Bar]:
    longest = max(counts.values(), default=0)
    bars = [
        Bar(
            label,
            counts.get(key),
            round(100 * counts.get(key, 0) / longest) if longest else 0,
            _per_thousand(counts.get(key, 0), inhabitants.get(key)),
        )
        for key, label in names.items()
    ]
    return sorted(bars, key=lambda bar: -(bar.value or 0))


def _coverage(
    names: Mapping[str, str], total: int, inhabitants: Mapping[str, int]
) -> Coverage | None:
    """None when nobody answered yet, or no place that is asked for has its inhabitants entered."""
    together = sum(inhabitants.get(key, 0) for key in names)
    part = _per_thousand(total, together)
    return Coverage(together, part) if total and part is not None else None


def _per_thousand(answers: int, inhabitants: int | None) -> int | None:
    """From rounded counts and therefore rough; the same people may not live where they say."""
    return round(1000 * answers / inhabitants) if inhabitants else None
