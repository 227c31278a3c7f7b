"""Changes of the county's lists, each saved whole; saving over somebody's change is a conflict."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import Flask

from participation.base import database, hooks
from participation.base.errors import Conflict, DomainError
from participation.base.words.catalogues import gettext as _
from participation.places import promises
from participation.places.models import ONLY, County, CountyText, ListedOffer, Place
from participation.places.promises import Confirmation, Promise
from participation.places.snapshot import Offer, PlaceInfo, forget, snapshot, today

USED = hooks.Every[Callable[[], frozenset[str]]]("places.used")
"""Keys of the places that a higher slice still needs."""


def on_removal(app: Flask, ask: Callable[[], frozenset[str]]) -> None:
    """Registers how a higher slice names the places that it still needs, by key."""
    USED.register(app, ask)


def confirm_promise(
    promise: Promise, by: str, *, days: int | None = None, on: date | None = None
) -> None:
    """Somebody stands for a promise for a year from ``on`` (today, if not given).

    Args:
        promise: which.
        by: name of the person, as staff read it.
        days: after how many days backups go; for promises that name it.
        on: the day of looking.

    Raises:
        DomainError: the number of days is missing, or the county has no name yet.
    """
    if promises.GROUNDS[promise].counts_days and not days:
        raise DomainError(_("Schreiben Sie, nach wie vielen Tagen Sicherungen gelöscht werden."))
    said = Confirmation(by, on or today(), days)
    _save_promises(_stored_promises() | {promise.value: said.stored()})


def withdraw_promise(promise: Promise) -> None:
    """Nobody stands for a promise any more: its sentences go from all pages at once."""
    _save_promises({key: item for key, item in _stored_promises().items() if key != promise.value})


def save_county(name: str, land: str, revision: int) -> None:
    """Enters the county.

    Raises:
        Conflict: somebody saved since ``revision`` was read.
    """
    values = {"name": name.strip(), "land": land}
    if revision == 0:
        _insert_county(values)
    else:
        _renew_revision(revision, values)
    forget()


def begin_county(name: str, land: str, wanted: Sequence[PlaceInfo]) -> None:
    """Enters the county with its first places: all of it or nothing.

    Raises:
        DomainError: two places have one key, or a parent stands below its own child.
        Conflict: somebody entered it already.
    """
    _check_tree(wanted)
    save_county(name, land, 0)
    if wanted:
        save_places(wanted, 1)


def save_texts(entered: Mapping[tuple[str, str], str], revision: int) -> None:
    """Replaces texts, keyed by (placeholder, language or ""); an empty one is taken out.

    Raises:
        Conflict: somebody saved since ``revision`` was read.
    """
    _renew_revision(revision)
    connection = database.connection()
    for (name, language), text in entered.items():
        here = sa.and_(CountyText.name == name, CountyText.language == language)
        connection.execute(sa.delete(CountyText).where(here))
        if text.strip():
            connection.execute(
                sa.insert(CountyText).values(name=name, language=language, text=text.strip())
            )
    forget()


def save_places(wanted: Sequence[PlaceInfo], revision: int) -> None:
    """Makes these the county's places, in this order.

    Raises:
        DomainError: two have one key, or a parent is missing or stands below its own child.
        Conflict: somebody saved since ``revision`` was read, or one that is missing now stands in
            a survey whose figures are still to come.
    """
    _check_tree(wanted)
    _refuse_removal(wanted)
    _renew_revision(revision)
    connection = database.connection()
    connection.execute(sa.update(Place).values(parent=None))
    connection.execute(sa.delete(Place))
    for sort, place in enumerate(_parents_first(wanted)):
        connection.execute(
            sa.insert(Place).values(
                key=place.key,
                kind=place.kind.value,
                name=place.name,
                parent=place.parent,
                population=place.population,
                localities=list(place.localities),
                sort=wanted.index(place) if place in wanted else sort,
            )
        )
    forget()


def save_offers(wanted: Sequence[Offer], revision: int) -> None:
    """Makes this the county's list of kinds of help.

    Raises:
        Conflict: somebody saved since ``revision`` was read.
    """
    _renew_revision(revision)
    connection = database.connection()
    connection.execute(sa.delete(ListedOffer))
    for sort, offer in enumerate(wanted):
        connection.execute(
            sa.insert(ListedOffer).values(key=offer.key, labels=dict(offer.labels), sort=sort)
        )
    forget()


def _check_tree(wanted: Sequence[PlaceInfo]) -> None:
    known = {place.key: place for place in wanted}
    if len(known) < len(wanted):
        raise DomainError(_("Zwei Orte haben denselben Schlüssel. Benennen Sie einen um."))
    for place in wanted:
        above, steps = place, 0
        while above.parent is not None:
            steps += 1
            if above.parent not in known or steps > len(known):
                raise DomainError(
                    _("„%(place)s“ liegt in einem Ort, den es nicht gibt. Wählen Sie ihn neu.")
                    % {"place": place.name}
                )
            above = known[above.parent]


def _refuse_removal(wanted: Sequence[PlaceInfo]) -> None:
    kept = {place.key for place in wanted}
    used = frozenset().union(*(ask() for ask in USED.registered()))
    for place in snapshot().places:
        if place.key in used - kept:
            raise Conflict(
                _("Veröffentlichen Sie zuerst die laufenden Befragungen."),
                title=_("„%(place)s“ steht in einer laufenden Befragung") % {"place": place.name},
            )


def _parents_first(wanted: Sequence[PlaceInfo]) -> list[PlaceInfo]:
    ready: list[PlaceInfo] = []
    done: set[str | None] = {None}
    rest = list(wanted)
    while rest:
        free = [place for place in rest if place.parent in done]
        ready += free
        done |= {place.key for place in free}
        rest = [place for place in rest if place.parent not in done or place.key not in done]
    return ready


def _insert_county(values: Mapping[str, str]) -> None:
    connection = database.connection()
    if connection.execute(sa.select(County.id)).first():
        raise Conflict(title=_("Jemand hat hier schon etwas eingetragen"))
    connection.execute(sa.insert(County).values(id=ONLY, revision=1, **values))


def _renew_revision(revision: int, values: Mapping[str, str] | None = None) -> None:
    changed = database.connection().execute(
        sa.update(County)
        .where(County.id == ONLY, County.revision == revision)
        .values(revision=revision + 1, **(values or {}))
    )
    if changed.rowcount == 0:
        now = database.connection().scalar(sa.select(County.revision).where(County.id == ONLY))
        raise Conflict(
            _("Speichern Sie Ihre Fassung, oder öffnen Sie die Seite und sehen Sie die andere an."),
            title=_("Jemand hat diese Angaben inzwischen geändert"),
        ).at(now)


def _stored_promises() -> dict[str, Any]:
    """As they stand now; nobody else changes them before this transaction ends."""
    statement = sa.select(County.promises).where(County.id == ONLY).with_for_update()
    found = database.connection().execute(statement).first()
    if found is None:
        raise DomainError(_("Tragen Sie zuerst den Namen des Landkreises ein."))
    return dict(found[0])


def _save_promises(wanted: Mapping[str, Any]) -> None:
    database.connection().execute(
        sa.update(County).where(County.id == ONLY).values(promises=dict(wanted))
    )
    forget()
