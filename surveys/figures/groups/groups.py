"""Who is counted together: groups by definition, sex, age and the tree of places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import and_, or_

import numpy as np

from surveys.figures.answer_table import AnswerTable, Codes, Flags, substantive
from surveys.figures.groups import texts
from surveys.figures.groups.definitions import WITH, WITHOUT, BirthRule, GroupDefinition, OwnWords
from surveys.figures.released import (
    AGE,
    NOT_KNOWN,
    PLACE,
    SEX,
    Dimension,
    DimensionKind,
    Member,
    PlaceKind,
    PlaceNode,
)
from surveys.instrument.instrument import Instrument, Question, QuestionType

AGE_QUESTION = "s_age"
SEX_QUESTION = "s_gender"
PLACE_QUESTION = "s_municipality"
PLACE_LIST = "places"

UNKNOWN = Member(NOT_KNOWN, texts.NOT_KNOWN)


class PlaceTreeError(ValueError):
    """The places are no tree with one county at its root, or an answer names none of them."""


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A dimension with the number of its member per answer."""

    dimension: Dimension
    keys: tuple[str, ...]
    """Member keys; :data:`~surveys.figures.released.NOT_KNOWN` is the last."""
    codes: Codes


def by_definition(answers: AnswerTable, definition: GroupDefinition) -> Breakdown:
    """The groups of ``definition``."""
    rule = definition.rule
    dimension = Dimension(
        definition.key, DimensionKind.GROUP, definition.name, (), definition.definition
    )
    if isinstance(rule, OwnWords):
        return _by_question(answers, rule.question, dimension)
    members = (Member(WITH, rule.labels[0]), Member(WITHOUT, rule.labels[1]), UNKNOWN)
    codes = _by_birth(answers, rule)
    return Breakdown(replace(dimension, members=members), (WITH, WITHOUT, NOT_KNOWN), codes)


def by_sex(answers: AnswerTable) -> Breakdown | None:
    """Women, men, other; ``None`` when the wave did not ask."""
    if not answers.has(SEX_QUESTION):
        return None
    return _by_question(answers, SEX_QUESTION, Dimension(SEX, DimensionKind.SEX, texts.SEX))


def by_age(answers: AnswerTable) -> Breakdown | None:
    """Age bands; ``None`` when the wave did not ask."""
    if not answers.has(AGE_QUESTION):
        return None
    return _by_question(answers, AGE_QUESTION, Dimension(AGE, DimensionKind.AGE, texts.AGE))


def by_place(answers: AnswerTable, places: Sequence[PlaceNode]) -> Breakdown | None:
    """The place each answer names, not yet rolled up; ``None`` when the wave did not ask.

    Raises PlaceTreeError when the questionnaire offers a place that is not in the tree.
    """
    question = place_question(answers.instrument)
    if question is None:
        return None
    keys = tuple(place.key for place in places)
    numbers = {key: number for number, key in enumerate(keys)}
    own = {choice.name for choice in question.choices if not choice.exclusive}
    if strange := (own & set(substantive(question))) - numbers.keys():
        raise PlaceTreeError(f"not in the tree of places: {', '.join(sorted(strange))}")
    dimension = Dimension(PLACE, DimensionKind.PLACE, texts.PLACE, (UNKNOWN,))
    return Breakdown(
        dimension, (*keys, NOT_KNOWN), answers.codes(question.name, numbers, len(keys))
    )


def place_question(instrument: Instrument) -> Question | None:
    """The question that asks where a person lives, if there is one."""
    for question in instrument.asked:
        named = question.name == PLACE_QUESTION or question.list_name == PLACE_LIST
        if named and question.type is QuestionType.SELECT_ONE:
            return question
    return None


def ordered(places: Iterable[PlaceNode]) -> tuple[PlaceNode, ...]:
    """The tree with every parent before its children, the county first.

    Raises PlaceTreeError when there is no county, more than one root, a parent that is missing,
    a key twice or a circle.
    """
    waiting = list(places)
    keys = [place.key for place in waiting]
    roots = [place for place in waiting if place.parent is None]
    if len(roots) != 1 or roots[0].kind is not PlaceKind.COUNTY or len(set(keys)) != len(keys):
        raise PlaceTreeError("the places need one county at their root and keys of their own")
    found: list[PlaceNode] = roots
    for place in found:
        found.extend(child for child in waiting if child.parent == place.key)
    if len(found) != len(waiting):
        raise PlaceTreeError("a place whose parents do not lead to the county")
    return tuple(found)


def _by_question(answers: AnswerTable, question: str, dimension: Dimension) -> Breakdown:
    asked = answers.instrument.questions[question]
    names = substantive(asked)
    labels = {choice.name: choice.label for choice in asked.choices}
    members = (*(Member(name, labels[name]) for name in names), UNKNOWN)
    codes = answers.codes(question, {name: at for at, name in enumerate(names)}, len(names))
    return Breakdown(replace(dimension, members=members), (*names, NOT_KNOWN), codes)


def _by_birth(answers: AnswerTable, rule: BirthRule) -> Codes:
    says = [_says(answers, question, names) for question, names in rule.with_any.items()]
    denies = [_says(answers, question, names) for question, names in rule.without_all.items()]
    with_it: Flags = reduce(or_, says)
    without: Flags = reduce(and_, denies) & ~with_it
    return np.select([with_it, without], [0, 1], default=2).astype(np.int16)


def _says(answers: AnswerTable, question: str, names: frozenset[str]) -> Flags:
    return answers.codes(question, dict.fromkeys(names, 1), 0).astype(np.bool_)
