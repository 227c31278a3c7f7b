"""The eight steps of a survey, each a link to the page where it is done.

Steps 6 and 8 live in rooms above this one; they are found by the names of their pages, so that
nothing here imports upwards.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from participation.access.service import desk_link
from participation.base.words.lazy import Lazy, lazy_gettext
from participation.studies.waves import offered
from participation.studies.waves.state import WaveState
from participation.studies.waves.waves import WaveInfo, wave

AFTER = frozenset({WaveState.TAKING, WaveState.CLOSED, WaveState.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Step:
    """One step; ``address`` is None while there is nothing to see or the account may not."""

    label: Lazy
    address: str | None
    done: bool
    here: bool


STATE_WORDS: dict[WaveState, tuple[Lazy, str]] = {
    WaveState.DRAFT: (lazy_gettext("Entwurf"), ""),
    WaveState.SCHEDULED: (lazy_gettext("beginnt noch"), ""),
    WaveState.OPEN: (lazy_gettext("läuft"), "run"),
    WaveState.TAKING: (lazy_gettext("nimmt letzte Antworten an"), "warn"),
    WaveState.CLOSED: (lazy_gettext("abgeschlossen"), ""),
    WaveState.WITHDRAWN: (lazy_gettext("zurückgezogen"), "danger"),
}
"""What staff read of a state, and the colour of its mark."""


def survey_steps(wave_id: uuid.UUID, here: int) -> tuple[Step, ...]:
    """The steps of a wave.

    Args:
        wave_id: the wave.
        here: number of the step whose page is shown, from 1; 0 for none.
    """
    found = wave(wave_id)
    rows = _rows(found)
    return tuple(
        Step(label, desk_link(endpoint, **values) if endpoint else None, done, number == here)
        for number, (label, endpoint, values, done) in enumerate(rows, start=1)
    )


def _rows(found: WaveInfo) -> tuple[tuple[Lazy, str, Mapping[str, object], bool], ...]:
    opened = found.schedule.opened_at is not None
    closed = found.state is WaveState.CLOSED
    own = {"wave_id": found.id}
    languages = any(language.offered for language in offered.languages(found.id))
    return (
        (lazy_gettext("Auswählen"), "studies.sample", {"version_id": found.template_id}, True),
        (lazy_gettext("Anpassen"), "studies.adapt", own, opened or found.revision > 1),
        (lazy_gettext("Sprachen"), "studies.languages", own, languages),
        (lazy_gettext("Ausprobieren"), "" if opened else "studies.rehearse", own, opened),
        (
            lazy_gettext("Öffnen und verteilen"),
            "studies.distribute" if opened else "studies.checklist",
            own,
            opened,
        ),
        (lazy_gettext("Läuft"), "respond_staff.watch" if opened else "", own, found.state in AFTER),
        (lazy_gettext("Abschließen"), _closing(found), own, closed),
        (
            lazy_gettext("Veröffentlichen"),
            ("monitoring.figures" if found.released else "monitoring.plan") if closed else "",
            own,
            found.released,
        ),
    )


def _closing(found: WaveInfo) -> str:
    if found.state in (WaveState.OPEN, WaveState.TAKING, WaveState.SCHEDULED):
        return "studies.closing"
    return "studies.reopening" if found.state is WaveState.CLOSED and not found.released else ""
