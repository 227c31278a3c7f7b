"""What waits in the concept: measures that are overdue, money that runs out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from participation.access.service import desk_link
from participation.base.tasks import Task, Urgency
from participation.base.web.templating import local_day
from participation.base.words.catalogues import ngettext
from participation.concept.gaps.counts import counts


def open_tasks(now: datetime) -> Iterator[Task]:
    """What waits for who may decide; one statement, however many measures there are."""
    if desk_link("concept_desk.release_all") is None:
        return
    found = counts(local_day(now))
    if found.overdue:
        sentence = ngettext(
            "Bei %(num)d Maßnahme ist die Frist vorbei oder das Jahr um",
            "Bei %(num)d Maßnahmen ist die Frist vorbei oder das Jahr um",
            found.overdue,
        )
        yield Task(
            sentence % {"num": found.overdue},
            desk_link("concept_desk.overview", late=1),
            ngettext("Maßnahme ansehen", "Maßnahmen ansehen", found.overdue),
            Urgency.LATER,
        )
    if found.ending:
        sentence = ngettext(
            "Mittel laufen aus bei %(num)d Maßnahme",
            "Mittel laufen aus bei %(num)d Maßnahmen",
            found.ending,
        )
        yield Task(
            sentence % {"num": found.ending},
            desk_link("concept_desk.money", _anchor="ending"),
            urgency=Urgency.LATER,
        )
