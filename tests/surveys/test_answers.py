"""What a browser sends → typed answers, or a problem that says what to do."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small import choices, de, instrument, question

from surveys.expressions import parse
from surveys.instrument.answers import AnswerProblem, defaults, dump, load, read, read_page
from surveys.instrument.instrument import QuestionType

AGE = question("age", "integer", constraint=parse(". >= 18 and . <= 120"))
HOURS = question("hours", "decimal")
DAY = question("day", "date")
TEXT = question("text", "text", max_length=10)
ONE = question("one", "select_one", choices=choices("red", "blue"))
SOME = question(
    "some", "select_multiple", max_choices=2,
    choices=choices("red", "blue", "green", "none", alone=("none",)),
)  # fmt: skip
ALL = (AGE, HOURS, DAY, TEXT, ONE, SOME)


def problem(asked, *raw, values=None):
    with pytest.raises(AnswerProblem) as caught:
        read(asked, raw, values)
    return caught.value.key, dict(caught.value.params)


@pytest.mark.parametrize("asked", ALL, ids=lambda asked: asked.name)
@pytest.mark.parametrize("raw", [[], [""], ["  ", "\n"]])
def test_nothing_is_no_answer(asked, raw):
    assert read(asked, raw) is None


@pytest.mark.parametrize(
    "raw", ["42", " 42 ", "٤٢", "۴۲", "४२", "\u200f42", "042", "\u0664\u0662\u200f"]
)
def test_whole_numbers_in_any_script(raw):
    assert read(AGE, [raw]) == 42


@pytest.mark.parametrize("raw", ["4 2", "2 3", "12 5", "1 00", "٢ ٣", "4'2", "2\u202f3"])
def test_two_numbers_are_not_drawn_into_one(raw):
    with pytest.raises(AnswerProblem):
        read(AGE, [raw])


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("1.000", 1000),
        ("1,000,000", 1000000),
        ("1 000", 1000),
        ("١٬٠٠٠", 1000),
        ("−5", -5),
        ("-5", -5),
    ],
)
def test_marks_that_group_thousands_are_read_over(raw, number):
    assert read(question("n", "integer"), [raw]) == number


@pytest.mark.parametrize("raw", ["7.5", "7,5", "٧٫٥", "۷٫۵", "७.५", "07,50"])
def test_decimals_with_point_comma_or_arabic_mark(raw):
    assert read(HOURS, [raw]) == Decimal("7.5")


MARKS = {".": ",", ",": "."}
WHOLES = st.integers(1, 999_999_999)


@given(WHOLES, st.sampled_from([".", ",", " ", "'", "\u202f"]), st.sampled_from([".", ",", ""]))
def test_thousands_in_groups_are_never_taken_for_decimals(whole, between, mark):
    typed = f"{whole:,}".replace(",", between)
    unclear = typed.count(between) == 1 and between in MARKS
    if not unclear:
        assert read(HOURS, [typed], mark=mark) == whole
    elif between == mark:
        assert read(HOURS, [typed], mark=mark) == Decimal(typed.replace(between, "."))
    else:
        part = Decimal(typed.replace(between, "."))
        with pytest.raises(AnswerProblem) as caught:
            read(HOURS, [typed], mark=mark)
        assert caught.value.key == "unclear_number"
        assert dict(caught.value.params) == {"whole": whole, "part": part}


@given(WHOLES, st.integers(0, 9999), st.sampled_from([".", ","]), st.sampled_from([".", ",", ""]))
def test_thousands_and_decimals_with_two_marks_are_both_read(whole, part, between, mark):
    typed = f"{whole + 1000:,}".replace(",", between) + f"{MARKS[between]}{part}"
    assert read(HOURS, [typed], mark=mark) == Decimal(f"{whole + 1000}.{part}")


@given(st.dates(date(1850, 1, 1), date(2150, 12, 31)), st.sampled_from([".", ",", "'", "-", "/"]))
def test_a_day_is_no_number(when, between):
    typed = when.strftime(f"%d{between}%m{between}%Y")
    assert problem(HOURS, typed)[0] == problem(AGE, typed)[0] == "not_a_number"


@pytest.mark.parametrize(
    "raw", ["1.2.3", "1,2,3", "12,34,567", "1.23.45,6", "1,5,", "..", "7 5", "1.234.5", "1,234,5"]
)
def test_marks_that_fit_no_number_are_asked_back(raw):
    assert problem(HOURS, raw)[0] == "not_a_number"


@pytest.mark.parametrize("raw", ["1.000,000", "1,000.00", "12,5"])
def test_a_whole_number_is_not_made_of_decimals(raw):
    assert problem(question("n", "integer"), raw)[0] == "not_a_number"


@pytest.mark.parametrize("raw", ["viel", "12a", "1-2", "--1", "12,5", "½", "Ⅻ", "1e5", "0x10"])
def test_what_is_no_number_is_told_with_its_bounds(raw):
    assert problem(AGE, raw) == ("not_a_number", {"min": 18.0, "max": 120.0})


def test_a_number_out_of_range_is_told_with_its_bounds():
    assert problem(AGE, "7") == ("out_of_range", {"min": 18.0, "max": 120.0})


@pytest.mark.parametrize("raw", ["9" * 16, "1" * 400])
def test_a_number_of_too_many_digits_is_out_of_range(raw):
    assert problem(question("n", "integer"), raw)[0] == "out_of_range"


@pytest.mark.parametrize(
    "raw",
    [["2026-05-31"], ["31.5.2026"], ["31", "5", "2026"], ["٣١", "٥", "٢٠٢٦"], ["31/05/2026"]],
)
def test_dates_in_one_field_or_three(raw):
    assert read(DAY, raw) == date(2026, 5, 31)


@pytest.mark.parametrize(
    "raw", [["31", "2", "2026"], ["31", "5"], ["morgen"], ["5", "", "2026"], ["1", "1", "1403"]]
)
def test_what_is_no_date_is_told(raw):
    assert problem(DAY, *raw)[0] == "not_a_date"


def test_a_text_that_is_too_long_is_told_by_how_much():
    assert problem(TEXT, "x" * 14) == ("too_long", {"max": 10, "over": 4})


def test_a_line_break_counts_once():
    assert read(TEXT, ["a\r\nb"]) == "a\nb"


@pytest.mark.parametrize("raw", [["\0"], ["a\0b"], ["\ud800"], ["x" * 10_001], ["\x1b[2J"]])
@pytest.mark.parametrize("asked", ALL, ids=lambda asked: asked.name)
def test_broken_input_is_unreadable(asked, raw):
    assert problem(asked, *raw)[0] == "unreadable"


@pytest.mark.parametrize("asked", [ONE, SOME])
def test_a_choice_that_is_not_offered_is_refused(asked):
    assert problem(asked, "purple") == ("unknown_choice", {})


def test_two_answers_to_a_question_for_one_are_refused():
    assert problem(ONE, "red", "blue")[0] == "unreadable"


def test_several_choices_come_in_the_order_of_the_list_and_once():
    assert read(SOME, ["blue", "red", "blue"]) == ("red", "blue")


def test_too_many_choices_are_told_with_both_numbers():
    assert problem(SOME, "red", "blue", "green") == ("too_many_chosen", {"max": 2, "chosen": 3})


def test_a_choice_that_stands_alone_is_told_by_name():
    key, params = problem(SOME, "red", "none")
    assert (key, params["choice"], params["label"]) == ("exclusive_with_others", "none", de("none"))


def test_a_constraint_is_told_in_the_questionnaires_own_words():
    own = question("n", "integer", constraint=parse(". > ${least}"), constraint_message=de("Mehr!"))
    with pytest.raises(AnswerProblem) as caught:
        read(own, ["3"], {"least": 5})
    assert (caught.value.key, caught.value.message) == ("constraint", de("Mehr!"))


def test_a_constraint_does_not_run_on_nothing():
    assert read(question("n", "text", constraint=parse("false()")), [""]) is None


def test_a_page_reads_what_it_can_and_tells_the_rest():
    raw = {"age": ["7"], "one": ["red"], "some": []}
    reading = read_page((AGE, ONE, SOME), raw.__getitem__, {})
    assert reading.values == {"one": "red", "some": None}
    assert [problem.key for problem in reading.problems] == ["out_of_range"]


def test_constraints_of_a_page_see_its_other_answers():
    more = question("more", "integer", constraint=parse(". > ${age}"))
    reading = read_page((AGE, more), {"age": ["30"], "more": ["20"]}.__getitem__, {"age": 1})
    assert [problem.question.name for problem in reading.problems] == ["more"]


@given(st.sampled_from(ALL), st.lists(st.text(), max_size=4))
def test_any_raw_input_is_a_value_or_a_problem(asked, raw):
    with suppress(AnswerProblem):
        value = read(asked, raw)
        assert value is None or load(instrument(*ALL), dump({asked.name: value}))


DIGITS = ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "０１２３４５６７８９"]


@given(st.integers(-(10**14), 10**14), st.sampled_from(DIGITS))
def test_every_number_is_read_in_every_script(number, digits):
    written = str(number).translate(str.maketrans("0123456789", digits))
    assert read(question("n", "integer"), [written]) == number


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "age": st.integers(-(10**9), 10**9),
        "hours": st.decimals(-(10**6), 10**6, places=2) | st.just(Decimal("0.0000001")),
        "day": st.dates(date(1850, 1, 1), date(2150, 12, 31)),
        "text": st.text(max_size=20),
        "one": st.sampled_from(["red", "blue"]),
        "some": st.lists(st.sampled_from(["red", "blue"]), unique=True).map(tuple),
    },
)


@given(ANSWERS)
def test_stored_answers_come_back_as_they_were(answers):
    assert load(instrument(*ALL), dump(answers)) == answers


def test_stored_answers_to_unknown_questions_are_left_out():
    assert load(instrument(*ALL), {"gone": "x", "one": "red"}) == {"one": "red"}


@pytest.mark.parametrize("data", [{"age": "7"}, {"age": True}, {"some": "red"}, {"day": "x"}])
def test_stored_answers_of_a_wrong_type_are_refused(data):
    with pytest.raises(AnswerProblem):
        load(instrument(*ALL), data)


def test_every_type_that_asks_is_read():
    assert {asked.type for asked in ALL} == {kind for kind in QuestionType if kind.asks}


def test_defaults_are_values_of_their_type():
    held = [
        question("n", "integer", default="30", constraint=parse(". < 5")),
        question("s", "select_multiple", default="b a", choices=choices("a", "b")),
        question("gone", "select_one", default="c", choices=choices("a", "b")),
        question("none", "text"),
    ]
    assert defaults(held) == {"n": 30, "s": ("a", "b")}
