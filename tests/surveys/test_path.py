from small import instrument, question

from surveys.expressions import parse
from surveys.instrument.path import walk


def names(path):
    return [page.name for page in path.pages]


def test_without_answers_only_what_needs_none_is_asked(work):
    assert names(walk(work, {})) == ["work"]


def test_an_answer_opens_the_way_to_what_needs_it(work):
    assert names(walk(work, {"work": "yes", "hours": 50})) == ["work", "hours", "tired"]


def test_answers_off_the_path_are_dropped_and_open_nothing(work):
    path = walk(work, {"work": "no", "hours": 50, "tired": "very"})
    assert names(path) == ["work"]
    assert path.answers == {"work": "no"}


def test_calculations_use_what_is_on_the_path(work):
    assert walk(work, {"work": "yes", "hours": 40}).calculated == {"days": 5.0}


def test_a_condition_may_look_ahead():
    form = instrument(question("first", relevant="${second} = 'x'"), question("second"))
    assert names(walk(form, {"second": "x"})) == ["first", "second"]


def test_a_condition_may_use_a_calculation():
    twice = question("twice", "calculate", calculation=parse("${n} * 2"))
    form = instrument(
        question("n", "integer"), question("why", relevant="${twice} > 4"), calculations=[twice]
    )
    assert names(walk(form, {"n": 3})) == ["n", "why"]


def test_what_a_condition_needs_comes_first_and_all_else_stays_in_order():
    form = instrument(
        question("a"),
        question("b", relevant="${d} = 1 and ${c} = 1"),
        question("c"),
        question("d"),
        question("e"),
    )
    assert [q.name for q in form.order] == ["a", "c", "d", "b", "e"]


def test_a_chain_of_a_thousand_conditions_is_walked():
    links = [question("q0")]
    links += [question(f"q{n}", relevant=f"${{q{n - 1}}} = 'x'") for n in range(1, 2000)]
    form = instrument(*reversed(links))
    assert len(walk(form, {"q0": "x", "q1": "x"}).pages) == 3
