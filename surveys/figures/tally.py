"""Exact counts, each with a fingerprint of the people that it counted.

Beside every count stands an order-free fingerprint of the set of answers in it: the sum mod 2⁶⁴
of one keyed hash per answer. Fingerprints add up like counts do, so places roll up without a
second look at the answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from surveys.figures.answer_table import KEY_BYTES
from surveys.figures.released import PlaceNode

Numbers = NDArray[np.integer[Any]]


@dataclass(frozen=True)
class Tally:
    """Exact counts of many sets of answers with their fingerprints; never leaves the engine."""

    counts: NDArray[np.int64]
    prints: NDArray[np.uint64]

    def __getitem__(self, index: Any) -> Tally:  # noqa: ANN401 (whatever numpy takes)
        return Tally(self.counts[index], self.prints[index])

    def over_last(self) -> Tally:
        """The unions along the last axis; its sets have nobody in common."""
        return Tally(self.counts.sum(axis=-1), self.prints.sum(axis=-1, dtype=np.uint64))

    def shaped(self, *shape: int) -> Tally:
        """The same sets in another shape."""
        return Tally(self.counts.reshape(shape), self.prints.reshape(shape))

    def beside(self, other: Tally) -> Tally:
        """These sets and the other's along the last axis."""
        return Tally(
            np.concatenate([self.counts, other.counts], axis=-1),
            np.concatenate([self.prints, other.prints], axis=-1),
        )

    def rolled_up(self, places: Sequence[PlaceNode], axis: int) -> Tally:
        """Every place with all that lies in it.

        Along ``axis`` stand ``places`` (parents before children) and, last, those who named no
        place: they belong to the county only.
        """
        at = {place.key: number for number, place in enumerate(places)}
        counts, prints = np.moveaxis(self.counts, axis, 0), np.moveaxis(self.prints, axis, 0)
        counts, prints = counts.copy(), prints.copy()
        steps = [(at[p.key], at[p.parent]) for p in reversed(places) if p.parent is not None]
        for child, parent in [*steps, (len(places), 0)]:
            counts[parent] += counts[child]
            # A slice of one: numpy lets arrays wrap silently, but warns when a scalar does.
            prints[parent : parent + 1] += prints[child]
        return Tally(np.moveaxis(counts, 0, axis), np.moveaxis(prints, 0, axis))


@dataclass(frozen=True)
class Fingerprints:
    """One keyed hash per answer, cut into halves that floats add up exactly."""

    low: NDArray[np.float64]
    high: NDArray[np.float64]

    @classmethod
    def of(cls, keys: bytes, secret: bytes) -> Fingerprints:
        """The hashes of the answers' random ``keys`` (16 bytes each)."""
        starts = range(0, len(keys), KEY_BYTES)
        return cls.of_texts((keys[at : at + KEY_BYTES] for at in starts), secret)

    @classmethod
    def of_texts(cls, texts: Iterable[bytes], secret: bytes) -> Fingerprints:
        """One hash for each of any ``texts``."""
        hashes = b"".join(blake2b(text, key=secret, digest_size=8).digest() for text in texts)
        words = np.frombuffer(hashes, dtype="<u4").reshape(-1, 2)
        return cls(words[:, 0].astype(np.float64), words[:, 1].astype(np.float64))

    def tally(self, codes: Numbers, size: int, rows: Numbers | None = None) -> Tally:
        """Sets of answers by code 0 … ``size`` − 1; ``codes`` belong to ``rows``, else to all.

        Sums of 32-bit halves stay exact in a float up to two million answers.
        """
        low, high = (self.low, self.high) if rows is None else (self.low[rows], self.high[rows])
        prints = _whole(np.bincount(codes, weights=high, minlength=size))
        prints <<= np.uint64(32)
        prints += _whole(np.bincount(codes, weights=low, minlength=size))
        return Tally(np.bincount(codes, minlength=size).astype(np.int64), prints)


def _whole(sums: NDArray[Any]) -> NDArray[np.uint64]:
    return sums.astype(np.uint64)
