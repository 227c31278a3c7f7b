"""What is known of the county: its name, its places, its own words, its list of offers.

All of it is read in one go and kept in the process for a few seconds, so that respondents' pages
ask no database for it.
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from flask import Flask, current_app

from participation import database
from participation.catalogues import gettext as _
from participation.errors import Conflict, DomainError
from participation.languages import LANGUAGES
from participation.places import promises as grounds
from participation.places.models import ONLY, County, CountyText, ListedOffer, Place
from participation.places.placeholders import PLACEHOLDERS, Gap, Placeholder, gaps
from participation.places.promises import Confirmation, Promise, Standing
from surveys.instrument import EMPTY, Choice, Text
from surveys.released import PlaceKind, PlaceNode

__all__ = [
    "PLACEHOLDERS",
    "Confirmation",
    "CountyInfo",
    "Gap",
    "Offer",
    "PlaceInfo",
    "Placeholder",
    "Promise",
    "Standing",
]

KEEP_SECONDS = 10
"""How long another process may go on showing what was changed in this one."""
ROOT = "county"
"""Key of the county in the tree of places."""
ANY_LANGUAGE = ""
SELECTABLE = (PlaceKind.TOWN, PlaceKind.MUNICIPALITY)
"""Where people say they live; what is larger is counted from these."""
TOWNS = Text(
    {
        "de": "Städte",
        "en": "Towns",
        "ar": "المدن",
        "uk": "Міста",
        "ru": "Города",
        "fa": "شهرها",
        "tr": "Şehirler",
    }
)


@dataclass(frozen=True, slots=True)
class CountyInfo:
    """The county as pages name it."""

    name: str = "Vielstimmig"
    land: str = ""
    revision: int = 0
    """0: nothing was entered yet."""


@dataclass(frozen=True, slots=True)
class PlaceInfo:
    """One place with all that staff entered."""

    key: str
    kind: PlaceKind
    name: str
    parent: str | None
    population: int | None
    localities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """One kind of help of the county's list."""

    key: str
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """Everything this slice knows, as it was at ``read_at`` (monotonic seconds)."""

    read_at: float
    county: CountyInfo
    places: tuple[PlaceInfo, ...]
    offers: tuple[Offer, ...]
    texts: Mapping[tuple[str, str], str]
    promises: Mapping[Promise, Confirmation]
    promised: frozenset[Promise]
    by_language: dict[str, Mapping[str, str]] = field(default_factory=dict)


def on_removal(app: Flask, ask: Callable[[], frozenset[str]]) -> None:
    """Registers how a higher slice names the places that it still needs, by key."""
    app.extensions.setdefault("places.used", []).append(ask)


def county() -> CountyInfo:
    """The county; its name is the product's until somebody enters it."""
    return _snapshot().county


def county_name() -> str:
    """The county's name, for templates."""
    return county().name


def places() -> tuple[PlaceInfo, ...]:
    """All places in the order staff gave them."""
    return _snapshot().places


def offers() -> tuple[Offer, ...]:
    """The county's list of kinds of help, in order."""
    return _snapshot().offers


def tree() -> tuple[PlaceNode, ...]:
    """The county and its places as figures need them, the county first."""
    info = _snapshot()
    below = (PlaceNode(p.key, p.kind, p.name, p.parent or ROOT, p.population) for p in info.places)
    return (PlaceNode(ROOT, PlaceKind.COUNTY, info.county.name), *below)


def place_choices() -> tuple[Choice, ...]:
    """Where people can say they live: towns first, then municipalities under their Amt."""
    known = {place.key: place for place in places()}
    towns = [p for p in places() if p.kind is PlaceKind.TOWN]
    others = [p for p in places() if p.kind is PlaceKind.MUNICIPALITY]
    others.sort(key=lambda p: _spoken(known[p.parent].name) if p.parent else "")
    return (
        *(_place_choice(place, TOWNS) for place in towns),
        *(_place_choice(place, _heading(known, place)) for place in others),
    )


def offer_choices() -> tuple[Choice, ...]:
    """The county's list of kinds of help as choices of a question."""
    return tuple(Choice(offer.key, Text(offer.labels)) for offer in offers())


def texts(language: str) -> Mapping[str, str]:
    """The county's own texts by placeholder, in ``language`` or what stands in for it."""
    info = _snapshot()
    if language not in info.by_language:
        chain = (ANY_LANGUAGE, *reversed(LANGUAGES[language].chain))
        found: dict[str, str] = {}
        for tag in chain:
            found |= {name: text for (name, written), text in info.texts.items() if written == tag}
        info.by_language[language] = found
    return info.by_language[language]


def written(name: str, language: str) -> str:
    """Exactly what was entered for a placeholder in this language ("" for all), if anything."""
    return _snapshot().texts.get((name, language), "")


def unfilled(languages: Iterable[str]) -> tuple[Gap, ...]:
    """Needed placeholders that lack a text for one of ``languages``."""
    return gaps(_snapshot().texts, languages)


def promises(today: date | None = None) -> tuple[Standing, ...]:
    """Where each promise of the texts stands that only IT can know."""
    return grounds.standing(_snapshot().promises, today or _today())


def promised() -> frozenset[Promise]:
    """The promises that are confirmed now: only their sentences are shown to people."""
    return _snapshot().promised


def confirmation(promise: Promise) -> Confirmation | None:
    """Who confirmed a promise last, however long ago."""
    return _snapshot().promises.get(promise)


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
    if grounds.GROUNDS[promise].counts_days and not days:
        raise DomainError(_("Schreiben Sie, nach wie vielen Tagen Sicherungen gelöscht werden."))
    said = Confirmation(by, on or _today(), days)
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
    _forget()


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
    _forget()


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
    _forget()


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
    _forget()


def key_for(name: str, taken: Iterable[str] = ()) -> str:
    """A short stable key for a name, unlike those ``taken``: "Groß Döbern" → gross_doebern."""
    spelled = name.lower()
    for letter, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        spelled = spelled.replace(letter, plain)
    ascii_only = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9]+", "_", ascii_only).strip("_")[:50] or "place"
    used = set(taken)
    return next(k for n in range(1, 10_000) if (k := base if n == 1 else f"{base}_{n}") not in used)


def _place_choice(place: PlaceInfo, group: Text) -> Choice:
    return Choice(place.key, Text({"de": place.name}), group=group, aliases=place.localities)


def _heading(known: Mapping[str, PlaceInfo], place: PlaceInfo) -> Text:
    return Text({"de": known[place.parent].name}) if place.parent else EMPTY


def _spoken(name: str) -> str:
    return unicodedata.normalize("NFKD", name).casefold()


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
    used = frozenset().union(*(ask() for ask in current_app.extensions.get("places.used", ())))
    for place in places():
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
        raise Conflict(
            _("Laden Sie die Seite neu. Dann sehen Sie die neue Fassung."),
            title=_("Jemand hat diese Angaben inzwischen geändert"),
        )


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
    _forget()


def _today() -> date:
    return datetime.now(current_app.config["SETTINGS"].zone).date()


def _snapshot() -> _Snapshot:
    kept: _Snapshot | None = current_app.extensions.get("places")
    now = time.monotonic()
    if kept is None or now - kept.read_at > KEEP_SECONDS:
        kept = _read(now)
        current_app.extensions["places"] = kept
    return kept


def _forget() -> None:
    # At once for this transaction, and again for what others read before it was committed.
    current_app.extensions.pop("places", None)
    extensions = current_app.extensions
    database.after_commit(lambda: extensions.pop("places", None) and None)


def _read(now: float) -> _Snapshot:
    connection = database.connection()
    row = connection.execute(
        sa.select(County.name, County.land, County.revision, County.promises)
    ).first()
    said = grounds.read(row.promises if row else None)
    return _Snapshot(
        read_at=now,
        county=CountyInfo(*row[:3]) if row else CountyInfo(),
        promises=said,
        promised=frozenset(s.promise for s in grounds.standing(said, _today()) if s.holds),
        places=_read_places(),
        offers=tuple(
            Offer(key, labels)
            for key, labels in connection.execute(
                sa.select(ListedOffer.key, ListedOffer.labels).order_by(ListedOffer.sort)
            )
        ),
        texts={
            (name, language): text
            for name, language, text in connection.execute(
                sa.select(CountyText.name, CountyText.language, CountyText.text)
            )
        },
    )


def _read_places() -> tuple[PlaceInfo, ...]:
    rows = database.connection().execute(
        sa.select(
            Place.key, Place.kind, Place.name, Place.parent, Place.population, Place.localities
        ).order_by(Place.sort, Place.name)
    )
    return tuple(
        PlaceInfo(key, PlaceKind(kind), name, parent, population, tuple(localities))
        for key, kind, name, parent, population, localities in rows
    )
