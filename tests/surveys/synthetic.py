"""A small questionnaire, a county and made-up answers, for tests of the figures."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from surveys.expressions import parse
from surveys.figures.about import SampleKind, WaveMeta
from surveys.figures.answer_table import AnswerTable, StoredAnswer, build
from surveys.figures.released import PlaceKind, PlaceNode
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

SECRET = b"the secret of a wave in tests ok"

PLACES = (
    PlaceNode("seedorf", PlaceKind.MUNICIPALITY, "Seedorf", "amt"),
    PlaceNode("waldau", PlaceKind.MUNICIPALITY, "Waldau", "amt"),
    PlaceNode("altstadt", PlaceKind.TOWN, "Altstadt", "county"),
    PlaceNode("county", PlaceKind.COUNTY, "Landkreis"),
    PlaceNode("amt", PlaceKind.DISTRICT_OFFICE, "Amt Seeland", "county"),
)

WAVE = WaveMeta(
    key="w1",
    instrument="tiny",
    instrument_version="1",
    title=Text({"de": "Runde 1"}),
    opened=date(2026, 5, 1),
    closed=date(2026, 6, 3),
    target_group=Text({"de": "Alle ab 18"}),
    sample=SampleKind.SELF_SELECTED,
    k=10,
    languages=("de",),
)


def label(word: str) -> Text:
    return Text({"de": word})


def one(name: str, *choices: str, missing: Mapping[str, Missing] | None = None, **more) -> Question:
    missing = missing or {}
    made = (
        *(Choice(c, label(c)) for c in choices),
        *(Choice(c, label(c), missing=why) for c, why in missing.items()),
    )
    return Question(name, QuestionType.SELECT_ONE, label(name), choices=made, **more)


def several(name: str, *choices: str, alone: str = "nothing", **more) -> Question:
    made = (*(Choice(c, label(c)) for c in choices), Choice(alone, label(alone), exclusive=True))
    return Question(name, QuestionType.SELECT_MULTIPLE, label(name), choices=made, **more)


def questions() -> tuple[Question, ...]:
    prefer_not = {"prefer_not": Missing.PREFER_NOT}
    return (
        one("mood", "bad", "okay", "good", missing={"dont_know": Missing.DONT_KNOW}),
        several("need", "german", "work", "housing"),
        one("again", "no", "yes", relevant=(parse("${mood} = 'bad'"),)),
        one("s_municipality", "seedorf", "waldau", "altstadt", list_name="places"),
        one("s_birth_self", "germany", "abroad", missing=prefer_not),
        one("s_birth_parents", "both_germany", "one_abroad", "both_abroad", missing=prefer_not),
        one("s_origin_group", "eu", "ukraine", "germany", missing=prefer_not),
        one("s_age", "a18_24", "a25_34", missing=prefer_not),
        one("s_gender", "woman", "man", "diverse", missing=prefer_not),
    )


def instrument(*asked: Question, key: str = "tiny") -> Instrument:
    pages = tuple(Page(q.name, (q,)) for q in asked or questions())
    tiny = Text({"de": key})
    return Instrument(key, "1", InstrumentKind.ANONYMOUS, tiny, tiny, ("de",), "de", pages)


TINY = instrument()


def key(number: int) -> bytes:
    return random.Random(number).randbytes(16)


def answer_table(*answers: Mapping[str, object], of: Instrument = TINY) -> AnswerTable:
    return build(of, (StoredAnswer(key(at), given) for at, given in enumerate(answers)))


def wave(**changes: object) -> WaveMeta:
    return replace(WAVE, **changes)


def answer(question: Question, rng: random.Random) -> object:
    names = [choice.name for choice in question.choices if not choice.exclusive]
    if question.type is QuestionType.SELECT_ONE:
        return rng.choice(names)
    picked = [name for name in names if rng.random() < 0.4]
    return picked or [choice.name for choice in question.choices if choice.exclusive]


def people(count: int, seed: int = 1, of: Instrument = TINY) -> Iterator[dict[str, object]]:
    """Answers of ``count`` people with 5 % gaps; conditions are not looked at."""
    rng = random.Random(seed)
    asked = [question for question in of.asked if question.type.selects and not question.relevant]
    for _ in range(count):
        yield {q.name: answer(q, rng) for q in asked if rng.random() > 0.05}
