"""Fields of a sheet of measures, with the titles that counties and cities give their columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from participation.areas import service as areas
from participation.base import database
from participation.base.words.lazy import Lazy, lazy_gettext
from participation.concept.intake.titles import (
    FINANCING_WORDS,
    FOCUS,
    FOREVER,
    LIGHT_WORDS,
    ORIGIN_WORDS,
    QUICK_WIN,
    TAG_WORDS,
    titles_of,
)
from participation.concept.light.kinds import LIGHT_NAMES
from participation.concept.models import Measure
from participation.concept.tree.kinds import ORIGIN_NAMES, Financing, Origin
from participation.organisations import service as organisations
from participation.organisations.service import OrganisationInfo
from participation.places import service as places
from participation.sheets.meaning.titles import normal
from participation.sheets.target import Choice, Field, Kind
from participation.target_groups import service as target_groups

ONGOING = "ongoing"
"""Value of a deadline: the measure is a permanent task."""
FINANCING: Mapping[str, Financing] = {
    "eigene Mittel": Financing.OWN,
    "Land": Financing.STATE,
    "Bund": Financing.FEDERAL,
    "EU": Financing.EU,
    "Stiftung": Financing.FOUNDATION,
    "andere Mittel": Financing.OTHER,
}
"""Words of sheets and of ours, the same in every language: they are compared, not shown."""


@dataclass(frozen=True, slots=True)
class Lists:
    """What sheets name by its name and the county keeps as lists."""

    bodies: Sequence[OrganisationInfo]
    places: Mapping[str, str]
    """Name of each place by its key."""
    groups: Mapping[str, str]
    """German title of each target group by its key."""
    begun: bool = False
    """Whether there are measures already: further ones are added to them."""


def lists() -> Lists:
    """The lists as they are today; a statement for each."""
    named = {key: group.name for key, group in target_groups.target_groups().items()}
    named_places = {place.key: place.name for place in places.places()}
    any_measure = database.connection().execute(sa.select(Measure.id).limit(1)).first()
    return Lists(organisations.every(), named_places, named, any_measure is not None)


def fields(held: Lists) -> tuple[Field, ...]:
    """All fields; names of organisations, areas, places and target groups as they are today."""
    found = (
        *_place(),
        *_text(),
        _origin(held),
        *_bodies(held),
        *_for(held),
        *_effort(),
        *_status(),
    )
    # Our own sheets have German titles, whatever the language of the page that reads them.
    return tuple(replace(each, aliases=(*each.aliases, german(each.title))) for each in found)


def german(title: str | Lazy) -> str:
    """A title as our sheets write it."""
    return getattr(title, "message", title)


def by_name(bodies: Iterable[OrganisationInfo]) -> dict[str, OrganisationInfo]:
    """Organisations by name as sheets are compared; of two with one name the first."""
    found: dict[str, OrganisationInfo] = {}
    for body in sorted(bodies, key=lambda body: body.ended_on is not None):
        found.setdefault(normal(body.name), body)
    return found


def _place() -> tuple[Field, ...]:
    return (
        Field("number", Kind.TEXT, lazy_gettext("Nummer"), titles_of("number"), longest=20),
        Field(
            "area",
            Kind.CHOICE,
            lazy_gettext("Handlungsfeld"),
            titles_of("area"),
            choices=_areas(),
            makes=True,
            grouping=True,
        ),
        Field(
            "main_goal",
            Kind.TEXT,
            lazy_gettext("Oberziel"),
            titles_of("main_goal"),
            longest=300,
            grouping=True,
        ),
        Field(
            "sub_goal",
            Kind.TEXT,
            lazy_gettext("Unterziel"),
            titles_of("sub_goal"),
            longest=300,
            grouping=True,
        ),
    )


def _text() -> tuple[Field, ...]:
    return (
        Field(
            "title",
            Kind.TEXT,
            lazy_gettext("Maßnahme"),
            titles_of("title"),
            required=True,
            longest=300,
            whole_to="text",
        ),
        Field(
            "part",
            Kind.PART,
            lazy_gettext("Teilmaßnahme"),
            titles_of("part"),
            longest=300,
            whole_to="text",
        ),
        Field("part_of", Kind.PARENT, lazy_gettext("Teil von"), titles_of("part_of"), longest=300),
        Field(
            "text", Kind.TEXT, lazy_gettext("Was genau getan wird"), titles_of("text"), longest=8000
        ),
    )


def _origin(held: Lists) -> Field:
    """A list that comes to measures there are adds to them, unless its rows say otherwise."""
    proposed = Origin.ADDED if held.begun else Origin.ORIGINAL
    choices = tuple(
        Choice(key.value, ORIGIN_NAMES[key], (str(ORIGIN_NAMES[key].message), *words))
        for key, words in ORIGIN_WORDS.items()
    )
    return Field(
        "origin",
        Kind.CHOICE,
        lazy_gettext("Herkunft"),
        titles_of("origin"),
        choices=choices,
        proposed=proposed.value,
    )


def _bodies(held: Lists) -> tuple[Field, ...]:
    named = by_name(held.bodies)
    choices = tuple(
        Choice(str(body.id), body.name, tuple(said for said in (body.short, body.label) if said))
        for body in named.values()
    )
    return (
        Field(
            "responsible",
            Kind.NAMES,
            lazy_gettext("Zuständig"),
            titles_of("responsible"),
            choices=choices,
            closed=True,
            makes=True,
            longest=200,
        ),
        Field(
            "partners",
            Kind.NAMES,
            lazy_gettext("Partner"),
            titles_of("partners"),
            choices=choices,
            closed=True,
            makes=True,
            without="responsible",
            longest=200,
        ),
        Field(
            "deadline",
            Kind.DATE,
            lazy_gettext("Frist"),
            titles_of("deadline"),
            choices=(
                Choice(
                    ONGOING, lazy_gettext("Daueraufgabe"), ("Daueraufgabe", *FOREVER), begins=True
                ),
            ),
        ),
    )


def _for(held: Lists) -> tuple[Field, ...]:
    """Where and for whom."""
    return (
        Field(
            "places",
            Kind.NAMES,
            lazy_gettext("Orte"),
            titles_of("places"),
            choices=tuple(Choice(key, name) for key, name in held.places.items()),
            closed=True,
        ),
        Field(
            "target_groups",
            Kind.NAMES,
            lazy_gettext("Zielgruppen"),
            titles_of("target_groups"),
            choices=tuple(Choice(key, name) for key, name in held.groups.items()),
            closed=True,
            makes=True,
            longest=120,
        ),
    )


def _effort() -> tuple[Field, ...]:
    return (
        Field(
            "hours", Kind.NUMBER, lazy_gettext("Stunden im Jahr"), titles_of("hours"), whole=True
        ),
        Field("euro", Kind.MONEY, lazy_gettext("Euro im Jahr"), titles_of("euro"), whole=True),
        Field("first_year", Kind.YEAR, lazy_gettext("Erstes Jahr"), titles_of("first_year")),
        Field("last_year", Kind.YEAR, lazy_gettext("Letztes Jahr"), titles_of("last_year")),
        Field(
            "financing",
            Kind.NAMES,
            lazy_gettext("Woher das Geld kommt"),
            titles_of("financing"),
            choices=_worded(
                {kind.value: word for word, kind in FINANCING.items()}, FINANCING_WORDS
            ),
            closed=True,
        ),
        Field(
            "funding_ends_on",
            Kind.DATE,
            lazy_gettext("Ende der Förderung"),
            titles_of("funding_ends_on"),
        ),
        Field("account", Kind.TEXT, lazy_gettext("Produktkonto"), titles_of("account"), longest=60),
        Field(
            "tags",
            Kind.NAMES,
            lazy_gettext("Merkmal"),
            titles_of("tags"),
            choices=_worded({"quick_win": QUICK_WIN, "focus": FOCUS}, TAG_WORDS),
            closed=True,
        ),
    )


def _worded(names: Mapping[str, str], others: Iterable[tuple[str, str]]) -> tuple[Choice, ...]:
    """Choices with the other words by which sheets call them."""
    return tuple(
        Choice(key, name, tuple(said for said, meant in others if meant == name))
        for key, name in names.items()
    )


def _status() -> tuple[Field, ...]:
    lights = tuple(Choice(key.value, LIGHT_NAMES[key], words) for key, words in LIGHT_WORDS.items())
    return (
        Field("light", Kind.CHOICE, lazy_gettext("Ampel"), titles_of("light"), choices=lights),
        Field("as_of", Kind.DATE, lazy_gettext("Stand vom"), titles_of("as_of")),
        Field("reason", Kind.TEXT, lazy_gettext("Grund"), titles_of("reason"), longest=8000),
        Field(
            "history",
            Kind.CHOICE,
            lazy_gettext("Früherer Stand"),
            titles_of("history"),
            choices=lights,
            dated=True,
            past_of="light",
        ),
        Field(
            "notes",
            Kind.TEXT,
            lazy_gettext("Frühere Sätze zum Stand"),
            titles_of("notes"),
            longest=8000,
            dated=True,
            inside=True,
            past_of="reason",
        ),
        Field("trace", Kind.TRACE, lazy_gettext("Prüfzeichen (bitte stehen lassen)")),
    )


def _areas() -> tuple[Choice, ...]:
    """All areas; where two share a title, the one that is offered has it: the last word counts."""
    found = sorted(areas.every().items(), key=lambda item: not item[1].ended)
    return tuple(
        Choice(key, areas.title(key, "de"), tuple(area.name.strings.values()))
        for key, area in found
    )
