from dataclasses import replace
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st
from small import de, instrument, question

from surveys.expressions import parse
from surveys.instrument.instrument import Page, Text
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


def in_sections(lengths, hidden):
    """Sections of so many pages with one question each; 0 is a page that belongs to none."""
    pages = []
    for number, length in enumerate(lengths):
        for at in range(max(1, length)):
            relevant = "1 = 2" if len(pages) in hidden else None
            page = Page(f"p{len(pages)}", (question(f"q{len(pages)}", relevant=relevant),))
            if length:
                page = replace(page, section_name=f"s{number}")
            if length and not at:
                page = replace(page, section=de(f"Teil {number}"), section_why=de("Warum"))
            pages.append(page)
    return replace(instrument(), pages=tuple(pages))


@given(st.lists(st.integers(0, 4), min_size=1, max_size=5), st.sets(st.integers(0, 19)))
def test_each_section_begins_once_with_its_first_page_that_is_shown(lengths, hidden):
    shown = walk(in_sections(lengths, hidden), {}).pages
    for name, pages in groupby(shown, key=lambda page: page.section_name):
        first, *rest = pages
        number = name.removeprefix("s")
        assert first.section == (de(f"Teil {number}") if name else Text())
        assert first.section_why == (de("Warum") if name else Text())
        assert [page for page in rest if page.section] == []
