"""What staff read of an event: its name, where it stands, what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from flask import current_app

from participation.access.service import desk_link
from participation.base.words.catalogues import gettext as _
from participation.base.words.catalogues import ngettext
from participation.base.words.languages import LANGUAGES, current
from participation.base.words.lazy import Lazy, lazy_gettext
from participation.boards.base.kinds import Act, BoardRole, Phase
from participation.boards.desk import gaps
from participation.boards.events.programme import EventInfo
from participation.boards.setup.prompts import Drafts

ROLE_NAMES: dict[BoardRole, Lazy] = {
    BoardRole.FACILITATOR: lazy_gettext("Leitung"),
    BoardRole.SECOND: lazy_gettext("Zweite Leitung"),
    BoardRole.WALL: lazy_gettext("Beamer-Ansicht"),
    BoardRole.OBSERVER: lazy_gettext("Nur ansehen"),
    BoardRole.PARTICIPANT: lazy_gettext("Teilnehmen"),
}
ROLE_HINTS = {
    BoardRole.FACILITATOR: lazy_gettext("Leitet: wechselt Phasen, prüft und bündelt Zettel."),
    BoardRole.SECOND: lazy_gettext("Darf dasselbe an einem weiteren Gerät, zum Beispiel prüfen."),
    BoardRole.WALL: lazy_gettext("Für den Rechner am Beamer. Schreibt nichts."),
    BoardRole.OBSERVER: lazy_gettext("Sieht am eigenen Gerät zu. Schreibt nichts."),
}
"""What a link of the role is for."""
PHASE_NAMES: dict[Phase, Lazy] = {
    Phase.COLLECT: lazy_gettext("Sammeln"),
    Phase.CLUSTER: lazy_gettext("Ordnen"),
    Phase.DISCUSS: lazy_gettext("Besprechen"),
    Phase.VOTE: lazy_gettext("Abstimmen"),
    Phase.RESULTS: lazy_gettext("Ergebnis"),
    Phase.CLOSED: lazy_gettext("Beendet"),
}
ACT_NAMES: dict[Act, Lazy] = {
    Act.RELEASE: lazy_gettext("Freigegeben"),
    Act.HIDE: lazy_gettext("Ausgeblendet"),
    Act.RESTORE: lazy_gettext("Wieder gezeigt"),
    Act.MOVE: lazy_gettext("Umgehängt"),
    Act.GROUP: lazy_gettext("Gebündelt"),
    Act.MERGE: lazy_gettext("Zusammengelegt"),
    Act.UNDO: lazy_gettext("Rückgängig gemacht"),
    Act.BLOCK: lazy_gettext("Gerät gesperrt"),
    Act.UNBLOCK: lazy_gettext("Sperre aufgehoben"),
    Act.DARK: lazy_gettext("Wand dunkel"),
    Act.LIGHT: lazy_gettext("Wand wieder hell"),
    Act.PHASE: lazy_gettext("Phase gewechselt"),
    Act.FREEZE: lazy_gettext("Pause"),
    Act.GO_ON: lazy_gettext("Weiter nach Pause"),
    Act.DELETE: lazy_gettext("Von der Person selbst gelöscht"),
    Act.TYPED: lazy_gettext("Eingetippt"),
    Act.TRANSLATE: lazy_gettext("Übersetzt"),
    Act.SETTING: lazy_gettext("Einstellung geändert"),
}


@dataclass(frozen=True, slots=True)
class EventStatus:
    """Where an event stands: a word and the colour of its mark."""

    word: str
    mark: str


@dataclass(frozen=True, slots=True)
class Next:
    """The one thing to do next."""

    sentence: str
    verb: str = ""
    address: str | None = None
    warnings: tuple[str, ...] = ()
    """What else to know: languages in which people will read German questions."""


def name(title: Mapping[str, str]) -> str:
    """A name in the language of the page; German stands in."""
    return next((title[tag] for tag in LANGUAGES[current().tag].chain if tag in title), "")


def today(now: datetime) -> date:
    """The county's day."""
    return now.astimezone(current_app.config["SETTINGS"].zone).date()


def status(event: EventInfo, day: date) -> EventStatus:
    """Where an event stands on ``day``."""
    if event.archived_on:
        return EventStatus(_("archiviert"), "")
    if event.rehearsal:
        return EventStatus(_("Probe"), "warn")
    if event.plan.day == day:
        return EventStatus(_("heute"), "ok")
    return EventStatus(_("bereit") if event.plan.day > day else _("vorbei"), "")


def next_step(event: EventInfo, day: date, drafts: Drafts) -> Next:
    """What comes next for an event whose questions are ``drafts`` in some languages."""
    if event.archived_on:
        return _read(event, _("Die Veranstaltung ist archiviert. Ihre Auswertungen bleiben."))
    if not event.workshops:
        link = desk_link("events.new_workshop", event_id=event.id)
        return Next(_("Noch gibt es keinen Workshop."), _("Workshop anlegen"), link)
    empty = next((item for item in event.workshops if not item.boards), None)
    if empty:
        link = desk_link("events.workshop", workshop_id=empty.id)
        said = _("„%(name)s“ hat noch keine Pinnwand.") % {"name": name(empty.plan.title)}
        return Next(said, _("Vorlage wählen"), link)
    if event.plan.day > day:
        link = desk_link("events.all_links", event_id=event.id)
        return Next(
            _("Geben Sie den Leitungen ihre Links. Dann können sie alles ausprobieren."),
            _("Links ausgeben"),
            link,
            gaps.draft_questions(drafts),
        )
    if event.plan.day == day:
        waiting = sum(item.waiting for item in event.workshops)
        link = desk_link("events.all_links", event_id=event.id)
        said = ngettext(
            "Heute ist der Tag. %(num)d Zettel wird geprüft.",
            "Heute ist der Tag. %(num)d Zettel werden geprüft.",
            waiting,
        ) % {"num": waiting}
        return Next(said, _("Links ausgeben"), link, gaps.draft_questions(drafts))
    return _read(event, _("Die Veranstaltung ist vorbei. Sehen Sie die Auswertungen durch."))


def _read(event: EventInfo, sentence: str) -> Next:
    return Next(
        sentence, _("Auswertungen ansehen"), desk_link("summaries.event", event_id=event.id)
    )
