"""Corrections: what gets new numbers, what keeps its old ones, and what is withheld."""

import random
from dataclasses import replace
from datetime import date

import pytest
from synthetic import PLACES, SECRET, TINY, key, people, wave

from surveys.figures import disclosure, indicators
from surveys.figures.about import Reason
from surveys.figures.answer_table import StoredAnswer, build
from surveys.figures.corrections.exclusion import Rule as ExclusionRule
from surveys.figures.corrections.memory import Memory, MemoryDamagedError
from surveys.figures.document import ReleaseDamagedError
from surveys.figures.indicators import Rule
from surveys.figures.released import Released, Status

REASON = Reason(2, date(2026, 7, 1), "Doppelte Antworten sind entfernt.")
WITH_BIRTH = ("origin_group", "migration_background_birth")


def rows(count, without=(), seed=1):
    given = enumerate(people(count, seed))
    return [StoredAnswer(key(at), answers) for at, answers in given if at not in without]


def first(stored, definitions=("origin_group",), secret=SECRET):
    return disclosure.first(build(TINY, stored), wave(), PLACES, secret, definitions)


def again(stored, *earlier, definitions=("origin_group",), secret=SECRET):
    reason = REASON._replace(version=len(earlier) + 1)
    answers = build(TINY, stored)
    return disclosure.corrected(answers, wave(), PLACES, secret, earlier, reason, definitions)


def rows_of(released):
    """(indicator, by, cell) → row."""
    return {
        (table.indicator, table.by, row.cell): row
        for table in released.tables
        for row in table.rows
    }


def unequal(earlier, later):
    """Rows of groups in both versions whose numbers are not the same and not withheld."""
    before, after = rows_of(earlier), rows_of(later)
    both = before.keys() & after.keys()
    return [group for group in both if before[group] != after[group]]


@pytest.mark.parametrize("more", [{0}, {3, 17, 40}])
def test_few_removed_answers_make_no_new_number_at_all(more):
    assert again(rows(200, without=more), first(rows(200))) is None


def test_an_added_answer_makes_no_new_number_at_all():
    assert again(rows(201), first(rows(200))) is None


def test_the_same_answers_make_no_version():
    assert again(rows(120), first(rows(120))) is None


GONE = frozenset(range(0, 60, 2))


@pytest.fixture(scope="module")
def versions():
    one = first(rows(300))
    return one, again(rows(300, without=GONE), one)


ASKED = {
    "place": "s_municipality",
    "sex": "s_gender",
    "age": "s_age",
    "origin_group": "s_origin_group",
}
INSIDE = {
    "county": {"seedorf", "waldau", "altstadt", "not_known"},
    "amt": {"seedorf", "waldau"},
}


def belongs(given, by, cell):
    """Whether somebody belongs to a group; who would not say is told with who said nothing."""
    said = (given.get(ASKED[key], "not_known").replace("prefer_not", "not_known") for key in by)
    pairs = zip(said, cell, strict=True)
    return all(value in INSIDE.get(member, {member}) for value, member in pairs)


def changed_people(by, cell):
    """How many of a group are gone, and how many there were, counted without the engine."""
    inside = [at for at, row in enumerate(rows(300)) if belongs(row.answers, by, cell)]
    return len(GONE.intersection(inside)), len(inside)


def test_a_group_gets_new_numbers_from_k_changed_people_and_its_old_ones_below(versions):
    one, two = (made.released for made in versions)
    before, after = rows_of(one), rows_of(two)
    fates = set()
    for indicator, by, cell in before:
        changed, whole = changed_people(by, cell)
        old, new = before[indicator, by, cell], after[indicator, by, cell]
        if changed >= 10:
            fates.add("renewed")
            assert two.stand(by, cell) == 2
            continue
        assert two.stand(by, cell) == 1
        withheld = 10 * changed >= whole and changed and old.shown
        fates.add("withheld" if withheld else "kept")
        assert new.status is Status.CHANGED if withheld else new == old
    assert fates == {"renewed", "withheld", "kept"}


def test_a_second_version_is_read_back_and_the_first_keeps_its_bytes(versions):
    one, two = (made.released for made in versions)
    assert Released.load(two.to_bytes()) == two
    assert b'"schema":1' in one.to_bytes()
    assert b'"schema":2' in two.to_bytes()
    assert two.reasons == (REASON,)


def test_a_version_without_its_reason_is_no_release(versions):
    two = versions[1].released
    with pytest.raises(ReleaseDamagedError):
        Released.load(replace(two, reasons=()).to_bytes())


def test_a_memory_survives_its_bytes(versions):
    kept = versions[0].memory
    back = Memory.load(kept.to_bytes())
    assert back.turned == kept.turned
    assert (back.answers == kept.answers).all()
    assert (back.members(("place",), ("amt",)) == kept.members(("place",), ("amt",))).all()
    assert again(rows(300), disclosure.Made(versions[0].released, back)) is None


@pytest.mark.parametrize("content", [b"", b"PK", b"{}"])
def test_what_is_no_memory_is_refused(content):
    with pytest.raises(MemoryDamagedError):
        Memory.load(content)


@pytest.mark.parametrize("seed", range(20))
def test_a_definition_more_changes_no_number_that_was_told(seed):
    secret, stored = SECRET + bytes([seed]), rows(60 + 7 * seed, seed=seed)
    one = first(stored, secret=secret)
    two = again(stored, one, definitions=WITH_BIRTH, secret=secret)
    assert unequal(one.released, two.released) == []
    fresh = [t for t in two.released.tables if "migration_background_birth" in t.by]
    assert any(row.shown for table in fresh for row in table.rows)


@pytest.mark.parametrize("seed", range(20))
def test_a_changed_catalogue_entry_changes_nothing_but_its_own_share(seed, monkeypatch):
    secret, stored = SECRET + bytes([seed]), rows(60 + 7 * seed, seed=seed)
    one = first(stored, secret=secret)
    monkeypatch.setitem(indicators.RULES, "tiny", {"mood": Rule(("good",))})
    two = again(stored, one, secret=secret)
    changed = unequal(one.released, two.released)
    assert {indicator for indicator, _by, _cell in changed} == {"mood"}
    before, after = rows_of(one.released), rows_of(two.released)
    assert all(before[at] == after[at]._replace(share_count=None) for at in changed)


def test_a_new_definition_waits_while_a_few_people_are_gone():
    one = first(rows(200))
    assert again(rows(200, without={4}), one, definitions=WITH_BIRTH) is None


def test_a_third_version_counts_changes_from_the_version_its_numbers_come_from():
    one = first(rows(300))
    two = again(rows(300, without=GONE), one)
    three = again(rows(300, without=GONE | set(range(61, 121, 2))), one, two)
    assert three.released.version == 3
    assert {stand.version for stand in three.released.stands} <= {1, 2}
    kept = [stand for stand in three.released.stands if stand.version == 1]
    before, after = rows_of(one.released), rows_of(three.released)
    for stand in kept:
        for (indicator, by, cell), row in after.items():
            if (by, cell) == (stand.by, stand.cell):
                assert row == before[indicator, by, cell] or row.status is Status.CHANGED


def without_ten(stored, seed):
    """All but ten answers that have a mood, drawn at random."""
    gone = set(random.Random(seed).sample(range(len(stored)), 10))
    return [row for at, row in enumerate(stored) if at not in gone], gone


def test_ten_removed_together_change_no_group_that_they_were_not_in():
    renewed = 0
    for seed in range(40):
        secret, stored = SECRET + bytes([seed]), rows(90, seed=seed)
        one = first(stored, secret=secret)
        left, gone = without_ten(stored, seed)
        two = again(left, one, secret=secret)
        renewed += two.released.stand((), ()) == 2
        for indicator, by, cell in unequal(one.released, two.released):
            inside = [at for at in gone if belongs(stored[at].answers, by, cell)]
            assert inside, (seed, indicator, by, cell)
    assert renewed == 40


def numbers_of(groups, *versions):
    """Per version (indicator, by, cell) → row, of the tables by some dimension."""
    return [
        {at: row for at, row in rows_of(made.released).items() if groups in at[1]}
        for made in versions
    ]


@pytest.mark.parametrize("seed", range(6))
def test_a_definition_that_was_dropped_comes_back_with_the_numbers_it_had(seed):
    secret, stored = SECRET + bytes([seed]), rows(150, seed=seed)
    one = first(stored, secret=secret)
    # Ten of the county change, and so few people of most groups by origin.
    left, gone = without_ten(stored, seed)
    two = again(left, one, definitions=("migration_background_birth",), secret=secret)
    three = again(left, one, two, definitions=WITH_BIRTH, secret=secret)
    assert "origin_group" not in two.released.by_dimension
    before, after = numbers_of("origin_group", one, three)
    told = 0
    for at, row in before.items():
        changed = [number for number in gone if belongs(stored[number].answers, *at[1:])]
        if len(changed) < 10:
            assert three.released.stand(*at[1:]) == 1
            assert after[at] == row or after[at].status is Status.CHANGED
            told += row.shown
    assert told > 10


@pytest.mark.parametrize("seed", range(6))
def test_whom_a_third_version_counts_again_as_the_first_did_has_the_numbers_of_the_first(seed):
    secret, stored = SECRET + bytes([seed]), rows(120, seed=seed)
    one = first(stored, secret=secret)
    two = again(without_ten(stored, seed)[0], one, definitions=WITH_BIRTH, secret=secret)
    three = again(stored, one, two, definitions=WITH_BIRTH, secret=secret)
    before, after = rows_of(one.released), rows_of(three.released)
    renewed = [at for at in before if three.released.stand(*at[1:]) == 3 and before[at].shown]
    assert renewed
    assert [at for at in renewed if after[at] != before[at]] == []


@pytest.mark.parametrize("seed", range(4))
def test_a_share_that_a_second_version_told_stays_in_the_third(seed, monkeypatch):
    secret, stored = SECRET + bytes([seed]), rows(90, seed=seed)
    one = first(stored, secret=secret)
    monkeypatch.setitem(indicators.RULES, "tiny", {"mood": Rule(("good",))})
    two = again(stored, one, secret=secret)
    three = again(stored, one, two, definitions=WITH_BIRTH, secret=secret)
    assert unequal(two.released, three.released) == []


def test_what_rules_left_out_is_told_anew_with_the_county_only():
    def version(stored, number, *earlier):
        left = {ExclusionRule.FAST: b"".join(key(at) for at in range(number))}
        answers = build(TINY, stored)
        if earlier:
            made = (answers, wave(), PLACES, SECRET, earlier, REASON, WITH_BIRTH)
            return disclosure.corrected(*made, left_out=left)
        return disclosure.first(answers, wave(), PLACES, SECRET, ("origin_group",), left)

    one = version(rows(200), 3)
    for number in range(3, 9):
        stays = version(rows(200), number, one)
        assert stays.released.stand((), ()) == 1
        assert stays.released.excluded == one.released.excluded
    anew = version(rows(200, without=GONE), 50, one)
    assert [item.number for item in anew.released.excluded] == [50]
