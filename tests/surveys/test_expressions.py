"""What conditions mean: XPath 1.0 as XForms uses it."""

import math
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.expressions import (
    ExpressionProblem,
    evaluate,
    from_data,
    parse,
    references,
    to_data,
    to_text,
    truth,
)

TODAY = date(2026, 5, 31)
ANSWERS = {
    "age": 30,
    "hours": Decimal("7.5"),
    "town": "Musterstadt",
    "yes": "yes",
    "some": ("red", "blue"),
    "since": date(2020, 2, 1),
}


def value(text, current=None):
    return evaluate(parse(text), ANSWERS, current, TODAY)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("1 + 2 * 3", 7.0),
        ("(1 + 2) * 3", 9.0),
        ("7 div 2", 3.5),
        ("-7 mod 3", -1.0),
        ("10 - 2 - 3", 5.0),
        ("- -2", 2.0),
        ("${age} + 1", 31.0),
        ("${hours} * 2", 15.0),
        ("${age}-1", 29.0),
        (".5 + 0.25", 0.75),
        ("1 div 0", math.inf),
        ("round(2.5)", 3.0),
        ("round(-2.5)", -2.0),
        ("round(2.345, 2)", 2.35),
        ("int(-2.7)", -2.0),
        ("floor(2.7)", 2.0),
        ("ceiling(2.1)", 3.0),
        ("min(3, 1, 2)", 1.0),
        ("max(${age}, '')", 30.0),
        ("sum(1, 2, 3)", 6.0),
        ("number('12')", 12.0),
        ("count-selected(${some})", 2.0),
        ("count-non-empty(${age}, ${nobody}, '')", 1.0),
        ("string-length(${town})", 11.0),
    ],
)
def test_numbers(text, result):
    assert value(text) == result


@pytest.mark.parametrize(
    "text",
    [
        "number('')",
        "${nobody} + 1",
        "number('viel')",
        "0 div 0",
        "min()",
        "min(1, 'viel')",
        "max('viel', 1)",
    ],
)
def test_what_is_no_number_is_nan(text):
    if text == "min()":
        with pytest.raises(ExpressionProblem):
            parse(text)
    else:
        assert math.isnan(value(text))


@pytest.mark.parametrize(
    "text",
    [
        "${age} = 30",
        "${age} = '30'",
        "${age} >= 18 and ${age} <= 120",
        "${nobody} = ''",
        "not(${nobody} > 0)",
        "not(${nobody} < 1)",
        "${nobody} != 'x'",
        "selected(${some}, 'red')",
        "not(selected(${some}, 're'))",
        "selected(${yes}, 'yes')",
        "${yes} = 'yes'",
        "${yes} != 'no'",
        "'a' < 'b' = false()",
        "true() or ${nobody}",
        "not(false())",
        "boolean(${town})",
        "${since} < today()",
        "${since} = '2020-02-01'",
        "${since} > '2020-01-31'",
        "today() - ${since} > 365",
        "date('2020-02-01') = ${since}",
        "starts-with(${town}, 'Muster')",
        "ends-with(${town}, 'stadt')",
        "contains(${town}, 'ters')",
        "regex(${town}, '[A-Z][a-z]+')",
        "not(regex(${town}, '[a-z]+'))",
        "checklist(1, 2, true(), false())",
        "checklist(1, 2, true(), true())",
        "checklist(-1, 0, false(), false())",
        "not(checklist(1, 1, true(), true()))",
        "not(checklist(2, -1, true(), false()))",
        "true() = 'false'",
        "true() = 2",
        "false() = ''",
        "2 = true()",
        "1 = 1 and 2 = 2 or 1 = 2",
        "boolean-from-string('1')",
    ],
)
def test_conditions_that_hold(text):
    assert value(text) is True


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("concat(${town}, ' ', ${age})", "Musterstadt 30"),
        ("join(', ', 'a', 'b')", "a, b"),
        ("if(${age} > 18, 'old', 'young')", "old"),
        ("coalesce(${nobody}, ${town})", "Musterstadt"),
        ("substr(${town}, 0, 6)", "Muster"),
        ("substr(${town}, -5)", "stadt"),
        ("substring('12345', 2, 3)", "234"),
        ("substring-before('a-b', '-')", "a"),
        ("substring-after('a-b', '-')", "b"),
        ("selected-at(${some}, 1)", "blue"),
        ("selected-at(${some}, 7)", ""),
        ("string(7.0)", "7"),
        ("string(0.00001)", "0.00001"),
        ("string(true())", "true"),
        ("translate('abc', 'ab', 'x')", "xc"),
        ("translate('aba', 'aba', 'xyz')", "xyx"),
        ("normalize-space('  a   b ')", "a b"),
        ("format-date(${since}, '%e.%n.%Y')", "1.2.2020"),
        ("format-date(${nobody}, '%Y')", ""),
        ("once('first')", "first"),
        ("“bent” ", "bent"),
    ],
)
def test_texts(text, result):
    assert value(text) == result


def test_the_point_is_the_answer_that_is_checked():
    assert truth(parse(". >= 18 and string-length(.) < 3"), {}, 20)


def test_once_keeps_what_is_there():
    assert value("once('new')", "old") == "old"


def test_references_are_found_at_any_depth():
    assert references(parse("if(${a} = 1, ${b}, not(${c}))")) == {"a", "b", "c"}


@pytest.mark.parametrize(
    ("text", "key", "column"),
    [
        ("1 +", "unfinished", 4),
        ("1 + * 2", "syntax", 5),
        ("../a = 1", "path", 2),
        ("pulldata('x')", "unknown_function", 1),
        ("1 = selected(${a})", "arguments", 5),
        ("", "unfinished", 1),
        ("'open", "syntax", 1),
        ("(" * 9_000, "unfinished", 9_001),
        ("1+" * 200 + "1", "too_deep", 0),
        ("1" * 10_001, "too_long", 0),
    ],
)
def test_faults_are_found_at_their_column(text, key, column):
    with pytest.raises(ExpressionProblem) as caught:
        parse(text)
    assert (caught.value.key, caught.value.column) == (key, column)


def test_long_chains_of_conditions_are_no_deep_trees():
    assert truth(parse(" or ".join(["1 = 2"] * 500 + ["true()"])), {})


def test_texts_that_double_each_other_do_not_fill_the_memory():
    text = "x" * 9_000
    assert len(evaluate(parse("concat(., ., .)"), {}, text)) == 10_000


PIECES = st.sampled_from(
    [
        *("${a}", "${b}", ".", "1", "2.5", "'x'", "''", "(", ")", ",", "+", "-", "*", "div"),
        *("mod", "and", "or", "=", "!=", "<", "<=", ">", ">=", "not(", "if(", "selected("),
        *("concat(", "number(", "today()", "regex(", "substr(", "round(", "date(", "join("),
    ]
)
ATOMS = st.one_of(
    st.none(), st.text(max_size=9), st.integers(), st.decimals(allow_nan=False),
    st.dates(), st.lists(st.text(max_size=3)).map(tuple),
)  # fmt: skip


@given(st.text() | st.lists(PIECES, max_size=12).map(" ".join))
def test_any_text_is_a_tree_or_a_problem(text):
    try:
        tree = parse(text)
    except ExpressionProblem:
        return
    assert from_data(to_data(tree)) == tree
    assert parse(to_text(tree)) == tree


def trees(inner):
    calls = [("not", 1), ("if", 3), ("concat", 2), ("round", 2), ("substr", 3), ("min", 2),
             ("selected", 2), ("selected-at", 2), ("regex", 2), ("format-date", 2), ("pow", 2),
             ("date", 1), ("int", 1), ("substring", 3), ("number", 1), ("once", 1), ("join", 2),
             ("translate", 3), ("checklist", 3), ("coalesce", 2), ("sum", 2)]  # fmt: skip
    operators = ["+", "-", "*", "div", "mod", "=", "!=", "<", ">=", "and", "or"]
    return st.one_of(
        st.sampled_from(calls).flatmap(
            lambda call: st.tuples(*[inner] * call[1]).map(lambda parts: [call[0], *parts])
        ),
        st.tuples(st.sampled_from(operators), inner, inner).map(list),
        inner.map(lambda part: ["-", part]),
    )


LEAVES = st.one_of(
    st.text(max_size=6), st.floats(), st.sampled_from([["$", "a"], ["$", "b"], ["."], ["today"]])
)


@given(st.recursive(LEAVES, trees, max_leaves=12), ATOMS, ATOMS, ATOMS)
def test_every_tree_has_a_value_for_any_answers(data, a, b, current):
    result = evaluate(from_data(data), {"a": a, "b": b}, current, TODAY)
    assert isinstance(result, str | float | bool | date)


@given(st.recursive(st.none() | st.booleans() | st.text() | st.integers(), st.lists))
def test_any_data_is_a_tree_or_a_problem(data):
    with suppress(ExpressionProblem):
        assert to_data(from_data(data)) is not None
