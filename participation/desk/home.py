"""What next: one card from the state of the surveys, and what else is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from participation import tasks
from participation.catalogues import gettext as _
from participation.catalogues import ngettext
from participation.languages import LANGUAGES, current
from participation.places import service as places
from participation.respond import service as respond
from participation.studies import service as studies
from participation.studies.service import NextStep, WaveInfo, WaveState

URGENCY = (
    WaveState.CLOSED,
    WaveState.OPEN,
    WaveState.TAKING,
    WaveState.DRAFT,
    WaveState.SCHEDULED,
)
"""Which survey speaks on the card: figures that wait first, then who is in the field."""
AHEAD = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Card:
    """The one thing to do next."""

    sentences: tuple[str, ...]
    verb: str
    address: str | None
    survey: str | None
    """Address of the survey it speaks of."""


@dataclass(frozen=True, slots=True)
class Open:
    """Something else that waits."""

    sentence: str
    address: str


def card(waves: tuple[WaveInfo, ...], now: datetime) -> Card:
    """What to do next."""
    waiting = [w for w in waves if w.state in URGENCY and not w.released]
    if not waiting:
        sentence = (
            _("Alle Befragungen sind veröffentlicht. Beginnen Sie die nächste.")
            if waves
            else _("Noch gibt es keine Befragung. Wählen Sie einen Fragebogen aus.")
        )
        link = studies.desk_link("studies.choose")
        return Card((sentence,), _("Neue Befragung"), link, None)
    first = min(waiting, key=lambda w: (URGENCY.index(w.state), w.plan.asking_ends_at))
    step = studies.next_step(first, now)
    return Card(
        _sentences(first, step),
        step.verb,
        step.address,
        studies.desk_link("studies.survey", wave_id=first.id),
    )


def also_open(waves: tuple[WaveInfo, ...], now: datetime) -> list[Open]:
    """What else waits for somebody, as far as the account may do it."""
    found = [_texts(wave) for wave in waves if wave.schedule.opened_at and not wave.released]
    found += [_languages(wave) for wave in waves if wave.state in (WaveState.OPEN, WaveState.DRAFT)]
    slices = [Open(task.sentence, task.address) for task in tasks.collect(now) if task.address]
    return [*(item for item in found if item), *slices]


def dates(waves: tuple[WaveInfo, ...], now: datetime) -> list[tuple[date, str]]:
    """What happens in the next weeks."""
    found: list[tuple[date, str]] = []
    for wave in waves:
        if wave.state is WaveState.SCHEDULED:
            found.append((wave.plan.opens_at.date(), _("%(name)s beginnt") % _named(wave)))
        if wave.state in (WaveState.SCHEDULED, WaveState.OPEN):
            last = studies.day_before(wave.plan.asking_ends_at).date()
            found.append((last, _("%(name)s endet") % _named(wave)))
        if wave.plan.results_on and not wave.released and wave.state is not WaveState.WITHDRAWN:
            found.append((wave.plan.results_on, _("%(name)s: Ergebnisse") % _named(wave)))
    return sorted(item for item in found if now.date() <= item[0] <= (now + AHEAD).date())


def name(wave: WaveInfo) -> str:
    """A survey's name in the language of the page."""
    return wave.title.localized(LANGUAGES[current().tag].chain).text


def _sentences(wave: WaveInfo, step: NextStep) -> tuple[str, ...]:
    head = _("„%(name)s“: %(sentence)s") % {"name": name(wave), "sentence": step.sentence}
    return (head, *_progress(wave)) if wave.state is WaveState.OPEN else (head,)


def _progress(wave: WaveInfo) -> tuple[str, ...]:
    totals = respond.totals(wave.id)
    if not totals.total:
        return (_("Noch sind es weniger als 10 Antworten."),)
    answers = _("Mindestens %(n)d Antworten sind da.") % {"n": totals.total}
    thin = sum(totals.places.get(c.name, 0) < wave.k for c in places.place_choices())
    if not thin or not totals.places:
        return (answers,)
    missing = ngettext(
        "Aus %(num)d Ort fehlen noch Antworten, damit er einzeln gezeigt werden kann.",
        "Aus %(num)d Orten fehlen noch Antworten, damit sie einzeln gezeigt werden können.",
        thin,
    )
    return (answers, missing % {"num": thin})


def _texts(wave: WaveInfo) -> Open | None:
    waiting = respond.number_pending(wave.id)
    address = studies.desk_link("respond_staff.texts", wave_id=wave.id)
    if not waiting or address is None:
        return None
    sentence = ngettext("%(num)d freien Text ansehen", "%(num)d freie Texte ansehen", waiting)
    return Open(f"{sentence % {'num': waiting}}: {name(wave)}", address)


def _languages(wave: WaveInfo) -> Open | None:
    unread = [s for s in studies.languages(wave.id) if s.open_unchecked]
    address = studies.desk_link("studies.languages", wave_id=wave.id)
    if not unread or address is None:
        return None
    names = ", ".join(LANGUAGES[status.tag].own_name for status in unread)
    return Open(
        _("Nicht geprüft in „%(name)s“: %(languages)s") % {**_named(wave), "languages": names},
        address,
    )


def _named(wave: WaveInfo) -> dict[str, str]:
    return {"name": name(wave)}
