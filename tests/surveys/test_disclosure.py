import random
from statistics import mean

import pytest
from synthetic import (
    PLACES,
    SECRET,
    TINY,
    answer_table,
    instrument,
    key,
    one,
    people,
    several,
    wave,
)

from surveys import plain
from surveys.figures import safety
from surveys.figures.answer_table import StoredAnswer, build
from surveys.figures.disclosure import ThresholdError, plan, release
from surveys.figures.estimates.shares import share
from surveys.figures.groups.groups import PlaceTreeError
from surveys.figures.plan import CountyOnly, Plan
from surveys.figures.released import Released, Status
from surveys.figures.rounding import Rounding


def released(*answers, of=TINY, secret=SECRET, definitions=None, **changes):
    return release(answer_table(*answers, of=of), wave(**changes), PLACES, secret, definitions)


@pytest.fixture(scope="module")
def whole():
    return released(*people(300))


def test_a_release_is_the_same_after_its_bytes(whole):
    assert Released.load(whole.to_bytes()) == whole


def test_the_same_answers_give_the_same_release(whole):
    assert released(*people(300)).to_bytes() == whole.to_bytes()


def test_the_order_of_answers_does_not_matter(whole):
    rows = [StoredAnswer(key(at), given) for at, given in enumerate(people(300))]
    random.Random(3).shuffle(rows)
    assert release(build(TINY, rows), wave(), PLACES, SECRET).to_bytes() == whole.to_bytes()


def test_another_secret_gives_other_numbers(whole):
    other = released(*people(300), secret=b"another secret of the same county")
    assert other.to_bytes() != whole.to_bytes()


def test_every_number_is_a_multiple_of_five_near_the_exact_one(whole):
    exact = sum(given.get("mood") == "good" for given in people(300))
    counted = whole.total("mood").counts[2]
    assert counted % 5 == 0
    assert abs(counted - exact) < 5


def test_the_county_has_one_number_wherever_it_stands(whole):
    total = whole.total("mood")
    county = whole.table("mood", "place").by_cell["county",]
    assert county[1:] == total[1:]


def test_a_place_that_is_alone_in_its_amt_has_the_numbers_of_the_amt():
    answers = ({**given, "s_municipality": "seedorf"} for given in people(60))
    rows = released(*answers).table("mood", "place").by_cell
    assert rows["seedorf",][1:] == rows["amt",][1:] == rows["county",][1:]


def test_a_group_of_everybody_has_the_numbers_of_everybody():
    answers = ({**given, "s_birth_self": "abroad"} for given in people(60))
    found = released(
        *answers, definitions=["migration_background_birth", "immigration_history_birth"]
    )
    numbers = {
        definition: found.table("mood", definition, "place").by_cell["with", "seedorf"][1:]
        for definition in ("migration_background_birth", "immigration_history_birth")
    }
    assert len(set(numbers.values())) == 1


def of_place(count, place, mood="good"):
    return [{"mood": mood, "s_municipality": place}] * count


def test_a_group_is_shown_by_its_released_number():
    rows = released(*of_place(15, "altstadt"), *of_place(10, "seedorf"), *of_place(10, "waldau"))
    found = rows.table("mood", "place").by_cell
    assert found["altstadt",].status is Status.SHOWN
    assert found["seedorf",].status is Status.ROLLED_UP


def test_answers_that_do_not_count_do_not_make_a_group_large_enough():
    unsure = of_place(30, "altstadt", mood="dont_know")
    found = released(*of_place(10, "altstadt"), *unsure, *of_place(15, "seedorf"))
    assert found.table("mood", "place").by_cell["altstadt",].into == "county"


def test_a_small_place_is_spoken_for_by_the_next_larger_one_that_is_large_enough():
    rows = released(*of_place(9, "waldau"), *of_place(20, "seedorf")).table("mood", "place").by_cell
    assert (rows["waldau",].into, rows["altstadt",].into) == ("amt", "county")


HERE_AND_AROUND = instrument(
    one("mood", "good", "bad"), one("s_municipality", "seedorf", "waldau", "altstadt")
)


@pytest.mark.parametrize(("k", "never", "always"), [(10, 10, 15), (14, 15, 20), (11, 10, 15)])
@pytest.mark.parametrize("unsaid", [0, 3])
def test_chance_alone_decides_between_the_last_number_never_shown_and_the_first_always_shown(
    k, never, always, unsaid
):
    gaps = [{"s_municipality": "waldau"}] * unsaid
    found = {}
    for here in range(never - 1, always + 2):
        answers = (*of_place(here, "waldau"), *gaps, *of_place(30, "altstadt"))
        secrets = (SECRET + bytes([number]) for number in range(25))
        rows = (
            released(*answers, k=k, of=HERE_AND_AROUND, secret=secret).table("mood", "place")
            for secret in secrets
        )
        found[here] = {row.by_cell["waldau",].shown for row in rows}
    between = {here: shown for here, shown in found.items() if never < here < always}
    assert found[never - 1] == found[never] == {False}
    assert found[always] == found[always + 1] == {True}
    if not unsaid:
        # 11 of 11 is never rounded up: it would prove that all of them answered.
        assert between.pop(never + 1) == {False}
    assert set(map(frozenset, between.values())) == {frozenset({True, False})}


def test_a_small_group_of_a_place_rolls_up_within_the_group():
    answers = [
        *({"mood": "good", "s_municipality": "waldau", "s_origin_group": "eu"} for _ in range(3)),
        *(
            {"mood": "good", "s_municipality": "altstadt", "s_origin_group": "eu"}
            for _ in range(12)
        ),
    ]
    rows = released(*answers).table("mood", "origin_group", "place").by_cell
    assert rows["eu", "waldau"].into == "county"
    assert rows["ukraine", "waldau"].status is Status.WITHHELD


def test_a_wave_of_too_few_shows_nothing():
    found = released(*people(9))
    assert {row.status for table in found.tables for row in table.rows} == {Status.WITHHELD}


def test_those_who_named_no_place_count_for_the_county_only():
    found = released(*of_place(20, "altstadt"), *[{"mood": "bad"}] * 20).table("mood", "place")
    assert found.by_cell["county",].n == 40
    assert found.by_cell["not_known",].counts[0] == 20


def test_missing_answers_are_a_count_of_their_own():
    row = released(*[{"mood": "good"}] * 20, *[{"mood": "dont_know"}] * 5, *[{}] * 5).total("mood")
    assert (row.n, row.missing) == (20, 10)


def test_who_was_not_asked_is_not_missing():
    found = released(*[{"mood": "good"}] * 30, *[{"mood": "bad", "again": "no"}] * 20).total(
        "again"
    )
    assert (found.n, found.missing) == (20, 0)


def test_the_share_is_a_count_of_its_own():
    scale = one("life_sat", "dissatisfied", "satisfied", "very_satisfied")
    answers = [{"life_sat": name} for name in ("satisfied", "very_satisfied") for _ in range(10)]
    (found,) = released(*answers, of=instrument(scale, key="belonging")).tables
    assert found.rows[0].share_count == 20


def test_an_option_with_few_ticks_is_told_for_the_county_only():
    pick = several("need", "german", "work")
    place = one("s_municipality", "seedorf", "waldau", "altstadt")
    rare = [{"need": ["german", "work"], "s_municipality": "altstadt"}] * 29
    often = [{"need": ["german"], "s_municipality": "altstadt"}] * 60
    found = released(*rare, *often, of=instrument(pick, place))
    rows = found.table("need", "place").by_cell
    assert rows["altstadt",].counts[1:] == (None, None)
    assert rows["county",].counts == found.total("need").counts
    assert found.total("need").counts[1] in (25, 30)


@pytest.mark.parametrize("ticks", range(25, 36))
def test_the_countys_released_number_alone_decides_what_is_told_of_its_parts(ticks):
    form = instrument(several("need", "german", "work"), one("s_gender", "woman", "man"))
    rare = [{"need": ["german", "work"], "s_gender": "man"}] * ticks
    often = [{"need": ["german"], "s_gender": "man"}] * 60
    for number in range(8):
        found = released(*rare, *often, of=form, secret=SECRET + bytes([number]))
        result = found.table("need", "sex").by_cell["man",].counts[1]
        assert (result is not None) == (found.total("need").counts[1] >= 30)


def test_what_describes_the_respondents_is_told_for_the_county_only(whole):
    assert [table.by for table in whole.tables_of("s_age")] == [()]


def test_a_questionnaire_without_any_group_has_its_totals():
    found = released(*[{"a": "x"}] * 12, of=instrument(one("a", "x", "y")))
    assert [table.by for table in found.tables] == [()]


@pytest.mark.parametrize("k", [0, 9])
def test_k_is_never_below_ten(k):
    with pytest.raises(ThresholdError):
        released(*people(20), k=k)


def test_places_that_are_no_tree_stop_the_release():
    with pytest.raises(PlaceTreeError):
        release(answer_table(), wave(), PLACES[:2], SECRET)


def planned(*answers):
    return plan(answer_table(*answers), wave(), PLACES, SECRET)


def test_the_plan_names_what_becomes_of_a_group():
    found = planned(*of_place(9, "waldau"), *of_place(20, "seedorf"))
    rows = {row.cell: row for table in found.tables if table.by == ("place",) for row in table.rows}
    assert "mood" in rows["seedorf",].shown
    assert ("mood", "amt") in rows["waldau",].rolled_up
    assert "need" in rows["seedorf",].withheld


def test_the_plan_names_options_for_the_county_only():
    found = planned(*[{"need": ["german"]}] * 30, *[{"need": ["german", "work"]}] * 5)
    assert CountyOnly("need", "work") in found.county_only


def test_the_plan_has_no_number_but_k():
    text = str(plain.encode(planned(*people(100)).tables))
    assert not any(sign.isdigit() for sign in text.replace("a18_24", "").replace("a25_34", ""))


def test_the_plan_survives_json():
    found = planned(*people(100))
    assert plain.decode(Plan, plain.encode(found)) == found


def off(released, exact):
    """By how many points shares of the two releases differ, by size of the exact base."""
    for table, true in zip(released.tables, exact.tables, strict=True):
        pairs = zip(table.rows, true.rows, strict=True)
        for row, right in ((row, right) for row, right in pairs if row.shown and right.shown):
            for count, number in zip(row.counts, right.counts, strict=True):
                if count is not None:
                    yield right.n, abs(share(count, row.n) - share(number, right.n)) * 100


def test_shares_stay_near_the_exact_ones(monkeypatch):
    of_1200 = released(*people(1200))
    monkeypatch.setattr(safety, "secure", lambda *_: None)
    monkeypatch.setattr(Rounding, "count", lambda _self, count, _whole, _sets: count)
    found = list(off(of_1200, released(*people(1200))))
    for least, most, bar in ((30, 49, 5), (50, 99, 3), (100, 1200, 1)):
        assert mean(points for base, points in found if least <= base <= most) <= bar
