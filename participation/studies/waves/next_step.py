"""The one thing to do next with a survey, from its state; never a list kept by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from participation.access.service import desk_link
from participation.base.web.templating import format_date
from participation.base.words.catalogues import gettext as _
from participation.base.words.catalogues import ngettext
from participation.studies.waves import checklist
from participation.studies.waves.checklist import Known
from participation.studies.waves.state import WaveState
from participation.studies.waves.waves import WaveInfo


@dataclass(frozen=True, slots=True)
class NextStep:
    """A sentence and one verb; ``address`` is None when the account may not or nothing is to do."""

    sentence: str
    verb: str = ""
    address: str | None = None


def next_step(found: WaveInfo, now: datetime, known: Known | None = None) -> NextStep:
    """What to do next with a survey.

    Args:
        found: the survey.
        now: the moment.
        known: what its checklist reads, if the caller has it already.
    """
    match found.state:
        case WaveState.DRAFT:
            return _draft(found, now, known or checklist.known([found])[found.id])
        case WaveState.SCHEDULED:
            return _scheduled(found)
        case WaveState.OPEN:
            return _open(found, now)
        case WaveState.TAKING:
            return _taking(found)
        case WaveState.CLOSED:
            return _closed(found)
        case _:
            return NextStep(_("Diese Befragung ist zurückgezogen."))


def further_steps(found: WaveInfo) -> list[tuple[str, str]]:
    """All else that can be done now: ``(verb, address)``."""
    own = {"wave_id": found.id}
    draft, closed = found.state is WaveState.DRAFT, found.state is WaveState.CLOSED
    running = found.state in (WaveState.SCHEDULED, WaveState.OPEN, WaveState.TAKING)
    ended = found.state is WaveState.WITHDRAWN
    offers = [
        (_("Name und Tage ändern"), "studies.adapt", not ended and not found.released),
        (_("Sprachen"), "studies.languages", found.editable),
        (_("Ausprobieren"), "studies.rehearse", draft),
        (_("Was vor dem Öffnen fehlt"), "studies.checklist", draft),
        (_("Verteilen: Links und QR-Zeichen"), "studies.distribute", draft or running),
        (_("Codes drucken"), "studies.codes", found.plan.needs_code and (draft or running)),
        (_("Verlauf ansehen"), "respond_staff.watch", running or closed),
        (_("Freie Texte ansehen"), "respond_staff.texts", running or closed),
        (_("Zahlen ansehen"), "monitoring.figures", found.released),
        (_("Früher abschließen"), "studies.closing", running),
        (_("Wie lange Antworten bleiben"), "respond_staff.keeping", running or closed or ended),
        (_("Wieder öffnen"), "studies.reopening", closed and not found.released),
        (_("Zurückziehen"), "studies.withdrawing", (running or closed) and not found.released),
        (_("Entwurf löschen"), "studies.deleting", draft),
    ]
    links = ((verb, desk_link(endpoint, **own)) for verb, endpoint, shown in offers if shown)
    return [(verb, address) for verb, address in links if address]


def _draft(found: WaveInfo, now: datetime, known: Known) -> NextStep:
    own = {"wave_id": found.id}
    if found.revision == 1:
        return NextStep(
            _("Legen Sie Name, Zielgruppe und Tage fest."),
            _("Befragung anpassen"),
            desk_link("studies.adapt", **own),
        )
    if not known.tags:
        return NextStep(
            _("Lesen Sie die Texte der Sprachen, in denen Sie fragen."),
            _("Sprachen ansehen"),
            desk_link("studies.languages", **own),
        )
    if not checklist.ready(checklist.checks(found, known, now)):
        return NextStep(
            _("Vor dem Öffnen fehlt noch etwas."),
            _("Sehen, was fehlt"),
            desk_link("studies.checklist", **own),
        )
    return NextStep(
        _("Alles steht. Probieren Sie die Befragung aus und öffnen Sie sie."),
        _("Befragung öffnen"),
        desk_link("studies.opening", **own),
    )


def _scheduled(found: WaveInfo) -> NextStep:
    return NextStep(
        _("Die Befragung beginnt am %(day)s.") % {"day": format_date(found.plan.opens_at)},
        _("Links und QR-Zeichen verteilen"),
        desk_link("studies.distribute", wave_id=found.id),
    )


def _open(found: WaveInfo, now: datetime) -> NextStep:
    left = (found.plan.asking_ends_at - now).days
    sentence = ngettext(
        "Die Befragung läuft noch %(num)d Tag.", "Die Befragung läuft noch %(num)d Tage.", left
    ) % {"num": left}
    return NextStep(
        sentence if left else _("Die Befragung endet heute um Mitternacht."),
        _("Plakat und Link noch einmal verteilen"),
        desk_link("studies.distribute", wave_id=found.id),
    )


def _taking(found: WaveInfo) -> NextStep:
    last = format_date(found.plan.taking_ends_at - timedelta(seconds=1))
    return NextStep(
        _("Niemand kann mehr anfangen. Bis %(day)s kommen noch angefangene Antworten.")
        % {"day": last},
        _("Verlauf ansehen"),
        desk_link("respond_staff.watch", wave_id=found.id),
    )


def _closed(found: WaveInfo) -> NextStep:
    if found.released:
        return NextStep(
            _("Die Zahlen sind veröffentlicht."),
            _("Zahlen ansehen"),
            desk_link("monitoring.figures", wave_id=found.id),
        )
    return NextStep(
        _("Die Befragung ist abgeschlossen. Sehen Sie, welche Zahlen gezeigt werden können."),
        _("Veröffentlichen vorbereiten"),
        desk_link("monitoring.plan", wave_id=found.id),
    )
