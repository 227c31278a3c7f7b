"""Hints on a public sentence: what is hard to read is told, what is easy is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.concept.tree.sentence import MOST_LETTERS, MOST_WORDS, Hint, hints

EASY = "Ab Mai fährt der Bus bis 22 Uhr. Sie kommen auch spät nach Hause."


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (EASY, ()),
        ("", ()),
        ("  ", ()),
        ("Der Bus fährt länger.", (Hint.NO_TIME,)),
        ("Seit Herbst hilft die Kinderbetreuungseinrichtung.", (Hint.LONG_WORD,)),
        ("Seit Herbst hilft die Kinder-Betreuung.", ()),
        ("Ab 2027 gibt es mehr, z. B. Kurse.", (Hint.ABBREVIATION,)),
        ("Ab 2027 gibt es Kurse, Treffs usw.", (Hint.ABBREVIATION,)),
    ],
)
def test_each_hint_has_its_cause(sentence: str, found: tuple[Hint, ...]):
    assert hints(sentence) == found


@given(st.integers(1, 40), st.integers(1, 40))
def test_length_alone_decides_on_words_and_sentences(words: int, letters: int):
    found = hints(" ".join(["Ab", "Mai", *["so"] * words]) + ". " + "a" * letters + " jetzt.")
    assert (Hint.LONG_SENTENCE in found) is (words + 2 > MOST_WORDS)
    assert (Hint.LONG_WORD in found) is (letters > MOST_LETTERS)


@given(st.text(max_size=200))
def test_whatever_is_typed_is_only_looked_at(text: str):
    assert set(hints(text)) <= set(Hint)
