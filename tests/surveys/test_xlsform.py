"""What becomes of the features of a workbook."""

from pathlib import Path

import pytest

from surveys.authoring.languages import named, tag_of
from surveys.instrument.instrument import Missing, QuestionType
from surveys.instrument.path import walk
from surveys.xlsform import read

FORMS = Path(__file__).parents[1] / "instruments"


def form(name):
    return read((FORMS / f"{name}.csv").read_bytes(), key=name).instrument


def pages(instrument, answers=None):
    shown = walk(instrument, answers or {}).pages
    return [[question.name for question in page.questions] for page in shown]


@pytest.mark.parametrize(
    ("spelled", "tag"),
    [
        ("English (en)", "en"),
        ("English(en)", "en"),
        ("english", "en"),
        ("Français", "fr"),
        ("French", "fr"),
        ("العربية", "ar"),
        ("عربى", "ar"),
        ("fr", "fr"),
        ("Swahili(swa)", "sw"),
        ("Indonesian(id)", "id"),
        ("Einfache Sprache (de-simple)", "de-simple"),
        ("Dari (prs)", "prs"),
        ("kmr", "kmr"),
        ("zh-hans", "zh-Hans"),
        ("de_at", "de-AT"),
        ("Klingonisch", None),
        ("default", None),
    ],
)
def test_languages_are_known_in_every_spelling(spelled, tag):
    assert tag_of(spelled) == tag
    assert tag is None or tag_of(named(tag)) == tag


@pytest.mark.parametrize(
    ("name", "languages"),
    [
        ("languages_with_tags", ("en", "fr", "sw")),
        ("languages_by_name", ("en", "fr", "ar", "es")),
        ("languages_bare", ("fr", "en")),
        ("language_unnamed_with_default", ("de", "en")),
        ("language_unnamed", ("de",)),
    ],
)
def test_the_default_language_comes_first(name, languages):
    assert form(name).languages == languages


def test_each_question_is_a_page_and_notes_stand_with_the_next():
    assert pages(form("note_joins")) == [["hello", "town"], ["note_5"]]


def test_a_field_list_is_one_page_with_its_label_as_heading():
    instrument = form("field_list")
    assert pages(instrument) == [["one", "hint", "two"]]
    assert instrument.pages[0].heading.strings == {"de": "Beides"}


def test_a_group_in_a_field_list_becomes_a_heading_in_between():
    assert pages(form("field_list_with_group")) == [["one", "part", "two"]]


def test_a_groups_label_begins_a_section_and_its_condition_holds_for_all():
    instrument = form("group_section")
    assert [page.section.strings for page in instrument.pages] == [
        {},
        {"de": "Ihre Arbeit"},
        {},
        {},
    ]
    assert pages(instrument) == [["work"], ["rest"]]
    assert pages(instrument, {"work": "yes"}) == [["work"], ["what"], ["where"], ["rest"]]


def test_conditions_of_groups_in_groups_add_up():
    instrument = form("groups_in_groups")
    assert pages(instrument) == [["one"]]
    assert pages(instrument, {"one": "x"}) == [["one"], ["two"]]


def test_or_other_adds_a_choice_and_asks_which():
    instrument = form("or_other")
    assert instrument.questions["favourite"].choices[-1].name == "other"
    assert instrument.questions["second"].choice("other") is None
    assert pages(instrument, {"favourite": "other"})[1] == ["favourite_other"]


def test_a_calculation_is_used_by_a_condition():
    assert pages(form("calculate"), {"hours": 9}) == [["hours"], ["tired"]]


def test_choices_say_that_they_stand_alone_or_are_missing():
    home, none, secret = form("exclusive").questions["needs"].choices
    assert (home.exclusive, none.exclusive, secret.missing) == (False, True, Missing.PREFER_NOT)


@pytest.mark.parametrize("name", ["select_multiple_limit", "select_multiple_limit_by_constraint"])
def test_the_largest_number_of_choices_is_known(name):
    assert form(name).questions["needs"].max_choices == 2


def test_random_order_keeps_the_last_ones_in_place():
    needs = form("randomize").questions["needs"]
    assert (needs.randomize, needs.fixed_last) == (True, 1)


def test_words_of_older_forms_are_read_too():
    kinds = [question.type for question in form("select_words").asked]
    assert kinds == [QuestionType.SELECT_ONE] * 3 + [QuestionType.SELECT_MULTIPLE]


def test_our_own_columns_are_kept():
    instrument = form("our_own_columns")
    question = instrument.questions["violence"]
    assert question.sensitive
    assert question.searchable
    assert question.why.strings == {"de": "Damit Hilfe ankommt."}
    assert question.traits["tested:de"] == "nicht getestet"
    assert question.choices[0].aliases == ("jawohl", "genau")
    assert (instrument.kind, instrument.minutes, instrument.version) == ("confidential", 7, "3")


def test_a_section_whose_first_page_is_skipped_begins_with_its_next():
    rows = [
        "survey",
        ",type,name,label::de,relevant",
        ",begin_group,g,Über Sie,",
        ",text,a,Eins?,${b} = 'x'",
        ",text,b,Zwei?,",
        ",end_group,,,",
    ]
    shown = walk(read("\n".join(rows).encode()).instrument, {}).pages
    assert [page.section.strings for page in shown] == [{"de": "Über Sie"}]
