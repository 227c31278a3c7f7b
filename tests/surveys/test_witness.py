import numpy as np
import pytest
from synthetic import PLACES, SECRET, answer_table, instrument, one, wave

from surveys.figures import safety
from surveys.figures.disclosure import release
from surveys.figures.witness import FEW, PARTNERS, Crowd, Flip, Slack

NOWHERE = 2


def crowd(answers, rows, blocked=(), shared=(False, False)):
    """Two rows (and "nowhere"); nobody can leave the counts in ``blocked``."""
    down = np.ones((NOWHERE + 1, len(shared) + 1), dtype=bool)
    for flip in blocked:
        down[flip] = False
    slack = Slack(down, np.ones_like(down), np.array(shared))
    people = len(answers)
    return Crowd(
        answers=np.array(answers, dtype=np.int16),
        kinds=np.arange(people),
        rows=np.array(rows),
        exposed=np.ones(people, dtype=bool),
        slack=slack,
    )


def test_who_could_have_answered_differently_needs_no_turn():
    assert list(crowd([0, 0], [[0, 0]]).flips()) == []


def test_who_could_have_traded_with_somebody_of_the_same_row_needs_no_turn():
    assert list(crowd([0, 1], [[0, 0]], blocked=[(0, 0)]).flips()) == []


def test_a_count_in_the_way_of_everything_else_is_turned():
    assert list(crowd([0, 0], [[0, 0]], blocked=[(0, 0)]).flips()) == [Flip(0, 0)]


def test_a_trade_does_not_help_when_it_leaves_the_row():
    assert list(crowd([0, 1], [[0, 1]], blocked=[(0, 0)]).flips()) == [Flip(0, 0)]


def test_a_share_stands_in_the_way_like_a_category():
    found = crowd([0, 0], [[0, 0]], blocked=[(0, 2)], shared=(True, False))
    assert list(found.flips()) == [Flip(0, 2)]


def test_who_is_in_no_shown_row_is_free():
    assert list(crowd([0], [[NOWHERE]], blocked=[(0, 0)]).flips()) == []


def test_people_of_one_kind_who_answered_differently_hide_each_other():
    pair = crowd([0, 1, 0], [[0, 0, 0], [0, 1, 0]], blocked=[(0, 0), (1, 0)])
    alike = Crowd(pair.answers, np.array([7, 7, 7]), pair.rows, pair.exposed, pair.slack)
    assert list(alike.flips()) == []


def test_of_several_other_answers_the_one_with_the_fewest_counts_in_the_way_is_made_possible():
    up = np.ones((NOWHERE + 1, 4), dtype=bool)
    up[0, 1] = up[1, 1] = up[0, 2] = False
    slack = Slack(np.ones_like(up), up, np.array((False, False, False)))
    alone = Crowd(np.array([0]), np.array([0]), np.array([[0], [1]]), np.array([True]), slack)
    assert list(alone.flips()) == [Flip(0, 2)]


@pytest.mark.parametrize("in_vain", [0, 1, FEW - 1, FEW, 3 * FEW, PARTNERS - 1])
def test_a_partner_for_a_trade_is_found_behind_many_who_cannot(in_vain):
    # Nobody of row 0 can leave answer 0, nobody of row 2 answer 1: only the last shares row 1.
    down = np.ones((4, 3), dtype=bool)
    down[0, 0] = down[2, 1] = False
    people = in_vain + 2
    waiting = Crowd(
        answers=np.array([0] + [1] * (people - 1)),
        kinds=np.arange(people),
        rows=np.array([[0] * people, [1] + [2] * in_vain + [1]]),
        exposed=np.arange(people) == 0,
        slack=Slack(down, np.ones_like(down), np.array((False, False))),
    )
    assert list(waiting.flips()) == []


def test_everybody_in_a_small_group_of_any_table_is_looked_at(monkeypatch):
    exposed = []

    def noting(*parts):
        exposed.append(Crowd(*parts).exposed)
        return Crowd(*parts)

    monkeypatch.setattr(safety, "Crowd", noting)
    form = instrument(
        one("mood", "good", "bad"),
        one("s_municipality", "seedorf", "waldau", "altstadt"),
        one("s_gender", "woman", "man"),
    )
    few, many = safety.SMALL, 2 * safety.SMALL
    people = [
        {"mood": ("good", "bad")[n % 3 == 0], "s_municipality": place, "s_gender": gender}
        for place, size in (("waldau", few), ("altstadt", many))
        for n, gender in zip(range(size), ("woman", "man") * size, strict=False)
    ]
    release(answer_table(*people, of=form), wave(), PLACES, SECRET)
    assert exposed
    assert {int(those.sum()) for those in exposed} == {few}


def test_a_question_with_one_answer_has_nothing_to_keep():
    form = instrument(one("a", "x"), one("s_gender", "woman", "man"))
    released = release(
        answer_table(*[{"a": "x", "s_gender": "man"}] * 12, of=form), wave(), PLACES, SECRET
    )
    assert released.total("a").counts[0] in (10, 15)
