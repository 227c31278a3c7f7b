"""What people are asked on their way: nobody meets a question that does not fit."""

import pytest
from library_sheets import ALL

from surveys.instrument.path import walk
from surveys.library import KEYS, load, source
from surveys.xlsform import read, write

GERMANY = {"s_birth_self": "germany", "s_birth_parents": "both_germany"}


def asked(key, **answers):
    return [question.name for question in walk(load(key), answers).asked]


@pytest.mark.parametrize("key", ALL)
def test_all_six_are_read_without_a_notice(key):
    assert read(source(key)).notices == ()


@pytest.mark.parametrize("key", ALL)
def test_a_questionnaire_survives_the_way_out_and_in(key):
    assert read(write(load(key)), key=key).instrument == load(key)


def test_six_are_shipped():
    assert sorted(KEYS) == sorted(ALL)


def test_the_section_on_the_person_says_why(spoken):
    begins = [page for page in load(spoken.key) if page.section]
    assert [page.name for page in begins] == ["s_municipality"]
    assert set(begins[0].section_why.strings) == set(spoken.languages)


def test_native_speakers_are_not_asked_about_german_courses():
    path = asked("needs", german_self="native")
    assert not {"german_office", "course_status", "course_barrier"} & set(path)


@pytest.mark.parametrize("status", ["in_course", "waiting", "would_like"])
def test_barriers_to_courses_are_asked_of_those_who_want_one(status):
    assert "course_barrier" in asked("needs", course_status=status)


@pytest.mark.parametrize("status", ["finished", "not_needed"])
def test_barriers_to_courses_are_not_asked_of_others(status):
    assert "course_barrier" not in asked("needs", course_status=status)


@pytest.mark.parametrize(
    ("known", "used", "expected"),
    [
        (("a", "b"), ("a",), {"offers_help", "offers_barrier"}),
        (("a",), ("a",), {"offers_help"}),
        (("a",), ("none",), {"offers_barrier"}),
        (("none",), ("none",), set()),
        ((), (), set()),
    ],
)
def test_help_is_judged_by_its_users_and_barriers_by_those_who_know_more(known, used, expected):
    answers = {"offers_known": known, "offers_used": used}
    path = asked("needs", **{name: value for name, value in answers.items() if value})
    assert {"offers_help", "offers_barrier"} & set(path) == expected


@pytest.mark.parametrize(
    "answers",
    [{"s_birth_self": "abroad"}, {"s_birth_self": "germany", "s_birth_parents": "one_abroad"}],
)
def test_who_has_a_migration_history_is_asked_about_people_from_germany(answers):
    path = asked("belonging", **answers)
    assert {"belong_origin", "contact_friends_de", "contact_work_de"} <= set(path)
    assert not [name for name in path if name.endswith("_abroad")]


def test_who_has_none_is_asked_about_people_from_other_countries():
    path = asked("belonging", **GERMANY)
    assert {"contact_friends_abroad", "contact_neigh_abroad"} <= set(path)
    assert not {"belong_origin", "contact_friends_de"} & set(path)


@pytest.mark.parametrize(
    "answers", [{}, {"s_birth_self": "germany"}, {"s_birth_self": "prefer_not"}]
)
def test_who_does_not_tell_the_birth_goes_straight_on(answers):
    path = asked("belonging", **answers)
    assert not [name for name in path if name.startswith(("contact_", "belong_origin"))]
    assert path[path.index("s_birth_parents") + 1] == "s_municipality"


def test_where_is_asked_only_after_discrimination():
    assert "discrim_where" not in asked("belonging", discrim_12m="no")
    assert "discrim_where" in asked("belonging", discrim_12m="once")


def test_knowing_the_right_to_speak_is_asked_of_those_who_never_did():
    assert "voice_known" in asked("belonging", voice="never")
    assert "voice_known" not in asked("belonging", voice="once")


def test_professionals_judge_only_the_topics_they_tick():
    rows = [name for name in asked("actors", fields_known=("work",)) if name.startswith("trend_")]
    assert rows == ["trend_work"]


def test_without_big_gaps_nobody_asks_for_their_reason():
    assert "deficit_why" in asked("actors", deficits=("housing",))
    assert "deficit_why" not in asked("actors", deficits=("no_big_gaps",))


def test_an_offer_that_is_only_online_has_no_place():
    assert "location" not in asked("offers", setting=("online",))
    assert "location" in asked("offers", setting=("online", "on_site"))
