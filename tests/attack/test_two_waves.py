"""Two waves of the same people with the same answers, but for one person who is only in the first.

Each wave has a secret of its own, so that the second rounds the same counts anew.
"""

import random

import pytest
from synthetic import key, wave

from surveys.figures import disclosure
from surveys.figures.answer_table import StoredAnswer, build
from tests.attack.reader import waves
from tests.attack.reader.attack import ALIKE
from tests.attack.reader.versions import TwoVersions

PEOPLE = 60


def released(answers, letter, seed):
    made = build(waves.FORM, (StoredAnswer(key(at), said) for at, said in answers))
    secret = letter * 31 + bytes([seed])
    return disclosure.first(made, wave(), waves.NODES, secret, waves.DEFINITIONS).released


@pytest.fixture(scope="module", params=range(2))
def both(request):
    """Both waves, and of everybody what is known and was said; the attacker knows who went."""
    rng = random.Random(request.param)
    answers = [waves.person(rng) for _ in range(PEOPLE)]
    gone = rng.randrange(PEOPLE)
    stayed = [(at, said) for at, said in enumerate(answers) if at != gone]
    first = released(list(enumerate(answers)), b"a", request.param)
    second = released(stayed, b"b", request.param)
    people = [
        (waves.known(said) | {waves.GONE: "yes" if at == gone else "no"}, said)
        for at, said in enumerate(answers)
    ]
    return first, second, people


@pytest.mark.parametrize("question", ["life_sat", "voice_known"])
def test_nobody_s_answer_follows_from_both(both, question):
    first, second, people = both
    known = [person | {"answer": said[question]} for person, said in people if question in said]
    tried = TwoVersions(first, second, question, known)
    assert tried.unique() > PEOPLE / 3
    assert tried.determined(ALIKE) == []


def test_nobody_is_known_to_have_left_a_question_out(both):
    first, second, people = both
    known = [
        person | {"answer": "yes" if "voice_known" in said else "no"} for person, said in people
    ]
    assert TwoVersions(first, second, "voice_known", known, gaps=True).determined() == []
