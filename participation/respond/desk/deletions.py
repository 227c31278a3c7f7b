"""Which answers go soon, for the home of the desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from participation.base.tasks import Task, Urgency
from participation.base.web.templating import format_date
from participation.base.words.catalogues import gettext as _
from participation.respond.answers import retention
from participation.studies import service as studies
from participation.studies.service import WaveInfo


def open_tasks(now: datetime) -> Iterator[Task]:
    """Announces each deletion a month before."""
    return (_task(wave, day) for wave, day in retention.ending(now))


def _task(wave: WaveInfo, day: date) -> Task:
    named = {"day": format_date(day), "name": wave.title.localized(("de",)).text}
    sentence = _("Am %(day)s werden die Antworten von „%(name)s“ gelöscht.") % named
    if wave.released:
        more: tuple[str, ...] = ()
    else:
        more = (_("Die Zahlen sind noch nicht veröffentlicht. Danach geht das nicht mehr."),)
    return Task(
        sentence,
        studies.desk_link("respond_staff.keeping", wave_id=wave.id),
        _("Ansehen"),
        Urgency.LATER if wave.released else Urgency.SOON,
        more,
    )
