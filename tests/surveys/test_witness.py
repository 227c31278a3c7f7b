import numpy as np
from synthetic import PLACES, SECRET, frame, instrument, one, wave

from surveys.figures.disclosure import release
from surveys.figures.witness import Crowd, Room, Turn

NOWHERE = 2


def crowd(answers, rows, blocked=(), shared=(False, False)):
    """Two rows (and "nowhere"); nobody can leave the counts in ``blocked``."""
    down = np.ones((NOWHERE + 1, len(shared) + 1), dtype=bool)
    for turn in blocked:
        down[turn] = False
    room = Room(down, np.ones_like(down), np.array(shared))
    people = len(answers)
    return Crowd(
        answers=np.array(answers, dtype=np.int16),
        kinds=np.arange(people),
        rows=np.array(rows),
        exposed=np.ones(people, dtype=bool),
        room=room,
    )


def test_who_could_have_answered_differently_needs_no_turn():
    assert list(crowd([0, 0], [[0, 0]]).turns()) == []


def test_who_could_have_traded_with_somebody_of_the_same_row_needs_no_turn():
    assert list(crowd([0, 1], [[0, 0]], blocked=[(0, 0)]).turns()) == []


def test_a_count_in_the_way_of_everything_else_is_turned():
    assert list(crowd([0, 0], [[0, 0]], blocked=[(0, 0)]).turns()) == [Turn(0, 0)]


def test_a_trade_does_not_help_when_it_leaves_the_row():
    assert list(crowd([0, 1], [[0, 1]], blocked=[(0, 0)]).turns()) == [Turn(0, 0)]


def test_a_share_stands_in_the_way_like_a_category():
    found = crowd([0, 0], [[0, 0]], blocked=[(0, 2)], shared=(True, False))
    assert list(found.turns()) == [Turn(0, 2)]


def test_who_is_in_no_shown_row_is_free():
    assert list(crowd([0], [[NOWHERE]], blocked=[(0, 0)]).turns()) == []


def test_people_of_one_kind_who_answered_differently_hide_each_other():
    pair = crowd([0, 1, 0], [[0, 0, 0], [0, 1, 0]], blocked=[(0, 0), (1, 0)])
    alike = Crowd(pair.answers, np.array([7, 7, 7]), pair.rows, pair.exposed, pair.room)
    assert list(alike.turns()) == []


def test_a_question_with_one_answer_has_nothing_to_keep():
    form = instrument(one("a", "x"), one("s_gender", "woman", "man"))
    released = release(
        frame(*[{"a": "x", "s_gender": "man"}] * 12, of=form), wave(), PLACES, SECRET
    )
    assert released.total("a").counts[0] in (10, 15)
