"""What events ask of staff, for the home of the desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from participation.access.service import desk_link
from participation.base.tasks import Task, TaskLink, Urgency
from participation.base.words.catalogues import gettext as _
from participation.base.words.catalogues import ngettext
from participation.boards.desk import gaps, words
from participation.boards.events import planning
from participation.boards.events.programme import EventInfo
from participation.boards.setup import prompts
from participation.boards.setup.prompts import Drafts

AHEAD = timedelta(days=45)
SOON = timedelta(days=14)


def open_tasks(now: datetime) -> Iterator[Task]:
    """Events in the calendar, what is not ready yet, notes that wait on the day."""
    today = words.today(now)
    if desk_link("events.list_all") is None:
        return
    ahead = [item for item in planning.events() if not item.archived_on and item.plan.day >= today]
    drafts = prompts.drafts([event.id for event in ahead]) if ahead else {}
    for event in ahead:
        yield from _before(event, today, drafts.get(event.id, {}))


def _before(event: EventInfo, today: date, drafts: Drafts) -> Iterator[Task]:
    name = words.name(event.plan.title)
    address = desk_link("events.show", event_id=event.id)
    if event.plan.day <= today + AHEAD:
        ready = sum(workshop.boards > 0 for workshop in event.workshops)
        wording = ngettext(
            "%(name)s (%(num)d Workshop bereit)", "%(name)s (%(num)d Workshops bereit)", ready
        )
        yield Task(wording % {"name": name, "num": ready}, address, day=event.plan.day)
    waiting = sum(workshop.waiting for workshop in event.workshops)
    if event.plan.day == today:
        sentence = _("„%(name)s“ ist heute.") % {"name": name}
        more = gaps.draft_questions(drafts)
        if waiting:
            more = (_("%(n)d Zettel warten auf die Moderation.") % {"n": waiting}, *more)
        yield Task(sentence, address, _("Veranstaltung öffnen"), Urgency.NOW, more)
        return
    step = words.next_step(event, today, drafts)
    if step.address:
        urgency = Urgency.NEXT if event.plan.day <= today + SOON else Urgency.SOON
        beside = TaskLink(_("Veranstaltung ansehen"), address) if address else None
        said = _("„%(name)s“: %(sentence)s") % {"name": name, "sentence": step.sentence}
        yield Task(said, step.address, step.verb, urgency, step.warnings, beside)
