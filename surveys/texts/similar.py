"""Notes that say nearly the same, by pieces of words (character n-grams).

Works in any script and needs no dictionary. Every word is cut into pieces of three letters; a
piece that stands in few notes of the board weighs more than one that stands in many (so "Bus"
binds, "und" does not). The score of two notes is the weight of the pieces they share divided by
the weight of all their pieces, from 0 (nothing in common) to 1 (the same words): Dice's
coefficient with inverse document frequency as weight (Dice 1945; Spärck Jones 1972). Reviewed
translations count as other readings of a note, so an Arabic note meets a German one.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

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
class Group:
    """Notes that could become one theme, the most central first."""

    ids: tuple[str, ...]
    words: tuple[str, ...]
    """Words that most of them share."""


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
    readings = {post.id: _readings(post) for post in posts}
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


def groups(posts: Sequence[Post], *, alike: float = ALIKE) -> tuple[Group, ...]:
    """Notes that could be put together, the largest group first; who is alone is in none.

    The two groups whose notes are most alike on average join, again and again, until no average
    reaches ``alike`` (average linkage, UPGMA). 300 notes take up to 3 seconds.
    """
    measured = scale(posts)
    by_id = {post.id: post for post in posts}
    scores = {
        (one, other): score
        for one, other in combinations(sorted(by_id), 2)
        if (score := measured.score(one, other)) > 0
    }
    found = [_group(measured, [by_id[key] for key in ids]) for ids in _joined(scores, alike)]
    return tuple(sorted(found, key=lambda group: (-len(group.ids), group.ids)))


def _joined(scores: Mapping[tuple[str, str], float], alike: float) -> list[tuple[str, ...]]:
    """The groups of two and more; ``sums`` holds the summed scores between two living groups."""
    # An average reaches ``alike`` only through a pair that does: nobody else can ever join.
    near = {key for pair, score in scores.items() if score >= alike for key in pair}
    sums: dict[str, dict[str, float]] = {key: {} for key in near}
    for (one, other), score in scores.items():
        if one in near and other in near:
            sums[one][other] = sums[other][one] = score
    members: dict[str, tuple[str, ...]] = {key: (key,) for key in near}
    waiting = [(-round(s, 9), a, b, 2) for a in near for b, s in sums[a].items() if a < b]
    heapq.heapify(waiting)
    while waiting and -waiting[0][0] >= alike:
        _unused, into, gone, size = heapq.heappop(waiting)
        if into not in members or gone not in members:
            continue
        if size != len(members[into]) + len(members[gone]):
            continue  # an older average of these two
        members[into] += members.pop(gone)
        for other in _merge(sums, into, gone):
            average = sums[into][other] / (len(members[into]) * len(members[other]))
            pair = (min(into, other), max(into, other))
            both = len(members[into]) + len(members[other])
            heapq.heappush(waiting, (-round(average, 9), *pair, both))
    return [ids for ids in members.values() if len(ids) > 1]


def _merge(sums: dict[str, dict[str, float]], into: str, gone: str) -> list[str]:
    """Adds the sums of ``gone`` to those of ``into``; returns the groups that changed."""
    for other, total in sums.pop(gone).items():
        sums[other].pop(gone)
        if other != into:
            sums[into][other] = sums[other][into] = sums[into].get(other, 0.0) + total
    return sorted(sums[into])


def _group(measured: Scale, posts: list[Post]) -> Group:
    return Group(tuple(post.id for post in central(measured, posts)), common(posts))


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


def common(posts: Sequence[Post], limit: int = 3) -> tuple[str, ...]:
    """Words of which a piece-wise twin stands in at least half of the notes."""
    notes: Counter[str] = Counter()
    for post in posts:
        others = [other for other in posts if other is not post]
        for word in _long(post):
            notes[small(word)] += 1 + sum(_has(other, word) for other in others)
    listed = [word for word, times in notes.items() if times * 2 > len(posts)]
    return tuple(sorted(listed, key=lambda word: (-notes[word], word))[:limit])


def shared(measured: Scale, post: Post, other: Post, limit: int = 3) -> tuple[str, ...]:
    """Words of ``post`` that stand in ``other`` too, whole or by most pieces; the rarest first."""
    found = dict.fromkeys(word for word in _long(post) if _has(other, word))
    weight = {word: math.fsum(measured.weight.get(p, 0.0) for p in _cut(word)) for word in found}
    return tuple(sorted(found, key=lambda word: (-weight[word], word))[:limit])


def _long(post: Post) -> list[str]:
    every = [words(text, base(post.language)) for text in (post.text, *post.readings)]
    return [word for said in every for word in said if len(word) >= LENGTH]


def _has(post: Post, word: str) -> bool:
    own = _cut(word)
    return any(len(own & pieces) >= SHARED * len(own) for pieces in _readings(post))


def _readings(post: Post) -> tuple[Pieces, ...]:
    texts = dict.fromkeys((post.text, *post.readings))
    return tuple(_pieces(text, base(post.language)) for text in texts)


def _pieces(text: str, language: str | None) -> Pieces:
    every: Pieces = frozenset()
    return every.union(*(_cut(word, language) for word in words(text, language)))


def _cut(word: str, language: str | None = None) -> Pieces:
    parts = (f"_{part}_" for part in small(word, language).replace("\u200c", "-").split("-"))
    return frozenset(
        part[at : at + LENGTH] for part in parts for at in range(len(part) - LENGTH + 1)
    )
