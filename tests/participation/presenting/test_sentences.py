"""Sentences of released figures."""

import pytest
from flask import Flask

from participation.base.words import languages
from participation.base.words.languages import LANGUAGES
from participation.presenting import sentences
from surveys.figures.estimates import shares
from surveys.figures.released import Category, Indicator, IndicatorKind, Row, Status
from surveys.instrument.instrument import Text

YES = Category("yes", Text({"de": "ja", "en": "yes"}))
NO = Category("no", Text({"de": "nein", "en": "no"}))


@pytest.fixture(autouse=True)
def context():
    with Flask(__name__).app_context():
        yield


def indicator(kind: IndicatorKind = IndicatorKind.SHARE, *share_of: str) -> Indicator:
    return Indicator("q", kind, "q", Text(), Text({"de": "Frage?"}), (NO, YES), share_of)


def sentence_of(count: int, base: int) -> str:
    row = Row((), Status.SHOWN, base, (base - count, count), count, 0)
    return sentences.sentence(indicator(IndicatorKind.SHARE, "yes"), row).striptags()


@pytest.mark.parametrize(
    ("count", "base", "sentence"),
    [
        (70, 100, "Etwa 7 von 10 Befragten haben „ja“ geantwortet."),
        (10, 100, "Etwa 1 von 10 Befragten hat „ja“ geantwortet."),
        (0, 100, "Kaum jemand hat „ja“ geantwortet."),
        (5, 200, "Weniger als 1 von 10 Befragten hat „ja“ geantwortet."),
        (195, 200, "Mehr als 9 von 10 Befragten haben „ja“ geantwortet."),
        (100, 100, "Fast alle Befragten haben „ja“ geantwortet."),
        (5, 15, "(Etwa 5 von 15 Befragten haben „ja“ geantwortet.)"),
    ],
)
def test_a_share_is_told_so_that_everybody_understands(count: int, base: int, sentence: str):
    assert sentence_of(count, base) == sentence


def test_without_favourable_answers_the_most_frequent_is_told():
    row = Row((), Status.SHOWN, 100, (30, 70), None, 0)
    sentence = sentences.sentence(indicator(), row).striptags()
    assert sentence == (
        "Etwa 7 von 10 Befragten haben „ja“ geantwortet. Das ist die häufigste Antwort."
    )


def test_two_most_frequent_answers_are_not_ranked():
    row = Row((), Status.SHOWN, 100, (50, 50), None, 0)
    assert "häufigste" not in sentences.sentence(indicator(), row)


def test_too_few_answers_give_no_number():
    row = Row((), Status.WITHHELD)
    assert "Zu wenige Antworten" in sentences.sentence(indicator(), row)


def test_a_mean_names_the_ends_of_its_scale():
    row = Row((), Status.SHOWN, 100, (50, 50), None, 0)
    sentence = sentences.sentence(indicator(IndicatorKind.MEAN), row).striptags()
    assert "bei 1,5. 1 heißt „nein“, 2 heißt „ja“." in sentence


def test_a_percent_is_written_as_the_language_does():
    languages.use(LANGUAGES["tr"])
    assert sentences.percent(68).striptags() == "%68"


def test_a_range_reads_outwards():
    assert sentences.span(shares.figure(50, 100)).striptags() == "37 bis 63 %"


def test_answers_of_a_questionnaire_cannot_write_html():
    evil = Category("x", Text({"de": "<script>"}))
    assert "<script>" not in sentences.answers([evil])


def test_a_fallback_says_its_language():
    languages.use(LANGUAGES["ar"])
    assert sentences.text(YES.label) == '<bdi lang="de" dir="ltr">ja</bdi>'
