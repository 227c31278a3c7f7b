"""Answers that no figure counts: which rule leaves out which, and how many is told."""

import json
import random
from typing import NamedTuple

import pytest
from synthetic import PLACES, SECRET, instrument, one, several, wave

from surveys.figures import disclosure
from surveys.figures.answer_table import StoredAnswer, build
from surveys.figures.corrections.exclusion import ALIKE, ALL, Exclusion, Rule
from surveys.figures.released import Released
from surveys.instrument.instrument import Missing

SCALES = tuple(f"scale{at}" for at in range(8))
STEPS = ("never", "seldom", "often", "always")
FORM = instrument(
    *(one(name, *STEPS, missing={"dont_know": Missing.DONT_KNOW}) for name in SCALES),
    several("need", "german", "work"),
    one("s_gender", "woman", "man", missing={"prefer_not": Missing.PREFER_NOT}),
)


class Answer(NamedTuple):
    key: bytes
    answers: str
    too_fast: bool = False
    hidden_filled: bool = False


def answer(said, **flags):
    return Answer(random.Random(str(said)).randbytes(16), json.dumps(said), **flags)


def rule_of(said, rules=ALL, **flags):
    exclusion = Exclusion(rules, FORM, SCALES)
    kept = list(exclusion.kept([answer(said, **flags)]))
    left = [rule for rule, keys in exclusion.left_out.items() if keys]
    assert len(kept) + len(left) == 1
    return left[0] if left else None


def alike(number, step):
    return dict.fromkeys(SCALES[:number], step)


@pytest.mark.parametrize("step", STEPS)
def test_all_scales_alike_are_left_out_from_six_on(step):
    for number in range(1, len(SCALES) + 1):
        assert rule_of(alike(number, step)) == (Rule.ALIKE if number >= ALIKE else None)
        other = alike(number, step) | {SCALES[0]: STEPS[(STEPS.index(step) + 1) % 4]}
        assert rule_of(other) is None or number == 1


def test_what_is_no_step_says_nothing_of_alike():
    assert rule_of(alike(8, "dont_know") | {"need": ["work"]}) is None
    five = alike(5, "often") | dict.fromkeys(SCALES[5:], "dont_know")
    assert rule_of(five) is None


@pytest.mark.parametrize(
    "said",
    [{}, {"need": []}, {"s_gender": "prefer_not"}, alike(8, "dont_know"), {"words": "nothing"}],
)
def test_who_answered_nothing_that_counts_is_left_out(said):
    assert rule_of(said) is Rule.EMPTY
    assert rule_of(said, rules=(Rule.ALIKE,)) is None


@pytest.mark.parametrize("said", [{"need": ["nothing"]}, {"s_gender": "man"}, alike(1, "never")])
def test_who_answered_anything_is_counted(said):
    assert rule_of(said) is None


def test_of_several_rules_the_first_is_counted():
    assert rule_of({}, too_fast=True, hidden_filled=True) is Rule.HIDDEN
    assert rule_of({}, too_fast=True) is Rule.FAST
    assert rule_of({"need": ["work"]}, rules=(), too_fast=True, hidden_filled=True) is None


def test_the_first_version_says_in_fives_what_each_rule_left_out():
    rng = random.Random(4)
    given = [{name: rng.choice(STEPS) for name in SCALES} | {"at": str(at)} for at in range(120)]
    programs = [answer(one_, hidden_filled=at < 23) for at, one_ in enumerate(given)]
    exclusion = Exclusion(ALL, FORM, SCALES)
    rows = [StoredAnswer(one_.key, one_.answers) for one_ in exclusion.kept(programs)]
    assert len(rows) == 97
    made = disclosure.first(
        build(FORM, rows), wave(), PLACES, SECRET, left_out=exclusion.left_out
    ).released
    values = {excluded.rule: excluded.number for excluded in made.excluded}
    assert values == {"hidden": values["hidden"], "fast": 0, "empty": 0, "alike": 0}
    assert values["hidden"] in {20, 25}
    assert Released.load(made.to_bytes()) == made
