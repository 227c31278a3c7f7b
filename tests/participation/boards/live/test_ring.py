"""The ring of the last deltas: whoever is given some misses none."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from participation.boards.live import ring
from participation.boards.live.deltas import Delta
from participation.boards.live.ring import Ring

STEPS = st.lists(st.tuples(st.integers(1, 4), st.integers(0, ring.MOST_BYTES // 2)), max_size=90)


def filled(begin: int, steps: list[tuple[int, int]]) -> Ring:
    """A ring with a delta for each step: by how many numbers it goes on, how many bytes it has."""
    made = Ring(begin)
    for numbers, size in steps:
        body = b"x" * size
        made.add(Delta(made.tip, made.tip + numbers, body, body, 0))
    return made


@given(st.integers(0, 5), STEPS, st.data())
def test_frames_carry_on_where_one_stands_or_one_is_asked_to_come_again(begin, steps, data):
    made = filled(begin, steps)
    position = data.draw(st.integers(0, made.tip + 1))
    deltas = made.after(position)
    if position >= made.tip:
        assert deltas == []
    elif position < made.begin:
        assert deltas is None
    else:
        assert deltas[0].since <= position < deltas[0].seq
        assert all(one.seq == two.since for one, two in pairwise(deltas))
        assert deltas[-1].seq == made.tip


@given(STEPS)
def test_a_ring_holds_no_more_than_it_may_and_never_loses_the_newest(steps):
    made = filled(0, steps)
    kept = made.after(made.begin)
    assert len(kept) <= ring.MOST_DELTAS
    assert sum(len(delta.body) for delta in kept) <= ring.MOST_BYTES or len(kept) == 1
    sizes = [size for _numbers, size in steps][::-1]
    fits = len(kept) < len(sizes) and len(kept) < ring.MOST_DELTAS
    assert not fits or sum(sizes[: len(kept) + 1]) > ring.MOST_BYTES, (
        "more were let go than need be"
    )


def test_a_frame_that_is_known_already_is_not_kept_twice():
    made = filled(0, [(2, 10)])
    made.add(Delta(0, 2, b"again", b"again", 0))
    assert [delta.body for delta in made.after(0)] == [b"x" * 10]
