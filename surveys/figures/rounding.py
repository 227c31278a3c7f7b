"""Keyed rounding: every count becomes a neighbouring multiple of 5, at random and repeatably.

A count of 12 becomes 10 with a chance of 3/5 and 15 with 2/5: right on average. The draw is fixed
by the wave's secret, the group of people looked at and the set of answers counted in it, so the
same people give the same number in every table, format and version.

Why the group as well: with the counted set alone, two groups that differ by one person would
carry equal numbers for every answer but that person's, and any unequal number would tell the
answer. With the group in the key, numbers of different groups say nothing about each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b

from surveys.figures.estimates.shares import STEP

WORD = 1 << 64
MIN_SECRET = 16


class WeakSecretError(ValueError):
    """The wave's secret is shorter than 16 bytes."""


class Rounding:
    """Rounds the counts of one wave.

    ``turned`` are those of earlier versions: what was turned stays turned.
    """

    def __init__(self, secret: bytes, turned: Iterable[tuple[int, ...]] = ()) -> None:
        if len(secret) < MIN_SECRET:
            raise WeakSecretError
        self._draw_key = blake2b(secret, digest_size=32, person=b"draw").digest()
        self.print_key = blake2b(secret, digest_size=32, person=b"answer").digest()
        """Key of the answers' fingerprints."""
        self._turned = set(turned)
        self._fixed: set[tuple[int, ...]] = set()

    @property
    def turned(self) -> frozenset[tuple[int, ...]]:
        """Counts (group and set) that are rounded to their other neighbour."""
        return frozenset(self._turned)

    def flip(self, sets: Sequence[int]) -> None:
        """From now on rounds this count of this group to its other neighbour."""
        self._turned.add(tuple(sets))

    def fix(self, sets: Iterable[tuple[int, ...]]) -> None:
        """Notes counts that an earlier version told: these are never turned any more."""
        self._fixed.update(sets)

    def is_fixed(self, sets: Sequence[int]) -> bool:
        """Whether an earlier version told this count."""
        return tuple(sets) in self._fixed

    def count(self, count: int, whole: int, sets: Sequence[int]) -> int:
        """``count`` rounded to 5.

        Args:
            count: exact number of people.
            whole: number of people that ``count`` is a part of. A count that is all of it and has
                a remainder of 1 is rounded down: upwards it would prove that everybody answered
                alike to whoever knows how many they are.
            sets: fingerprints of the group and of the set counted.
        """
        rest = count % STEP
        if rest == 0 or (rest == 1 and count == whole):
            return count - rest
        up = (self._draw(sets) * STEP < rest * WORD) ^ (tuple(sets) in self._turned)
        return count - rest + STEP * up

    def _draw(self, sets: Sequence[int]) -> int:
        """A number from 0 to 2⁶⁴ − 1, evenly spread over secrets."""
        words = b"".join(word.to_bytes(8, "big") for word in sets)
        return int.from_bytes(blake2b(words, key=self._draw_key, digest_size=8).digest(), "big")
