"""An attacker with two versions of the same wave."""

import random
from datetime import date

import pytest
from synthetic import PLACES, SECRET, answer_table, instrument, one, wave

from surveys.figures import disclosure
from surveys.figures.about import Reason
from surveys.figures.released import NOT_KNOWN
from tests.attack.attacker import Attack, crowd

FORM = instrument(
    one("life_sat", "very_bad", "bad", "okay", "satisfied", "very_satisfied"),
    one("voice_known", "no", "yes"),
    one("s_municipality", "seedorf", "waldau", "altstadt", list_name="places"),
    one("s_origin_group", "eu", "ukraine", "flight"),
    one("s_birth_self", "germany", "abroad"),
    one("s_birth_parents", "both_germany", "one_abroad", "both_abroad"),
    one("s_gender", "woman", "man"),
    key="belonging",
)
REASON = Reason(2, date(2026, 7, 1), "Eine Gruppe mehr.")
WEIGHTS = {"s_municipality": (10, 1, 20), "voice_known": (1, 4), "s_birth_parents": (2, 1, 2)}


def background(given):
    """As the definition says it, from what the attacker knows."""
    born, parents = given.get("s_birth_self"), given.get("s_birth_parents")
    if born == "abroad" or parents in {"one_abroad", "both_abroad"}:
        return "with"
    return "without" if (born, parents) == ("germany", "both_germany") else NOT_KNOWN


def person(rng):
    given = {}
    for question in FORM.asked:
        if question.name.startswith("s_") or rng.random() > 0.03:
            names = [choice.name for choice in question.choices]
            given[question.name] = rng.choices(names, WEIGHTS.get(question.name))[0]
    return given


def versions(seed, count=60):
    """Answers, and the wave's versions before and after a definition was added."""
    rng, secret = random.Random(seed), SECRET + str(seed).encode()
    answers = [person(rng) for _ in range(count)]
    found, definitions = (
        answer_table(*answers, of=FORM),
        ("origin_group", "migration_background_birth"),
    )
    one = disclosure.first(found, wave(), PLACES, secret, definitions[:1])
    two = disclosure.corrected(found, wave(), PLACES, secret, [one], REASON, definitions)
    return answers, one.released, two.released


def register(answers):
    return [{**given, "background": background(given)} for given in answers]


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("question", ["life_sat", "voice_known"])
def test_nobody_is_determined_by_two_versions_together(seed, question):
    answers, one, two = versions(seed)
    known = crowd(two, register(answers), lambda given: given.get(question))
    # All numbers of the first stand in the second too.
    before = {(t.by, r.cell): r for t in one.tables_of(question) for r in t.rows}
    after = {(t.by, r.cell): r for t in two.tables_of(question) for r in t.rows}
    assert all(after[group] == row for group, row in before.items())
    assert Attack(two, question, known).determined() == []


# In the last one only a trade of answers is left that turns nothing told before.
@pytest.mark.parametrize("seed", [0, 1, 2, 123])
def test_nobody_is_known_to_have_left_a_question_out_by_two_versions_together(seed):
    answers, _one, two = versions(seed)

    def gap(given):
        return "yes" if "voice_known" in given else "no"

    known = crowd(two, register(answers), gap)
    assert Attack(two, "voice_known", known, gaps=True).determined() == []
