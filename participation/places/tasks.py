"""What the county's own pages wait for: texts that are missing, promises that nobody stands for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from participation.access.service import desk_link
from participation.base.tasks import Task, Urgency
from participation.base.words.catalogues import gettext as _
from participation.base.words.catalogues import ngettext
from participation.places import service
from participation.places.promises import SOON, PromiseStatus


def open_tasks(now: datetime) -> tuple[Task, ...]:
    """What waits in the county's pages."""
    if service.county().revision == 0:
        return (_name(),)
    return (*_places(), *_texts(), *_promises(service.promises()), *_ends(now))


def _name() -> Task:
    return Task(
        _("Tragen Sie zuerst Ihren Landkreis ein: Name, Orte und rechtliche Texte."),
        desk_link("places.overview"),
        _("Landkreis eintragen"),
        Urgency.NOW,
    )


def _places() -> Iterator[Task]:
    if not service.places():
        yield Task(
            _("Noch steht kein Ort da, aus dem Menschen antworten."),
            desk_link("places.several"),
            _("Orte eintragen"),
            Urgency.SOON,
        )


def _texts() -> Iterator[Task]:
    missing = len(service.unfilled(("de",)))
    if missing:
        sentence = ngettext(
            "%(num)d rechtlicher Text fehlt", "%(num)d rechtliche Texte fehlen", missing
        )
        yield Task(
            sentence % {"num": missing},
            desk_link("places.texts"),
            _("Texte ausfüllen"),
            Urgency.SOON,
        )


def _promises(found: tuple[PromiseStatus, ...]) -> Iterator[Task]:
    waiting = [item for item in found if item.due]
    if not waiting:
        return
    verb = ""
    if desk_link("places.confirm_promise", promise=waiting[0].promise):
        verb = _("Zusagen ansehen")
        sentence = ngettext(
            "%(num)d technische Zusage wartet auf Ihre Bestätigung",
            "%(num)d technische Zusagen warten auf Ihre Bestätigung",
            len(waiting),
        )
    else:
        sentence = ngettext(
            "%(num)d technische Zusage muss die IT bestätigen",
            "%(num)d technische Zusagen muss die IT bestätigen",
            len(waiting),
        )
    yield Task(
        sentence % {"num": len(waiting)},
        desk_link("places.promises"),
        verb,
        Urgency.SOON,
    )


def _ends(now: datetime) -> Iterator[Task]:
    """The days on which sentences will vanish from the pages, for the calendar."""
    if desk_link("places.promises") is None:
        return
    for item in service.promises():
        if item.holds and item.confirmation and item.confirmation.until - now.date() <= SOON:
            yield Task(
                _("Bestätigung endet: %(name)s") % {"name": item.ground.title},
                desk_link("places.promises"),
                day=item.confirmation.until,
            )
