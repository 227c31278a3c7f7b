import random

import pytest
from synthetic import PLACES, SECRET, frame, instrument, one, wave

from surveys.disclosure import release
from surveys.rounding import Rounding
from tests.attack.attacker import Attack, crowd

FORM = instrument(
    one("life_sat", "very_bad", "bad", "okay", "satisfied", "very_satisfied"),
    one("voice_known", "no", "yes"),
    one("s_municipality", "seedorf", "waldau", "altstadt", list_name="places"),
    one("s_origin_group", "eu", "ukraine", "flight"),
    one("s_age", "a18_24", "a25_34", "a35_49"),
    one("s_gender", "woman", "man"),
    key="belonging",
)
WEIGHTS = {
    "life_sat": (1, 2, 3, 3, 1),
    "voice_known": (1, 4),
    "s_municipality": (10, 1, 20),
    "s_origin_group": (20, 8, 1),
    "s_age": (1, 3, 3),
    "s_gender": (1, 1),
}
SEEDS = range(4)


def people(seed, count=60):
    rng = random.Random(seed)
    return [
        {
            name: rng.choices([c.name for c in FORM.questions[name].choices], weights)[0]
            for name, weights in WEIGHTS.items()
            if name.startswith("s_") or rng.random() > 0.03
        }
        for _ in range(count)
    ]


def attack(seed, question, slack=4):
    answers = people(seed)
    released = release(frame(*answers, of=FORM), wave(), PLACES, SECRET + bytes([seed]))
    return Attack(released, question, crowd(released, answers, question), slack)


@pytest.fixture
def exact(monkeypatch):
    """A naive release: minimum base, but exact counts."""
    monkeypatch.setattr(Rounding, "count", lambda _self, count, _whole, _sets: count)
    monkeypatch.setattr("surveys.released._check_row", lambda *_: None)


@pytest.fixture
def keyed_by_set_alone(monkeypatch):
    """Rounding whose draw does not know the group."""
    draw = Rounding._draw  # noqa: SLF001 (the naive way differs from ours in just this)
    monkeypatch.setattr(Rounding, "_draw", lambda self, sets: draw(self, sets[1:]))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("question", ["life_sat", "voice_known"])
def test_no_unique_person_is_determined(seed, question):
    assert attack(seed, question).determined() == []


@pytest.mark.usefixtures("exact")
def test_the_attacker_wins_against_exact_counts():
    attacks = [attack(seed, "life_sat", slack=0) for seed in SEEDS]
    found = sum(len(one.determined()) for one in attacks)
    assert found >= 0.1 * sum(one.unique() for one in attacks)


def told_by_differences():
    """(right, wrong): categories that differ between rows one person apart, by that person."""
    right = wrong = 0
    for seed in SEEDS:
        tried = attack(seed, "life_sat")
        for less, more, person in tried.one_apart():
            pairs = zip(tried.answers, less.counts, more.counts, strict=True)
            differing = [name for name, small, large in pairs if small != large]
            right += person["answer"] in differing
            wrong += len([name for name in differing if name != person["answer"]])
    return right, wrong


@pytest.mark.usefixtures("keyed_by_set_alone")
def test_without_the_group_in_the_key_a_difference_would_tell_the_answer():
    right, wrong = told_by_differences()
    assert right > 0
    assert wrong == 0


def test_a_difference_between_two_groups_tells_nothing():
    right, wrong = told_by_differences()
    assert wrong > right
