import pytest
from synthetic import TINY, instrument, one, several

from surveys import library
from surveys.figures import indicators
from surveys.figures.indicators import RULES
from surveys.figures.released import IndicatorKind
from surveys.instrument.instrument import Choice, Missing, Question, QuestionType, Text


def indicators_of(*questions, key="foreign"):
    return indicators.of(instrument(*questions, key=key))


def test_a_foreign_questionnaire_gives_distributions_and_shares():
    found = indicators_of(
        one("a", "x", "y"), several("b", "x"), Question("c", QuestionType.INTEGER)
    )
    assert [(i.key, i.kind, i.share_of) for i in found] == [
        ("a", IndicatorKind.SHARE, ()),
        ("b", IndicatorKind.MULTIPLE, ()),
    ]


def test_missing_codes_are_no_category():
    (found,) = indicators_of(one("a", "x", missing={"dont_know": Missing.DONT_KNOW}))
    assert [category.key for category in found.categories] == ["x"]


def test_the_place_is_no_figure():
    assert "s_municipality" not in [indicator.key for indicator in indicators.of(TINY)]


def test_a_shipped_question_is_told_by_its_rule():
    (found,) = indicators_of(one("discrim_12m", "no", "once", "several", "often"), key="belonging")
    assert (found.share_of, found.scale) == (("once", "several", "often"), True)


def test_a_question_that_lost_an_answer_of_its_share_is_told_as_a_distribution():
    (found,) = indicators_of(one("discrim_12m", "no", "once"), key="belonging")
    assert found.share_of == ()


def test_the_wording_travels_with_the_figure():
    (found,) = indicators_of(one("a", "x"))
    assert found.wording == Text({"de": "a"})


@pytest.mark.parametrize("key", RULES)
def test_the_rules_fit_the_shipped_questionnaires(key):
    shipped = {indicator.key: indicator.share_of for indicator in indicators.of(library.load(key))}
    expected = {name: rule.share_of for name, rule in RULES[key].items() if rule.share_of}
    assert expected.items() <= shipped.items()


@pytest.mark.parametrize("key", RULES)
def test_no_rule_is_left_of_a_question_that_is_gone(key):
    offers = [Choice("advice", Text({"de": "Beratung"}))]
    instrument = library.load(key).with_choices("offers", offers)
    assert RULES[key].keys() <= {indicator.key for indicator in indicators.of(instrument)}


def test_a_trend_is_told_as_a_mean():
    (found,) = [i for i in indicators.of(library.load("volunteers")) if i.key == "trend"]
    assert found.kind is IndicatorKind.MEAN
