"""What is asked: stable names, one order of every scale, a fair way out of each question."""

import re

import pytest

SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
SCALES = [
    scale.split()
    for scale in (
        "not_at_all little some okay rather good fully very very_good",
        "not_at_all little strong very_strong",
        "very_bad bad okay good very_good",
        "very_dissatisfied dissatisfied neutral satisfied very_satisfied",
        "much_worse worse same better much_better",
        "many_fewer fewer same more many_more",
        "very_hard hard okay easy very_easy",
        "never rarely sometimes often very_often",
        "never less_monthly monthly weekly almost_daily",
        "never once several often",
        "no once several often",
        "no rather_no maybe rather_yes yes",
        "no would_like sometimes often",
        "no some all",
        "nobody one_two three_five over_five",
        "missing too_little fits too_much",
        "under_1 y1_3 y4_7 y8_15 over_15 since_birth",
        "a18_24 a25_34 a35_49 a50_64 a65plus",
    )
]
NAMES = {
    "needs": "need_top3 german_self german_office course_status course_barrier work_status "
    "work_barrier childcare housing_sat doctor_access mobility offers_known offers_used "
    "offers_help offers_barrier info_channel stay open_wish s_municipality s_birth_self "
    "s_birth_parents s_years s_origin_group s_age s_gender",
    "belonging": "life_sat home_here welcome belong_place belong_de climate support_net lonely "
    "club voice voice_known trust_muni trust_school discrim_12m discrim_where s_birth_self "
    "s_birth_parents belong_origin contact_friends_de contact_neigh_de contact_work_de "
    "contact_friends_abroad contact_neigh_abroad contact_work_abroad s_municipality s_years "
    "s_origin_group s_age s_gender",
    "volunteers": "activity works burden support coop_staff valued trend continue_12m "
    "fachtag_topic municipality since hours setting own_history",
    "fachtag": "content heard understood tool clear_next outcome missing join workshop role",
    "offers": "title provider offer_type fields crosscut setting location catchment target "
    "languages schedule capacity users_year waiting cost access staff funding funded_until "
    "contact_public assessment",
}
SHARED = {
    "s_birth_self": "germany abroad prefer_not",
    "s_birth_parents": "both_germany one_abroad both_abroad dont_know",
    "s_years": "under_1 y1_3 y4_7 y8_15 over_15 since_birth prefer_not",
    "s_origin_group": "eu ukraine resettler flight third_country germany prefer_not",
    "s_age": "a18_24 a25_34 a35_49 a50_64 a65plus prefer_not",
    "s_gender": "woman man diverse prefer_not",
}


def names(rows):
    return [row["name"] for row in rows]


def test_question_names_stay_the_same_over_the_waves(form):
    if form.key in NAMES:
        assert form.names == NAMES[form.key].split()


def test_the_questions_on_the_person_have_the_same_codes_everywhere(spoken):
    for question, codes in SHARED.items():
        assert names(spoken.choices_of(question)) == codes.split()


def test_names_are_short_english_words_used_once(form):
    assert len(set(form.names)) == len(form.names)
    for options in form.lists.values():
        assert len(set(names(options))) == len(options)
        assert all(SNAKE.fullmatch(name) for name in names(options))


def test_scales_run_from_least_to_most(form):
    for list_name, options in form.lists.items():
        for scale in SCALES:
            shared = [name for name in names(options) if name in scale]
            assert shared == [step for step in scale if step in shared], list_name


def test_the_way_out_stands_last_and_there_is_one(form):
    for list_name, options in form.lists.items():
        kinds = [row.get("missing", "") for row in options]
        assert kinds == sorted(kinds, key=bool), list_name
        assert sum(kind in ("dont_know", "prefer_not") for kind in kinds) <= 1, list_name


def test_a_way_out_of_a_multiple_choice_stands_alone(form):
    for row in form.questions:
        if row["type"].startswith("select_multiple"):
            outs = [c for c in form.choices_of(row["name"]) if c.get("missing")]
            assert all(c["exclusive"] == "yes" for c in outs), row["name"]


def test_sensitive_questions_say_why_and_let_go(form):
    for row in form.questions:
        if row.get("sensitive"):
            assert row["why::Deutsch (de)"], row["name"]
            assert "prefer_not" in names(form.choices_of(row["name"])), row["name"]


@pytest.mark.parametrize("question", ["course_barrier", "work_status", "work_barrier"])
def test_what_touches_residence_is_noted_for_the_officer(needs, question):
    assert "Aufenthalt" in needs.row(question)["note_for_officer"]


def test_no_text_field_is_without_a_limit(form):
    assert all(int(r["max_length"]) <= 1500 for r in form.questions if r["type"] == "text")


def test_hints_do_not_repeat_what_every_page_says_by_itself(form):
    for row in form.questions:
        assert not re.search("mehrere|bis zu|keine Namen", row.get("hint::Deutsch (de)", ""))


def test_every_question_names_its_construct_and_that_nobody_tested_it(form):
    for row in form.questions:
        assert row["construct"]
        assert row["dimension"]
        assert {row[h] for h in row if h.startswith("tested")} == {"nicht getestet"}


def test_needs_begins_with_the_need_and_ends_with_the_person(needs):
    last = [row["name"] for row in needs.survey].index("about_you")
    assert needs.names[0] == "need_top3"
    assert all(name.startswith("s_") for name in names(needs.survey[last + 1 : -1]))


def test_needs_are_shuffled_but_the_last_two(needs):
    row = needs.row("need_top3")
    assert (row["max_choices"], row["parameters"], row["fixed_last"]) == (
        "3",
        "randomize=true",
        "2",
    )
    assert names(needs.choices_of("need_top3"))[-2:] == ["other", "nothing"]


def test_belonging_asks_for_birth_just_before_what_needs_it(belonging):
    asked = belonging.names
    assert asked.index("belong_origin") == asked.index("s_birth_parents") + 1
    assert asked.index("s_birth_parents") == asked.index("s_birth_self") + 1


def test_the_county_puts_in_its_own_places_and_offers(needs):
    assert names(needs.lists["places"]) == ["dont_know"]
    assert needs.row("s_municipality")["searchable"] == "yes"
    assert [(row["name"], row["exclusive"]) for row in needs.lists["offers"]] == [("none", "yes")]


def test_each_matrix_row_is_shown_when_its_topic_is_ticked(actors):
    for ticks, rows in (("fields_known", "trend_"), ("offer_types_known", "offer_fit_")):
        for topic in names(actors.choices_of(ticks)):
            row = actors.row(rows + topic)
            assert row["relevant"] == f"selected(${{{ticks}}}, '{topic}')"
            assert actors.choices_of(row["name"])[-1]["missing"] == "dont_know"


def test_professionals_may_say_that_there_are_no_big_gaps(actors):
    gaps = {row["name"]: row["exclusive"] for row in actors.choices_of("deficits")}
    assert gaps["no_big_gaps"] == "yes"


def test_the_end_of_funding_is_a_date(offers):
    assert offers.row("funded_until")["type"] == "date"


def test_a_questionnaire_of_organisations_is_confidential(form):
    expected = "confidential" if form.key in ("actors", "offers") else "anonymous"
    assert form.settings[0]["kind"] == expected


def test_minutes_are_fifteen_to_twenty_seconds_a_question(spoken):
    longest = len(spoken.questions) - (3 if spoken.key == "belonging" else 0)
    assert 15 <= int(spoken.settings[0]["minutes"]) * 60 / longest <= 20
