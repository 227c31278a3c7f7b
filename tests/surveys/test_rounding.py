import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.figures.rounding import WORD, Rounding, WeakSecretError

WORDS = st.integers(0, WORD - 1)

ROUNDING = Rounding(b"a secret of sixteen or more")


def rounded(count, number, whole=1000):
    return ROUNDING.count(count, whole, (number, 17))


@pytest.mark.parametrize("count", range(11))
def test_a_count_becomes_a_neighbouring_multiple_of_five(count):
    found = {rounded(count, number) for number in range(200)}
    below = count - count % 5
    assert found == ({below, below + 5} if count % 5 else {count})


@pytest.mark.parametrize("count", [1, 7, 12, 23, 104])
def test_rounding_is_right_on_average(count):
    draws = 20_000
    mean = sum(rounded(count, number) for number in range(draws)) / draws
    assert mean == pytest.approx(count, abs=4 * 2.5 / draws**0.5)


def test_the_same_people_give_the_same_number():
    assert len({rounded(12, 5) for _ in range(9)}) == 1


def test_another_secret_draws_anew():
    other = Rounding(b"another secret of the county")
    assert [rounded(12, n) for n in range(50)] != [other.count(12, 99, (n, 17)) for n in range(50)]


@given(st.integers(0, 300), st.integers(0, 300), st.tuples(WORDS, WORDS), st.tuples(WORDS, WORDS))
def test_a_turned_count_has_its_other_neighbour_and_no_other_count_changes(
    count, beyond, turned, other
):
    before, after = (Rounding(b"a secret of sixteen or more") for _ in range(2))
    after.flip(list(turned))
    whole = count + beyond
    found = [each.count(count, whole, turned) for each in (before, after)]
    exact = count % 5 == 0 or (count % 5 == 1 and not beyond)
    below = count - count % 5
    assert set(found) == ({below} if exact else {below, below + 5})
    if other != turned:
        assert before.count(count, whole, other) == after.count(count, whole, other)


@pytest.mark.parametrize("whole", [11, 16, 101])
def test_a_number_never_proves_that_everybody_answered_alike(whole):
    assert {rounded(whole, number, whole) for number in range(200)} == {whole - 1}


def test_a_short_secret_is_refused():
    with pytest.raises(WeakSecretError):
        Rounding(b"short")
