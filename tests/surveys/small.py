"""Builders of small questionnaires, for the tests of the engine."""

from surveys.expressions import parse
from surveys.instrument.instrument import (
    Choice,
    Instrument,
    InstrumentKind,
    Page,
    Question,
    QuestionType,
    Text,
)


def de(text):
    return Text({"de": text})


def choices(*names, alone=()):
    return tuple(Choice(name, de(name), exclusive=name in alone) for name in names)


def instrument(*questions, calculations=(), **more):
    settings = {
        "key": "try",
        "version": "1",
        "kind": InstrumentKind.ANONYMOUS,
        "title": de("Versuch"),
        "purpose": Text(),
        "languages": ("de",),
        "default_language": "de",
        "pages": tuple(Page(question.name, (question,)) for question in questions),
    }
    return Instrument(**{**settings, **more}, calculations=tuple(calculations))


def question(name, kind=QuestionType.TEXT, relevant=None, **more):
    conditions = (parse(relevant),) if relevant else ()
    label = more.pop("label", de(name))
    return Question(name, QuestionType(kind), label, relevant=conditions, **more)
