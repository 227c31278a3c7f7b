"""Which survey asks how the day was, as staff choose it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from participation.base.web.templating import format_date
from participation.base.words.catalogues import gettext as _
from participation.studies import service as studies
from participation.studies.service import WaveInfo, WaveState

CHOOSABLE = (WaveState.SCHEDULED, WaveState.OPEN)


def choices(chosen: uuid.UUID | None) -> Iterator[tuple[str, str]]:
    """Key and label of every wave that may be chosen, and of the one that is, as it stands.

    A wave with codes cannot be: who stands in the room has none.
    """
    for wave in studies.waves():
        if wave.id == chosen or (wave.state in CHOOSABLE and not wave.plan.needs_code):
            yield str(wave.id), _label(wave)


def chosen(wave_id: uuid.UUID | None) -> str:
    """What staff read of the chosen wave; empty without one."""
    if wave_id is None:
        return ""
    return next((_label(wave) for wave in studies.waves() if wave.id == wave_id), "")


def _label(wave: WaveInfo) -> str:
    said = {"name": studies.name(wave), "day": format_date(wave.last_day)}
    if wave.state is WaveState.OPEN:
        return _("%(name)s (läuft bis %(day)s)") % said
    if wave.state is WaveState.SCHEDULED:
        said["day"] = format_date(wave.plan.opens_at)
        return _("%(name)s (ab %(day)s)") % said
    return _("%(name)s (beendet)") % said
