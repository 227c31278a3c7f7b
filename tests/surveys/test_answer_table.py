import json

import pytest
from synthetic import TINY, answer_table, key

from surveys.figures.answer_table import NOT_ASKED, SKIPPED, StoredAnswer, UnknownCodeError, build


def column(name, *answers):
    return list(answer_table(*answers).data[name])


def test_every_reason_for_a_missing_answer_stays_apart():
    assert column("mood", {"mood": "good"}, {"mood": "dont_know"}, {}) == [
        "good",
        "dont_know",
        SKIPPED,
    ]


def test_a_question_that_was_not_on_the_path_was_not_skipped():
    found = column("again", {"mood": "bad"}, {"mood": "good"}, {"mood": "bad", "again": "yes"})
    assert found == [SKIPPED, NOT_ASKED, "yes"]


def test_a_multiple_choice_has_a_column_per_option():
    data = answer_table({"need": ["german", "housing"]}, {"need": ["nothing"]}, {}).data
    assert list(data["need/housing"]) == [True, False, False]
    assert list(data["need/nothing"]) == [False, True, False]
    assert list(data["need"]) == ["<answered>", "<answered>", SKIPPED]


def test_rows_may_come_as_json_text():
    rows = [StoredAnswer(key(1), json.dumps({"mood": "good"}))]
    assert list(build(TINY, rows).data["mood"]) == ["good"]


def test_names_the_questionnaire_does_not_ask_are_left_out():
    assert "shoe_size" not in answer_table({"shoe_size": "42"}).data


def test_a_frame_of_nobody_has_all_columns():
    empty = answer_table()
    assert len(empty) == 0
    assert empty.has("mood")


@pytest.mark.parametrize(
    "given",
    [
        {"mood": "glorious"},
        {"mood": SKIPPED},
        {"mood": ["good"]},
        {"mood": 3},
        {"mood": None},
        {"need": ["german", "gold"]},
        {"need": [["german"]]},
        {"need": 5},
        {"need": ["<answered>"]},
        {"mood": {"$": "bad"}},
    ],
)
def test_an_unknown_code_stops_the_release(given):
    with pytest.raises(UnknownCodeError):
        answer_table(given)


@pytest.mark.parametrize("stored", ["", "[]", "{", '"x"'])
def test_a_row_that_is_no_answer_stops_the_release(stored):
    with pytest.raises(UnknownCodeError):
        build(TINY, [StoredAnswer(key(1), stored)])


def test_a_key_of_another_length_stops_the_release():
    with pytest.raises(UnknownCodeError):
        build(TINY, [StoredAnswer(b"short", "{}")])


def test_a_choice_costs_one_byte():
    assert answer_table({"mood": "good"}).data["mood"].cat.codes.dtype == "int8"
