"""Sentences about answers: what is wrong and what to do, first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup, escape

from participation.base.web.templating import format_date, format_number, plain_number
from participation.base.words.catalogues import gettext as _
from participation.base.words.catalogues import ngettext
from participation.respond.questions.drawing import localized
from surveys.instrument.answers import AnswerProblem, Value
from surveys.instrument.instrument import Question, QuestionType
from surveys.texts.flags import Flag

SEVEN = 7
HALF = 0.5
"""Make the examples of numbers, where the question allows them."""


def sentence(problem: AnswerProblem, chain: Sequence[str]) -> str:
    """What is wrong with an answer; the questionnaire's own words say in which language."""
    if own := localized(problem.message, chain):
        return own
    return _SENTENCES.get(problem.key, _unreadable)(problem, chain)


def _too_many(problem: AnswerProblem, chain: Sequence[str]) -> str:
    del chain
    said = _("Wählen Sie höchstens %(max)d. Jetzt sind es %(chosen)d.") % problem.params
    over = problem.params["chosen"] - problem.params["max"]
    away = ngettext("Nehmen Sie %(num)d Antwort weg.", "Nehmen Sie %(num)d Antworten weg.", over)
    return f"{said} {away % {'num': over}}"


def _alone(problem: AnswerProblem, chain: Sequence[str]) -> str:
    label = localized(problem.params["label"], chain)
    said = escape(_("Sie haben „%(choice)s“ und noch etwas gewählt. Was stimmt?"))
    return said % {"choice": label}


def _number(problem: AnswerProblem, chain: Sequence[str]) -> str:
    least, most = (problem.params.get(name) for name in ("min", "max"))
    if least is not None and most is not None:
        return _("Schreiben Sie eine Zahl von %(min)s bis %(max)s.") % {
            "min": format_number(least),
            "max": format_number(most),
        }
    if least is not None:
        return _("Schreiben Sie eine Zahl ab %(min)s.") % {"min": format_number(least)}
    if most is not None:
        return _("Schreiben Sie eine Zahl bis %(max)s.") % {"max": format_number(most)}
    return _no_number(problem, chain)


def _no_number(problem: AnswerProblem, chain: Sequence[str]) -> str:
    del chain
    least, most = problem.params.get("min", 7), problem.params.get("max", 7)
    whole = math.ceil(least) if least > SEVEN else math.floor(min(SEVEN, most))
    if problem.question.type is QuestionType.INTEGER:
        return _("Schreiben Sie eine ganze Zahl, zum Beispiel %(whole)s.") % {
            "whole": plain_number(whole)
        }
    part = whole + HALF if problem.params.get("max", whole + 1) > whole else whole - HALF
    return _("Schreiben Sie eine Zahl, zum Beispiel %(whole)s oder %(part)s.") % {
        "whole": plain_number(whole),
        "part": plain_number(part),
    }


def _unclear(problem: AnswerProblem, chain: Sequence[str]) -> str:
    del chain
    read = {name: plain_number(problem.params[name].normalize()) for name in ("whole", "part")}
    return _("Was meinen Sie: %(whole)s oder %(part)s? Schreiben Sie bitte eine davon.") % read


def _day(problem: AnswerProblem, chain: Sequence[str]) -> str:
    del problem, chain
    return _("Schreiben Sie Tag, Monat und Jahr als Zahlen, zum Beispiel 24, 5, 2026.")


def _long(problem: AnswerProblem, chain: Sequence[str]) -> str:
    del chain
    return ngettext(
        "Der Text ist %(num)d Zeichen zu lang. Bitte kürzen Sie ihn. Er steht noch da.",
        "Der Text ist %(num)d Zeichen zu lang. Bitte kürzen Sie ihn. Er steht noch da.",
        problem.params["over"],
    ) % {"num": problem.params["over"]}


def _unknown(problem: AnswerProblem, chain: Sequence[str]) -> str:
    del problem, chain
    return _("Diese Antwort gibt es hier nicht. Bitte wählen Sie noch einmal.")


def _constraint(problem: AnswerProblem, chain: Sequence[str]) -> str:
    del problem, chain
    return _("Das passt hier nicht. Bitte sehen Sie noch einmal hin oder lassen Sie die Frage aus.")


def _unreadable(problem: AnswerProblem, chain: Sequence[str]) -> str:
    del problem, chain
    return _("Das konnten wir nicht lesen. Bitte antworten Sie noch einmal.")


_SENTENCES = {
    "too_many_chosen": _too_many,
    "exclusive_with_others": _alone,
    "not_a_number": _no_number,
    "unclear_number": _unclear,
    "out_of_range": _number,
    "not_a_date": _day,
    "too_long": _long,
    "unknown_choice": _unknown,
    "constraint": _constraint,
}


def reminder(question: Question, chain: Sequence[str]) -> str:
    """Once, when a question that matters much was left empty."""
    if own := localized(question.required_message, chain):
        return own
    if question.type.selects:
        return _("Sie haben noch nichts gewählt. Möchten Sie antworten oder die Frage auslassen?")
    return _("Sie haben noch nichts geschrieben. Möchten Sie antworten oder die Frage auslassen?")


def recognisable(found: Sequence[Flag]) -> str:
    """Once, when a text may hold a number or an address."""
    if Flag.TELEPHONE in found:
        return _(
            "Hier steht vielleicht eine Telefon-Nummer. Ohne sie bleibt Ihr Text ohne Namen."
            " Ändern oder so lassen?"
        )
    return _(
        "Hier steht vielleicht eine E-Mail-Adresse. Ohne sie bleibt Ihr Text ohne Namen."
        " Ändern oder so lassen?"
    )


def shown(question: Question, value: Value | None, chain: Sequence[str]) -> str:
    """An answer as its writer reads it."""
    if value is None:
        return ""
    if isinstance(value, tuple) or question.type is QuestionType.SELECT_ONE:
        names = value if isinstance(value, tuple) else (str(value),)
        found = [choice for name in names if (choice := question.choice(name))]
        return Markup(" · ").join(localized(choice.label, chain) for choice in found)
    if isinstance(value, int | Decimal):
        return format_number(value)
    return value if isinstance(value, str) else format_date(value)
