"""Notes that say nearly the same, by pieces of words (character n-grams).

Works in any script and needs no dictionary. Every word is cut into pieces of three letters; a
piece that stands in few notes of the board weighs more than one that stands in many (so "Bus"
binds, "und" does not). The score of two notes is the weight of the pieces they share divided by
the weight of all their pieces, from 0 (nothing in common) to 1 (the same words): Dice's
coefficient with inverse document frequency as weight (Dice 1945; Spärck Jones 1972). Reviewed
translations count as other readings of a note, so an Arabic note meets a German one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from surveys.texts.posts import Post, base, small, words

LENGTH = 3
"""Letters in a piece."""
ALIKE = 0.26
"""From this score two notes are suggested as alike (set by eye on the demo's notes)."""
SHARED = 0.6
"""A word is named as shared when this part of its pieces stands in the other note."""
Pieces = frozenset[str]


@dataclass(frozen=True, slots=True)
class Alike:
    """A note that is like another one."""

    id: str
    score: float
    """0 to 1."""
    words: tuple[str, ...]
    """The words of the other note that make it so, for the person who decides."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What makes scores of one board comparable: its notes' pieces and how rare each piece is."""

    readings: Mapping[str, tuple[Pieces, ...]]
    weight: Mapping[str, float]
    mass: Mapping[Pieces, float]

    def score(self, one: str, other: str) -> float:
        """How alike two notes of the board are, by their best pair of readings."""
        return max(
            (self._pair(a, b) for a in self.readings[one] for b in self.readings[other]),
            default=0.0,
        )

    def _pair(self, one: Pieces, other: Pieces) -> float:
        whole = self.mass[one] + self.mass[other]
        shared = one & other
        if not shared or not whole:
            return 0.0
        # math.fsum: the order of a set differs between runs and must not show.
        return 2 * math.fsum(self.weight[piece] for piece in shared) / whole


def scale(posts: Sequence[Post]) -> Scale:
    """The scale of a board's notes."""
    readings = {post.id: readings_of(post) for post in posts}
    in_notes: Counter[str] = Counter()
    for sets in readings.values():
        in_notes.update(frozenset().union(*sets))
    weight = {piece: math.log((1 + len(posts)) / n) for piece, n in in_notes.items()}
    every = {pieces for sets in readings.values() for pieces in sets}
    mass = {pieces: math.fsum(weight[piece] for piece in pieces) for pieces in every}
    return Scale(readings, weight, mass)


def nearest(
    post: Post, others: Iterable[Post], *, limit: int = 5, alike: float = ALIKE
) -> tuple[Alike, ...]:
    """The notes of a board that are most like one of them, best first."""
    rest = [other for other in others if other.id != post.id]
    measured = scale([post, *rest])
    scores = [(measured.score(post.id, other.id), other) for other in rest]
    best = sorted((-score, other.id, other) for score, other in scores if score >= alike)[:limit]
    return tuple(
        Alike(key, round(-score, 3), shared(measured, other, post)) for score, key, other in best
    )


def central(measured: Scale, posts: Iterable[Post]) -> list[Post]:
    """``posts`` with those first that are most like all the others."""
    notes = list(posts)
    inner = {
        post.id: math.fsum(
            measured.score(post.id, other.id) for other in notes if other is not post
        )
        for post in notes
    }
    return sorted(notes, key=lambda post: (-round(inner[post.id], 9), post.id))


def shared(measured: Scale, post: Post, other: Post, limit: int = 3) -> tuple[str, ...]:
    """Words of ``post`` that stand in ``other`` too, whole or by most pieces; the rarest first."""
    found = dict.fromkeys(word for word in _long(post) if _has(other, word))
    weight = {word: math.fsum(measured.weight.get(p, 0.0) for p in cut(word)) for word in found}
    return tuple(sorted(found, key=lambda word: (-weight[word], word))[:limit])


def _long(post: Post) -> list[str]:
    every = [words(text, base(post.language)) for text in (post.text, *post.readings)]
    return [word for said in every for word in said if len(word) >= LENGTH]


def _has(post: Post, word: str) -> bool:
    own = cut(word)
    return any(len(own & pieces) >= SHARED * len(own) for pieces in readings_of(post))


def readings_of(post: Post) -> tuple[Pieces, ...]:
    """The pieces of a note, and of each reviewed translation of it."""
    texts = dict.fromkeys((post.text, *post.readings))
    return tuple(_pieces(text, base(post.language)) for text in texts)


def _pieces(text: str, language: str | None) -> Pieces:
    every: Pieces = frozenset()
    return every.union(*(cut(word, language) for word in words(text, language)))


def cut(word: str, language: str | None = None) -> Pieces:
    """The pieces of a word; ``_`` stands for its ends."""
    parts = (f"_{part}_" for part in small(word, language).replace("\u200c", "-").split("-"))
    return frozenset(
        part[at : at + LENGTH] for part in parts for at in range(len(part) - LENGTH + 1)
    )
