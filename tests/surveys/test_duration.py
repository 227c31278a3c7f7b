"""How many minutes a form is said to take."""

import pytest
from small import instrument, question

from surveys import library
from surveys.instrument.instrument import QuestionType
from surveys.xlsform import read, write

INTEGER = QuestionType.INTEGER


def of(questions, **more):
    return instrument(*(question(f"q{n}", INTEGER) for n in range(questions)), **more)


@pytest.mark.parametrize("key", library.KEYS)
def test_a_shipped_form_takes_what_it_names(key):
    form = library.load(key)
    assert form.duration == form.minutes


@pytest.mark.parametrize(("questions", "minutes"), [(1, 1), (4, 1), (5, 2), (25, 7), (192, 48)])
def test_a_form_that_names_none_is_counted(questions, minutes):
    assert of(questions, minutes=0).duration == minutes


@pytest.mark.parametrize("questions", range(34, 400, 31))
def test_five_minutes_of_an_earlier_import_are_not_believed_for_many_questions(questions):
    assert of(questions).duration * 60 >= questions * 15


@pytest.mark.parametrize(("questions", "minutes"), [(10, 2), (20, 5), (100, 15), (3, 30)])
def test_a_figure_that_can_be_kept_is_the_form_s_own(questions, minutes):
    assert of(questions, minutes=minutes).duration == minutes


def test_a_form_without_minutes_comes_back_without():
    again = read(write(of(3, minutes=0)), key="tiny").instrument
    assert again.minutes == 0
