"""Shares add up to 100 whatever is counted; areas far ahead are told first."""

from hypothesis import given
from hypothesis import strategies as st

from participation.concept.light.shares import shares, tally, tally_by
from participation.concept.service import Tally, TrafficLight

LIGHTS = st.sampled_from([*TrafficLight, None])


@given(st.lists(st.integers(0, 400), min_size=1, max_size=9))
def test_shares_add_up_to_100_and_stay_within_one_of_the_exact_share(counts):
    found = shares(dict(enumerate(counts)))
    total = sum(counts)
    assert sum(found.values()) == (100 if total else 0)
    for key, count in enumerate(counts):
        exact = count * 100 / total if total else 0
        assert abs(found[key] - exact) < 1
        assert found[key] == 0 or count


def test_konstanz_has_73_20_7():
    """Check K4 of the needs: shares that add up to 100."""
    assert Tally(141, 39, 13).percent == {
        TrafficLight.GREEN: 73,
        TrafficLight.YELLOW: 20,
        TrafficLight.RED: 7,
        None: 0,
    }


@given(st.lists(st.tuples(st.sampled_from(["a", "b", "c", "d", None]), LIGHTS), max_size=60))
def test_areas_above_80_percent_green_stand_first_and_all_are_counted_once(lights):
    """Check K4 of the needs: areas above 80 % green first."""
    found = tally_by(lights, ["d", "c", "b", "a"])
    assert sum(item.total for item in found.values()) == len(lights)
    named = [area for area in found if area]
    far = [item.green > 0.8 * item.total for area, item in found.items() if area]
    assert far == sorted(far, reverse=True)
    split = sum(far)
    assert named[:split] == sorted(named[:split], reverse=True)
    assert named[split:] == sorted(named[split:], reverse=True)
    assert None not in found or list(found)[-1] is None


@given(st.lists(LIGHTS, max_size=50))
def test_exactly_80_percent_is_not_above_it(lights):
    found = tally(lights)
    assert found.total == len(lights)
    assert Tally(green=4, red=1).is_far is False
    assert Tally(green=5, red=1).is_far is True
    assert not Tally().is_far
