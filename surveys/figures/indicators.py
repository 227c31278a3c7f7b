"""The indicators of a questionnaire: which questions give a figure, and how it is computed.

The shipped questionnaires have a list of their own (two best answers of a scale unless said
otherwise; an "at least once" for what nobody should live through). Any other questionnaire gives
the distribution of each single choice and the shares of each multiple choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from surveys.figures.answer_table import substantive
from surveys.figures.groups.groups import PLACE_QUESTION, place_question
from surveys.figures.released import Category, Indicator, IndicatorKind
from surveys.instrument.instrument import EMPTY, Instrument, Question, QuestionType

CONTEXT = "context"
"""Dimension of what describes the respondents themselves; told for the county only."""


class Rule(NamedTuple):
    """How a question of a shipped questionnaire is told."""

    share_of: tuple[str, ...] = ()
    """Choices that make the share; none: the distribution is told."""
    scale: bool = False
    kind: IndicatorKind = IndicatorKind.SHARE


def _top(*share_of: str) -> Rule:
    return Rule(share_of, scale=True)


_GOOD = _top("good", "very_good")
_SATISFIED = _top("satisfied", "very_satisfied")
_RATHER = _top("rather", "very")
_STRONG = _top("strong", "very_strong")
_TRUST = _top("rather", "fully")
_WEEKLY = _top("weekly", "almost_daily")
_DISTRIBUTION = Rule()

RULES: Mapping[str, Mapping[str, Rule]] = {
    "needs": {
        "need_top3": _DISTRIBUTION,
        "german_self": _GOOD,
        "german_office": _GOOD,
        "course_status": Rule(("waiting",)),
        "course_barrier": _DISTRIBUTION,
        "work_status": _DISTRIBUTION,
        "work_barrier": _DISTRIBUTION,
        "childcare": Rule(("no", "some")),
        "housing_sat": _SATISFIED,
        "doctor_access": _top("once", "several"),
        "mobility": _GOOD,
        "offers_known": _DISTRIBUTION,
        "offers_used": _DISTRIBUTION,
        "offers_help": _GOOD,
        "offers_barrier": _DISTRIBUTION,
        "info_channel": _DISTRIBUTION,
        "stay": _top("rather_yes", "yes"),
    },
    "belonging": {
        "life_sat": _SATISFIED,
        "home_here": _RATHER,
        "welcome": _RATHER,
        "belong_place": _STRONG,
        "belong_de": _STRONG,
        "belong_origin": _STRONG,
        "climate": _GOOD,
        "support_net": _top("nobody"),
        "lonely": _top("often", "very_often"),
        "club": Rule(("sometimes", "often")),
        "voice": _top("once", "several"),
        "voice_known": Rule(("yes",)),
        "trust_muni": _TRUST,
        "trust_school": _TRUST,
        "discrim_12m": _top("once", "several", "often"),
        "discrim_where": _DISTRIBUTION,
        "contact_friends_de": _WEEKLY,
        "contact_neigh_de": _WEEKLY,
        "contact_work_de": _WEEKLY,
        "contact_friends_abroad": _WEEKLY,
        "contact_neigh_abroad": _WEEKLY,
        "contact_work_abroad": _WEEKLY,
    },
    "volunteers": {
        "burden": _DISTRIBUTION,
        "support": _DISTRIBUTION,
        "coop_staff": _GOOD,
        "valued": _RATHER,
        "trend": Rule(scale=True, kind=IndicatorKind.MEAN),
        "continue_12m": _top("yes"),
    },
    "fachtag": {
        "content": _SATISFIED,
        "heard": _GOOD,
        "understood": _GOOD,
        "tool": _top("easy", "very_easy"),
        "clear_next": _RATHER,
        "join": _DISTRIBUTION,
    },
}


def of(instrument: Instrument) -> tuple[Indicator, ...]:
    """The indicators of ``instrument`` in the order of its questions.

    A county may have changed a shipped questionnaire: a question that is gone gives no figure, one
    that lost an answer of its share is told as a distribution.
    """
    rules = RULES.get(instrument.key, {})
    return tuple(
        _indicator(q, rules.get(q.name, _DISTRIBUTION)) for q in _counted_questions(instrument)
    )


def _counted_questions(instrument: Instrument) -> Iterable[Question]:
    place = place_question(instrument)
    for question in instrument.asked:
        is_place = question.name == PLACE_QUESTION or (place and question.name == place.name)
        if question.type.selects and not is_place and substantive(question):
            yield question


def _indicator(question: Question, rule: Rule) -> Indicator:
    names = substantive(question)
    fits = set(rule.share_of) <= set(names)
    several = question.type is QuestionType.SELECT_MULTIPLE
    labels = {choice.name: choice.label for choice in question.choices}
    return Indicator(
        key=question.name,
        kind=IndicatorKind.MULTIPLE if several else rule.kind,
        question=question.name,
        title=EMPTY,
        wording=question.label,
        categories=tuple(Category(name, labels[name]) for name in names),
        share_of=rule.share_of if fits else (),
        construct=question.traits.get("construct", ""),
        dimension=_dimension(question),
        scale=rule.scale,
    )


def _dimension(question: Question) -> str:
    return CONTEXT if question.name.startswith("s_") else question.traits.get("dimension", "")
