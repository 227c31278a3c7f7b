import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.expressions import parse
from surveys.instrument.codec import CodecProblem, dumps, loads
from surveys.instrument.instrument import Choice, Instrument, Page, Question, Text

TEXTS = st.builds(Text, st.dictionaries(st.sampled_from(["de", "ar", "de-simple"]), st.text()))
WORDS = st.text(max_size=8)
CONDITIONS = st.sampled_from(
    [parse(text) for text in ("${a} = 'x' and ${b} > 2.5", "not(.)", "-1 + today()", "true()")]
)
CHOICES = st.builds(
    Choice, WORDS, TEXTS, exclusive=st.booleans(), group=TEXTS, aliases=st.tuples(WORDS)
)
QUESTIONS = st.builds(
    Question,
    name=WORDS,
    label=TEXTS,
    hint=TEXTS,
    choices=st.lists(CHOICES, max_size=3).map(tuple),
    relevant=st.lists(CONDITIONS, max_size=2).map(tuple),
    required=st.none() | CONDITIONS,
    constraint=st.none() | CONDITIONS,
    max_choices=st.none() | st.integers(0, 9),
    traits=st.dictionaries(WORDS, WORDS, max_size=2),
)
PAGES = st.builds(
    Page, WORDS, st.lists(QUESTIONS, max_size=3).map(tuple), heading=TEXTS, section_name=WORDS
)
INSTRUMENTS = st.builds(
    Instrument,
    key=WORDS,
    title=TEXTS,
    purpose=TEXTS,
    languages=st.tuples(WORDS, WORDS),
    pages=st.lists(PAGES, max_size=3).map(tuple),
    calculations=st.lists(QUESTIONS, max_size=2).map(tuple),
)


@given(INSTRUMENTS)
def test_any_instrument_survives_the_round_trip(instrument):
    assert loads(dumps(instrument)) == instrument


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"format":2}', '{"format":1,"key":"x"}', "[" * 100_000]
)
def test_what_is_no_instrument_is_refused(text):
    with pytest.raises(CodecProblem):
        loads(text)


@given(st.text() | st.dictionaries(st.text(), st.integers()).map(str))
def test_any_text_is_an_instrument_or_refused(text):
    with pytest.raises(CodecProblem):
        loads(text)
