import pytest

from surveys.figures.rounding import Rounding, WeakSecretError

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


@pytest.mark.parametrize("whole", [11, 16, 101])
def test_a_number_never_proves_that_everybody_answered_alike(whole):
    assert {rounded(whole, number, whole) for number in range(200)} == {whole - 1}


def test_a_short_secret_is_refused():
    with pytest.raises(WeakSecretError):
        Rounding(b"short")
