import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.expressions import patterns
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
    "pattern",
    [
        *("[a", "(a", "a)", "*a", "a{2", "a{3,2}", "(?=a)", r"\b", "a{9999}", "(a{999}){999}"),
        "a{" + "9" * 5000 + "}",
        "a{²}",
    ],
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


def test_eighty_alternatives_are_worked_out_once_and_then_looked_up(monkeypatch):
    worked_out = []
    real = patterns._reached  # noqa: SLF001 - what a character costs when nothing is remembered

    def counted(states):
        worked_out.append(1)
        return real(states)

    monkeypatch.setattr(patterns, "_reached", counted)
    qr_codes = [chr(0x4E00 + number) for number in range(80)]
    patterns.compile_pattern.cache_clear()
    test = compile_pattern(f"({'|'.join(qr_codes)})*")
    worked_out.clear()
    assert test("".join(qr_codes) * 100)
    assert not test("".join(qr_codes) * 100 + "x")
    assert len(worked_out) <= 2 * len(qr_codes)


def test_ever_new_characters_lead_to_steps_that_are_known():
    reader = compile_pattern("([^x]|y|z)*").__self__
    assert reader.fits("".join(chr(0x4E00 + number) for number in range(5_000)))
    assert len(reader.steps) <= 2
    assert all(
        len(step.by_character) <= patterns.KNOWN_CHARACTERS for step in reader.steps.values()
    )


@pytest.mark.parametrize("pattern", ["(.?x?){200}", "(a?b?c?){150}"])
def test_a_pattern_of_too_many_states_is_refused_when_it_is_read(pattern):
    with pytest.raises(PatternProblem, match=str(patterns.MAX_STATES)):
        compile_pattern(pattern)


def test_what_is_remembered_is_bounded_and_forgetting_changes_nothing(monkeypatch):
    monkeypatch.setattr(patterns, "KNOWN_STEPS", 3)
    patterns.compile_pattern.cache_clear()
    test = compile_pattern("(a|b)*a(a|b){5}")
    for number in range(64):
        text = format(number, "06b").replace("0", "a").replace("1", "b")
        assert test("bab" + text) is (text[0] == "a")
