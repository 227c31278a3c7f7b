"""The shipped questionnaires can be answered to their end, in any way."""

import pytest
from robot import answer_all

from surveys.instrument.answers import dump, load
from surveys.library import KEYS
from surveys.library import load as shipped


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("key", KEYS)
def test_a_robot_reaches_the_end_of_each_shipped_questionnaire(key, seed):
    instrument = shipped(key)
    answers = answer_all(instrument, seed).answers
    assert len(answers) > 5
    assert load(instrument, dump(answers)) == answers
