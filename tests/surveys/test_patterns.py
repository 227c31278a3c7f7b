import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.expressions.patterns import PatternProblem, compile_pattern, matches


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("^[A-Z]{2}-[0-9]{3}$", "AB-123", True),
        ("^[A-Z]{2}-[0-9]{3}$", "AB-1234", False),
        (r"\d{5}", "١٢٣٤٥", True),
        (r"\+?[\d ]+", "+49 30 123", True),
        ("(ab|c)*d", "abcabd", True),
        ("(?:a|b){2,3}", "abab", False),
        ("a{2,}", "aaaa", True),
        ("[^@ ]+@[^@ ]+", "a@b", True),
        (r"[\w.-]+", "a_b.c-d", True),
        ("a.c", "a\nc", False),
        ("", "", True),
        ("(", "(", False),
    ],
)
def test_a_pattern_fits_whole_texts(pattern, text, fits):
    assert matches(pattern, text) is fits


@pytest.mark.parametrize(
    "pattern", ["[a", "(a", "a)", "*a", "a{2", "a{3,2}", "(?=a)", r"\b", "a{9999}", "(a{999}){999}"]
)
def test_what_we_do_not_support_is_told(pattern):
    with pytest.raises(PatternProblem):
        compile_pattern(pattern)


def test_a_pattern_that_makes_others_hang_is_read_once():
    assert not matches("(a|aa|a*)*b", "a" * 1000)


@given(st.text("ab(|)*+?[]{1,2}^-.", max_size=12), st.text("ab1", max_size=6))
def test_any_pattern_is_refused_or_agrees_with_the_standard_library(pattern, text):
    try:
        test = compile_pattern(pattern)
        expected = re.compile(pattern, re.UNICODE)
    except (PatternProblem, re.error):
        return
    if "^" not in pattern and not re.search(r"[*+?}][*+?{]", pattern):
        assert test(text) is (expected.fullmatch(text) is not None)
