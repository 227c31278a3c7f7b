"""What surveys wait for, by their state, and their days of the coming weeks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from participation.access.service import desk_link
from participation.base.tasks import Task, TaskLink, Urgency
from participation.base.web.templating import format_date, local_day
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import current, of_tag
from participation.studies.waves import checklist, waves
from participation.studies.waves.checklist import Known
from participation.studies.waves.next_step import next_step
from participation.studies.waves.state import WaveState, day_before
from participation.studies.waves.waves import WaveInfo

URGENCY = {
    WaveState.CLOSED: Urgency.NOW,
    WaveState.DRAFT: Urgency.SOON,
    WaveState.TAKING: Urgency.LATER,
    WaveState.SCHEDULED: Urgency.LATER,
}
"""How much a survey waits for its next step; one that people answer is offered by ``respond``."""


def open_tasks(now: datetime) -> Iterator[Task]:
    """The next step of each survey, languages nobody read, days to come."""
    if desk_link("studies.surveys") is None:
        return
    every = waves.waves(now)
    found = [wave for wave in every if not wave.released]
    known = checklist.known(found)
    for wave in sorted(found, key=lambda wave: wave.plan.asking_ends_at):
        if wave.state in URGENCY:
            yield step_task(wave, now, URGENCY[wave.state], *_late(wave, now), known=known[wave.id])
        yield from _unread(wave, known[wave.id])
        yield from _days(wave)
    yield _another(empty=not every)


def step_task(
    wave: WaveInfo, now: datetime, urgency: Urgency, *more: str, known: Known | None = None
) -> Task:
    """The next step of a survey as a task; ``more`` are further sentences."""
    step = next_step(wave, now, known)
    look = desk_link("studies.survey", wave_id=wave.id)
    return Task(
        _("„%(name)s“: %(sentence)s") % {"name": name(wave), "sentence": step.sentence},
        step.address or look,
        step.verb if step.address else "",
        urgency,
        more,
        TaskLink(_("Befragung ansehen"), look) if look else None,
    )


def name(wave: WaveInfo) -> str:
    """A survey's name in the language of the page."""
    return wave.title.localized(current().chain).text


def _late(wave: WaveInfo, now: datetime) -> Iterator[str]:
    """What should have happened by now."""
    promised, today = wave.plan.results_on, local_day(now)
    if wave.state is WaveState.CLOSED and promised and promised <= today:
        yield _("Versprochen sind die Ergebnisse ab %(day)s.") % {"day": format_date(promised)}
    if wave.state is WaveState.DRAFT and local_day(wave.plan.opens_at) < today:
        yield _("Der erste Tag war der %(day)s.") % {"day": format_date(wave.plan.opens_at)}


def _unread(wave: WaveInfo, known: Known) -> Iterator[Task]:
    unread = [status.tag for status in known.languages if status.open_unchecked]
    if unread and wave.state in (WaveState.OPEN, WaveState.DRAFT, WaveState.SCHEDULED):
        names = ", ".join(of_tag(tag).own_name for tag in unread)
        yield Task(
            _("Nicht geprüft in „%(name)s“: %(languages)s")
            % {"name": name(wave), "languages": names},
            desk_link("studies.languages", wave_id=wave.id),
        )


def _days(wave: WaveInfo) -> Iterator[Task]:
    said, link = {"name": name(wave)}, desk_link("studies.survey", wave_id=wave.id)
    if wave.state is WaveState.SCHEDULED:
        begins = local_day(wave.plan.opens_at)
        yield Task(_("%(name)s beginnt") % said, link, day=begins)
    if wave.state in (WaveState.SCHEDULED, WaveState.OPEN):
        last = local_day(day_before(wave.plan.asking_ends_at))
        yield Task(_("%(name)s endet") % said, link, day=last)
    if wave.plan.results_on and wave.state not in (WaveState.DRAFT, WaveState.WITHDRAWN):
        yield Task(
            _("%(name)s: Ergebnisse sind versprochen") % said, link, day=wave.plan.results_on
        )


def _another(*, empty: bool) -> Task:
    sentence = (
        _("Noch gibt es keine Befragung. Wählen Sie einen Fragebogen aus.")
        if empty
        else _("Alle Befragungen sind veröffentlicht. Beginnen Sie die nächste.")
    )
    return Task(sentence, desk_link("studies.choose"), _("Neue Befragung"), Urgency.QUIET)
