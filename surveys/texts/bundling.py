"""Groups of notes that could become one theme, suggested to the person who decides.

Two notes are close when their words are (see :mod:`surveys.texts.similar`) or, where there is an
encoder, their meanings (:mod:`surveys.texts.meaning`). Closeness is told in steps of what counts
as alike: 1 is just alike, whichever of the two found it. The two groups whose notes are closest on
average join, again and again, until no average reaches 1 (average linkage, UPGMA; Sokal and
Michener 1958); none grows beyond what fits on a page.

Loads numpy: for job processes. 2,000 notes take 1 s by words, 11 s with the encoder.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from surveys.texts.meaning import AKIN, Encoder, Matrix, cosines
from surveys.texts.posts import Post, base, small, words
from surveys.texts.similar import ALIKE, LENGTH, SHARED, Pieces, cut, readings_of
from surveys.texts.stops import stop_words

DIGITS = 4
"""Closeness is rounded to these, so that the same notes give the same groups on every machine."""
NAMED = 3
"""Words at most that are named as the reason for a group."""


@dataclass(frozen=True, slots=True)
class Group:
    """Notes that could become one theme, the most central first."""

    ids: tuple[str, ...]
    words: tuple[str, ...]
    """Words that at least half of them share, as they are mostly spelt; the commonest first."""
    by_meaning: bool
    """Whether their words alone would not have brought them together."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many notes a suggested group has."""

    least: int
    most: int


REASONS = 2
"""Words that notes must share at least before they are offered for their words."""
SHORT = 2
"""Letters of the shortest word that counts among them."""
SIZES = Sizes(3, 8)
"""Two notes are seen side by side anyway; more than eight are read by nobody who stands."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two notes that mean nearly the same and do not say it in the same words."""

    one: str
    other: str
    cosine: float
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class Closeness:
    """How close the notes of a board are, in steps of what counts as alike."""

    posts: tuple[Post, ...]
    by_words: Matrix
    by_meaning: Matrix | None

    @property
    def best(self) -> Matrix:
        """The closer of the two."""
        if self.by_meaning is None:
            return self.by_words
        found: Matrix = np.maximum(self.by_words, self.by_meaning)
        return found

    def pairs(self, limit: int) -> tuple[Pair, ...]:
        """For each note, those closest in meaning, which its words did not find; best first."""
        if self.by_meaning is None:
            return ()
        only = np.where(self.by_words < 1, self.by_meaning, 0)
        found = []
        for at, row in enumerate(only):
            for other in np.argsort(-row, kind="stable")[:limit]:
                if row[other] >= 1:
                    ids = self.posts[at].id, self.posts[other].id
                    found.append(Pair(*ids, round(float(row[other]) * AKIN, DIGITS)))
        return tuple(found)


def closeness(posts: Sequence[Post], encoder: Encoder | None = None) -> Closeness:
    """How close notes are; by words alone when there is no encoder."""
    ordered = tuple(sorted(posts, key=lambda post: post.id))
    meant = None if encoder is None else _steps(cosines(ordered, encoder), AKIN)
    return Closeness(ordered, _steps(_dice(ordered), ALIKE), meant)


def groups(
    close: Closeness, among: Collection[str] | None = None, sizes: Sizes = SIZES
) -> tuple[Group, ...]:
    """Notes that could be put together, the largest group first; a note is in one at most.

    Args:
        close: how close the notes of a board are.
        among: keys of the notes that may be put together; all of them by default.
        sizes: how many notes a group has.

    A group for which no good reason could be told is left out: one word that all share may stand
    beside opposite wishes.
    """
    best = close.best
    free = [at for at, post in enumerate(close.posts) if among is None or post.id in among]
    found = [
        _group(close, best, members)
        for members in _joined(best, free, sizes.most)
        if len(members) >= sizes.least
    ]
    kept = [group for group in found if group.by_meaning or _reasons(close, group) >= REASONS]
    return tuple(sorted(kept, key=lambda group: (-len(group.ids), group.ids)))


def _steps(scores: Matrix, alike: float) -> Matrix:
    found: Matrix = np.round(scores / alike, DIGITS).astype(np.float32)
    np.fill_diagonal(found, 0)
    return found


def _dice(posts: Sequence[Post]) -> Matrix:
    """What :class:`~surveys.texts.similar.Scale` scores, for all pairs of notes at once."""
    readings = [readings_of(post) for post in posts]
    rows = [pieces for sets in readings for pieces in sets]
    if not rows:
        return np.zeros((0, 0), dtype=np.float32)
    weight = _weights(readings)
    mass = np.array([sum(weight[piece] for piece in sorted(pieces)) for pieces in rows])
    table = _table(rows, weight)
    both = mass[:, None] + mass[None, :]
    score = 2 * (table @ table.T) / np.where(both > 0, both, 1).astype(np.float32)
    starts = np.cumsum([0, *(len(sets) for sets in readings[:-1])])
    found: Matrix = np.maximum.reduceat(np.maximum.reduceat(score, starts), starts, axis=1)
    return found


def _weights(readings: Sequence[tuple[Pieces, ...]]) -> dict[str, float]:
    in_notes = Counter(piece for sets in readings for piece in frozenset().union(*sets))
    return {piece: float(np.log((1 + len(readings)) / n)) for piece, n in in_notes.items()}


def _table(rows: Sequence[Pieces], weight: dict[str, float]) -> Matrix:
    """A row for each reading, a column for each piece that two readings hold: √weight or 0."""
    held = Counter(piece for pieces in rows for piece in pieces)
    place = {piece: at for at, piece in enumerate(sorted(p for p in held if held[p] > 1))}
    table = np.zeros((len(rows), len(place)), dtype=np.float32)
    for at, pieces in enumerate(rows):
        for piece in pieces:
            if piece in place:
                table[at, place[piece]] = weight[piece] ** 0.5
    return table


def _joined(best: Matrix, free: list[int], largest: int) -> list[list[int]]:
    """Indices of notes that belong together; those that are alone are left out."""
    chosen = np.array(free, dtype=np.int64)
    near = chosen[best[np.ix_(chosen, chosen)].max(axis=1, initial=0) >= 1]
    linkage = _Linkage(best[np.ix_(near, near)], largest)
    return [[int(near[at]) for at in members] for members in linkage.run() if len(members) > 1]


class _Linkage:
    """Average linkage with an upper size."""

    def __init__(self, close: Matrix, largest: int) -> None:
        self.sums = close.astype(np.float64)
        self.size = np.ones(len(close), dtype=np.int64)
        self.members = [[at] for at in range(len(close))]
        self.largest = largest
        self.average = self.sums.copy()
        np.fill_diagonal(self.average, -1)
        self.partner = self.average.argmax(axis=1) if len(close) else np.zeros(0, dtype=np.int64)
        self.reached = self.average.max(axis=1, initial=-1)

    def run(self) -> list[list[int]]:
        while len(self.reached) and self.reached.max() >= 1:
            one = int(self.reached.argmax())
            self._join(*sorted((one, int(self.partner[one]))))
        return self.members

    def _join(self, into: int, gone: int) -> None:
        self.members[into] += self.members[gone]
        self.members[gone] = []
        self.size[into] += self.size[gone]
        self.sums[into] += self.sums[gone]
        self.sums[:, into] = self.sums[into]
        self.size[gone] = self.largest  # whoever is gone fits to nobody
        fits = self.size + self.size[into] <= self.largest
        row = np.where(fits, np.round(self.sums[into] / (self.size * self.size[into]), DIGITS), -1)
        row[[into, gone]] = -1
        for at, values in ((into, row), (gone, np.full(len(row), -1.0))):
            self.average[at] = values
            self.average[:, at] = values
        self._look_again(into, gone, row)

    def _look_again(self, into: int, gone: int, row: Matrix) -> None:
        stale = (self.partner == into) | (self.partner == gone)
        stale[[into, gone]] = True
        better = (row > self.reached) & ~stale
        self.partner[better], self.reached[better] = into, row[better]
        self.partner[stale] = self.average[stale].argmax(axis=1)
        self.reached[stale] = self.average[stale].max(axis=1)


def _group(close: Closeness, best: Matrix, members: list[int]) -> Group:
    inner = best[np.ix_(members, members)].sum(axis=1)
    order = sorted(range(len(members)), key=lambda n: (-round(float(inner[n]), 3), members[n]))
    posts = [close.posts[members[n]] for n in order]
    among = close.by_words[np.ix_(members, members)].sum()
    by_words = among / (len(members) * (len(members) - 1)) >= 1
    return Group(tuple(post.id for post in posts), common(posts), not by_words)


def _reasons(close: Closeness, group: Group) -> int:
    """How many words speak for a group: at least one that can be told, short ones besides."""
    if not group.words:
        return 0
    posts = [post for post in close.posts if post.id in set(group.ids)]
    return len(common(posts, SHORT))


def common(posts: Sequence[Post], least: int = LENGTH) -> tuple[str, ...]:
    """Words that at least half of the notes share, whole or by most of their pieces."""
    spelt: dict[str, Counter[str]] = {}
    for post in posts:
        for word in dict.fromkeys(_keywords(post, least)):
            spelt.setdefault(small(word), Counter())[word] += 1
    sets = [readings_of(post) for post in posts]
    held = {
        key: sum(any(len(own & reading) >= SHARED * len(own) for reading in each) for each in sets)
        for key in spelt
        if (own := cut(key))
    }
    chosen: list[str] = []
    for key in sorted(held, key=lambda key: (-held[key], -spelt[key].total(), len(key), key)):
        if len(chosen) < NAMED and held[key] * 2 >= len(posts) and held[key] > 1:
            chosen += [] if any(_twins(key, known) for known in chosen) else [key]
    return tuple(max(spelt[key], key=lambda word: (spelt[key][word], word)) for key in chosen)


def _twins(one: str, other: str) -> bool:
    """Whether two words are forms of each other, so that naming one is enough."""
    shared = len(cut(one) & cut(other))
    return shared >= SHARED * min(len(cut(one)), len(cut(other)))


def _keywords(post: Post, least: int = LENGTH) -> list[str]:
    """A note's words that say what it is about."""
    language = base(post.language)
    own = words(post.text, language)
    every = [(word, language) for word in own]
    every += [(word, None) for text in post.readings for word in words(text)]
    return [
        word
        for word, tongue in every
        if len(word) >= least and small(word, tongue) not in _empty(tongue)
    ]


def _empty(language: str | None) -> frozenset[str]:
    """Words that name no theme; where nobody said the language, those of German."""
    return stop_words(language or "de")
