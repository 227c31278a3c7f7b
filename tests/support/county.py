"""A small county and a wave of a tiny questionnaire, for tests of every slice above.

Call these inside an application context; each is a committed transaction of its own.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

from participation.base import database
from participation.places import service as places
from participation.places.placeholders import PLACEHOLDERS
from participation.places.service import PlaceInfo
from participation.studies import service as studies
from participation.studies.instruments.versions import keep_version
from surveys.expressions import parse
from surveys.figures.released import PlaceKind
from surveys.instrument.instrument import (
    Choice,
    Instrument,
    InstrumentKind,
    Missing,
    Page,
    Question,
    QuestionType,
    Text,
)

PLACES = (
    PlaceInfo("north", PlaceKind.PLANNING_AREA, "Planungsraum Nord", None, 42_000),
    PlaceInfo("seestadt", PlaceKind.TOWN, "Seestadt", "north", 30_000, ("17291 Seestadt",)),
    PlaceInfo("amt_wald", PlaceKind.DISTRICT_OFFICE, "Amt Wald", "north", 12_000),
    PlaceInfo(
        "birkenhain", PlaceKind.MUNICIPALITY, "Birkenhain", "amt_wald", 8_000, ("17292 Erlenau",)
    ),
    PlaceInfo("tannwitz", PlaceKind.MUNICIPALITY, "Tannwitz", "amt_wald", 4_000),
    PlaceInfo("bergstadt", PlaceKind.TOWN, "Bergstadt", None, 20_000),
)


def both(de: str, ar: str = "") -> Text:
    return Text({"de": de, "ar": ar} if ar else {"de": de})


def tiny() -> Instrument:
    """Five pages: one choice, several choices, a number when one works, a place, a free text."""
    needs = (
        Choice("work", both("Arbeit", "عمل")),
        Choice("home", both("Wohnung", "سكن")),
        Choice("course", both("Deutsch-Kurs", "دورة")),
        Choice("nothing", both("Ich brauche nichts", "لا شيء"), exclusive=True),
    )
    yes_no = (
        Choice("yes", both("Ja", "نعم")),
        Choice("no", both("Nein", "لا")),
        Choice("prefer_not", both("Möchte ich nicht sagen"), missing=Missing.PREFER_NOT),
    )
    nowhere = Choice("dont_know", both("Ich weiß es nicht"), missing=Missing.DONT_KNOW)
    one, several = QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE
    questions = (
        Question(
            "need",
            several,
            both("Was brauchen Sie?", "ماذا تحتاج؟"),
            choices=needs,
            list_name="need",
            max_choices=2,
        ),
        Question(
            "works", one, both("Arbeiten Sie?", "هل تعمل؟"), choices=yes_no, list_name="yes_no"
        ),
        Question(
            "hours",
            QuestionType.INTEGER,
            both("Wie viele Stunden?", "كم ساعة؟"),
            relevant=(parse("${works} = 'yes'"),),
            constraint=parse(". >= 0 and . <= 60"),
        ),
        Question(
            "s_municipality",
            one,
            both("Wo wohnen Sie?", "أين تسكن؟"),
            choices=(nowhere,),
            list_name="places",
            searchable=True,
        ),
        Question(
            "wish", QuestionType.TEXT, both("Was wünschen Sie sich?", "ما أمنيتك؟"), long_text=True
        ),
    )
    return Instrument(
        key="tiny",
        version="1",
        kind=InstrumentKind.ANONYMOUS,
        title=both("Kurze Probe", "تجربة قصيرة"),
        purpose=both("Wir fragen, was fehlt.", "نسأل عما ينقص."),
        languages=("de", "ar"),
        default_language="de",
        pages=tuple(Page(question.name, (question,)) for question in questions),
    )


def make_county() -> None:
    """Landkreis Probe: six places, two offers, placeholders filled in de and ar, promises kept."""
    with database.transaction():
        places.save_county("Landkreis Probe", "BB", 0)
        places.save_places(PLACES, 1)
        places.save_offers(
            [
                places.Offer("cafe", {"de": "Sprachcafé"}),
                places.Offer("advice", {"de": "Beratung"}),
            ],
            2,
        )
        filled = {
            (item.name, tag): "2027-12-31" if item.date else f"Probe-Text {item.name}"
            for item in PLACEHOLDERS
            for tag in (("de", "ar") if item.per_language else ("",))
        }
        places.save_texts(filled, 3)
        for promise in places.Promise:
            places.confirm_promise(promise, "IT im Kreishaus", days=30)


def make_wave(
    instrument: Instrument | None = None,
    *,
    slug: str = "probe",
    open_it: bool = True,
    opened: timedelta = timedelta(days=2),
    lasts: timedelta = timedelta(days=20),
    **plan: object,
) -> uuid.UUID:
    """A wave; unless ``open_it`` is False it was opened ``opened`` ago, all languages checked."""
    start = datetime.now(UTC) - opened
    with database.transaction():
        version = keep_version(instrument or tiny())
        wanted = studies.Plan(
            slug=slug,
            opens_at=start,
            asking_ends_at=start + lasts,
            taking_ends_at=start + lasts + studies.GRACE,
            **plan,  # type: ignore[arg-type]  # tests name any field of the plan
        )
        wave_id = studies.create_wave(version, wanted)
        if open_it:
            for language in studies.languages(wave_id):
                studies.mark_checked(wave_id, language.tag, "Prüferin")
            studies.open_wave(wave_id, now=start)
    return wave_id
